"""Periods as exports state them above the header, and the years of dates without."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping

_DAY = re.compile(
    r"(?<!\d)(20\d\d)(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日"
    r"|(\d{2})(\d{2}))(?!\d)(?:\s*(\d{1,2}:\d{2}(?::\d{2})?))?",
    re.ASCII,
)
_MONTH = re.compile(
    r"(?<!\d)(20\d\d)\s*[-/.年]\s*(\d{1,2})(?!\d)(?!\s*[-/.月]\s*\d{1,2}(?!\d))",
    re.ASCII,
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年(?!\s*\d)", re.ASCII)
_STARTS = {"0:00", "00:00", "0:00:00", "00:00:00"}
_ENDS = {"23:59", "23:59:59", "24:00", "24:00:00"}


@dataclass(frozen=True, slots=True)
class Span:
    """A period: first and last moment as ISO text, the day alone if it is whole.

    ``whole`` is false where the text has one day only, which is both.
    """

    first: str
    last: str
    whole: bool


def span_of(text: str) -> Span | None:
    """Return the period that a text names: two days, two months, a month or a day."""
    days = [found for found in _DAY.finditer(text) if _day(found)]
    if len(days) in {1, 2}:
        first, last = days[0], days[-1]
        return Span(_iso(first, _STARTS), _iso(last, _ENDS), len(days) == 2)
    months = [] if days else [(int(y), int(m)) for y, m in _MONTH.findall(text)]
    if len(months) in {1, 2} and all(1 <= month <= 12 for _, month in months):
        year, month = months[-1]
        last_day = calendar.monthrange(year, month)[1]
        return Span(
            date(*months[0], 1).isoformat(),
            date(year, month, last_day).isoformat(),
            whole=True,
        )
    return None


def year_rule(
    stated: Mapping[str, str | int], titles: Iterable[str]
) -> Callable[[int, int], int | None]:
    """Return what gives the year of a month and day that are printed without one.

    Within a stated period there is one such day, or none is taken. Else the title's
    month tells it (a statement of January may begin in December), or its year.
    """
    first, last = str(stated.get("period_from", "")), str(stated.get("period_to", ""))
    if first and last:
        return lambda month, day: _within(first[:10], last[:10], month, day)
    lines = list(titles)
    months = {(int(y), int(m)) for line in lines for y, m in _MONTH.findall(line)}
    years = {int(year) for line in lines for year in _YEAR.findall(line)}
    if len(months) == 1 and not years:
        ((year, of_month),) = months
        return lambda month, _day: year if month <= of_month else year - 1
    if len(years) == 1 and not months:
        (only,) = years
        return lambda _month, _day: only
    return lambda _month, _day: None


def _within(first: str, last: str, month: int, day: int) -> int | None:
    years = [
        year
        for year in range(int(first[:4]), int(last[:4]) + 1)
        if first <= f"{year}-{month:02}-{day:02}" <= last
    ]
    return years[0] if len(years) == 1 else None


def _day(found: re.Match[str]) -> date | None:
    month, day = (int(text) for text in found.groups()[2:8] if text)
    try:
        return date(int(found[1]), month, day)
    except ValueError:
        return None


def _iso(found: re.Match[str], edge: set[str]) -> str:
    day, clock = _day(found), found[9]
    text = day.isoformat() if day else ""
    if not clock or clock in edge:
        return text
    return f"{text}T{clock:0>5}"
