"""What matching works on and what it gives: open entries, pairs, open questions."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable
    from collections.abc import Iterable
    from collections.abc import Sequence
    from datetime import date

    from union_ledger.importers.statement import Row


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """An entry of the books that touches the account and holds none of its rows.

    Attributes:
        place: ``file:line`` of the entry, for people; no two entries share it.
        day: Its date.
        signed: What it moves on the account, in fen.
        payee: The other side; empty where it names nobody.
        numbers: Numbers it names, as ``identifier`` spells them.
        batch: What makes entries one payment list; empty where nothing does.
        likeness: Equal for entries that a person could exchange for each other, their
            dates among it; ``None`` is like nothing.
        file: The file it stands in.
        line: The line of its posting on the account: the row's id goes below it.
    """

    place: str
    day: date
    signed: int
    payee: str = ""
    numbers: frozenset[str] = frozenset()
    batch: str = ""
    likeness: Hashable = None
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """Rows and entries that are the same money; of one of the two there is one."""

    rows: tuple[Row, ...]
    entries: tuple[OpenEntry, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Undecided:
    """Rows a person must look at: their lines, the entries they may be, and why."""

    lines: tuple[int, ...]
    places: tuple[str, ...]
    why: str


@dataclass(slots=True)
class Matching:
    """What was paired, and what is for a person to decide.

    A row in neither list is new. No row and no entry stands in two places.
    """

    pairs: list[Match] = field(default_factory=list)
    undecided: list[Undecided] = field(default_factory=list)


class Reading(NamedTuple):
    """One way to read rows as entries; ``why`` is what speaks for it."""

    rows: tuple[Row, ...]
    entries: tuple[OpenEntry, ...]
    why: str

    @property
    def members(self) -> list[tuple[str, int | str]]:
        """Return what the reading is made of, by name."""
        rows: list[tuple[str, int | str]] = [("row", row.line) for row in self.rows]
        return [*rows, *(("entry", entry.place) for entry in self.entries)]


def clusters(readings: Iterable[Reading]) -> list[list[Reading]]:
    """Return the readings in groups; two groups share no row and no entry."""
    groups: dict[int, list[Reading]] = {}
    home: dict[tuple[str, int | str], int] = {}
    for number, reading in enumerate(readings):
        joined = sorted({home[each] for each in reading.members if each in home})
        first = joined[0] if joined else number
        group = groups.setdefault(first, [])
        group.append(reading)
        home.update(dict.fromkeys(reading.members, first))
        for other in joined[1:]:
            for moved in groups.pop(other):
                group.append(moved)
                home.update(dict.fromkeys(moved.members, first))
    return list(groups.values())


def rows_in(readings: Iterable[Reading]) -> list[Row]:
    """Return each row of some readings once, oldest first."""
    rows = {row.line: row for reading in readings for row in reading.rows}
    return sorted(rows.values(), key=row_order)


def entries_in(readings: Iterable[Reading]) -> list[OpenEntry]:
    """Return each entry of some readings once, oldest first."""
    found = {entry.place: entry for reading in readings for entry in reading.entries}
    return sorted(found.values(), key=entry_order)


def row_order(row: Row) -> tuple[date, int]:
    """Return what puts rows in order."""
    return row.date, row.line


def entry_order(entry: OpenEntry) -> tuple[date, str]:
    """Return what puts entries in order."""
    return entry.day, entry.place


def total(parts: Sequence[Row] | Sequence[OpenEntry]) -> int:
    """Return the sum of rows or entries in fen."""
    return sum(part.signed for part in parts)
