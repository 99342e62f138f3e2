"""Registers: every line with all its fields, and one clear word on a wrong field."""

from __future__ import annotations

import datetime as dt
import textwrap

import pytest
from beancount.parser.parser import parse_string

from union_ledger.core.records import RECORDS
from union_ledger.core.registers import read_registers

# What the lines below refer to.
BASE = """
2020-01-01 custom "unit" "007" "机械学院工会"
2020-01-01 custom "unit" "058" "档案馆工会"
2020-01-01 custom "unit" "059" "校史馆工会"
2020-01-01 custom "unit" "061" "档案与校史馆工会"
2020-01-01 custom "fund" "10" "基础活动经费"
2020-01-01 custom "project" "P2024-03" "团结杯"
2023-12-05 custom "budget-version" "2024" "V1"
  stage: "草案"
"""

# Every register line of the design with every field it may have.
WHOLE = {
    "unit": """
        2020-01-01 custom "unit" "008" "电气学院工会"
          kind: "独立核算"
          short: "电气学院 电气"
          category: "院系"
          closed: 2030-06-30
          note: "有自己的账户"
        """,
    "group": """
        2020-01-01 custom "group" "007-03" "第三工会小组"
          leader: "T0007"
          closed: 2025-01-01
        """,
    "members": """
        2024-01-01 custom "members" "007" 412
          note: "年初名册"
        """,
    "unit-change": """
        2024-07-01 custom "unit-change" "merge"
          from: "058 059"
          to: "061"
          decision: "校工会〔2024〕3号"
          shares: "061:1"
          note: "并入"
        """,
    "fund": """
        2020-01-01 custom "fund" "50" "困难帮扶经费"
          restricted: TRUE
          source: "402 405"
          accounts: "504 50305"
          lapses: FALSE
          closed: 2030-12-31
        """,
    "project": """
        2024-03-21 custom "project" "P2024-04" "新年音乐会"
          unit: "007"
          fund: "10"
          program: "阵地平台建设工程"
          line: "文体"
          stage: "执行"
          start: 2024-04-01
          end: 2024-12-31
          nature: "基本支出"
        """,
    "budget-version": """
        2024-06-05 custom "budget-version" "2024" "V2"
          stage: "备案"
          reviewed: 2024-06-06
          approved: 2024-06-10
          filed: 2024-06-20
          minutes: "校工委会〔2024〕6号"
        """,
    "budget-line": """
        2024-01-01 custom "budget-line" "2024" "50102" 120000.00 CNY
          version: "V1"
          unit: "007"
          fund: "10"
          project: "P2024-03"
          previous: 110000.00 CNY
          note: "比上年增加一项比赛"
        """,
    "share": """
        2020-01-01 custom "share" "自主拨缴" 0.60
          remit: "季"
          note: "上级文件"
        """,
    "person": """
        2020-01-01 custom "person" "T0412"
          unit: "007"
          roles: "handler custodian"
          to: 2026-08-31
        """,
    "asset": """
        2024-05-06 custom "asset" "FA-2024-0001" "笔记本电脑"
          class: "通用设备"
          gb: "A02010105"
          cost: 8999.00 CNY
          quantity: 2
          funding: "402"
          unit: "007"
          custodian: "T0412"
          place: "东三楼 201"
          state: "在用"
          life: 72
          acquired: 2024-05-06
          depreciated: 125.00 CNY
          voucher: "2024-05 银付-0004"
          contract: "HT-2024-02"
          serial: "SN123"
          photo: "photos/1.jpg"
          owner: "工会"
          disposed: 2030-05-06
        """,
    "asset-move": """
        2024-07-01 custom "asset-move" "FA-2024-0001"
          unit: "007"
          custodian: "T0412"
          place: "西一楼 101"
        """,
    "count": """
        2024-11-30 custom "count" "FA-2024-0001"
          result: "盘亏"
          by: "T0412"
        """,
    "close": """
        2024-04-03 custom "close" 2024-03-31
          seal: "9f2c"
        """,
    "waiver": """
        2024-05-10 custom "waiver" "R27"
          subject: "某店"
          finding: "R27-0a1b2c3d"
          limit: 1500.00 CNY
          approver: "T0001"
          minutes: "校工委会〔2024〕5号"
          expires: 2024-12-31
        """,
    "answer": """
        2024-06-01 custom "answer" "R33-0a1b2c3d"
          owner: "T0412"
          state: "整改"
          due: 2024-06-30
          by: "T0001"
          note: "退回重复的一笔"
        """,
}


def read(text):
    """Read the registers of a text of its own lines, counted from 1."""
    entries, errors, _ = parse_string(
        textwrap.dedent(text).lstrip("\n"), report_filename="账/登记.beancount"
    )
    assert not errors
    return read_registers(entries)


def good(text):
    """Read registers in which nothing is wrong."""
    registers, problems = read(text)
    assert problems == []
    return registers


def day(text):
    """Read a date."""
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize("kind", RECORDS)
def test_every_line_is_accepted_with_every_field(kind):
    """The fixture above names every field of the model, and all of them are taken."""
    text = textwrap.dedent(WHOLE[kind])
    _, problems = read(text + BASE)
    assert problems == []
    model = RECORDS[kind]
    written = {line.split(":")[0].strip() for line in text.splitlines() if ": " in line}
    fields = {
        field.alias or name
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
        ("unit", '"008"', '"08"', "字段 code 的值 08 不对：格式应为"),
        ("unit", '"独立核算"', '"独立"', "字段 kind 的值 独立 不对：只能是 '报账'"),
        ("unit", "2030-06-30", "2019-06-30", "closed（2019-06-30）早于启用日"),
        ("unit", "2030-06-30", '"2030-06-30"', "字段 closed 的值 2030-06-30 不对"),
        ("group", '"007-03"', '"007-3"', "字段 code 的值 007-3 不对：格式应为"),
        ("members", "412", "412.5", "字段 count 的值 412.5 不对：应是整数"),
        ("members", "412", "-1", "字段 count 的值 -1 不对：应大于或等于 0"),
        ("members", "412", '"四百"', "字段 count 的值 四百 不对：应是整数"),
        ("unit-change", '"merge"', '"join"', "字段 kind 的值 join 不对：只能是"),
        ("unit-change", '  to: "061"\n', "", "merge 要写 to"),
        ("unit-change", '"058 059"', '""', "from 至少写一个单位"),
        ("unit-change", '"merge"', '"rename"', "rename 要写 name"),
        ("unit-change", '  decision: "校工会〔2024〕3号"\n', "", "缺少字段 decision"),
        ("fund", '"50"', '"5"', "字段 code 的值 5 不对：格式应为"),
        ("fund", "TRUE", '"是"', "字段 restricted 的值 是 不对：应是 TRUE 或 FALSE"),
        ("project", '"P2024-04"', '"音乐会"', "字段 code 的值 音乐会 不对：格式应为"),
        ("project", '"阵地平台建设工程"', '"阵地工程"', "只能是 '思想政治引领工程'、"),
        ("project", '"执行"', '"在办"', "'申报'、'立项'、'执行'、'结项'"),
        ("project", '"007"', '"7"', "字段 unit 的值 7 不对：格式应为"),
        ("budget-version", '"2024"', '"24"', "字段 year 的值 24 不对：格式应为"),
        ("budget-version", '"备案"', '"报备"', "'草案'、'经审审查'、'委员会审批'"),
        ("budget-version", "  filed: 2024-06-20\n", "", "备案 时要写 filed 日期"),
        ("budget-version", "  approved: 2024-06-10\n", "", "要写 approved 日期"),
        ("budget-line", '"50102"', '"10102"', "字段 code 的值 10102 不对：格式应为"),
        ("budget-line", "120000.00 CNY", '"十二万"', "应是金额，如 120000.00 CNY"),
        ("budget-line", "120000.00 CNY", "120000.00 USD", "金额的币种应为 CNY"),
        ("budget-line", "120000.00 CNY", "0.001 CNY", "不足一分"),
        ("budget-line", '  version: "V1"\n', "", "缺少字段 version"),
        ("share", '"自主拨缴"', '"拨缴"', "只能是 '自主拨缴'、'代收返拨'"),
        ("share", "0.60", "60", "字段 own 的值 60 不对：应小于或等于 1"),
        ("share", "0.60", "0", "字段 own 的值 0 不对：应大于 0"),
        ("share", '"季"', '"旬"', "字段 remit 的值 旬 不对：只能是 '月'、'季'、'年'"),
        ("person", '"T0412"', '"张三"', "字段 code 的值 张三 不对：格式应为"),
        ("person", '"handler custodian"', '"handler boss"', "角色 boss 不在 member、"),
        ("asset", '"通用设备"', '"设备"', "字段 class 的值 设备 不对：只能是"),
        ("asset", "8999.00 CNY", '"8999"', "字段 cost 的值 8999 不对：应是金额"),
        ("asset", "quantity: 2", "quantity: 0", "quantity 的值 0 不对：应大于或等于 1"),
        ("asset", "life: 72", "life: 0", "字段 life 的值 0 不对：应大于 0"),
        ("asset", '"在用"', '"使用中"', "'在用'、'闲置'、'出租'"),
        ("asset", 'owner: "工会"', 'owner: "学校"', "只能是 '工会'、'行政'"),
        ("asset-move", '"007"', '"07"', "字段 unit 的值 07 不对：格式应为"),
        ("count", '"盘亏"', '"少了"', "只能是 '相符'、'盘盈'、'盘亏'"),
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
        ("answer", "2024-06-30", "20240630", "字段 due 的值 20240630 不对：应是日期"),
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
    assert [p.lineno for p in problems] == [9]


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
        ('2024-01-01 custom "asset-move" "FA-1"\n  unit: "099"', "单位 099 没有登记"),
        ('2024-01-01 custom "fund" "10" "重复"', "10 已经登记过（"),
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
    registers = good(
        """
        2020-01-01 custom "fava-option" "language" "zh"
        2020-01-01 custom "budget" Expenses:Food "monthly" 100.00 CNY
        """
    )
    assert registers.units == {}


def change(kind, more):
    """Return a unit-change of 1 July with its decision."""
    lines = "".join(f"  {line}\n" for line in more)
    head = f'2024-07-01 custom "unit-change" "{kind}"\n  decision: "校"\n'
    return BASE + head + lines


@pytest.mark.parametrize(
    ("kind", "more", "closed", "still_open"),
    [
        ("merge", ['from: "058 059"', 'to: "061"'], ["058", "059"], ["061", "007"]),
        ("merge", ['from: "058 061"', 'to: "061"'], ["058"], ["061", "059"]),
        ("split", ['from: "061"', 'to: "058 059"'], ["061"], ["058", "059"]),
        ("split", ['from: "061"', 'to: "061 059"'], [], ["061", "059"]),
        ("dissolve", ['from: "058"'], ["058"], ["059"]),
        ("rename", ['from: "058"', 'name: "新馆工会"'], [], ["058"]),
    ],
)
def test_a_change_closes_those_that_end_and_no_other(kind, more, closed, still_open):
    """Their last day is the one before; who goes on is open ever after."""
    registers = good(change(kind, more))
    for code in closed:
        assert registers.units[code].is_open(day("2024-06-30"))
        assert not registers.units[code].is_open(day("2024-07-01"))
    for code in still_open:
        assert registers.units[code].is_open(day("2024-07-01"))


def test_a_written_closing_day_is_kept():
    """The register's own ``closed`` stands, a change does not move it."""
    text = BASE.replace('"档案馆工会"\n', '"档案馆工会"\n  closed: 2024-08-31\n')
    assert text != BASE
    registers = good(text + change("dissolve", ['from: "058"'])[len(BASE) :])
    assert registers.units["058"].closed == day("2024-08-31")


def test_a_unit_is_called_what_it_was_called_on_the_day():
    """Old reports keep the old name; without a day it is the newest."""
    text = change("rename", ['from: "058"', 'name: "新馆工会"'])
    later = text.replace("2024-07-01", "2026-01-01").replace("新馆", "大馆")
    registers = good(text + later[len(BASE) :])
    named = registers.unit_name
    assert named("058", day("2024-06-30")) == "档案馆工会"
    assert named("058", day("2024-07-01")) == "新馆工会"
    assert named("058", day("2026-01-01")) == "大馆工会"
    assert named("058") == "大馆工会"
    assert named("999") == "999"


def test_every_name_a_unit_goes_by_is_known_longest_first():
    """Rules that look for words leave them out: short, bare and new names as well."""
    text = change("rename", ['from: "007"', 'name: "计算机学院工会"'])
    names = good(text.replace('"校史馆工会"\n', '"校史馆工会"\n  short: "史馆 老馆"\n'))
    assert {"档案馆工会", "档案馆", "史馆", "老馆"} <= set(names.unit_names)
    lengths = [len(name) for name in names.unit_names]
    assert lengths == sorted(lengths, reverse=True)


def test_a_unit_s_new_name_is_one_it_goes_by():
    """After a rename the entries are written with the new name."""
    text = change("rename", ['from: "007"', 'name: "计算机学院工会"'])
    assert {"计算机学院工会", "计算机学院"} <= set(good(text).unit_names)


HEADS = (
    BASE
    + """
2024-01-01 custom "members" "007" 100
2024-07-01 custom "members" "007" 200
2024-12-31 custom "members" "007" 50
"""
)


def test_members_on_a_day():
    """The last line up to that day; before the first one nobody knows."""
    members = good(HEADS).members
    assert members("007", day("2023-12-31")) is None
    assert members("007", day("2024-01-01")) == 100
    assert members("007", day("2024-06-30")) == 100
    assert members("007", day("2024-07-01")) == 200
    assert members("007", day("2030-01-01")) == 50
    assert members("058", day("2024-01-01")) is None


def test_members_averaged_over_the_days():
    """182 days of 100, 183 of 200 and one of 50, over 366 days: 149.6, so 150."""
    average = good(HEADS).average_members
    assert average("007", day("2024-01-01"), day("2024-12-31")) == 150
    assert average("007", day("2024-06-30"), day("2024-07-01")) == 150
    assert average("007", day("2024-01-01"), day("2024-03-31")) == 100
    # Days before the first line are not counted as days without members.
    assert average("007", day("2023-01-01"), day("2024-01-31")) == 100
    assert average("007", day("2023-01-01"), day("2023-12-31")) is None
    assert average("058", day("2024-01-01"), day("2024-12-31")) is None


def test_most_members_between_two_days():
    """What was known before the first day counts for it."""
    most = good(HEADS).most_members
    assert most("007", day("2024-01-01"), day("2024-12-31")) == 200
    assert most("007", day("2024-02-01"), day("2024-06-30")) == 100
    assert most("007", day("2025-01-01"), day("2025-12-31")) == 50
    assert most("007", day("2023-01-01"), day("2023-12-31")) is None
    assert most("058", day("2024-01-01"), day("2024-12-31")) is None


def test_the_budget_in_force_is_the_last_approved():
    """A draft is not in force, nor a version before its approval, nor another year."""
    registers = good(
        """
        2023-12-05 custom "budget-version" "2024" "V1"
          stage: "委员会审批"
          reviewed: 2023-12-10
          approved: 2023-12-20
        2024-06-05 custom "budget-version" "2024" "V2"
          stage: "委员会审批"
          reviewed: 2024-06-08
          approved: 2024-06-10
        2024-09-05 custom "budget-version" "2024" "V3"
          stage: "草案"
        """
    )

    def in_force(year, text):
        version = registers.budget_in_force(year, day(text))
        return version and version.version

    assert in_force("2024", "2023-12-19") is None
    assert in_force("2024", "2023-12-20") == "V1"
    assert in_force("2024", "2024-06-09") == "V1"
    assert in_force("2024", "2024-06-10") == "V2"
    assert in_force("2024", "2024-12-31") == "V2"
    assert in_force("2025", "2025-06-01") is None


def test_the_share_of_the_day():
    """A new share from July leaves the first half-year as it was."""
    registers = good(
        """
        2024-01-01 custom "share" "自主拨缴" 0.60
        2024-07-01 custom "share" "代收返拨" 0.70
          remit: "月"
        """
    )
    assert registers.share(day("2023-12-31")) is None
    assert str(registers.share(day("2024-06-30")).own) == "0.60"
    assert registers.share(day("2024-07-01")).route == "代收返拨"


def test_a_person_s_last_line_is_what_holds():
    """Roles are taken apart; a later line moves the person to another unit."""
    registers = good(
        BASE
        + """
2020-01-01 custom "person" "T0001"
  unit: "007"
  roles: "handler  custodian"
2024-07-01 custom "person" "T0001"
  unit: "058"
  roles: "approver"
2020-01-01 custom "person" "T0002"
  unit: "007"
"""
    )
    assert registers.persons["T0001"].unit == "058"
    assert registers.persons["T0001"].roles == ("approver",)
    assert registers.persons["T0002"].roles == ()


def test_a_project_is_open_from_start_to_end():
    """Both days included; without a start it is open from the line's own date."""
    registers = good(textwrap.dedent(WHOLE["project"]) + BASE)
    project = registers.projects["P2024-04"]
    assert not project.is_open(day("2024-03-31"))
    assert project.is_open(day("2024-04-01"))
    assert project.is_open(day("2024-12-31"))
    assert not project.is_open(day("2025-01-01"))
    assert registers.projects["P2024-03"].is_open(day("2020-01-01"))
    assert not registers.projects["P2024-03"].is_open(day("2019-12-31"))


def test_a_fund_pays_what_its_prefixes_say():
    """504 covers 50404; a fund that names none pays anything."""
    registers = good(textwrap.dedent(WHOLE["fund"]) + BASE)
    fund = registers.funds["50"]
    assert fund.may_pay("50404")
    assert fund.may_pay("50305")
    assert not fund.may_pay("50302")
    assert registers.funds["10"].may_pay("50302")
