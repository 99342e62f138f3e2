"""The year before: the same period of it, and whether the books hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.period import parse_period
from union_ledger.reports.model import Column
from union_ledger.reports.statements.standing import Accounts

if TYPE_CHECKING:
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period


def year_before(period: Period) -> Period:
    """Return the same year, quarter or month of the year before."""
    return parse_period(f"{period.year - 1:04d}{period.time_filter[4:]}")


def has_quota(ledger: Ledger, year: int) -> bool:
    """Tell whether the books hold the quota of a year."""
    return any(row.entry.day.year == year for row in ledger.books.quota_rows)


def has_accounts(ledger: Ledger, year: int) -> bool:
    """Tell whether the books hold the entries of a year, not its balances alone."""
    return Accounts(ledger.books).knows(year)


def lacking_note(ledger: Ledger, year: int, *, quota: bool) -> str:
    """Return what to say where the year before is not in the books; else nothing."""
    held = has_quota(ledger, year) if quota else has_accounts(ledger, year)
    return "" if held else f"账簿里没有 {year} 年的数据，上年同期栏空缺。"


def column(title: str, key: str = "before", *, known: bool) -> Column:
    """Return the column of the year before: blank, and not summed, if not known."""
    return Column(key, title, "money", total="sum" if known else None, blank=True)


def change(now: int, before: int | None) -> int | None:
    """Return by how much a figure moved; None where there is none to compare."""
    return None if before is None else now - before
