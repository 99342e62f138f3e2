"""Registers: every line with all its fields, and one clear word on a wrong field."""

from __future__ import annotations

import textwrap

import pytest
from beancount.parser.parser import parse_string
from tests.core.register_lines import BASE
from tests.core.register_lines import WHOLE

from union_ledger.core.records import RECORDS
from union_ledger.core.registers import read_registers


# What the lines below refer to.
def read(text):
    """Read the registers of a text of its own lines, counted from 1."""
    entries, errors, _ = parse_string(
        textwrap.dedent(text).lstrip("\n"), report_filename="账/登记.beancount"
    )
    assert not errors
    return read_registers(entries)


@pytest.mark.parametrize("kind", RECORDS)
def test_every_line_is_accepted_with_every_field(kind):
    """The fixture above names every field of the model, and all of them are taken."""
    text = textwrap.dedent(WHOLE[kind])
    _, problems = read(text + BASE)
    assert problems == []
    model = RECORDS[kind]
    written = {line.split(":")[0].strip() for line in text.splitlines() if ": " in line}
    fields = {
        (field.alias or name).replace("_", "-")
        for name, field in model.model_fields.items()
        if name not in {"since", "filename", "lineno", "note", *model.VALUES}
    }
    written -= {"note"}
    assert written <= fields
    needs_no_more = {"unit-change": {"name"}}
    assert fields - written == needs_no_more.get(kind, set())


@pytest.mark.parametrize("kind", RECORDS)
def test_every_line_refuses_a_field_it_does_not_know(kind):
    """A key mistyped must not be silently without effect."""
    text = textwrap.dedent(WHOLE[kind]).rstrip() + '\n  oops: "1"\n'
    _, problems = read(text + BASE)
    assert [(p.lineno, p.message) for p in problems] == [
        (1, f"登记 {kind}：不认识字段 oops")
    ]


@pytest.mark.parametrize("kind", RECORDS)
def test_every_line_refuses_a_value_too_many(kind):
    """Each line says how many values it has and what they are."""
    head, _, rest = textwrap.dedent(WHOLE[kind]).lstrip().partition("\n")
    _, problems = read(f'{head} "多余"\n{rest}{BASE}')
    wanted = len(RECORDS[kind].VALUES)
    assert len(problems) == 1
    assert f"登记 {kind}：应有 {wanted} 个值（" in problems[0].message
    assert problems[0].message.endswith(f"有 {wanted + 1} 个")


@pytest.mark.parametrize(
    ("kind", "old", "new", "said"),
    [
        ("unit", '"008"', '"08"', "字段 code 的值 08 不对：应是"),
        ("unit", '"独立核算"', '"独立"', "字段 kind 的值 独立 不对：只能是 '报账'"),
        ("unit", "2030-06-30", "2019-06-30", "closed（2019-06-30）早于启用日"),
        ("unit", "2030-06-30", '"2030-06-30"', "字段 closed 的值 2030-06-30 不对"),
        ("group", '"007-03"', '"007-3"', "字段 code 的值 007-3 不对：应是"),
        ("members", "412", "412.5", "字段 count 的值 412.5 不对：应是整数"),
        ("members", "412", "-1", "字段 count 的值 -1 不对：应大于或等于 0"),
        ("members", "412", '"四百"', "字段 count 的值 四百 不对：应是整数"),
        ("unit-change", '"merge"', '"join"', "字段 kind 的值 join 不对：只能是"),
        ("unit-change", '  to: "061"\n', "", "merge 要写 to"),
        ("unit-change", '"058 059"', '""', "from 至少写一个单位"),
        ("unit-change", '"merge"', '"rename"', "rename 要写 name"),
        ("unit-change", '  decision: "校工会〔2024〕3号"\n', "", "缺少字段 decision"),
        ("fund", '"50"', '"5"', "字段 code 的值 5 不对：应是"),
        ("fund", "TRUE", '"是"', "字段 restricted 的值 是 不对：应是 TRUE 或 FALSE"),
        ("project", '"P2024-04"', '"音乐会"', "字段 code 的值 音乐会 不对：应是"),
        ("project", '"阵地平台建设工程"', '"阵地工程"', "只能是 '思想政治引领工程'、"),
        ("project", '"执行"', '"在办"', "'申报'、'立项'、'执行'、'结项'"),
        ("project", '"007"', '"7"', "字段 unit 的值 7 不对：应是"),
        ("budget-version", '"2024"', '"24"', "字段 year 的值 24 不对：应是"),
        ("budget-version", '"备案"', '"报备"', "'草案'、'经审审查'、'委员会审批'"),
        ("budget-version", "  filed: 2024-06-20\n", "", "备案 时要写 filed 日期"),
        ("budget-version", "  approved: 2024-06-10\n", "", "要写 approved 日期"),
        ("budget-line", '"50102"', '"10102"', "字段 code 的值 10102 不对：应是"),
        ("budget-line", "120000.00 CNY", '"十二万"', "应是金额，如 120000.00 CNY"),
        ("budget-line", "120000.00 CNY", "120000.00 USD", "金额的币种应为 CNY"),
        ("budget-line", "120000.00 CNY", "0.001 CNY", "不足一分"),
        ("budget-line", '  version: "V1"\n', "", "缺少字段 version"),
        ("share", '"自主拨缴"', '"拨缴"', "只能是 '自主拨缴'、'代收返拨'"),
        ("share", "0.60", "60", "字段 own 的值 60 不对：应小于或等于 1"),
        ("share", "0.60", "0", "字段 own 的值 0 不对：应大于 0"),
        ("share", '"季"', '"旬"', "字段 remit 的值 旬 不对：只能是 '月'、'季'、'年'"),
        ("person", '"T0412"', '"张三"', "字段 code 的值 张三 不对：应是"),
        ("person", '"handler custodian"', '"handler boss"', "角色 boss 不在 member、"),
        ("asset", '"通用设备"', '"设备"', "字段 class 的值 设备 不对：只能是"),
        ("asset", "8999.00 CNY", '"8999"', "字段 cost 的值 8999 不对：应是金额"),
        ("asset", "quantity: 2", "quantity: 0", "quantity 的值 0 不对：应大于或等于 1"),
        ("asset", "life: 72", "life: 0", "字段 life 的值 0 不对：应大于 0"),
        ("asset", '"在用"', '"使用中"', "'在用'、'闲置'、'出租'"),
        ("asset", 'owner: "工会"', 'owner: "学校"', "只能是 '工会'、'行政'"),
        ("asset-move", '"007"', '"07"', "字段 unit 的值 07 不对：应是"),
        ("count", '"位置不符"', '"少了"', "只能是 '相符'、'盘盈'、'盘亏'"),
        ("close", "2024-03-31", '"2024-03"', "字段 day 的值 2024-03 不对：应是日期"),
        ("waiver", "2024-12-31", '"年底"', "字段 expires 的值 年底 不对：应是日期"),
        ("waiver", '  minutes: "校工委会〔2024〕5号"\n', "", "缺少字段 minutes"),
        (
            "waiver",
            '  subject: "某店"\n  finding: "R27-0a1b2c3d"\n',
            "",
            "要写 subject（豁免对象）或 finding",
        ),
        ("answer", '"整改"', '"已改"', "'新建'、'核实'、'排除'"),
        ("answer", '  owner: "T0412"\n', "", "缺少字段 owner"),
        (
            "payroll",
            '"2024-01"',
            '"2024-13"',
            "字段 month 的值 2024-13 不对：应是年-月",
        ),
        ("answer", "2024-06-30", "20240630", "字段 due 的值 20240630 不对：应是日期"),
        (
            "statement",
            '"0001"',
            '"42000001"',
            "own_account 的值 42000001 不对：应是账号",
        ),
        ("statement", '"Assets:102', '"102', "应是资产科目的全名"),
        ("statement", "2024-03-01", "2024-04-01", "晚于对账单截止日 2024-03-31"),
        ("statement", "936281.07 CNY", "936281.07 USD", "金额的币种应为 CNY"),
    ],
)
def test_a_wrong_field_is_named_with_what_is_allowed(kind, old, new, said):
    """One problem, in the file and at the line of the register line."""
    text = textwrap.dedent(WHOLE[kind]).lstrip()
    assert old in text
    _, problems = read("\n\n" + text.replace(old, new, 1) + BASE)
    first = problems[0]
    assert len(problems) == 1
    assert first.filename.endswith("账/登记.beancount")
    assert first.lineno == 1
    assert first.message.startswith(f"登记 {kind}：")
    assert said in first.message


def test_the_line_is_the_register_s_own():
    """Not always the first one: the third line of the file is called so."""
    _, problems = read(BASE + '2020-01-01 custom "unit" "1" "短"\n')
    assert [p.lineno for p in problems] == [BASE.count("\n")]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('2024-01-01 custom "members" "099" 12', "单位 099 没有登记"),
        ('2024-01-01 custom "group" "099-01" "组"', "单位 099 没有登记"),
        (
            '2024-01-01 custom "project" "P9" "甲"\n  fund: "99"',
            "经费来源 99 没有登记",
        ),
        ('2024-01-01 custom "person" "T1"\n  unit: "099"', "单位 099 没有登记"),
        (
            '2024-01-01 custom "budget-line" "2024" "501" 1 CNY\n  version: "V9"',
            "预算版本 2024 V9 没有登记",
        ),
        (
            '2024-01-01 custom "budget-line" "2024" "501" 1 CNY\n  version: "V1"\n'
            '  project: "P9"',
            "项目 P9 没有登记",
        ),
        (
            '2024-01-01 custom "unit-change" "dissolve"\n  from: "099"\n'
            '  decision: "校"',
            "单位 099 没有登记",
        ),
        (
            '2024-01-02 custom "asset-move" "FA-2024-0002"\n  unit: "099"',
            "单位 099 没有登记",
        ),
        ('2024-01-01 custom "fund" "10" "重复"', "10 已经登记过（"),
        (
            '2024-01-31 custom "statement" "Assets:102-银行存款:09-没开户" 1 CNY\n'
            '  own-account: "0009"\n  first: 2024-01-02\n  opening: 1 CNY\n'
            '  rows: 1\n  source-file: "a.xlsx"',
            "科目 Assets:102-银行存款:09-没开户 没有开户",
        ),
    ],
)
def test_what_a_line_refers_to_must_be_there(line, said):
    """Units, funds, projects and versions that nobody registered are named."""
    _, problems = read(f"{line}\n{BASE}")
    assert [(p.lineno, said in p.message) for p in problems] == [(1, True)]


def test_a_field_that_repeats_a_value_is_refused():
    """Two places for one code could say two things."""
    _, problems = read('2020-01-01 custom "unit" "008" "甲"\n  code: "009"\n')
    assert "字段 code 已写在这一行" in problems[0].message


def test_lines_of_others_are_left_alone():
    """Fava's own lines, budgets among them, are none of ours."""
    registers, problems = read(
        """
        2020-01-01 custom "fava-option" "language" "zh"
        2020-01-01 custom "budget" Expenses:Food "monthly" 100.00 CNY
        """
    )
    assert problems == []
    assert registers.units == {}
