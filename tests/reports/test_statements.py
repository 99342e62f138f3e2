"""工会01表、02表 and the notes: by hand, from a small union written in a docstring."""

from __future__ import annotations

from dataclasses import replace

import pytest

from union_ledger.core.ledger import load_ledger
from union_ledger.core.period import parse_period
from union_ledger.reports.cells import value_of
from union_ledger.reports.formats import FORMATS
from union_ledger.reports.formats import render
from union_ledger.reports.statements.balance_sheet import balance_sheet
from union_ledger.reports.statements.income_statement import income_statement
from union_ledger.reports.statements.notes import notes

REPORTS = {
    "balance-sheet": balance_sheet,
    "income-statement": income_statement,
    "notes": notes,
}
CLOSING = """
2024-12-31 * "年末结转限定用途收支"
  closing: "2024"
  voucher: "转-0001"
  Expenses:501-职工活动支出:50102-文体活动   -1500.00 CNY
  Income:405-行政补助收入                     2000.00 CNY
  Equity:321-工会资金结转:32103-本年收支结转  -500.00 CNY
2024-12-31 * "转入累计结转"
  closing: "2024"
  voucher: "转-0002"
  Equity:321-工会资金结转:32103-本年收支结转   500.00 CNY
  Equity:321-工会资金结转:32104-累计结转      -500.00 CNY
2024-12-31 * "年末结转非限定用途收支"
  closing: "2024"
  voucher: "转-0003"
  Expenses:501-职工活动支出:50102-文体活动    -300.00 CNY
  Expenses:507-资本性支出:50702-办公设备     -1000.00 CNY
  Income:401-会费收入                         1200.00 CNY
  Income:402-拨缴经费收入                      600.00 CNY
  Equity:322-工会资金结余:32203-本年收支结转  -500.00 CNY
2024-12-31 * "转入累计结余"
  closing: "2024"
  voucher: "转-0004"
  Equity:322-工会资金结余:32203-本年收支结转   500.00 CNY
  Equity:322-工会资金结余:32201-年初余额调整    50.00 CNY
  Equity:322-工会资金结余:32205-累计结余      -550.00 CNY
"""
NEXT_YEAR = """
2025-01-08 * "二〇二五年会费"
  voucher: "银收-0001"
  unit: "000"
  fund: "20"
  Assets:102-银行存款:01-基本户    100.00 CNY
  Income:401-会费收入             -100.00 CNY
"""


@pytest.fixture
def made(write_books):
    """Make a report of the small union's books, with ``more`` written below them."""

    def make(name, period, more="", without=""):
        text = test_the_small_union_by_hand.__doc__.replace("\n    ", "\n")
        ledger = load_ledger(write_books(text.replace(without, "") + more))
        ledger = replace(ledger, revision=None, rulebook="测试规则")
        return REPORTS[name](ledger, parse_period(period))

    return make


def figures(report, column):
    """Return the non-empty figures of the form by 行次."""
    table = report.tables[0]
    found = {}
    for row in table.rows:
        cells = dict(zip([c.key for c in table.columns], row.cells, strict=True))
        for side in ("", "left_", "right_"):
            number = cells.get(f"{side}number")
            amount = value_of(cells.get(f"{side}{column}"))
            if number and amount:
                found[int(number)] = amount
    return found


def checks(report):
    """Return the checks that fail."""
    return [c.text for c in report.tables[0].filing.checks if not c.holds]


def test_the_small_union_by_hand(made):
    """
    2020-01-01 open Assets:163-累计折旧:03-通用设备 CNY
    2020-01-01 open Assets:182-待处理财产损溢:01-待处理财产价值 CNY
    2020-01-01 open Assets:102-银行存款:01-基本户代管 CNY
    2020-01-01 open Liabilities:211-应付上级经费 CNY
    2020-01-01 open Liabilities:221-代管经费:01-互助 CNY
    2020-01-01 open Equity:321-工会资金结转:32104-累计结转 CNY
    2020-01-01 open Income:402-拨缴经费收入 CNY
    2020-01-01 open Income:405-行政补助收入 CNY
    2020-01-01 custom "fund" "40" "行政补助专项"
      restricted: TRUE
    2020-01-01 custom "asset" "FA-1" "相机"
      class: "通用设备"
      cost: 2000.00 CNY
      unit: "007"
      life: 60
    2023-06-01 custom "asset" "FA-2" "捐赠的字画"
      class: "文物和陈列品"
      cost: 1.00 CNY
      unit: "008"
      funding: "捐赠"
    2020-01-01 custom "asset" "FA-0" "旧电脑"
      class: "通用设备"
      cost: 3000.00 CNY
      unit: "007"
    2024-02-20 custom "asset-dispose" "FA-0"
      how: "报废"
    2024-01-01 * "年初余额"
      Assets:102-银行存款:01-基本户             10000.00 CNY
      Assets:162-固定资产:03-通用设备            2000.00 CNY
      Assets:163-累计折旧:03-通用设备            -500.00 CNY
      Equity:301-资产基金:30104-固定资产        -1500.00 CNY
      Equity:321-工会资金结转:32104-累计结转    -3000.00 CNY
      Equity:322-工会资金结余:32205-累计结余    -7000.00 CNY
    2024-01-10 * "会费"
      voucher: "银收-0001"
      unit: "000"
      fund: "20"
      Assets:102-银行存款:01-基本户              1200.00 CNY
      Income:401-会费收入                       -1200.00 CNY
    2024-02-10 * "行政补助"
      voucher: "银收-0001"
      unit: "000"
      fund: "40"
      Assets:102-银行存款:01-基本户              2000.00 CNY
      Income:405-行政补助收入                   -2000.00 CNY
    2024-02-12 * "拨缴经费"
      voucher: "银收-0002"
      unit: "000"
      fund: "10"
      Assets:102-银行存款:01-基本户              1000.00 CNY
      Income:402-拨缴经费收入                    -600.00 CNY
      Liabilities:211-应付上级经费               -400.00 CNY
    2024-03-04 * "专项活动"
      voucher: "银付-0001"
      unit: "000"
      fund: "40"
      Expenses:501-职工活动支出:50102-文体活动   1500.00 CNY
      Assets:102-银行存款:01-基本户             -1500.00 CNY
    2024-03-05 * "日常活动"
      voucher: "银付-0002"
      unit: "000"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动    300.00 CNY
      Assets:102-银行存款:01-基本户              -300.00 CNY
    2024-03-06 * "某店" "退回上年多付的货款"
      voucher: "银收-0001"
      Assets:102-银行存款:01-基本户                50.00 CNY
      Equity:322-工会资金结余:32201-年初余额调整   -50.00 CNY
    2024-03-07 * "投影仪"
      voucher: "银付-0003"
      unit: "000"
      fund: "10"
      Expenses:507-资本性支出:50702-办公设备     1000.00 CNY
      Assets:102-银行存款:01-基本户             -1000.00 CNY
      Assets:162-固定资产:03-通用设备            1000.00 CNY
      Equity:301-资产基金:30104-固定资产        -1000.00 CNY
    2024-03-08 * "借款"
      voucher: "银付-0004"
      Assets:135-其他应收款:13501-职工借款        200.00 CNY
      Assets:102-银行存款:01-基本户              -200.00 CNY
    2024-03-31 * "折旧"
      voucher: "转-0001"
      Equity:301-资产基金:30104-固定资产           20.00 CNY
      Assets:163-累计折旧:03-通用设备             -20.00 CNY
    """
    sheet = made("balance-sheet", "2024-03")
    assert figures(sheet, "start") == {
        1: 10_000_00, 8: 10_000_00, 11: 2_000_00, 12: 500_00, 13: 1_500_00,
        19: 11_500_00, 26: 1_500_00, 28: 3_000_00, 29: 7_000_00, 33: 11_500_00,
        34: 11_500_00,
    }  # fmt: skip
    # 321: 3,000 + 2,000 − 1,500. 322: 7,000 + 1,200 + 600 − 300 − 1,000 + 50.
    assert figures(sheet, "end") == {
        1: 11_250_00, 6: 200_00, 8: 11_450_00, 11: 3_000_00, 12: 520_00,
        13: 2_480_00, 19: 13_930_00, 21: 400_00, 25: 400_00, 26: 2_480_00,
        28: 3_500_00, 29: 7_550_00, 33: 13_530_00, 34: 13_930_00,
    }  # fmt: skip
    assert checks(sheet) == []
    income = made("income-statement", "2024-03")
    assert figures(income, "now") == {
        4: 50_00, 15: 2_800_00, 16: 1_800_00, 22: 1_000_00, 27: -2_800_00,
    }  # fmt: skip
    assert figures(income, "so_far") == {
        4: 50_00, 5: 3_800_00, 6: 1_200_00, 7: 600_00, 10: 2_000_00,
        15: 2_800_00, 16: 1_800_00, 22: 1_000_00, 27: 1_000_00,
    }  # fmt: skip
    assert checks(income) == []


def test_a_year_has_its_beginning_and_its_end(made):
    """Lines 1–3 and 28–30 are filled in a year only; 10,000 + 50 + 1,000 = 11,050."""
    year = figures(made("income-statement", "2024"), "now")
    assert {n: year.get(n) for n in (1, 2, 3, 4, 27, 28, 29, 30)} == {
        1: 10_000_00, 2: 3_000_00, 3: 7_000_00, 4: 50_00, 27: 1_000_00,
        28: 11_050_00, 29: 3_500_00, 30: 7_550_00,
    }  # fmt: skip
    month = figures(made("income-statement", "2024-12"), "so_far")
    assert not {1, 2, 3, 28, 29, 30} & month.keys()


@pytest.mark.parametrize("name", ["balance-sheet", "income-statement"])
def test_closing_the_year_changes_no_figure(made, name):
    """表结法: what is added to 321 and 322 without it is what the closing moves."""
    before, after = made(name, "2024"), made(name, "2024", CLOSING)
    for column in ("start", "end", "now"):
        assert figures(before, column) == figures(after, column)
    assert checks(after) == []
    remarks = before.tables[0].filing.remarks
    assert name != "balance-sheet" or any("还没有做年末账结" in r for r in remarks)
    assert not any("账结" in r for r in after.tables[0].filing.remarks)


def test_last_year_comes_from_the_books_where_they_have_it(made):
    """2025 begins with what 2024 ended with and shows 2024 beside it."""
    report = made("income-statement", "2025", CLOSING + NEXT_YEAR)
    assert figures(report, "last") == figures(
        made("income-statement", "2024", CLOSING), "now"
    )
    assert figures(report, "now")[1] == figures(report, "last")[28]
    assert checks(report) == []
    first = made("income-statement", "2024")
    assert figures(first, "last") == {}
    assert "上年数账簿里没有" in first.tables[0].filing.remarks[0]
    sheet = made("balance-sheet", "2025", CLOSING + NEXT_YEAR)
    assert figures(sheet, "start") == figures(made("balance-sheet", "2024"), "end")


def test_what_is_gone_but_not_decided_shows_in_182_and_in_the_mirror(made):
    """盘亏 waits in 182: 30104 = 162 − 163 + 182; 盘盈 shows with a minus."""
    gone = """
2024-04-01 * "盘亏"
  voucher: "转-0001"
  Assets:182-待处理财产损溢:01-待处理财产价值   700.00 CNY
  Assets:162-固定资产:03-通用设备              -700.00 CNY
"""
    sheet = made("balance-sheet", "2024-04", gone)
    assert figures(sheet, "end")[18] == 700_00
    assert checks(sheet) == []
    text = render(sheet, "md").decode()
    assert "162−163＋182 中的固定资产 2,480.00" in text
    found = gone.replace("-700.00", "-x").replace("700.00", "-700.00")
    sheet = made("balance-sheet", "2024-04", found.replace("-x", "700.00"))
    assert figures(sheet, "end")[18] == -700_00
    assert "-700.00" in render(sheet, "md").decode()
    assert checks(sheet) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (
            "Equity:322-工会资金结余:32205-累计结余  -90.00 CNY\n"
            "  Assets:102-银行存款:01-基本户  90.00 CNY",
            "年初结转结余＋调整及变动＋收入－支出 11,050.00 ＝ 期末结转结余 11,140.00",
        ),
        (
            "Assets:162-固定资产:03-通用设备  90.00 CNY\n"
            "  Assets:102-银行存款:01-基本户  -90.00 CNY",
            "30104 固定资产基金 2,480.00 ＝ 162−163 2,570.00，相差 -90.00",
        ),
        (
            "Liabilities:221-代管经费:01-互助  -90.00 CNY\n"
            "  Assets:102-银行存款:01-基本户  90.00 CNY",
            "221 代管经费 90.00 ＝ 101、102 中的代管资金 0.00，相差 90.00",
        ),
    ],
)
def test_each_check_fails_where_its_books_are_wrong(made, wrong, said):
    """An entry past the rules is told below the form, with what it is off by."""
    entry = f'\n2024-05-05 * "错账"\n  voucher: "转-0001"\n  {wrong}\n'
    failed = checks(made("balance-sheet", "2024-05", entry))
    assert len(failed) == 1
    assert said in failed[0]
    assert failed[0].startswith("［不符］")


def test_money_kept_for_others_agrees_with_221(made):
    """代管 counts in both 货币资金 and 代管经费."""
    kept = """
2024-05-06 * "互助金"
  voucher: "银收-0001"
  Assets:102-银行存款:01-基本户代管   90.00 CNY
  Liabilities:221-代管经费:01-互助   -90.00 CNY
"""
    sheet = made("balance-sheet", "2024-05", kept)
    assert figures(sheet, "end")[24] == 90_00
    assert checks(sheet) == []


def test_dues_never_go_to_the_restricted_side(made):
    """会费 is 结余 even under a restricted fund."""
    dues = """
2024-05-06 * "会费"
  voucher: "银收-0001"
  unit: "000"
  fund: "40"
  Assets:102-银行存款:01-基本户   90.00 CNY
  Income:401-会费收入            -90.00 CNY
"""
    end = figures(made("balance-sheet", "2024-05", dues), "end")
    assert (end[28], end[29]) == (3_500_00, 7_640_00)


def test_the_notes_know_what_the_books_know(made):
    """Disposal, nominal asset and prior-year correction are filled; the rest marked."""
    report = made("notes", "2024")
    titles = [passage.title for passage in report.passages]
    assert len([t for t in titles if t[1] == "、"]) == 8
    disposed = report.table("资产处置和损失")
    assert [row.cells[0] for row in disposed.rows] == ["FA-0"]
    assert [row.cells[0] for row in report.table("名义金额资产").rows] == ["FA-2"]
    prior = report.table("以前年度结转结余调整").rows
    assert [(r.cells[3], r.cells[4]) for r in prior] == [
        (50_00, "某店 退回上年多付的货款")
    ]
    text = render(report, "md").decode()
    assert text.count("〔请填写：") >= 8
    assert "FA-0" not in render(made("notes", "2023"), "md").decode()


@pytest.mark.parametrize("name", REPORTS)
def test_golden(made, name, file_regression):
    """The whole form, as text that a reviewer can read."""
    text = render(made(name, "2024", CLOSING), "md").decode()
    file_regression.check(text, extension=".md", encoding="utf-8")


def test_golden_interim(made, file_regression):
    """A month's form, with the workbook's model as JSON: checks, signers, links."""
    text = render(made("balance-sheet", "2024-03"), "json").decode()
    file_regression.check(text, extension=".json", encoding="utf-8")


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("name", REPORTS)
def test_empty_books_give_empty_forms(write_books, name, format_name):
    """Every line stands there, blank; every format is written."""
    ledger = load_ledger(write_books(""))
    report = REPORTS[name](ledger, parse_period("2024"))
    assert render(report, format_name)
    if name != "notes":
        assert len(report.tables[0].rows) == {"balance-sheet": 20}.get(name, 30)
        assert figures(report, "now") == figures(report, "end") == {}
        assert checks(report) == []
