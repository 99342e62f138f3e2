"""Working days of the invented year: bank payments are made on them."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

_HOLIDAYS = (
    ((1, 1), (1, 1)),
    ((2, 10), (2, 17)),
    ((4, 4), (4, 6)),
    ((5, 1), (5, 5)),
    ((6, 8), (6, 10)),
    ((9, 15), (9, 17)),
    ((10, 1), (10, 7)),
)
MONTH_WEIGHTS = (5, 2, 10, 11, 12, 10, 4, 2, 11, 12, 13, 8)


def is_workday(day: date) -> bool:
    """Tell whether the bank works; the make-up Saturdays are left out."""
    if day.weekday() >= 5:
        return False
    place = (day.month, day.day)
    return not any(first <= place <= last for first, last in _HOLIDAYS)


def workday(day: date) -> date:
    """Return ``day``, or the next working day; the last one when the year ends."""
    found = day
    while not is_workday(found):
        found += timedelta(days=1)
    while found.year > day.year or not is_workday(found):
        found -= timedelta(days=1)
    return found


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return next_month(year, month) - timedelta(days=1)


def next_month(year: int, month: int) -> date:
    """Return the first day of the month after."""
    return date(year + month // 12, month % 12 + 1, 1)


def some_day(rng: Random, year: int, month: int, first: int = 3) -> date:
    """Return a working day of a month, from its ``first`` day on."""
    last = month_end(year, month).day
    found = workday(date(year, month, rng.randint(first, last)))
    while found.month != month:
        found = workday(date(year, month, rng.randint(first, last)))
    return found


def spread(rng: Random, year: int, count: int, months: range) -> list[date]:
    """Return ``count`` working days, more of them in term time, in order."""
    weights = [MONTH_WEIGHTS[month - 1] for month in months]
    chosen = rng.choices(list(months), weights, k=count)
    return sorted(some_day(rng, year, month, 8) for month in chosen)
