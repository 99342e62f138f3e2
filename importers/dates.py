"""Dates and times in the forms a layout declares, and in no other."""

from __future__ import annotations

import re
from datetime import date
from datetime import datetime
from datetime import time
from typing import TYPE_CHECKING

from union_ledger.importers.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

_FIRST = date(2000, 1, 1)
_LAST = date(2099, 12, 31)
_TIME = re.compile(r"^(\d{1,2}):?(\d{2}):?(\d{2})(?:\.\d+)?$")


def parse_moment(text: str, formats: Iterable[str]) -> tuple[date, time | None] | None:
    """Return date and, where the form has one, time; ``None`` if no form fits.

    ``formats`` are those of ``strptime``. A date outside 2000 to 2099 is none: it is
    a number or an amount that happens to look like one.
    """
    plain = clean(text)
    for form in formats:
        try:
            moment = datetime.strptime(plain, form)  # noqa: DTZ007 - a bank's local day
        except ValueError:
            continue
        if _FIRST <= moment.date() <= _LAST:
            return moment.date(), moment.time() if "%H" in form else None
    return None


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
