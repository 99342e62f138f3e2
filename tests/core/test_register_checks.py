"""Register lines that can each be read and cannot be right together."""

from __future__ import annotations

import textwrap

import pytest
from beancount.parser.parser import parse_string

from union_ledger.core.records import RECORDS
from union_ledger.core.registers import read_registers

BASE = """
2020-01-01 custom "unit" "007" "机械学院工会"
2020-01-01 custom "fund" "10" "基础活动经费"
2020-01-01 custom "project" "P1" "团结杯"
2023-12-05 custom "budget-version" "2024" "V1"
  stage: "草案"
2024-05-06 custom "asset" "FA-1" "打印机"
  class: "通用设备"
  cost: 1200.00 CNY
  unit: "007"
"""


def problems_of(text):
    """Return line and message of what is wrong in a text, its lines from 1."""
    entries, errors, _ = parse_string(
        textwrap.dedent(text).strip() + BASE, report_filename="登记.beancount"
    )
    assert not errors
    problems = read_registers(entries)[1]
    assert all(p.filename.endswith("登记.beancount") for p in problems)
    return [(p.lineno, p.message) for p in problems]


def fund(*fields):
    """Return a fund's line with more fields."""
    return "\n  ".join(('2020-01-01 custom "fund" "50" "帮扶"', *fields))


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ('accounts: "501 999"', "accounts 里的 999 不是支出科目；应是支出科目的代码"),
        ('accounts: "599"', "accounts 里的 599 不在会计科目表上；应是支出科目的代码"),
        ('accounts: "50199"', "（501 的明细只有 50101 职工教育、50102 文体活动、"),
        ('accounts: "50105-节日慰问"', "50105-节日慰问 不在会计科目表上"),
        ('accounts: "501、503"', "accounts 里的 501、503 不在会计科目表上"),
        ('accounts: "401"', "accounts 里的 401 不是支出科目；"),
        ('source: "501"', "source 里的 501 不是收入科目；应是收入科目的代码（4 开头）"),
        ('source: "499"', "source 里的 499 不在会计科目表上"),
        ("restricted: TRUE", "限定用途（restricted: TRUE）的经费必须写 accounts"),
    ],
)
def test_a_fund_names_accounts_of_the_chart(field, said):
    """A code mistyped would let nothing through, or anything."""
    ((line, message),) = problems_of(fund(field))
    assert line == 1
    assert message.startswith("登记 fund：")
    assert said in message


@pytest.mark.parametrize("codes", ["5", "50", "501 510", "50105 5010501", "508 50801"])
def test_a_fund_may_name_beginnings_and_the_union_s_own_codes(codes):
    """``5010501`` is the union's own under a listed code without listed 明细."""
    assert problems_of(fund("restricted: TRUE", f'accounts: "{codes}"')) == []


def budget(code, amount, *fields):
    """Return a budget line of V1, with more fields or another version."""
    version = () if any("version" in f for f in fields) else ('version: "V1"',)
    head = f'2024-01-01 custom "budget-line" "2024" "{code}" {amount} CNY'
    return "\n  ".join((head, *version, *fields))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (budget("599", "1"), "登记 budget-line：科目 599 不在会计科目表上"),
        (budget("5010", "1"), "科目 5010 不在会计科目表上（501 的明细只有 50101"),
        (budget("50199", "1"), "科目 50199 不在会计科目表上（501 的明细只有 50101"),
        (budget("301", "1"), "字段 code 的值 301 不对：应是4 或 5 开头的收支科目代码"),
        (budget("501", "-0.01"), "登记 budget-line：金额 -0.01 是负数；应写全年数"),
        (budget("501", "1", "previous: -2.00 CNY"), "previous -2.00 是负数"),
        (
            budget("501", "1", 'version: "V2"'),
            "预算版本 2024 V2 没有登记；2024 年有 V1",
        ),
        (budget("501", "1", 'unit: "099"'), "单位 099 没有登记"),
        (budget("501", "1", 'fund: "99"'), "经费来源 99 没有登记"),
        (budget("501", "1", 'project: "P9"'), "项目 P9 没有登记"),
    ],
)
def test_a_budget_line_is_of_the_chart_and_of_a_version(line, said):
    """What no account, version, unit, fund or project answers to is refused."""
    ((lineno, message),) = problems_of(line)
    assert lineno == 1
    assert said in message


def test_a_budget_of_nothing_and_of_the_union_s_own_code_is_one():
    """Zero is no mistake, income is budgeted too."""
    text = "\n".join(
        (
            budget("501", "0", "previous: 0.00 CNY"),
            budget("5010501", "1"),
            budget("401", "1"),
            budget("40302", "1"),
        )
    )
    assert problems_of(text) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("start: 2024-05-02\n  end: 2024-05-01", "end（2024-05-01）早于 start（2024-"),
        ("end: 2024-03-20", "end（2024-03-20）早于 启用日（2024-03-21）"),
        ('unit: "099"', "单位 099 没有登记"),
        ('fund: "99"', "经费来源 99 没有登记"),
    ],
)
def test_a_project_ends_after_it_began_and_has_a_unit(fields, said):
    """Turned dates would let nobody spend, or let the wrong rule speak."""
    text = f'2024-03-21 custom "project" "P2" "甲"\n  {fields}'
    ((line, message),) = problems_of(text)
    assert line == 1
    assert said in message


def test_a_project_of_one_day_is_one():
    """Its first day and its last are the same."""
    text = '2024-03-21 custom "project" "P2" "甲"\n  end: 2024-03-21'
    assert problems_of(text) == []


def test_a_person_does_not_leave_before_coming():
    """``to`` is the last day."""
    text = """
        2024-03-21 custom "person" "T1"
          unit: "007"
          to: 2024-03-20
        """
    assert problems_of(text) == [
        (1, "登记 person：to（2024-03-20）早于启用日 2024-03-21")
    ]


def version(stage, **days):
    """Return a version V2 with its stage and dates."""
    fields = "".join(f"\n  {name}: {day}" for name, day in days.items())
    return f'2024-06-05 custom "budget-version" "2024" "V2"\n  stage: "{stage}"{fields}'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            version("委员会审批", reviewed="2024-06-11", approved="2024-06-10"),
            "approved（委员会审批）2024-06-10 早于 reviewed（经审审查）2024-06-11；"
            "次序应是经审审查、委员会审批、备案",
        ),
        (
            version(
                "备案", reviewed="2024-06-01", approved="2024-06-10", filed="2024-06-09"
            ),
            "filed（备案）2024-06-09 早于 approved（委员会审批）2024-06-10",
        ),
        (
            version("草案", approved="2024-06-10"),
            "stage 是 草案，却写了 approved（委员会审批的日期）",
        ),
        (
            version("经审审查", reviewed="2024-06-01", filed="2024-06-10"),
            "stage 是 经审审查，却写了 filed（备案的日期）",
        ),
    ],
)
def test_a_budget_is_reviewed_then_approved_then_filed(text, said):
    """工会预算管理办法 A17: the 委员会 cannot approve what nobody reviewed."""
    ((line, message),) = problems_of(text)
    assert line == 1
    assert message.startswith("登记 budget-version：")
    assert said in message


def test_a_budget_may_pass_all_steps_on_one_day():
    """Nothing forbids two meetings on a day."""
    day = "2024-06-10"
    assert problems_of(version("备案", reviewed=day, approved=day, filed=day)) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            '2024-07-01 custom "asset-move" "FA-9"\n  unit: "007"',
            "登记 asset-move：资产 FA-9 没有卡片；先用 asset 登记",
        ),
        (
            '2024-07-01 custom "count" "FA-9"\n  result: "相符"',
            "登记 count：资产 FA-9 没有卡片；先用 asset 登记",
        ),
        (
            '2024-05-05 custom "asset-move" "FA-1"\n  unit: "007"',
            "登记 asset-move：2024-05-05 早于资产 FA-1 卡片的日期 2024-05-06（",
        ),
        (
            '2024-05-05 custom "count" "FA-1"\n  result: "盘亏"',
            "登记 count：2024-05-05 早于资产 FA-1 卡片的日期 2024-05-06（",
        ),
    ],
)
def test_what_is_moved_or_counted_has_a_card(line, said):
    """And had it on that day."""
    ((lineno, message),) = problems_of(line)
    assert lineno == 1
    assert said in message


def test_two_cards_of_one_number_are_refused():
    """The second is told where the first stands."""
    text = """
        2024-06-06 custom "asset" "FA-1" "电脑"
          class: "通用设备"
          cost: 5000.00 CNY
          unit: "007"
        """
    ((line, message),) = problems_of(text)
    assert (line, "FA-1 已经登记过（" in message) == (1, True)


@pytest.mark.parametrize("result", ["账外", "盘盈"])
def test_what_is_found_without_a_card_can_be_counted(result):
    """A stocktaking finds it before anybody wrote its card."""
    text = f'2024-07-01 custom "count" "FA-9"\n  result: "{result}"'
    assert problems_of(text) == []


def test_a_move_on_the_day_of_the_card_is_one():
    """Bought and handed on at once."""
    text = '2024-05-06 custom "asset-move" "FA-1"\n  unit: "007"'
    assert problems_of(text) == []


def test_a_unit_has_one_headcount_a_day():
    """Nobody could tell which of the two holds; another day or unit is no matter."""
    text = """
        2024-01-01 custom "members" "007" 412
        2024-01-01 custom "members" "007" 411
        2024-01-02 custom "members" "007" 411
        """
    ((line, message),) = problems_of(text)
    assert line == 2
    assert "单位 007 在 2024-01-01 已经登记过会员人数（" in message
    assert "登记.beancount 第 1 行）；同一天只留一行" in message


def statement(closing, day="2024-01-31"):
    """Return a statement of the account that BASE opens."""
    return (
        f'{day} custom "statement" "Assets:102-银行存款:01-工行基本户" {closing} CNY\n'
        '  own-account: "0001"\n  first: 2024-01-02\n  opening: 1.00 CNY\n'
        '  rows: 1\n  source-file: "a.xlsx"\n'
    )


def test_a_bank_says_one_balance_a_day():
    """The same export twice is no matter, another balance is."""
    opened = "2020-01-01 open Assets:102-银行存款:01-工行基本户\n"
    assert problems_of(opened + statement("5.00") + statement("5.00")) == []
    assert problems_of(opened + statement("5.00") + statement("6", "2024-02-29")) == []
    ((line, message),) = problems_of(opened + statement("5.00") + statement("6.00"))
    assert line == 8
    assert "在 2024-01-31 的对账单余额是 6.00，另一份是 5.00（" in message
    assert "第 2 行）" in message


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("assset", "不认识登记种类“assset”，是不是 asset？可以用的有 unit、group、"),
        ("Budget_Line", "不认识登记种类“Budget_Line”，是不是 budget-line？"),
        ("budgets", "不认识登记种类“budgets”，是不是 "),
        ("单位", "不认识登记种类“单位”；可以用的有 unit、group、members、"),
        ("autobean.share.policy", "不认识登记种类“autobean.share.policy”；可以用的有"),
    ],
)
def test_a_kind_nobody_knows_is_refused(kind, said):
    """Else a line mistyped would be without effect and without a word."""
    ((line, message),) = problems_of(f'2024-01-01 custom "{kind}" "1"')
    assert line == 1
    assert message.startswith(said)
    assert message.endswith(f"可以用的有 {'、'.join(RECORDS)}")


@pytest.mark.parametrize(
    "kind", ["fava-option", "fava-extension", "fava-sidebar-link", "fava-new", "budget"]
)
def test_fava_s_own_kinds_are_left_alone(kind):
    """Whatever values they have."""
    assert problems_of(f'2024-01-01 custom "{kind}" "a" 1 TRUE') == []


def test_dues_of_a_unit_and_month_stand_once():
    """A sum over the lines would count them twice; the unit must be known."""
    text = """
    2024-11-30 custom "dues" "007" "2024-11" 525.50 CNY
      members: 27
    2024-11-30 custom "dues" "007" "2024-10" 525.50 CNY
      members: 27
    2024-12-05 custom "dues" "007" "2024-11" 500.00 CNY
      members: 26
    2024-11-30 custom "dues" "099" "2024-11" 1.00 CNY
      members: 1
    """
    assert problems_of(text) == [
        (
            5,
            "登记 dues：单位 007 2024-11 的会费已经登记过"
            "（登记.beancount 第 1 行）；同一个月只留一行",
        ),
        (7, "单位 099 没有登记"),
    ]


def test_one_mistake_makes_one_error():
    """A fund that is wrong is there all the same: what refers to it is not wrong."""
    text = fund("restricted: TRUE") + "\n" + budget("501", "1", 'fund: "50"')
    assert [line for line, _ in problems_of(text)] == [1]


def test_a_milestone_belongs_to_a_project():
    line = '2024-05-06 custom "milestone" "P9" "竣工验收"'
    assert problems_of(line) == [(1, "项目 P9 没有登记")]
