"""What a gift counts toward: a calendar year, a month or an event（计入期间）."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Literal
from typing import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.plugins.recipients import Given

Per = Literal["year", "month", "event", "life"]


class Period(NamedTuple):
    """``key`` is part of a finding's subject, ``name`` what its message says."""

    key: str
    name: str


def periods_of(
    given: Given, per: Per, year_by: Literal["event", "entry"] = "event"
) -> Iterator[tuple[Period, Given]]:
    """Yield the periods a gift counts toward, with the part that falls on each.

    A payment for several ``months`` counts for those up to the one of its event.
    An entry without ``event`` is an event of its own.
    """
    entry = given.entry
    day = entry.event_date if year_by == "event" else entry.day
    if per == "year":
        yield Period(f"{day.year}", f"{day.year} 年"), given
    elif per == "life":
        yield Period("", "历年"), given
    elif per == "event":
        yield event_of(given), given
    else:
        text = entry.text_of("months")
        months = int(text) if text.isdecimal() and int(text) else 1
        part = given.over(months) if months > 1 else given
        last = day.year * 12 + day.month - 1
        for number in range(last - months + 1, last + 1):
            year, month = divmod(number, 12)
            name = f"{year} 年 {month + 1} 月"
            yield Period(f"{year}-{month + 1:02d}", name), part


def event_of(given: Given) -> Period:
    """Return the event as a period: what ``event`` says, else the entry itself."""
    text = given.entry.text_of("event")
    return Period(text, f"“{text}”") if text else Period(given.entry.id, "此次")
