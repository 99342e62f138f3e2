"""One person handles two events on one day（同日两场活动）.

Two expenses of the same handler with a headcount and the same event date, for events
with different names, in different units or not. Whoever hands in the papers need not
have been there: a hint, that names vouchers and no person.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Entry
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("day", "events", "other")


class Options(KindOptions):
    """``pools`` are units whose handlers hand in papers for all others."""

    pools: tuple[str, ...] = ("000",)


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each further event of a handler's day, at its first entry."""
    for (day, _), entries in sorted(_days(check, options).items(), key=_key):
        entries.sort(key=lambda entry: (entry.day, entry.place))
        events: dict[str, Entry] = {}
        for entry in entries:
            if entry.spent > 0 and (event := entry.text_of("event")):
                events.setdefault(event, entry)
        if not events:
            continue
        (other, first), *more = events.items()
        for event, entry in more:
            if check.applies(entry):
                row = next(check.rows_of(entry))
                yield check.finding(
                    row,
                    subject=event,
                    amount=entry.spent,
                    others=(first,),
                    evidence=(
                        f"{first.name}：{day} {other}",
                        f"{entry.name}：{day} {event}",
                    ),
                    day=str(day),
                    events=f"“{other}”和“{event}”",
                    other=first.name,
                )


def _days(check: Check, options: Options) -> dict[tuple[date, str], list[Entry]]:
    """Return what each handler claimed for events with people on each day."""
    found: dict[tuple[date, str], list[Entry]] = defaultdict(list)
    handlers, days, heads = map(
        check.books.column, ("handler", "event-date", "headcount")
    )
    for rows in check.flows().values():
        if rows[0].unit in options.pools:
            continue
        for row in rows:
            number = row.entry.position
            day = days[number]
            if heads[number] and handlers[number] and isinstance(day, date):
                found[day, handlers[number]].append(row.entry)
    return {key: entries for key, entries in found.items() if len(entries) > 1}


def _key(item: tuple[tuple[date, str], list[Entry]]) -> tuple[date, str]:
    return item[0]
