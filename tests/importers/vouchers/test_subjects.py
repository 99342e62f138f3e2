"""A 科目 is known by code, name and date, never by its code alone."""

from __future__ import annotations

from datetime import date

import pytest
from beancount.core.data import Open
from beancount.core.data import new_metadata

from union_ledger.importers.mapping import Placed
from union_ledger.importers.mapping import When
from union_ledger.importers.vouchers.subjects import OnlyBelowError
from union_ledger.importers.vouchers.subjects import SubjectError
from union_ledger.importers.vouchers.subjects import Subjects

SINCE = date(2020, 1, 1)
NOW = date(2024, 11, 5)
OLD = date(2021, 11, 5)
OPENS = {
    name: Open(new_metadata("main", 1), SINCE, name, currencies, None)
    for name, currencies in (
        ("Assets:102-银行存款:01-基本户", ["CNY"]),
        ("Assets:162-固定资产:03-通用设备:2024", ["PC"]),
        ("Expenses:501-职工活动支出:50102-文体活动", ["CNY"]),
        ("Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问", ["CNY"]),
        ("Expenses:504-维权支出", None),
        ("Expenses:510-其他支出", None),
        ("Liabilities:211-应付上级经费", None),
    )
}
SUBJECTS = Subjects(OPENS)


@pytest.mark.parametrize(
    ("code", "name", "account"),
    [
        ("10201", "银行存款\\基本户", "Assets:102-银行存款:01-基本户"),
        ("10201", "基本户", "Assets:102-银行存款:01-基本户"),
        ("10201", "", "Assets:102-银行存款:01-基本户"),
        ("50102", "职工活动支出/文体活动", "Expenses:501-职工活动支出:50102-文体活动"),
        ("211", "应付上级经费", "Liabilities:211-应付上级经费"),
    ],
)
def test_code_and_name_find_the_account(code: str, name: str, account: str) -> None:
    """The name may be given by its last level, by all of them, or not at all."""
    assert SUBJECTS.account(code, name, NOW, None) == account


@pytest.mark.parametrize(
    ("code", "name", "day", "why"),
    [
        (
            "502",
            "维权支出",
            NOW,
            "502 维权支出 是 2010 年制度的科目，2021 年制度为 504",
        ),
        ("322", "后备金", NOW, "2021 年制度已取消"),
        ("504", "维权支出", OLD, "504 在 2010 年制度是“行政支出”"),
        ("501", "会员活动支出", NOW, "501 应是“职工活动支出”"),
        ("50102", "宣传活动", NOW, "代码 50102 在账簿里是 职工活动支出\\文体活动"),
        ("10209", "建行户", NOW, "账簿里没有这个科目"),
        ("50201", "法律援助", OLD, "不能自动换成 2021 年的明细"),
        ("16203", "通用设备", NOW, "只有它的明细"),
        ("510", "其他支出", date(2019, 1, 1), "到 2020-01-01 才启用"),
    ],
)
def test_what_contradicts_itself_is_refused(
    code: str, name: str, day: date, why: str
) -> None:
    """A code of the other chart, another name, a 明细 nobody opened: all say why."""
    with pytest.raises(SubjectError, match=why.replace("\\", r"\\")):
        SUBJECTS.account(code, name, day, None)


def test_a_code_of_2010_before_2022_is_todays_account() -> None:
    """502 维权支出 of 2021 is today's 504; 508 其他支出 is 510."""
    assert SUBJECTS.account("502", "维权支出", OLD, None) == "Expenses:504-维权支出"
    assert SUBJECTS.account("508", "其他支出", OLD, None) == "Expenses:510-其他支出"


def test_an_account_open_only_below_is_told_apart() -> None:
    """50105 has a 明细 here: which one is a question for the mapping."""
    with pytest.raises(OnlyBelowError, match=r"只有它的明细 .*5010501-节日慰问"):
        SUBJECTS.account("50105", "会员活动", NOW, None)


def test_the_mapping_decides_first() -> None:
    """A code of another chart is taken where the mapping names code and name."""
    bank = "Assets:102-银行存款:01-基本户"
    placed = (
        Placed(code="1002", name="银行存款", account=bank),
        Placed(
            code="50105", name="会员活动", account=bank, when=When(summary=("春节",))
        ),
    )
    subjects = Subjects(OPENS, placed)
    assert subjects.account("1002", "银行存款", NOW, None) == bank
    with pytest.raises(SubjectError):
        subjects.account("1002", "库存现金", NOW, None)
    with pytest.raises(OnlyBelowError):
        subjects.account("50105", "会员活动", NOW, None)


def test_an_account_of_lots_takes_no_voucher() -> None:
    """A voucher has an amount; an account kept by the piece needs cards."""
    lots = "Assets:162-固定资产:03-通用设备:2024"
    subjects = Subjects(OPENS, (Placed(code="162", name="固定资产", account=lots),))
    with pytest.raises(SubjectError, match="按件（批次）记账"):
        subjects.account("162", "固定资产", NOW, None)
