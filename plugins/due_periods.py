"""Periods whose money should have come in（应收期间）."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING

from union_ledger.core.period import parse_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Books
    from union_ledger.core.books import Entry
    from union_ledger.core.books import Row
    from union_ledger.core.period import Period
    from union_ledger.core.records import Payroll

_PARTS = {
    "月": [f"-{month:02d}" for month in range(1, 13)],
    "季": [f"Q{quarter}" for quarter in range(1, 5)],
    "年": [""],
}


def periods_over(books: Books, length: str) -> Iterator[Period]:
    """Yield the periods of a length（月、季、年） within the books that are over."""
    if not books.entries:
        return
    first, last = books.entries[0].day, books.entries[-1].day
    for year in range(first.year, last.year + 1):
        for part in _PARTS[length]:
            period = parse_period(f"{year}{part}")
            if first.replace(day=1) <= period.first and period.last <= last:
                yield period


def months_due(period: Period, lag: int) -> Iterator[date]:
    """Yield the first days of the months whose money is due in a period."""
    for month in range(period.first.month, period.last.month + 1):
        number = period.year * 12 + month - 1 - lag
        yield date(number // 12, number % 12 + 1, 1)


def last_receipt(
    books: Books, rows: list[Row], period: Period, payroll: Payroll | None
) -> Entry | Payroll:
    """Return the period's last receipt, else its last 工资总额, else any entry."""
    number = bisect_right(rows, period.last, key=lambda row: row.entry.day)
    if number and period.holds(rows[number - 1].entry.day):
        return rows[number - 1].entry
    number = bisect_right(books.entries, period.last, key=lambda entry: entry.day)
    return payroll or books.entries[max(number - 1, 0)]
