"""The month or day a list is of: from a cell, its heading or its file's name."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING

from union_ledger.importers.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable

_YEAR = r"(?<!\d)(20\d{2})"
_MONTH = r"(0?[1-9]|1[0-2])"
_DAY = r"(0?[1-9]|[12]\d|3[01])"
_DAYS = (
    re.compile(rf"{_YEAR}[-./年]{_MONTH}[-./月]{_DAY}(?!\d)"),
    re.compile(r"(?<!\d)(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)"),
)
_MONTHS = (
    re.compile(rf"{_YEAR}[-./年]{_MONTH}(?!\d)"),
    re.compile(r"(?<!\d)(20\d{2})(0[1-9]|1[0-2])(?!\d)"),
)
_QUARTER = re.compile(rf"{_YEAR}年?(?:第?([1-4一二三四])季度?|q([1-4]))")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}


def last_day(month: str) -> date:
    """Return the last day of ``YYYY-MM``."""
    year, number = int(month[:4]), int(month[5:])
    return date(year, number, monthrange(year, number)[1])


def month_in(text: str) -> str:
    """Return the one month named in a text as ``YYYY-MM``, else an empty text."""
    plain = squeeze(text)
    for pattern in _MONTHS:
        found = {f"{year}-{int(month):02}" for year, month in pattern.findall(plain)}
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""


def day_in(text: str) -> date | None:
    """Return the last day named in a text, if there is one."""
    plain = squeeze(text)
    days = []
    for pattern in _DAYS:
        for year, month, day in pattern.findall(plain):
            if int(day) <= monthrange(int(year), int(month))[1]:
                days.append(date(int(year), int(month), int(day)))
    return max(days, default=None)


def day_of(texts: Iterable[str]) -> date | None:
    """Return the day of the first text that names one, else its period's last day."""
    texts = list(texts)
    for text in texts:
        if day := day_in(text):
            return day
    for text in texts:
        if months := span(text):
            return last_day(months[1])
    return None


def span(text: str) -> tuple[str, str] | None:
    """Return the first and last month named in a text; a quarter is three months."""
    plain = squeeze(text)
    if found := _QUARTER.search(plain):
        named = found[2] or found[3]
        last = 3 * (_QUARTERS.get(named) or int(named))
        return f"{found[1]}-{last - 2:02}", f"{found[1]}-{last:02}"
    for patterns in (_DAYS, _MONTHS):
        for pattern in patterns:
            months = [f"{each[0]}-{int(each[1]):02}" for each in pattern.findall(plain)]
            if months:
                return min(months), max(months)
    return None
