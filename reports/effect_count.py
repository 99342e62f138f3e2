"""Counting what expenses reached: events, participants, named people.

One event is one unit's ``event`` of one ``event-date``, whatever number of vouchers
paid for it. Its participants are the largest ``headcount`` its vouchers say, as they
usually repeat it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from datetime import date

    from union_ledger.core.books import Entry
    from union_ledger.core.books import Row

    EventKey = tuple[str, str, object]


@dataclass(slots=True)
class Event:
    """One event, or one entry that names none; money in fen."""

    day: date
    named: bool
    spent: int = 0
    entries: int = 0
    heads: int | None = None


@dataclass(slots=True)
class Effect:
    """What the expenses of one unit, project or account came to."""

    events: dict[EventKey, Event] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)
    spent: int = 0
    entries: int = 0

    @property
    def known(self) -> list[Event]:
        """The events whose participants somebody counted."""
        return [event for event in self.events.values() if event.heads is not None]

    @property
    def named(self) -> int | None:
        """How many events there were; None where no entry names one."""
        count = sum(event.named for event in self.events.values())
        return count or None

    @property
    def unnamed(self) -> int:
        """How many entries name no event."""
        return sum(e.entries for e in self.events.values() if not e.named)

    @property
    def seats(self) -> int | None:
        """参加人次 over the events that say it; None where none does."""
        known = self.known
        return sum(event.heads or 0 for event in known) if known else None

    @property
    def seats_spent(self) -> int | None:
        """What those events cost that say their participants."""
        known = self.known
        return sum(event.spent for event in known) if known else None

    @property
    def uncounted(self) -> int:
        """How many entries belong to events whose participants nobody counted."""
        return sum(e.entries for e in self.events.values() if e.heads is None)

    @property
    def largest(self) -> int | None:
        """The participants of the largest event."""
        return max((event.heads or 0 for event in self.known), default=None)


def counted(rows: Iterable[Row], key: Callable[[Row], str]) -> dict[str, Effect]:
    """Return the effects by key.

    A headcount belongs to its whole entry: where an entry is split over several keys
    nobody knows whose participants they were, and none of them gets any.
    """
    parts: dict[int, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        parts[row.entry.position][key(row)].append(row)
    effects: dict[str, Effect] = defaultdict(Effect)
    for by_key in parts.values():
        for name, postings in by_key.items():
            _add(effects[name], postings, whole=len(by_key) == 1)
    return dict(effects)


def _add(effect: Effect, postings: list[Row], *, whole: bool) -> None:
    entry = postings[0].entry
    amount = sum(row.amount for row in postings)
    effect.spent += amount
    effect.entries += 1
    for row in postings:
        effect.people |= people_of(row)
    said = entry.text_of("event")
    key: EventKey = (
        (postings[0].unit, said, entry.meta.get("event-date"))
        if said
        else ("", "", entry.position)
    )
    event = effect.events.setdefault(key, Event(entry.day, bool(said)))
    event.spent += amount
    event.entries += 1
    heads = headcount_of(entry) if whole else None
    if heads is not None:
        event.heads = max(heads, event.heads or 0)


def people_of(row: Row) -> set[str]:
    """Return the ids of the members an expense names."""
    said = row.meta.get("member") or row.entry.meta.get("member") or ""
    return set(str(said).split())


def headcount_of(entry: Entry) -> int | None:
    """Return how many took part as the entry says; None where it does not."""
    value = entry.meta.get("headcount")
    return int(value) if isinstance(value, Decimal) and value > 0 else None
