"""Periods made of others: the year so far, its months, the quarter a day is in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from union_ledger.core.period import Period
from union_ledger.core.period import parse_period

if TYPE_CHECKING:
    from collections.abc import Iterator

_DECEMBER = 12


def year_to(period: Period) -> Period:
    """Return the period's year from its beginning to the period's end."""
    last = period.last
    if last.month == _DECEMBER:
        label = f"{last.year} 年度"
    else:
        label = f"{last.year} 年 {'1—' if last.month > 1 else ''}{last.month} 月"
    return Period(date(last.year, 1, 1), last, label)


def months_of(period: Period) -> Iterator[Period]:
    """Yield the months of the period's year up to its end."""
    for month in range(1, period.last.month + 1):
        yield parse_period(f"{period.year:04d}-{month:02d}")


def last_month(period: Period) -> Period:
    """Return the month the period ends with."""
    return parse_period(f"{period.last:%Y-%m}")


def last_quarter(period: Period) -> Period:
    """Return the quarter the period ends in."""
    return parse_period(f"{period.year:04d}Q{(period.last.month - 1) // 3 + 1}")
