"""A list of dues withheld from pay（会费代扣清单）: one row a member."""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from decimal import Decimal
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan_text
from union_ledger.importers.lists.period import month_in
from union_ledger.importers.lists.reading import Cells
from union_ledger.importers.lists.reading import Listing
from union_ledger.importers.lists.reading import ListRowError
from union_ledger.importers.lists.reading import lines_text
from union_ledger.importers.lists.reading import read_list
from union_ledger.importers.text import identifier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.core.tables import Table
    from union_ledger.importers.header import Header


@dataclass(frozen=True, slots=True)
class Due:
    """One member's dues of a month, in fen; the person is not kept."""

    line: int
    unit: str
    month: str
    amount: int
    base: int | None
    shown: str


@dataclass(slots=True)
class DuesList:
    """A dues list as read; ``why`` is empty where it proves out."""

    listing: Listing
    rows: list[Due]
    why: list[str]
    notes: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Return the sum of all rows in fen."""
        return sum(row.amount for row in self.rows)

    @property
    def months(self) -> list[str]:
        """Return the months the rows are of, in order."""
        return sorted({row.month for row in self.rows})

    def by_unit(self) -> dict[str, int]:
        """Return the sum of each unit by its name in the list, in its order."""
        sums: dict[str, int] = defaultdict(int)
        for row in self.rows:
            sums[row.unit] += row.amount
        return dict(sums)


def read_dues(tables: Sequence[Table], header: Header) -> DuesList:
    """Read and prove a dues list.

    Raises:
        InputError: See ``read_list``.
    """
    listing = read_list(tables, header)
    heading = " ".join([*listing.heading, listing.file.stem])
    rows = listing.items(lambda row: _due(row, month_in(heading)))
    amounts = {
        "amount": {row.line: row.amount for row in rows},
        "base": {row.line: row.base or 0 for row in rows},
    }
    stated = {role: by for role, by in amounts.items() if role in listing.roles}
    found = DuesList(listing, rows, listing.problems(stated))
    found.notes = [*listing.notes, *_odd(listing, rows)]
    return found


def _due(row: Cells, month: str) -> Due:
    amount = row.fen("amount")
    if amount is None:
        raise ListRowError("没有会费金额")
    base = row.fen("base")
    return Due(row.line, row.text("unit"), _month(row, month), amount, base, row.shown)


def _month(row: Cells, heading: str) -> str:
    year, number = row.text("year"), row.text("month_number")
    if year and number:
        own = month_in(f"{identifier(year)}-{identifier(number)}")
    elif row.text("month"):
        own = month_in(row.text("month"))
    else:
        own = heading
    if not own:
        raise ListRowError("看不出是哪个月的会费；月份请写成 202411，或写在标题里")
    return own


def _odd(listing: Listing, rows: list[Due]) -> list[str]:
    """Return what a person should look at; rows are named by line, never by person."""
    notes = []
    for what, lines in (
        ("会费是负数（退会费）", [r.line for r in rows if r.amount < 0]),
        ("会费是零", [r.line for r in rows if r.amount == 0]),
        ("没有写单位", [r.line for r in rows if not r.unit]),
    ):
        if lines and ("unit" in listing.roles or what != "没有写单位"):
            notes.append(f"{what}：{len(lines)} 行（{lines_text(lines)}）")
    notes += _twice(listing, {row.line: row.month for row in rows})
    base = sum(row.base or 0 for row in rows)
    if base:
        rate = Decimal(1000 * sum(row.amount for row in rows if row.base)) / base
        notes.append(f"会费合计是基数合计 {yuan_text(base)} 的 {rate:.2f}‰")
    if not listing.totals:
        notes.append("文件没有合计行，人数和金额只能逐行相加")
    return notes


def _twice(listing: Listing, months: dict[int, str]) -> list[str]:
    """Return who stands twice in a month; masked numbers cannot be told apart."""
    if "person_number" not in listing.roles:
        return []
    lines: dict[tuple[str, str], list[int]] = defaultdict(list)
    hidden: Counter[bool] = Counter()
    for row in listing.rows:
        number = identifier(row.text("person_number"))
        hidden["*" in number] += 1
        if number and "*" not in number and row.line in months:
            lines[months[row.line], number].append(row.line)
    notes = [
        f"同一工号同月出现 {len(found)} 次：{lines_text(found)}"
        for found in lines.values()
        if len(found) > 1
    ]
    if hidden[True]:
        notes.append(f"{hidden[True]} 行的工号已打码，不能查重号")
    return notes
