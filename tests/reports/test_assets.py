"""The reports on assets: by hand, from a small register written in a docstring."""

from __future__ import annotations

from dataclasses import replace

import pytest

from union_ledger.core.ledger import load_ledger
from union_ledger.core.period import parse_period
from union_ledger.reports.assets.changes import asset_changes
from union_ledger.reports.assets.depreciation import depreciation
from union_ledger.reports.assets.idle import idle_assets
from union_ledger.reports.assets.register import asset_register
from union_ledger.reports.assets.stocktaking import stocktaking_report
from union_ledger.reports.cells import value_of
from union_ledger.reports.formats import FORMATS
from union_ledger.reports.formats import render

REPORTS = {
    "asset-register": asset_register,
    "depreciation": depreciation,
    "asset-changes": asset_changes,
    "stocktaking": stocktaking_report,
    "idle-assets": idle_assets,
}
CARD = """
2024-03-01 custom "asset" "FA-7" "相机"
  class: "通用设备"
  cost: 4800.00 CNY
  unit: "007"
  custodian: "T0001"
  life: 48
"""
LOT = """
2024-03-01 * "某店" "相机"
  voucher: "银付-0009"
  Assets:162-固定资产:03-通用设备   1 PC {4800.00 CNY, 2024-03-01, "FA-7"}
  Equity:301-资产基金:30104-固定资产   -4800.00 CNY
"""


@pytest.fixture
def made(write_books):
    """Make a report of the small register, or of other books."""

    def make(name, period="2024", text=None, more=""):
        told = test_the_small_register_by_hand.__doc__.replace("\n    ", "\n")
        text = (told if text is None else text) + more
        ledger = load_ledger(write_books(text))
        ledger = replace(ledger, revision=None, rulebook="测试规则")
        return REPORTS[name](ledger, parse_period(period))

    return make


def column(table, key, role="detail"):
    """Return a column's values, of rows with a role."""
    place = table.index(key)
    return [value_of(row.cells[place]) for row in table.shown_rows if row.role == role]


def figures(report):
    return {figure.label: figure.value for figure in report.figures}


def failed(report):
    """Return the checks that fail."""
    return [c.text for c in report.tables[0].filing.checks if not c.holds]


def test_the_small_register_by_hand(made):
    """
    2020-01-01 open Assets:163-累计折旧:03-通用设备 CNY
    2020-01-01 open Assets:182-待处理财产损溢:01-待处理财产价值 CNY
    2020-01-01 custom "unit" "009" "附属印刷厂工会"
      closed: 2024-03-31
    2020-01-01 custom "person" "T0001"
      unit: "008"
      roles: "custodian"
    2023-01-01 custom "asset" "XZ-1" "打印机"
      class: "通用设备"
      cost: 2000.00 CNY
      unit: "009"
      custodian: "T0001"
      owner: "行政"
    2023-06-01 custom "asset-state" "XZ-1" "闲置"
    2023-12-10 custom "asset" "FA-1" "笔记本电脑"
      class: "通用设备"
      cost: 7200.00 CNY
      unit: "007"
      custodian: "T0001"
      place: "教工之家"
      life: 72
    2024-02-05 custom "asset" "FA-2" "投影仪"
      class: "通用设备"
      cost: 3600.00 CNY
      quantity: 3
      unit: "008"
      life: 36
      voucher: "2024-02 银付-0001"
    2024-03-01 custom "asset-state" "FA-2" "出借"
      to: "校团委"
      until: 2024-04-15
    2024-04-10 custom "asset-dispose" "FA-2"
      how: "报废"
      quantity: 1
      approver: "校工会委员会"
      minutes: "纪要3号"
    2024-04-20 custom "count" "FA-1"
      result: "相符"
      by: "T0001"
    2024-04-21 custom "count" "FA-2"
      result: "位置不符"
      place: "仓库"
    2024-04-22 custom "count" "FA-99"
      result: "盘盈"
      name: "音箱"
      unit: "007"
    2024-04-25 custom "asset-move" "FA-2"
      unit: "008"
      place: "仓库"
    2024-01-01 * "年初余额"
      Assets:162-固定资产:03-通用设备   1 PC {7200.00 CNY, 2023-12-10, "FA-1"}
      Assets:163-累计折旧:03-通用设备     -100.00 CNY
      Equity:301-资产基金:30104-固定资产  -7100.00 CNY
    2024-01-31 * "折旧"
      voucher: "转-0001"
      Equity:301-资产基金:30104-固定资产   100.00 CNY
      Assets:163-累计折旧:03-通用设备     -100.00 CNY
    2024-02-05 * "某店" "投影仪三台"
      id: "E1"
      voucher: "银付-0001"
      unit: "008"
      fund: "10"
      Expenses:507-资本性支出:50702-办公设备   3600.00 CNY
      Assets:102-银行存款:01-基本户          -3600.00 CNY
      Assets:162-固定资产:03-通用设备   3 PC {1200.00 CNY, 2024-02-05, "FA-2"}
      Equity:301-资产基金:30104-固定资产  -3600.00 CNY
    2024-02-29 * "折旧"
      voucher: "转-0001"
      Equity:301-资产基金:30104-固定资产   200.00 CNY
      Assets:163-累计折旧:03-通用设备     -200.00 CNY
    2024-03-31 * "折旧"
      voucher: "转-0001"
      Equity:301-资产基金:30104-固定资产   200.00 CNY
      Assets:163-累计折旧:03-通用设备     -200.00 CNY
    2024-04-10 * "报废一台投影仪，转待处理"
      id: "E2"
      voucher: "转-0001"
      Assets:162-固定资产:03-通用设备  -1 PC {1200.00 CNY, 2024-02-05, "FA-2"}
      Assets:163-累计折旧:03-通用设备       66.66 CNY
      Assets:182-待处理财产损溢:01-待处理财产价值   1133.34 CNY
    2024-04-30 * "折旧"
      voucher: "转-0002"
      Equity:301-资产基金:30104-固定资产   166.67 CNY
      Assets:163-累计折旧:03-通用设备     -166.67 CNY
    """
    # FA-1: 7,200 ÷ 72 = 100 a month, December to April: 500.
    # FA-2: 3,600 ÷ 36 = 100, February and March; one of three pieces goes with 66.66
    # of the 200; the other two: (2,400 − 133.34) ÷ 34 = 66.67 for April: 200.01.
    register = made("asset-register")
    assert figures(register) == {
        "在册卡片": 2, "原值": 9_600_00, "累计折旧": 700_01, "净值": 8_899_99,
        "备查卡片": 1, "核对不符": 0,
    }  # fmt: skip
    table = register.tables[0]
    assert column(table, "number") == ["FA-1", "FA-2"]
    assert column(table, "quantity") == [1, 2]
    assert column(table, "written") == [500_00, 200_01]
    assert column(table, "net") == [6_700_00, 2_199_99]
    assert column(table, "net", "subtotal") == [8_899_99]
    assert column(table, "net", "total") == [8_899_99]
    assert failed(register) == []
    # 30104: 7,100 + 3,600 − 666.67 = 10,033.33 = 8,899.99 + 1,133.34 in 182.
    assert any("10,033.33" in check.text for check in table.filing.checks)
    assert column(register.table("备查资产"), "number") == ["XZ-1"]
    assert "账簿只到 2024-04-30" in register.notes[0]


def test_every_summary_sums_up_the_same(made):
    register = made("asset-register")
    for title in ("按单位", "按类别", "按保管人", "按地点", "按使用年数"):
        assert column(register.table(title), "net", "total") == [8_899_99]
    assert column(register.table("按保管人"), "name") == ["T0001", "（没有保管人）"]
    assert column(register.table("按使用年数"), "cards") == [2]


def test_depreciation_beside_163(made):
    """Months charged, the year's charge, and each month of each class with 163."""
    report = made("depreciation")
    table = report.tables[0]
    assert column(table, "months") == [4, 3]
    assert column(table, "charged") == [400_00, 266_67]
    assert column(table, "written", "total") == [700_01]
    months = report.table("分类分月核对")
    assert column(months, "charged") == [100_00, 200_00, 200_00, 166_67]
    assert column(months, "out") == [0, 0, 0, 66_66]
    assert column(months, "ledger") == [100_00, 200_00, 200_00, 100_01]
    assert column(months, "off") == [0, 0, 0, 0]
    assert figures(report)["与账相差"] == 0


def test_a_month_that_was_booked_wrong_shows_its_difference(made):
    """A fen too much in 163 stands in its month and in the check."""
    wrong = """
2024-04-30 * "多提一分"
  voucher: "转-0003"
  Equity:301-资产基金:30104-固定资产   0.01 CNY
  Assets:163-累计折旧:03-通用设备     -0.01 CNY
"""
    report = made("depreciation", more=wrong)
    assert column(report.table("分类分月核对"), "off") == [0, 0, 0, -1]
    assert figures(report)["与账相差"] == 1
    (said,) = failed(report)
    assert "固定资产卡片累计折旧 700.01 ＝ 163 累计折旧 700.02，相差 -0.01" in said


def test_changes_lead_from_opening_to_closing(made):
    """7,200 + 3,600 − 1,200 = 9,600; 100 + 666.67 − 66.66 = 700.01."""
    report = made("asset-changes")
    table = report.tables[0]
    titles = [(c.group, c.title) for c in table.columns]
    assert ("增加", "购置") in titles
    assert ("减少", "报废") in titles
    cells = [value_of(cell) for cell in table.rows[0].cells]
    assert cells == ["通用设备", 7_200_00, 3_600_00, 0, 1_200_00, 9_600_00]
    written = [value_of(cell) for cell in report.table("累计折旧变动").rows[0].cells]
    assert written == ["通用设备", 100_00, 666_67, 0, 66_66, 700_01]
    changes = report.table("增减明细")
    assert column(changes, "cost") == [3_600_00, -1_200_00]
    assert column(changes, "voucher") == ["2024-02 银付-0001", "2024-04 转-0001"]
    assert column(changes, "approved") == [None, "校工会委员会 纪要3号"]
    assert column(report.table("调拨和状态变更"), "what") == ["状态：出借", "调拨"]


def test_a_month_opens_with_what_the_month_before_closed_with(made):
    april = made("asset-changes", "2024-04")
    cells = [value_of(cell) for cell in april.tables[0].rows[0].cells]
    assert cells == ["通用设备", 10_800_00, 0, 0, 1_200_00, 9_600_00]
    march = made("asset-changes", "2024-03")
    assert value_of(march.tables[0].rows[0].cells[-1]) == 10_800_00


def test_the_count_of_the_year(made):
    """Two of two counted, one matched; the surplus is still without a card."""
    report = made("stocktaking")
    assert [str(value) for value in figures(report).values()] == [
        "2", "2", "1", "1/2", "2", "1",
    ]  # fmt: skip
    differences = report.table("盘点差异")
    assert column(differences, "number") == ["FA-99", "FA-2"]
    assert column(differences, "done") == ["没有处理", "2024-04-25 调拨、更正"]
    assert column(report.table("没有盘点的资产"), "number") == []
    later = made("stocktaking", "2023")
    assert figures(later)["覆盖率"] == 0
    assert column(later.table("没有盘点的资产"), "number") == ["FA-1"]


def test_what_calls_for_attention(made):
    report = made("idle-assets")
    found = {t.title: column(t, "number") for t in report.tables}
    assert found == {
        "闲置六个月以上": ["XZ-1"],
        "出借、出租超期未还": ["FA-2"],
        "出借、出租没有写归还日期": [],
        "超过折旧年限仍在用": [],
        "没有保管人": ["FA-2"],
        "保管人离任或不在本单位": ["FA-1", "XZ-1"],
        "单位已撤并": ["XZ-1"],
    }
    (said,) = column(report.table("出借、出租超期未还"), "said")
    assert said == "2024-03-01 出借给校团委，应于 2024-04-15 归还，超期 15 天"
    (said,) = column(report.table("闲置六个月以上"), "said")
    assert said == "2023-06-01 起闲置，已 334 天"


@pytest.mark.parametrize(
    ("text", "kind"),
    [(CARD, "有卡片，账上没有批次"), (LOT, "账上有批次，没有卡片")],
)
def test_card_and_lot_alone_are_told(made, text, kind):
    """Each pair fails by itself, in red, and no report stumbles."""
    register = made("asset-register", text=text)
    assert figures(register)["核对不符"] >= 2
    things = register.table("卡片与批次不一致")
    assert column(things, "kind") == [kind]
    assert [abs(off) for off in column(things, "off")] == [4_800_00]
    assert any(said.startswith("［不符］") for said in failed(register))
    assert b"ul-wrong" in render(register, "html")
    for name in REPORTS:
        assert render(made(name, text=text), "md")


def test_no_163_at_all(made):
    """Cards are charged, the accounts never were: each month says so."""
    later = '\n2024-05-31 * "月末"\n  Assets:101-库存现金  1.00 CNY\n'
    later += "  Income:401-会费收入\n"
    report = made("depreciation", text=CARD + LOT, more=later)
    # 4,800 ÷ 48, March to May.
    assert column(report.table("分类分月核对"), "off") == [100_00, 100_00, 100_00]
    assert "163 累计折旧 0.00，相差 300.00" in "".join(failed(report))


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("name", REPORTS)
def test_empty_books_say_so(made, name, format_name):
    report = made(name, text="")
    assert render(report, format_name)
    assert not any(column(table, table.columns[0].key) for table in report.tables)
    if name == "asset-register":
        assert failed(report) == []


@pytest.mark.parametrize("name", REPORTS)
def test_golden(made, name, file_regression):
    """The whole report, as text that a reviewer can read."""
    text = render(made(name), "md").decode()
    file_regression.check(text, extension=".md", encoding="utf-8")


@pytest.mark.looks
@pytest.mark.parametrize("name", ["asset-register", "depreciation", "asset-changes"])
def test_libreoffice_reckons_the_same(made, name, tmp_path, assert_recalculates):
    """Totals and subtotals are live formulas."""
    path = tmp_path / "report.xlsx"
    path.write_bytes(render(made(name), "xlsx"))
    assert assert_recalculates(path) > 5


@pytest.mark.parametrize("period", ["2010", "2023-12", "2024Q1", "2024-02", "2030"])
@pytest.mark.parametrize("name", REPORTS)
def test_any_period_has_its_report(made, name, period):
    """Before the first card, in the middle, and after the books end."""
    assert render(made(name, period), "xlsx")


def test_the_day_is_the_last_the_books_know(made):
    """What is still to be charged is not in the accounts either."""
    assert figures(made("asset-register", "2030"))["净值"] == 8_899_99
    assert figures(made("asset-register", "2024Q1"))["净值"] == 10_200_00
    assert figures(made("asset-register", "2010"))["在册卡片"] == 0
