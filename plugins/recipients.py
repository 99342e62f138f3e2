"""Who got how much of a posting（谁领了多少）, and how that is known.

Exactly where a distribution list is attached (``list: "….csv"``) or a ``member`` key
is given; otherwise the amount is divided by the headcount of the event, else by the
members of the unit on that day.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from fractions import Fraction
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.plugins.distribution import read_distribution

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date

    from union_ledger.core.books import Books
    from union_ledger.core.books import Entry
    from union_ledger.core.books import Row
    from union_ledger.core.registers import Registers
    from union_ledger.plugins.distribution import Distribution

CENTRE = "000"
Share = int | Fraction
"""Fen, with a fraction where an amount does not divide evenly."""


@dataclass(frozen=True, slots=True)
class Given:
    """What one posting, or the postings under one list, gave.

    ``by_unit`` holds each known member's share by the unit he belongs to; it is empty
    where nobody is named. ``heads`` are the recipients, 0 where nothing tells;
    ``basis`` says how they are known: 名单, 具名, 活动人数 or 当日会员. A part that
    falls on one of several ``months`` holds that part's figures.
    """

    row: Row
    amount: Share
    heads: int
    basis: str
    by_unit: Mapping[str, Mapping[str, Share]] = field(default_factory=dict)
    months: int = 1

    @property
    def entry(self) -> Entry:
        """Return the entry that paid."""
        return self.row.entry

    @property
    def order(self) -> tuple[date, tuple[str, str, str, int], int]:
        """Return what puts gifts in an order no file move changes."""
        return (self.entry.event_date, self.entry.place, self.row.lineno)

    @property
    def each(self) -> Share:
        """Return the average a head, 0 where the heads are not known."""
        return Fraction(self.amount, self.heads) if self.heads else 0

    def homes(self) -> Iterator[tuple[str, Mapping[str, Share]]]:
        """Yield known shares by the members' own unit, which is never 校本级."""
        for unit, own in self.by_unit.items():
            if unit and unit != CENTRE:
                yield unit, own

    def share_of(self, member: str) -> Share:
        """Return what a member got."""
        return sum((own[member] for own in self.by_unit.values() if member in own), 0)

    def over(self, months: int) -> Given:
        """Return the part that falls on one of several months."""
        shares = {
            unit: {member: Fraction(share, months) for member, share in own.items()}
            for unit, own in self.by_unit.items()
        }
        part = Fraction(self.amount, months)
        return replace(self, amount=part, by_unit=shares, months=months)


def givens(books: Books, rows: Iterable[Row]) -> list[Given]:
    """Return what postings gave, in order of the events' dates.

    A list that cannot be read, or whose sum is not that of its postings, decides
    nothing here; it is a finding of its own kind.
    """
    found = []
    listed: dict[tuple[int, int, str], list[Row]] = defaultdict(list)
    for row in rows:
        named = list_named(row)
        if named:
            listed[row.entry.position, *named].append(row)
        else:
            found.append(_without_list(books, row))
    for (_, _, text), group in listed.items():
        found += _by_list(books, text, group)
    found.sort(key=lambda given: given.order)
    return found


def list_named(row: Row) -> tuple[int, str] | None:
    """Return the csv a posting or its entry names, with the posting's own line.

    The line is 0 where the entry names it, for all its postings together. Other
    texts under ``list`` describe a list on paper.
    """
    own = row.posting.meta
    if own and len(own) > 2 and _is_csv(own.get("list")):
        return (row.lineno, str(own["list"]).strip())
    value = row.entry.meta.get("list")
    return (0, str(value).strip()) if _is_csv(value) else None


def _is_csv(value: object) -> bool:
    return isinstance(value, str) and value.strip().lower().endswith(".csv")


def list_path(row: Row, text: str) -> Path:
    """Return where a list stands: its path is seen from the file of the entry."""
    return (Path(row.filename).parent / text).resolve()


def list_files(books: Books) -> list[Path]:
    """Return the list files that expenses name, those that exist, each once."""
    named = {
        list_path(row, found[1])
        for entry in entries_that_say(books, "list")
        for row in entry.rows
        if row.code[:1] == "5" and (found := list_named(row)) is not None
    }
    return sorted(path for path in named if path.is_file())


def entries_that_say(books: Books, *keys: str) -> list[Entry]:
    """Return the entries that say one of the keys, or one of whose postings does.

    They come in order of date.
    """
    columns = zip(*map(books.column, keys), strict=True)
    said = {
        entry.position: entry for entry in compress(books.entries, map(any, columns))
    }
    for row in books.marked:
        if any(row.meta.get(key) for key in keys):
            said[row.entry.position] = row.entry
    return [said[position] for position in sorted(said)]


def members_named(row: Row) -> list[str]:
    """Return the ids under ``member``, the posting's own before the entry's."""
    return str(row.meta.get("member") or row.entry.meta.get("member") or "").split()


def headcount(row: Row) -> int:
    """Return the headcount written at the posting or its entry; 0 where none."""
    written = row.meta.get("headcount") or row.entry.meta.get("headcount")
    text = str(written or "").strip()
    return int(text) if text.isdecimal() else 0


def members_on(registers: Registers, unit: str, day: date) -> int:
    """Return the members of a unit on a day, of all open ones for 校本级."""
    if unit != CENTRE:
        return registers.members(unit, day) or 0
    return sum(
        registers.members(code, day) or 0
        for code, known in registers.units.items()
        if known.is_open(day)
    )


def most_members(registers: Registers, unit: str, first: date, last: date) -> int:
    """Return the most members a unit had between two days; of all for 校本级."""
    units = list(registers.units) if unit == CENTRE else [unit]
    return sum(registers.most_members(code, first, last) or 0 for code in units)


def _by_list(books: Books, text: str, group: list[Row]) -> list[Given]:
    row = group[0]
    amount = sum(one.amount for one in group)
    found = distribution_of(row, text)
    if isinstance(found, InputError) or found.total != amount:
        return [_without_list(books, one) for one in group]
    shares = {unit or row.unit: own for unit, own in found.by_unit.items()}
    heads = len(found.amounts)
    return [Given(row, amount, heads, "名单", shares)]


def distribution_of(row: Row, text: str) -> Distribution | InputError:
    """Return the list a posting names, or why it cannot be read."""
    try:
        return read_distribution(list_path(row, text))
    except InputError as exc:
        return exc


def _without_list(books: Books, row: Row) -> Given:
    members = members_named(row)
    if members:
        share = Fraction(row.amount, len(members))
        exact = int(share) if share.denominator == 1 else share
        shares = {member: exact * members.count(member) for member in members}
        heads = len(shares)
        return Given(row, row.amount, heads, "具名", {row.unit: shares})
    heads = headcount(row)
    if heads:
        return Given(row, row.amount, heads, "活动人数")
    heads = members_on(books.registers, row.unit, row.entry.event_date)
    return Given(row, row.amount, heads, "当日会员")
