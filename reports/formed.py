"""Figures that are formed from other cells of their table, worked out once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from union_ledger.reports.cells import Formed
from union_ledger.reports.cells import ratio
from union_ledger.reports.cells import value_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.reports.cells import Cell
    from union_ledger.reports.cells import Kind
    from union_ledger.reports.cells import Ref
    from union_ledger.reports.cells import Value

    Place = tuple[int, int]


def fill(
    rows: Sequence[tuple[Cell, ...]], columns: Sequence[str], kinds: Sequence[Kind]
) -> list[tuple[Cell, ...]]:
    """Return the rows with the values of their formed cells.

    Raises:
        LookupError: A formed cell points outside of the table, or at itself.
    """
    if not any(isinstance(cell, Formed) for cells in rows for cell in cells):
        return list(rows)
    form = _Form(rows, columns, kinds)
    return [
        tuple(form.cell((row, column)) for column in range(len(cells)))
        for row, cells in enumerate(rows)
    ]


class _Form:
    """The cells of one table by place, with what was worked out so far."""

    def __init__(
        self,
        rows: Sequence[tuple[Cell, ...]],
        columns: Sequence[str],
        kinds: Sequence[Kind],
    ) -> None:
        self.rows = rows
        self.kinds = kinds
        self.places = {key: number for number, key in enumerate(columns)}
        self.known: dict[Place, Cell] = {}
        self.asked: set[Place] = set()

    def cell(self, place: Place) -> Cell:
        if place not in self.known:
            cell = self.rows[place[0]][place[1]]
            if isinstance(cell, Formed):
                if place in self.asked:
                    raise LookupError(place)
                self.asked.add(place)
                cell = replace(cell, value=self._value(cell, self.kinds[place[1]]))
            self.known[place] = cell
        return self.known[place]

    def _value(self, cell: Formed, kind: Kind) -> Value:
        gained, lost = self._sum(cell.plus), self._sum(cell.minus)
        if gained is None and lost is None:
            return None
        value = (gained or 0) - (lost or 0)
        return ratio(value, self._sum(cell.over), kind) if cell.over else value

    def _sum(self, refs: tuple[Ref, ...]) -> int | None:
        values = [self._at(ref) for ref in refs]
        present = [value for value in values if isinstance(value, int)]
        return sum(present) if present else None

    def _at(self, ref: Ref) -> Value:
        if not 0 <= ref.row < len(self.rows):
            raise LookupError(ref)
        place = ref.row, self.places[ref.column]
        # A heading may give its first cells only.
        return (
            value_of(self.cell(place)) if place[1] < len(self.rows[ref.row]) else None
        )
