"""银行存款余额调节表 of a small year: forms, verdicts, and what must be said."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from union_ledger.core.ledger import load_ledger
from union_ledger.core.period import parse_period
from union_ledger.reports.cells import value_of
from union_ledger.reports.formats import FORMATS
from union_ledger.reports.formats import render
from union_ledger.reports.reconciliation import ITEMS
from union_ledger.reports.reconciliation import SUMMARY
from union_ledger.reports.reconciliation import reconciliation

BANK = (Path(__file__).parent / "small_bank.beancount").read_text(encoding="utf-8")
FIRST = "工行_202410-12.xlsx"


@pytest.fixture
def made(write_books):
    """Make the report of a period, from books that say the same everywhere."""

    def make(period="2024", text=BANK):
        ledger = load_ledger(write_books(text))
        assert ledger.problems == ()
        ledger = replace(ledger, revision=None, rulebook="测试规则")
        return reconciliation(ledger, parse_period(period))

    return make


def changed(old, new, text=BANK):
    """Return the books with one thing changed."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


def verdicts(report):
    """Return each month's verdict and difference in fen, by account and month."""
    found, account = {}, ""
    for row in report.table(SUMMARY).rows:
        cells = [value_of(cell) for cell in row.cells]
        if row.role == "group":
            account = cells[0]
        else:
            found[account, cells[0]] = (cells[6], cells[5])
    return found


def texts(report, title):
    """Return the texts of a form, row by row."""
    return [[value_of(cell) for cell in row.cells] for row in report.table(title).rows]


@pytest.mark.parametrize("name", ["md", "json"])
def test_golden(made, name, file_regression, tmp_path):
    """The whole report of the year, as text that a reviewer can read."""
    text = render(made(), name).decode().replace(f"{tmp_path}/", "")
    file_regression.check(text, extension=f".{name}", encoding="utf-8")


def test_november_by_hand(made):
    """Three of the four classes, each with the days it is open, both sides equal."""
    day = "（2024-11-30）"
    assert texts(made("2024-11"), "工行基本户 2024-11") == [
        [f"银行对账单余额{day}", 3536000, f"银行存款日记账余额{day}", 3447950],
        ["加：企业已收、银行未收", 0, "加：银行已收、企业未收", 6000],
        ["无", None, "2024-11-29 银收-0001（1 天）\n互助保障会 代收互助金", 6000],
        ["减：企业已付、银行未付", 82050, "减：银行已付、企业未付", 0],
        ["2024-10-20 银付-0001（41 天，超过 30 天）\n示例书店 购书", 32050, "无", None],
        ["2024-11-29 银付-0001（1 天）\n示例羽毛球馆 场地租用", 50000, None, None],
        ["调节后余额", 3453950, "调节后余额", 3453950],
        ["结论：相符", None, None, None],
    ]  # fmt: skip


def test_the_other_two_classes(made):
    """A voucher of November for money that came and went in other months."""
    text = changed('2024-12-01 * "互助', '2024-11-01 * "互助')
    text = changed("bank-date: 2024-11-29", "bank-date: 2024-12-01", text)
    rows = texts(made("2024-11", text), "工行基本户 2024-11")
    assert rows[1][:2] == ["加：企业已收、银行未收", 6000]
    text = changed("2024-10-20 * ", "2024-12-20 * ")
    text = changed("bank-date: 2024-12-02", "bank-date: 2024-11-02", text)
    rows = texts(made("2024-11", text), "工行基本户 2024-11")
    assert rows[3][2:] == ["减：银行已付、企业未付", 32050]


def test_verdicts(made):
    """A fen is enough to differ; without a statement nothing is guessed."""
    assert verdicts(made()) == {
        ("工行基本户", "2024-10"): ("相符", 0),
        ("工行基本户", "2024-11"): ("相符", 0),
        ("工行基本户", "2024-12"): ("相符", 0),
        ("建行会费户", "2024-10"): ("没有对账单", None),
        ("建行会费户", "2024-11"): ("没有对账单", None),
        ("建行会费户", "2024-12"): ("不符", -1000),
    }
    text = changed(" 36500.00 CNY\n  own-", " 36500.01 CNY\n  own-")
    assert verdicts(made("2024-10", text))["工行基本户", "2024-10"] == ("不符", 1)


def test_a_month_without_a_statement_has_no_form(made):
    """There is nothing to sign."""
    titles = [table.title for table in made("2024-10").tables]
    assert titles == [SUMMARY, "工行基本户 2024-10", ITEMS]


def test_a_statement_that_ends_early_says_when(made):
    """What the bank did afterwards nobody knows."""
    rows = texts(made("2024-12"), "工行基本户 2024-12")
    assert rows[0][0] == "银行对账单余额（2024-12-20）"
    assert rows[-1][2] == "对账单到 2024-12-20 为止，其后的不知道"


def statement(day, closing, first, opening, number=1):
    """Return one more statement of the first account."""
    return (
        f'{day} custom "statement" "Assets:102-银行存款:01-工行基本户" {closing} CNY\n'
        f'  own-account: "0001"\n  first: {first}\n  opening: {opening} CNY\n'
        f'  rows: {number}\n  source-file: "续.xlsx"\n'
    )


def test_the_next_statement_answers_for_the_days_between(made):
    """It opens with what the last one closed with: nothing was moved."""
    text = BANK + statement("2025-01-31", "34451.50", "2025-01-02", "34539.50")
    text = changed("Assets:102-银行存款:01-工行基本户:1-自有       -88.00 CNY",
                   "Assets:102-银行存款:01-工行基本户:1-自有       -88.00 CNY\n"
                   '    import-ids: "0001-00000000000000a9"\n'
                   "    bank-date: 2025-01-02", text)  # fmt: skip
    assert texts(made("2024-12", text), "工行基本户 2024-12")[-1][2] is None
    assert verdicts(made("2025-01", text))["工行基本户", "2025-01"] == ("相符", 0)


def test_a_month_without_movement_needs_no_statement_of_its_own(made):
    """December closed with it and February opens with it."""
    text = BANK + statement("2025-02-28", "34539.50", "2025-02-01", "34539.50", 0)
    found = verdicts(made("2025-01", text))
    assert found["工行基本户", "2025-01"] == ("相符", 0)
    assert found["建行会费户", "2025-01"] == ("没有对账单", None)


def test_a_gap_between_statements_is_told(made):
    """An export is missing, and the months behind it cannot agree."""
    text = BANK + statement("2025-02-28", "100.00", "2025-02-01", "90.00")
    notes = "\n".join(made("2025", text).notes)
    assert "工行基本户：对账单不连续：2024-12-20 余额 34,539.50" in notes
    assert "期初 90.00" in notes
    december = texts(made("2024-12", text), "工行基本户 2024-12")
    assert december[-1][2] == "对账单到 2024-12-20 为止，其后的不知道"
    assert "不连续" not in "\n".join(made().notes)


def test_an_entry_of_the_first_day_waits_for_its_row(made):
    """The statement has that day; only opening balances were there before it."""
    text = BANK + (
        '2024-10-08 * "示例茶社" "茶歇"\n  unit: "007"\n  fund: "10"\n  id: "BX-9"\n'
        "  Expenses:501-职工活动支出:50102-文体活动  7.00 CNY\n"
        "  Assets:102-银行存款:01-工行基本户:1-自有  -7.00 CNY\n"
    )
    report = made("2024-10", text)
    assert verdicts(report)["工行基本户", "2024-10"] == ("相符", 0)
    assert "第一份" not in "\n".join(report.notes)
    rows = texts(report, "工行基本户 2024-10")
    assert ["2024-10-08（23 天）\n示例茶社 茶歇", 700] in [row[:2] for row in rows]


def test_a_start_that_differs_is_told(made):
    """Before the first row the bank had another balance than the books."""
    text = changed("opening: 10000.00", "opening: 10001.00")
    notes = "\n".join(made("2024-10", text).notes)
    assert f"第一份对账单（{FIRST}）期初余额 10,001.00，账上此前 10,000.00" in notes
    assert "第一份" not in "\n".join(made().notes)


def test_a_day_of_the_bank_that_cannot_be_read_is_told(made):
    """The entry stays open, so that the sides differ, and its place is named."""
    text = changed("bank-date: 2024-12-02", 'bank-date: "十二月"')
    report = made("2024-12", text)
    said = "main.beancount 第 21 行：bank-date 的值 十二月"
    assert any(said in note for note in report.notes)
    assert verdicts(report)["工行基本户", "2024-12"] == ("不符", -32050)


def test_two_accounts_with_the_same_last_digits_are_told(made):
    """An id on an entry's head could be of either."""
    text = changed('own-account: "0002"', 'own-account: "0001"')
    notes = "\n".join(made("2024-12", text).notes)
    assert "工行基本户、建行会费户的账号末四位都是 0001" in notes


def test_figures(made):
    """Of the year, and what is open at its end."""
    figures = {figure.label: figure.value for figure in made().figures}
    assert figures == {
        "相符": 3,
        "不符": 1,
        "没有对账单": 2,
        "期末未达账项": 1,
        "超过 30 天": 0,
    }


@pytest.mark.parametrize("name", FORMATS)
def test_books_without_a_bank(made, name):
    """Empty books give a report that says so."""
    text = "2024-01-01 open Assets:141-库存物品 CNY"
    report = made("2024", text)
    assert [table.title for table in report.tables] == [SUMMARY, ITEMS]
    assert render(report, name)


def test_a_form_is_printed_upright_and_can_be_signed(made):
    """A4 portrait, one page wide, no filter arrows, a line to sign on."""
    book = load_workbook(io.BytesIO(render(made("2024-11"), "xlsx")))
    sheet = book["工行基本户 2024-11"]
    assert sheet.page_setup.orientation == "portrait"
    assert sheet.page_setup.fitToWidth == 1
    assert sheet.auto_filter.ref is None
    said = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert any(text.startswith("编制人：") and "复核人：" in text for text in said)
    assert book[SUMMARY].page_setup.orientation == "landscape"


WAITING = """
2024-11-29 custom "bank-row" "Assets:102-银行存款:01-工行基本户" 60.00 CNY
  id: "0001-00000000000000a6"
  payee: "互助保障会"
  narration: "代收互助金"
  source-file: "工行_202410-12.xlsx"
"""


def test_a_row_that_waits_for_its_voucher_is_open(made):
    """Where vouchers are the books, the bank's row stands on a register line."""
    unmet = BANK.replace('    import-ids: "0001-00000000000000a6"\n', "")
    unmet = changed("    bank-date: 2024-11-29\n", "", unmet)
    form = texts(made("2024-11", unmet + WAITING), "工行基本户 2024-11")
    assert form[1][2:] == ["加：银行已收、企业未收", 6000]
    assert form[2][2] == "2024-11-29（1 天）\n互助保障会 代收互助金"


def test_a_row_that_met_its_voucher_waits_no_more(made):
    """The line stays in the text; the entry that names its id takes its place."""
    plain = texts(made("2024-11"), "工行基本户 2024-11")
    assert texts(made("2024-11", BANK + WAITING), "工行基本户 2024-11") == plain
