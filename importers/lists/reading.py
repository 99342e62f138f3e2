"""The rows of a list: every row once, as an item, skipped or refused with a reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.money import yuan_text
from union_ledger.importers.amount import AmountError
from union_ledger.importers.amount import parse_fen
from union_ledger.importers.lists.layout import NAMES
from union_ledger.importers.lists.layout import NUMBERS
from union_ledger.importers.lists.layout import ListLayout
from union_ledger.importers.lists.mask import masked_name
from union_ledger.importers.lists.mask import masked_number
from union_ledger.importers.reading import other_sheets
from union_ledger.importers.reading import refuse_damage
from union_ledger.importers.statement import Noted
from union_ledger.importers.statement_layout import UNSEEN
from union_ledger.importers.text import clean
from union_ledger.importers.text import label
from union_ledger.importers.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from pathlib import Path
    from typing import TypeVar

    from union_ledger.core.tables import Table
    from union_ledger.importers.header import Header

    Item = TypeVar("Item")

_COUNTED = re.compile(r"(\d+)(?:人|条|笔|件|项|户|行)")
_SHOWN = 200
_LISTED = 10


class ListRowError(ValueError):
    """A row cannot be read; ``str`` says so in Chinese and names no person."""


@dataclass(frozen=True, slots=True)
class Cells:
    """One row of a list.

    Attributes:
        line: Row in the file, from 1.
        cell: Text by role, cleaned; what stands for nothing is empty.
        shown: The row as it may be shown: only columns the layout knows, and persons
            masked.
    """

    line: int
    cell: dict[str, str]
    shown: str

    def text(self, role: str) -> str:
        """Return the cell of a role; empty where the list has no such column."""
        return self.cell.get(role, "")

    def fen(self, role: str) -> int | None:
        """Return an amount in fen, ``None`` where there is none.

        Raises:
            AmountError: It is no amount.
        """
        return parse_fen(self.text(role))


@dataclass(slots=True)
class Listing:
    """A list as read.

    Attributes:
        file: Where it was read from.
        layout: How it was read.
        header_line: Row of the header.
        roles: The roles that have a column.
        heading: The texts above the header.
        rows: Rows that hold an item.
        totals: Rows of totals, each with the number of ``rows`` before it.
        skipped: Rows that hold no item.
        rejected: Rows that should hold an item and cannot be read.
        notes: What a person should know, such as sheets not read.
    """

    file: Path
    layout: ListLayout
    header_line: int
    roles: frozenset[str]
    heading: list[str] = field(default_factory=list)
    rows: list[Cells] = field(default_factory=list)
    totals: list[tuple[Cells, int]] = field(default_factory=list)
    skipped: list[Noted] = field(default_factory=list)
    rejected: list[Noted] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def items(self, read: Callable[[Cells], Item]) -> list[Item]:
        """Return each row read by ``read``; one it cannot read is rejected."""
        found = []
        for row in self.rows:
            try:
                found.append(read(row))
            except (ListRowError, AmountError) as exc:
                self.rejected.append(Noted(row.line, str(exc), row.shown))
        return found

    def problems(self, amounts: dict[str, dict[int, int]]) -> list[str]:
        """Return why the list does not prove out; empty when it does.

        Args:
            amounts: For each role that totals add up, the fen of each line.
        """
        why = [f"第 {n.line} 行读不懂：{n.why}" for n in self.rejected[:5]]
        if len(self.rejected) > 5:
            why.append(f"共 {len(self.rejected)} 行读不懂")
        before, whole = 0, len(self.rows)
        for cells, after in self.totals:
            for role, by_line in amounts.items():
                why += self._total(cells, role, by_line, before, after)
            why += _count(cells, before, after)
            before = after
        if self.totals and before < whole:
            line = self.rows[before].line
            why.append(f"第 {line} 行起有 {whole - before} 行在最后的合计行之后")
        return why

    def _total(
        self, cells: Cells, role: str, by_line: dict[int, int], before: int, after: int
    ) -> list[str]:
        try:
            stated = cells.fen(role)
        except AmountError as exc:
            return [f"第 {cells.line} 行的合计：{exc}"]
        if stated is None:
            return []
        lines = [row.line for row in self.rows[:after]]
        whole = sum(by_line.get(line, 0) for line in lines)
        part = sum(by_line.get(line, 0) for line in lines[before:])
        if stated in {whole, part}:
            return []
        name = self.layout.columns[role].labels[0]
        said = f"第 {cells.line} 行{name}合计 {yuan_text(stated)}"
        return [f"{said}，各行相加是 {yuan_text(whole)}"]


def _count(cells: Cells, before: int, after: int) -> list[str]:
    """Hold a stated number of rows, such as 合计 1374 人, against those read."""
    found = _COUNTED.search(squeeze(cells.shown))
    if found and int(found[1]) not in {after, after - before}:
        return [f"第 {cells.line} 行写明 {found[0]}，读到 {after} 行"]
    return []


def read_list(tables: Sequence[Table], header: Header) -> Listing:
    """Read every row below a header.

    Raises:
        InputError: There are no rows, or Excel destroyed a number.
        TypeError: The header's layout is not that of a list.
    """
    layout = header.layout
    if not isinstance(layout, ListLayout):
        raise TypeError(layout.id)
    refuse_damage(header)
    listing = Listing(
        header.table.file,
        layout,
        header.table.rows[header.index][0],
        frozenset(header.columns),
        notes=other_sheets(tables, header.table),
    )
    if not layout.seen:
        listing.notes.append(UNSEEN)
    for _, cells in header.table.rows[: header.index]:
        listing.heading += [text for cell in cells if (text := clean(cell))]
    for line, cells in header.table.rows[header.index + 1 :]:
        _read(listing, header, line, cells)
    if not listing.rows:
        raise InputError(
            "只有表头，没有数据行", file=listing.file, line=listing.header_line
        )
    return listing


def _read(listing: Listing, header: Header, line: int, cells: tuple[str, ...]) -> None:
    texts = [clean(cell) for cell in cells]
    first = next((text for text in texts if text), "")
    if not first:
        return
    row = _cells(listing.layout, header, line, texts)
    if tuple(label(cell) for cell in cells) == header.cells:
        listing.skipped.append(Noted(line, "重复的表头", ""))
        return
    rule = listing.layout.skip_rule({squeeze(first)})
    if rule is None:
        if any(texts[len(header.cells) :]):
            why = "这一行的单元格比表头多"
            listing.rejected.append(Noted(line, why, row.shown))
        else:
            listing.rows.append(row)
        return
    if rule.means == "totals":
        row = Cells(line, row.cell, first)
        listing.totals.append((row, len(listing.rows)))
    listing.skipped.append(Noted(line, rule.what, ""))


def _cells(layout: ListLayout, header: Header, line: int, texts: list[str]) -> Cells:
    cell = {
        role: texts[column] if column < len(texts) else ""
        for role, column in header.columns.items()
    }
    nothing = {squeeze(word) for word in layout.empty}
    cell = {
        role: "" if squeeze(text) in nothing else text for role, text in cell.items()
    }
    order = sorted(header.columns, key=lambda role: header.columns[role])
    shown = [_shown(role, cell[role]) for role in order]
    return Cells(line, cell, " | ".join(text for text in shown if text)[:_SHOWN])


def _shown(role: str, text: str) -> str:
    if role in NAMES:
        return masked_name(text)
    if role in NUMBERS:
        return masked_number(text) if text else ""
    return text


def lines_text(lines: list[int]) -> str:
    """Return the first of these rows as people say them: ``第 3、7 行``."""
    said = "、".join(map(str, lines[:_LISTED]))
    return f"第 {said} 行" + ("等" if len(lines) > _LISTED else "")
