"""Voucher numbers and permanent ids, given when every entry is known."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.invent.planted import VIOLATION
from benchmarks.invent.planted import Plant

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from benchmarks.invent.entry import Entry

_LETTERS = "ABCDEFGHJKLMNPQRSTVWXYZ23456789"
# Campus vouchers come with the month's statement, closing ones last of all.
_ROOMS = {"main": 0, "bank": 0, "campus": 1, "closing": 2}
GAP = ("2024-08", "银付", 9)
TWICE = ("2024-05", "现付", 3)


@dataclass(slots=True)
class Numbers:
    """Permanent ids for entries that no import gives one."""

    rng: Random

    def new(self, prefix: str) -> str:
        """Return an id that was not given before."""
        return prefix + "".join(self.rng.choices(_LETTERS, k=10))


def give_ids(entries: Iterable[Entry], rng: Random) -> None:
    """Give each entry without an id one; quota entries begin with Q."""
    numbers = Numbers(rng)
    for entry in entries:
        if "id" not in entry.meta:
            entry.meta["id"] = numbers.new("Q" if "quota" in entry.meta else "V")


def number_vouchers(entries: Iterable[Entry], *, spoil: bool) -> list[Plant]:
    """Number each series from 1 every month; with ``spoil`` plant a gap and a twin."""
    series: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.series:
            series[f"{entry.day:%Y-%m}", entry.series].append(entry)
    plants = []
    for (month, name), members in series.items():
        members.sort(key=lambda e: (_ROOMS[e.room], e.day, e.seq))
        shift = 0
        for place, entry in enumerate(members, start=1):
            if spoil and (month, name, place) == GAP:
                shift = 1
                missing = f"{name}-{place:04d}"
                plants.append(_plant(entry, "a21_gap", f"缺 {month} {missing} 号"))
            if spoil and (month, name, place) == TWICE:
                shift = -1
                pair = sorted((members[place - 2], entry), key=_by_id)
                why = f"{month} {name}-{place - 1:04d} 号用了两次"
                plants.append(_plant(pair[1], "a21_twice", why))
            entry.meta["voucher"] = f"{name}-{place + shift:04d}"
    return plants


def _by_id(entry: Entry) -> str:
    return str(entry.meta["id"])


def _plant(entry: Entry, key: str, why: str) -> Plant:
    entry.key = entry.key or key
    return Plant("A21", entry.key, VIOLATION, why)
