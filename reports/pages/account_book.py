"""账页: an account as an accountant reads it, 借、贷、方向、余额."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.chart import label
from union_ledger.reports.account_book import PAGE
from union_ledger.reports.account_book import account_book
from union_ledger.reports.pages.asked_findings import Choice
from union_ledger.reports.pages.rows_page import RowsPage

if TYPE_CHECKING:
    from union_ledger.reports.model import Report
    from union_ledger.reports.pages.rows_page import Asked

_DEEPEST = 3
_QUOTA = "Equity:Q"


class UnionAccount(RowsPage):
    """The page 账页."""

    report_title = "明细账"
    choice = "book"
    where = f"“{PAGE}”"

    def report_of(self, asked: Asked) -> Report:
        """Make the page of the account and the period."""
        return account_book(self.books, asked.period, asked.chosen, asked.keeps)

    def chosen(self, asked: str) -> tuple[str, str]:
        """Return an account that is used: the one asked for, else the first."""
        accounts = self._accounts()
        if asked in accounts:
            return asked, ""
        first = accounts[0] if accounts else ""
        note = f"没有用过科目“{asked}”，下面是 {first}。" if asked else ""
        return first, note

    def choices(self, asked: Asked) -> tuple[Choice, ...]:
        """Return the accounts that are used, and those above them."""
        options = tuple((name, _indented(name)) for name in self._accounts())
        return (Choice("book", "科目", options, asked.chosen),)

    def _accounts(self) -> list[str]:
        """Return accounts down to the third part of their names; quota has none."""
        found = set()
        for account in {row.account for row in self.books.books.rows}:
            parts = account.split(":")
            found |= {
                ":".join(parts[:depth])
                for depth in range(2, min(len(parts), _DEEPEST + 1) + 1)
            }
        return sorted(
            (name for name in found if not name.startswith(_QUOTA)), key=_order
        )


def _order(account: str) -> list[str]:
    return account.split(":")[1:]


def _indented(account: str) -> str:
    depth = account.count(":") - 1
    return f"{'　' * depth}{label(account)}"
