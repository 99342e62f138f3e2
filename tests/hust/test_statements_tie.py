"""The reference year's statements and final accounts, against queries of their own.

beanquery reads the same files, and knows nothing of the code that is tested.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import beanquery
import pytest

from union_ledger.core.ledger import load_ledger
from union_ledger.core.money import fen
from union_ledger.core.period import parse_period
from union_ledger.reports.budget_forms.budget import budget
from union_ledger.reports.budget_forms.final_accounts import final_accounts
from union_ledger.reports.budget_forms.projects import project_budget
from union_ledger.reports.cells import value_of
from union_ledger.reports.statements.balance_sheet import balance_sheet
from union_ledger.reports.statements.income_statement import income_statement
from union_ledger.reports.statements.lines import lines_of

BOOKS = Path(__file__).resolve().parents[2] / "ledgers" / "hust"
MONTHS = [f"2024-{month:02d}" for month in range(1, 13)]
# By 行次, the accounts as they stand in the text; what grows in credit is turned.
LEFT = {
    1: "^Assets:10[12]-", 4: "^Assets:131-", 6: "^Assets:135-", 7: "^Assets:141-",
    10: "^Assets:161-", 11: "^Assets:162-", 18: "^Assets:182-",
}  # fmt: skip
RIGHT = {
    12: "^Assets:163-", 21: "^Liabilities:211-", 23: "^Liabilities:215-",
    24: "^Liabilities:221-", 26: "^Equity:301-",
}  # fmt: skip
FLOWS = {
    6: "^Income:401-", 7: "^Income:402-", 8: "^Income:403-", 10: "^Income:405-",
    13: "^Income:408-", 16: "^Expenses:501-", 18: "^Expenses:503-",
    19: "^Expenses:504-", 20: "^Expenses:505-", 22: "^Expenses:507-",
    23: "^Expenses:508-", 25: "^Expenses:510-",
}  # fmt: skip
NOT_CLOSING = "entry_meta('closing') IS NULL"


@pytest.fixture(scope="module")
def hust():
    return load_ledger(BOOKS)


@pytest.fixture(scope="module")
def ask():
    """Return a function that sums yuan at cost, as fen, by accounts and condition."""
    connection = beanquery.connect(f"beancount:{BOOKS / 'main.beancount'}")

    @cache
    def by_account(condition):
        rows = connection.execute(
            "SELECT account, sum(cost(position))"
            f" WHERE currency != 'QUOTA' AND {condition} GROUP BY account"
        ).fetchall()
        return {
            account: held.get_currency_units("CNY").number for account, held in rows
        }

    def run(accounts, condition="TRUE"):
        return sum(
            fen(number or Decimal(0))
            for account, number in by_account(condition).items()
            if re.search(accounts, account)
        )

    return run


def form(report, column):
    """Return every figure of the form by 行次."""
    table = report.tables[0]
    keys = [c.key for c in table.columns]
    found = {}
    for row in table.rows:
        cells = dict(zip(keys, row.cells, strict=True))
        for side in ("", "left_", "right_"):
            if cells.get(f"{side}number"):
                amount = value_of(cells.get(f"{side}{column}"))
                found[int(cells[f"{side}number"])] = amount or 0
    return found


@pytest.mark.parametrize("month", ["2024", *MONTHS])
def test_the_balance_sheet_ties(hust, ask, month):
    """Each account at the day, and its totals, to the fen; each check holds."""
    period = parse_period(month)
    report = balance_sheet(hust, period)
    shown = form(report, "end")
    until = f"date <= {period.last}"
    for number, accounts in LEFT.items():
        assert shown[number] == ask(accounts, until), number
    for number, accounts in RIGHT.items():
        assert shown[number] == -ask(accounts, until), number
    assert shown[19] == ask("^Assets:", until)
    assert shown[25] == -ask("^Liabilities:", until)
    saved = ask("^(Equity:32[12]|Income|Expenses)", until)
    assert shown[28] + shown[29] == -saved
    assert [c.text for c in report.tables[0].filing.checks if not c.holds] == []


def test_the_year_begins_with_the_opening_entry(hust, ask):
    """年初余额 is the entry that says so."""
    shown = form(balance_sheet(hust, parse_period("2024")), "start")
    opening = "narration ~ '^年初余额（示例'"
    assert shown[19] == ask("^Assets:", opening)
    assert shown[28] == -ask("^Equity:321-", opening)
    assert shown[29] == -ask("^Equity:322-", opening)


def test_the_year_ends_with_what_the_closing_entries_left(hust, ask):
    """结转 and 结余 apart, as the accounts stand after the closing."""
    shown = form(balance_sheet(hust, parse_period("2024")), "end")
    assert shown[28] == -ask("^Equity:321-")
    assert shown[29] == -ask("^Equity:322-")
    assert ask("^(Income|Expenses):") == 0


@pytest.mark.parametrize("month", MONTHS[:11])
def test_the_restricted_part_of_a_month_ties(hust, ask, month):
    """表结法: restricted funds are 40 and 45; what they have left stands in 321."""
    period = parse_period(month)
    shown = form(balance_sheet(hust, period), "end")
    projects = [
        code
        for code, project in hust.books.registers.projects.items()
        if project.fund in {"40", "45"}
    ]
    named = "|".join(projects)
    own = "any_meta('fund') ~ '^4[05]$'"
    of_project = f"any_meta('fund') IS NULL AND any_meta('project') ~ '^({named})$'"
    until = f"date <= {period.last}"
    flows = sum(
        ask("^(Income|Expenses):", f"{until} AND {condition}")
        for condition in (own, of_project)
    )
    carried = ask("^Equity:321-", until)
    assert shown[28] == -(carried + flows)


@pytest.mark.parametrize("month", MONTHS)
def test_the_income_statement_ties(hust, ask, month):
    """Each line of the month and of the year so far, closing entries left out."""
    period = parse_period(month)
    report = income_statement(hust, period)
    for column, first in (("now", period.first), ("so_far", "2024-01-01")):
        shown = form(report, column)
        within = f"date >= {first} AND date <= {period.last} AND {NOT_CLOSING}"
        for number, accounts in FLOWS.items():
            sign = -1 if "Income" in accounts else 1
            amount = sign * ask(accounts, within)
            assert shown[number] == amount, (column, number)
        assert shown[27] == -ask("^(Income|Expenses):", within)
        assert {n for n, fen in shown.items() if fen} <= {*FLOWS, 4, 5, 15, 27}
    assert all(check.holds for check in report.tables[0].filing.checks)


def test_the_annual_income_statement_ties(hust, ask):
    """The year's income, expenses, corrections, and what is carried on."""
    shown = form(income_statement(hust, parse_period("2024")), "now")
    assert shown[5] == -ask("^Income:", NOT_CLOSING)
    assert shown[15] == ask("^Expenses:", NOT_CLOSING)
    corrected = ask(":32[12]01-", NOT_CLOSING)
    assert shown[4] == -corrected
    assert shown[28] == -ask("^Equity:32[12]-")
    assert shown[28] == shown[1] + shown[4] + shown[5] - shown[15]


def test_every_account_in_the_books_has_a_line(hust):
    """Nothing with a balance is left out of the forms."""
    codes = {code for form in ("01", "02") for x in lines_of(form) for code in x.codes}
    used = {row.code[:3] for row in hust.books.rows}
    assert used <= {code[:3] for code in codes}


def test_the_final_accounts_tie(hust, ask):
    """决算数 of each 明细 is what a query says; 决算表 agrees with 02 表."""
    table = final_accounts(hust, parse_period("2024")).tables[0]
    for row in table.rows:
        code, actual = row.cells[0], value_of(row.cells[3])
        if code:
            sign = -1 if code[0] == "4" else 1
            found = sign * ask(f":{code}", NOT_CLOSING)
            assert actual == found, code
    assert all(check.holds for check in table.filing.checks)


def test_the_budget_ties_to_its_register(hust):
    """V1 and V2 of the whole, without the lines for projects（其中）."""
    planned, adjusted = budget(hust, parse_period("2024")).tables
    lines = [x for x in hust.books.registers.budget_lines if not x.project]
    sums = {
        (version, class_): sum(
            x.amount for x in lines if (x.version, x.code[0]) == (version, class_)
        )
        for version in ("V1", "V2")
        for class_ in "45"
    }
    totals = {row.cells[1]: row.cells for row in planned.rows if not row.cells[0]}
    assert value_of(totals["一、收入合计"][3]) == sums["V1", "4"]
    assert value_of(totals["二、支出合计"][3]) == sums["V1", "5"]
    totals = {row.cells[1]: row.cells for row in adjusted.rows if not row.cells[0]}
    assert value_of(totals["一、收入合计"][4]) == sums["V2", "4"]
    assert value_of(totals["二、支出合计"][4]) == sums["V2", "5"]


@pytest.mark.parametrize("month", ["2024-10"])
def test_the_projects_tie(hust, ask, month):
    """Used is what a query says of the project's name; reserved is all of Q05."""
    period = parse_period(month)
    table = project_budget(hust, period).tables[0]
    until = f"date <= {period.last} AND {NOT_CLOSING}"
    used, name = table.index("used"), table.index("project")
    for row in table.rows:
        code = row.cells[name].split()[0]
        spent = ask("^Expenses:", f"{until} AND any_meta('project') = '{code}'")
        assert value_of(row.cells[used]) == spent, code
