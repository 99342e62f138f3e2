"""Dates and times in the forms a layout declares, and in no other."""

from __future__ import annotations

import re
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from union_ledger.importers.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable

SERIAL = "serial"  # the form of a day as Excel counts it: 41268
DATES = (
    *("%Y-%m-%d %H:%M:%S", "%Y-%m-%d", "%Y-%m-%d %H:%M"),
    *("%Y/%m/%d %H:%M:%S", "%Y/%m/%d", "%Y/%m/%d %H:%M", "%Y.%m.%d"),
    *("%Y%m%d %H:%M:%S", "%Y%m%d", "%Y%m%d%H%M%S", "%Y%m%d%H%M%S%f"),
    *("%Y年%m月%d日 %H:%M:%S", "%Y年%m月%d日", SERIAL),
)
_FIRST = date(2000, 1, 1)
_LAST = date(2099, 12, 31)
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - Excel's day 0, a local day
_DAY_SECONDS = 86400
_SERIAL = re.compile(r"^\d{5}(?:\.\d+)?$", re.ASCII)
_TIME = re.compile(r"^(\d{1,2}):?(\d{2}):?(\d{2})(?:\.\d+)?$", re.ASCII)
_TOKEN = re.compile(r"%[YmdHMSf]")
_NO_YEAR = re.compile(r"^\d{1,2}[-/.月]\d{1,2}日?$", re.ASCII)
_YEAR_LAST = re.compile(r"^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}(?: .*)?$", re.ASCII)


def parse_moment(
    text: str,
    formats: Iterable[str],
    year_of: Callable[[int, int], int | None] | None = None,
) -> tuple[date, time | None] | None:
    """Return date and, where the form has one, time; ``None`` if no form fits.

    ``formats`` are those of ``strptime``, read strictly, or ``serial`` for the day
    numbers of Excel. A date outside 2000 to 2099 is none: it is a number or an amount
    that happens to look like one. ``year_of`` gives the year of a month and day, for
    forms without ``%Y``.
    """
    plain = clean(text)
    for form in formats:
        moment = _serial(plain) if form == SERIAL else _by_form(plain, form, year_of)
        if moment is not None and _FIRST <= moment.date() <= _LAST:
            timed = "%H" in form or bool(form == SERIAL and moment.time() != time())
            return moment.date(), moment.time() if timed else None
    return None


def why_no_date(text: str) -> str:
    """Say in Chinese why this is no date, with what a form could not tell."""
    shown = text[:30]
    if not shown:
        return "没有日期"
    if _YEAR_LAST.match(shown):
        return f"日期“{shown}”分不清日在前还是月在前"
    if _NO_YEAR.match(shown):
        return f"日期“{shown}”没有年份，表头上方也没有写明年份"
    return f"日期“{shown}”认不出来"


def is_serial(text: str) -> bool:
    """Return whether a date is written as Excel's number, which an amount may be."""
    return _SERIAL.match(text) is not None


def parse_time(text: str) -> time | None:
    """Return a time of ``HH:MM:SS`` or ``HHMMSS``; ``None`` if it is none."""
    found = _TIME.match(clean(text))
    if not found:
        return None
    try:
        hour, minute, second = map(int, found.groups())
        return time(hour, minute, second)
    except ValueError:
        return None


def _by_form(
    plain: str, form: str, year_of: Callable[[int, int], int | None] | None
) -> datetime | None:
    found = _pattern(form).match(plain)
    if found is None:
        return None
    part = {name: int(value) for name, value in found.groupdict().items()}
    year = part.get("Y")
    if year is None and year_of is not None:
        year = year_of(part["m"], part["d"])
    if year is None:
        return None
    clock = (part.get("H", 0), part.get("M", 0), part.get("S", 0))
    try:
        return datetime(year, part["m"], part["d"], *clock)  # noqa: DTZ001 - local day
    except ValueError:
        return None


@lru_cache
def _pattern(form: str) -> re.Pattern[str]:
    """Return the form as a pattern; figures that touch have a fixed length."""
    pieces, last = [], 0
    for token in _TOKEN.finditer(form):
        pieces.append(re.escape(form[last : token.start()]))
        touches = form[last : token.start()] == "" and last > 0
        touches = touches or form[token.end() : token.end() + 1] == "%"
        name, last = token[0][1], token.end()
        size = {"Y": "{4}", "f": "{1,6}"}.get(name, "{2}" if touches else "{1,2}")
        pieces.append(rf"\d{size}" if name == "f" else rf"(?P<{name}>\d{size})")
    ending = r"(?:\.\d+)?" if form.endswith("%S") else ""
    return re.compile("^" + "".join(pieces) + form[last:] + ending + "$", re.ASCII)


def _serial(plain: str) -> datetime | None:
    if not _SERIAL.match(plain):
        return None
    days = Decimal(plain)
    seconds = round((days % 1) * _DAY_SECONDS)
    return _EPOCH + timedelta(days=int(days), seconds=seconds)
