"""The chart: what stands in it, and what is said of an account that does not."""

from __future__ import annotations

import pytest

from union_ledger.core.chart import ROOT_OF_CLASS
from union_ledger.core.chart import code_of
from union_ledger.core.chart import label
from union_ledger.core.chart import load_chart

CHART = load_chart()
FIRST_LEVEL = [s for s in CHART.subjects if s.code and not s.parent]


def test_the_chart_is_as_long_as_the_regulation_says():
    """财会〔2021〕7号 gives a 基层工会 24 accounts, 48 with those of 县级以上."""
    assert len(FIRST_LEVEL) == 48
    grass_roots = [s.code for s in FIRST_LEVEL if s.who == "基层"]
    assert " ".join(grass_roots) == (
        "101 102 131 135 141 162 163 182 211 215 301 321 322 "
        "401 402 403 405 408 501 503 504 505 507 510"
    )


@pytest.mark.parametrize("subject", FIRST_LEVEL, ids=lambda s: s.code)
def test_a_code_s_first_digit_is_its_class_and_every_line_may_be_opened(subject):
    """No line of the data file is refused by the check that reads it."""
    digits = {"资产": "1", "负债": "2", "净资产": "3", "收入": "4", "支出": "5"}
    assert subject.code[0] == digits[subject.class_]
    root = ROOT_OF_CLASS[subject.class_]
    account = f"{root}:{subject.code}-{subject.name}"
    assert CHART.problem(account) is None
    for detail in CHART.details.get(subject.code, []):
        written = f"{detail.code}-{detail.name}" if detail.code else f"01-{detail.name}"
        assert CHART.problem(f"{account}:{written}") is None


def test_every_detail_continues_the_code_of_its_parent():
    """A 明细 under the wrong account would be found by no prefix."""
    details = [s for s in CHART.subjects if s.parent and s.code]
    assert [s.code for s in details if not s.code.startswith(s.parent)] == []
    assert {s.parent for s in details} <= {s.code for s in FIRST_LEVEL}


@pytest.mark.parametrize("old", CHART.old_by_code.values(), ids=lambda s: s.code)
def test_every_code_of_2010_is_told_what_became_of_it(old):
    """Who writes an account of the old 制度 reads where it is today, or that it went.

    A line that the 2021 制度 kept unchanged has no business in the list.
    """
    said = CHART.problem(f"Expenses:{old.code}-{old.name}") or ""
    now = f"2021 年制度为 {old.code2021} {old.name2021}"
    assert f"{old.code} {old.name} 是 2010 年制度的科目" in said
    assert (now if old.code2021 else "2021 年制度已取消") in said
    if old.code2021:
        assert CHART.by_code[old.code2021].name == old.name2021


@pytest.mark.parametrize(
    ("account", "said"),
    [
        ("Assets", "缺少一级科目"),
        ("Assets:银行存款", "银行存款 不是一级科目代码"),
        ("Assets:103-银行存款", "103 不是一级科目代码（“银行存款”的代码是 102）"),
        ("Assets:102-银行", "102 的名称应为“银行存款”，不是“银行”"),
        ("Expenses:50102-文体活动", "50102 不是一级科目代码"),
        ("Equity:401-会费收入", "401 是收入类，应写在 Income 下"),
        ("Expenses:501-职工活动支出:文体活动", "501 的明细只有 50101-职工教育"),
        ("Expenses:501-职工活动支出:50199-别的", "501 的明细只有 50101-职工教育"),
        ("Expenses:501-职工活动支出:50301-劳动和技能竞赛", "501 的明细只有"),
        (
            "Expenses:501-职工活动支出:50102-体育",
            "50102 的名称应为“文体活动”，不是“体育”",
        ),
        ("Assets:182-待处理财产损溢:01-盘亏", "182 的明细只有 待处理财产价值"),
    ],
)
def test_a_wrong_account_is_told_what_is_right(account, said):
    """Root, code, name and parent are each named when they are the wrong one."""
    assert said in (CHART.problem(account) or "")


@pytest.mark.parametrize(
    "account",
    [
        "Assets:102-银行存款:01-工行基本户:1-自有",
        "Assets:162-固定资产:03-通用设备:2024",
        "Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问",
        "Liabilities:215-其他应付款:21599-待查",
        "Expenses:501-职工活动支出",
    ],
)
def test_what_the_chart_does_not_list_is_the_union_s_own(account):
    """Below a listed 明细, and where none are listed, own ones are lawful."""
    assert CHART.problem(account) is None


@pytest.mark.parametrize(
    ("account", "code", "shown"),
    [
        ("Assets:102-银行存款:01-工行基本户:1-自有", "102", "102 银行存款"),
        (
            "Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问",
            "5010501",
            "5010501 节日慰问",
        ),
        ("Expenses:501-职工活动支出:50102-文体活动:01-球类", "50102", "50102 文体活动"),
        ("Assets:162-固定资产:03-通用设备:2024", "162", "162 固定资产"),
    ],
)
def test_the_statutory_code_is_the_deepest_that_continues(account, code, shown):
    """A rule on 501 must see 5010501, and must not see 01 of a bank account."""
    assert (code_of(account), label(account)) == (code, shown)


def test_quota_accounts_have_no_statutory_code():
    """No rule on account codes ever looks at quota."""
    assert not code_of("Equity:Q01-可用额度:007:10")


def test_a_code_of_the_union_s_own_takes_the_name_above_it():
    """Reports name 5010501 by 50105 when the chart itself ends there."""
    assert CHART.name("5010501") == "会员活动"
    assert CHART.name("50102") == "文体活动"
    assert not CHART.name("9")
