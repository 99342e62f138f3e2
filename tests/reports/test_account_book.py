"""明细账: every line ties to the books, and the balance runs on the right side."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"

import pytest

from union_ledger.core.ledger import load_ledger
from union_ledger.core.period import parse_period
from union_ledger.reports.account_book import PAGE
from union_ledger.reports.account_book import account_book
from union_ledger.reports.account_book import side
from union_ledger.reports.cells import value_of

HUST = Path(__file__).parents[2] / "ledgers" / "hust"
BANK = "Assets:102-银行存款:01-工行基本户"


@pytest.fixture(scope="module")
def ledger():
    return load_ledger(HUST)


def lines(report):
    rows = report.table(PAGE).rows
    return [
        [value_of(cell) for cell in row.cells] for row in rows if row.role == "detail"
    ]


def figures(report):
    return {figure.label: figure.value for figure in report.figures}


def balance(ledger, account, day):
    """The balance as Beancount's own inventory gives it."""
    from beancount.core.realization import compute_balance
    from beancount.core.realization import get
    from beancount.core.realization import realize

    entries = [row.entry.txn for row in ledger.books.rows if row.entry.day <= day]
    unique = list({id(entry): entry for entry in entries}.values())
    found = get(realize(unique), account)
    if found is None:
        return 0
    held = compute_balance(found)
    return int(held.get_currency_units("CNY").number * 100)


@pytest.mark.parametrize("period", ["2024", "2024Q2", "2024-07"])
@pytest.mark.parametrize(
    "account", [BANK, "Assets:101-库存现金", "Liabilities:221-代管经费"]
)
def test_it_begins_and_ends_as_the_books_do(ledger, account, period):
    asked = parse_period(period)
    report = account_book(ledger, asked, account)
    last = lines(report)[-1]
    ends = balance(ledger, account, asked.last)
    assert (last[7], last[8]) == (side(ends), abs(ends))
    begins = balance(ledger, account, date.fromordinal(asked.first.toordinal() - 1))
    first = lines(report)[0]
    assert (first[3], first[7], first[8]) == ("期初余额", side(begins), abs(begins))


def test_each_balance_is_the_one_before_and_this_line(ledger):
    signs = {"借": 1, "贷": -1, "平": 0}
    rows = lines(account_book(ledger, parse_period("2024"), BANK))
    held = signs[rows[0][7]] * rows[0][8]
    for row in rows[1:]:
        held += (row[5] or 0) - (row[6] or 0)
        assert held == signs[row[7]] * row[8]


@pytest.mark.parametrize(
    ("account", "column", "where"),
    [
        ("Income:402-拨缴经费收入", 6, "贷"),
        ("Expenses:501-职工活动支出:50102-文体活动", 5, "借"),
    ],
)
def test_income_and_expenses_are_positive_on_their_side(ledger, account, column, where):
    """And begin the year at zero, without the closing entry at its end."""
    rows = lines(account_book(ledger, parse_period("2024"), account))
    assert rows[0][7:] == ["平", 0]
    assert all(row[7] == where for row in rows[1:])
    assert sum(row[column] for row in rows[1:]) == rows[-1][8] > 0


def test_months_are_summed(ledger):
    report = account_book(ledger, parse_period("2024Q1"), BANK)
    sums = [r for r in report.table(PAGE).rows if r.role == "subtotal"]
    assert [value_of(row.cells[1]) for row in sums] == ["01 月", "02 月", "03 月"]
    told = figures(report)
    assert sum(value_of(row.cells[5]) for row in sums) == told["本期借方"]
    assert sum(value_of(row.cells[6]) for row in sums) == told["本期贷方"]


def test_filtered_rows_have_no_running_balance(ledger):
    report = account_book(
        ledger, parse_period("2024"), BANK, lambda row: row.unit == "007"
    )
    assert all(row[8] is None for row in lines(report))
    assert not any("余额" in label for label in figures(report))


def test_an_account_without_postings_is_empty(ledger):
    report = account_book(ledger, parse_period("2024"), "Assets:no")
    assert report.table(PAGE).rows == ()
    assert figures(report)["笔数"] == 0
