"""Tables of a review: a column in which no row says anything is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.reports.model import Row
from union_ledger.reports.model import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.reports.model import Cell
    from union_ledger.reports.model import Column


def table_of(
    title: str, columns: tuple[Column, ...], rows: Sequence[tuple[Cell, ...]]
) -> Table:
    """Return a table without the columns in which no row says anything."""
    said = [
        number
        for number in range(len(columns))
        if any(row[number] is not None for row in rows)
    ]
    return Table(
        title,
        tuple(columns[number] for number in said) or columns,
        tuple(Row(tuple(row[number] for number in said)) for row in rows),
    )
