"""The quota of each unit and fund over a period（额度收支表）, in fen.

opening + allotted + adjusted - taken back - used = reserved + available, for every
unit and fund. What lapses on 31 December and the year entry are left out, so that the
year reads the same before and after them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from union_ledger.core.books import Books
    from union_ledger.core.books import QuotaRow
    from union_ledger.core.period import Period


@dataclass(slots=True)
class QuotaLine:
    """One unit and fund over one period, in fen."""

    unit: str
    fund: str
    opening: int = 0
    allotted: int = 0
    adjusted: int = 0
    taken_back: int = 0
    used: int = 0
    reserved: int = 0
    available: int = 0

    @property
    def base(self) -> int:
        """Return what use is measured against: opening + allotted + adjusted."""
        return self.opening + self.allotted + self.adjusted

    @property
    def holds(self) -> bool:
        """Tell whether the line adds up to the fen."""
        return self.base - self.taken_back - self.used == self.reserved + self.available


def quota_lines(books: Books, period: Period) -> dict[tuple[str, str], QuotaLine]:
    """Return the lines of every unit and fund that had quota in the period."""
    lines: dict[tuple[str, str], QuotaLine] = {}
    for row in books.quota_rows:
        pot, unit, fund = row.place
        entry = row.entry
        day = entry.day
        if pot == "Q00" or day > period.last:
            continue
        # Most rows are of use, which no written kind of quota ends a year with.
        if entry.quota and ends_the_year(row) and day.year == period.year:
            continue
        line = lines.get((unit, fund))
        if line is None:
            line = lines[unit, fund] = QuotaLine(unit, fund)
        if day < period.first:
            if pot != "Q09":
                line.opening += row.amount
        else:
            _move(line, row)
        if pot == "Q05":
            line.reserved += row.amount
        elif pot == "Q01":
            line.available += row.amount
    return {key: line for key, line in sorted(lines.items()) if _says_something(line)}


def _move(line: QuotaLine, row: QuotaRow) -> None:
    kind = row.entry.quota
    if row.place.pot == "Q09":
        line.used += row.amount
    if row.automatic or kind in {"reserve", "release"}:
        return
    if kind == "carry":
        line.opening += row.amount
    elif kind in {"approve", "allot"}:
        line.allotted += row.amount
    elif kind == "lapse" and _goes_back_to_the_budget(row):
        line.taken_back -= row.amount
    else:
        line.adjusted += row.amount


def _goes_back_to_the_budget(row: QuotaRow) -> bool:
    """Tell taking back from moving to another unit, which is an adjustment."""
    return any(other.place.pot == "Q00" for other in row.entry.quota_rows)


def ends_the_year(row: QuotaRow) -> bool:
    """Tell whether a row is of the year entry, or of what lapses on 31 December."""
    entry = row.entry
    last_day = (entry.day.month, entry.day.day) == (12, 31)
    return entry.quota == "close" or (entry.quota == "lapse" and last_day)


def _says_something(line: QuotaLine) -> bool:
    return any(
        (
            line.opening,
            line.allotted,
            line.adjusted,
            line.taken_back,
            line.used,
            line.reserved,
            line.available,
        )
    )
