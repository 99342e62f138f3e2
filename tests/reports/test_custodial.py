"""代管经费收支表: opening, received, paid and closing of each 221 project."""

from __future__ import annotations

from dataclasses import replace

import pytest

from union_ledger.core.ledger import load_ledger
from union_ledger.core.period import parse_period
from union_ledger.reports.cells import value_of
from union_ledger.reports.custodial import ENTRIES
from union_ledger.reports.custodial import TITLE
from union_ledger.reports.custodial import custodial
from union_ledger.reports.formats import render

BOOKS = """
2020-01-01 open Assets:102-银行存款:01-基本户:2-代管
2020-01-01 open Liabilities:221-代管经费:01-互助金
2020-01-01 open Liabilities:221-代管经费:02-社团会费
2024-01-01 * "期初余额"
  Assets:102-银行存款:01-基本户:2-代管   500.00 CNY
  Liabilities:221-代管经费:01-互助金    -500.00 CNY
2024-03-08 * "互助会" "代收互助金"
  id: "D1"
  voucher: "银收-0001"
  Assets:102-银行存款:01-基本户:2-代管   300.00 CNY
  Liabilities:221-代管经费:01-互助金    -200.00 CNY
  Liabilities:221-代管经费:02-社团会费  -100.00 CNY
2024-08-09 * "互助会" "转交互助金"
  id: "D2"
  voucher: "银付-0001"
  Liabilities:221-代管经费:01-互助金     650.00 CNY
  Assets:102-银行存款:01-基本户:2-代管  -650.00 CNY
"""


@pytest.fixture
def made(write_books):
    """Make the statement of a period, from books that say the same everywhere."""

    def make(period="2024", text=BOOKS):
        ledger = load_ledger(write_books(text))
        ledger = replace(ledger, revision=None, rulebook="测试规则")
        return custodial(ledger, parse_period(period))

    return make


def rows_of(table):
    """Return the values of all rows, the total last."""
    return [[value_of(cell) for cell in row.cells] for row in table.shown_rows]


def test_golden(made, file_regression):
    """The whole statement, as text that a reviewer can read."""
    text = render(made(), "md").decode()
    file_regression.check(text, extension=".md", encoding="utf-8")


def test_the_year_by_hand(made):
    """What the books were opened with is no receipt; 500 + 200 - 650 = 50."""
    assert rows_of(made().table(TITLE)) == [
        ["互助金", 50000, 20000, 65000, 5000],
        ["社团会费", 0, 10000, 0, 10000],
        ["合计", 50000, 30000, 65000, 15000],
    ]


def test_a_quarter_opens_with_what_the_one_before_left(made):
    """The third quarter has the receipts of the first in its opening."""
    report = made("2024Q3")
    assert rows_of(report.table(TITLE))[-1] == ["合计", 80000, 0, 65000, 15000]
    assert rows_of(made("2024Q4").table(TITLE))[-1] == ["合计", 15000, 0, 0, 15000]
    assert len(report.table(ENTRIES).rows) == 1


def test_it_ties_to_the_bank_and_to_its_own_entries(made):
    """The part of the bank set apart is what 221 says; the entries add up to it."""
    report = made()
    assert [check.holds for check in report.table(TITLE).filing.checks] == [True]
    entries = rows_of(report.table(ENTRIES))[-1]
    assert entries[-2:] == [30000, 65000]


def test_money_paid_from_the_wrong_part_shows_as_not_agreeing(made):
    """The neighbour: 代管 paid from the union's own part of the account."""
    wrong = BOOKS.replace("基本户:2-代管  -650.00", "基本户  -650.00")
    (check,) = made(text=wrong).table(TITLE).filing.checks
    assert not check.holds
    assert "［不符］" in check.text
    assert "相差 650.00" in check.text


@pytest.mark.parametrize("name", ["xlsx", "html", "md", "json", "docx"])
def test_without_any_it_says_so(made, name):
    """Every format is written; there is nothing in it."""
    report = made(text="")
    assert render(report, name)
    assert report.table(TITLE).rows == ()
