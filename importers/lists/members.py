"""A list of members（会员名册）: one row a person, of whom only the unit is kept."""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from union_ledger.importers.dates import parse_moment
from union_ledger.importers.lists.layout import MembersLayout
from union_ledger.importers.lists.period import day_of
from union_ledger.importers.lists.reading import Cells
from union_ledger.importers.lists.reading import Listing
from union_ledger.importers.lists.reading import ListRowError
from union_ledger.importers.lists.reading import lines_text
from union_ledger.importers.lists.reading import read_list
from union_ledger.importers.text import identifier
from union_ledger.importers.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from union_ledger.core.tables import Table
    from union_ledger.importers.header import Header

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Member:
    """One row: its unit, and whether it counts; the person is not kept."""

    line: int
    unit: str
    counted: bool
    why: str
    shown: str


@dataclass(slots=True)
class MemberList:
    """A list of members as read; ``day`` is what it is of, ``None`` if not said."""

    listing: Listing
    rows: list[Member]
    day: date | None
    why: list[str]
    notes: list[str] = field(default_factory=list)

    def by_unit(self) -> dict[str, int]:
        """Return the head count of each unit by its name in the list."""
        counts: dict[str, int] = defaultdict(int)
        for row in self.rows:
            counts[row.unit] += row.counted
        return dict(counts)


def read_members(tables: Sequence[Table], header: Header) -> MemberList:
    """Read a list of members and look for persons who stand in it twice.

    Raises:
        InputError: See ``read_list``.
        TypeError: The header's layout is not that of a list of members.
    """
    listing = read_list(tables, header)
    layout = listing.layout
    if not isinstance(layout, MembersLayout):
        raise TypeError(layout.id)
    day = day_of([*listing.heading, listing.file.stem])
    seen: dict[str, tuple[int, str]] = {}
    twice: list[str] = []
    rows = listing.items(lambda row: _member(row, layout, day, seen, twice))
    why = listing.problems({}) + twice[:_SHOWN]
    if len(twice) > _SHOWN:
        why.append(f"共 {len(twice)} 人同时在两个单位")
    found = MemberList(listing, rows, day, why)
    found.notes = [*listing.notes, *_odd(listing, rows)]
    return found


def _member(
    row: Cells,
    layout: MembersLayout,
    day: date | None,
    seen: dict[str, tuple[int, str]],
    twice: list[str],
) -> Member:
    unit, number = row.text("unit"), identifier(row.text("person_number"))
    if not unit:
        raise ListRowError("没有写单位")
    state = squeeze(row.text("state"))
    if state and state not in {*layout.states.counted, *layout.states.left}:
        known = "、".join((*layout.states.counted, *layout.states.left))
        raise ListRowError(f"会员状态“{state[:10]}”不认识；可以用 {known}")
    if state in layout.states.left:
        return Member(row.line, unit, counted=False, why=state, shown=row.shown)
    joined = parse_moment(row.text("joined"), layout.dates)
    if joined and day and joined[0] > day:
        return Member(row.line, unit, counted=False, why="还没有入会", shown=row.shown)
    if number and "*" not in number:
        line, other = seen.setdefault(number, (row.line, unit))
        if line != row.line and other == unit:
            said = f"与第 {line} 行重复"
            return Member(row.line, unit, counted=False, why=said, shown=row.shown)
        if line != row.line:
            twice.append(f"第 {line} 行和第 {row.line} 行是同一工号，单位不同")
    return Member(row.line, unit, counted=True, why="", shown=row.shown)


def _odd(listing: Listing, rows: list[Member]) -> list[str]:
    lines: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if not row.counted:
            what = "重复" if row.why.startswith("与第") else row.why
            lines[what].append(row.line)
    notes = [
        f"没有计入（{what}）：{len(found)} 行（{lines_text(found)}）"
        for what, found in lines.items()
    ]
    hidden = Counter("*" in row.text("person_number") for row in listing.rows)[True]
    if hidden:
        notes.append(f"{hidden} 行的工号已打码，不能查重号")
    return notes
