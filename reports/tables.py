"""Tables of a report: typed columns, rows, and the totals formed from them.

Totals and subtotals are computed here, from the rows, so that every format shows
the same figures and a workbook's formulas can be compared with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Literal

from union_ledger.reports.cells import NUMBER_KINDS
from union_ledger.reports.cells import Cell
from union_ledger.reports.cells import Kind
from union_ledger.reports.cells import Value
from union_ledger.reports.cells import fits
from union_ledger.reports.cells import ratio
from union_ledger.reports.cells import value_of
from union_ledger.reports.cells import value_text
from union_ledger.reports.formed import fill

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pandas import DataFrame

    from union_ledger.reports.filing import Filing

Role = Literal["detail", "group", "subtotal", "total"]


class ShapeError(ValueError):
    """A report was put together wrongly; a defect of the report, not of the books."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A total that is a quotient of other columns' totals, never a sum of quotients.

    Both sides are keys of ``sum`` columns of the same table and are added up, so
    that a rate can be ``used ÷ (opening + allotted + adjusted)``. Where a row lacks
    one of the parts the quotient is missing: what a unit spent must not be divided
    by the members of the others.
    """

    numerator: tuple[str, ...]
    denominator: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """All columns the quotient is formed from."""
        return self.numerator + self.denominator


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``kind`` says what its cells are, ``total`` what is added up.

    ``width`` is a hint in half-width characters. Neighbours with the same ``group``
    stand under one common heading. ``blank``: a field of a form that may be empty,
    and then shows nothing instead of a dash. Without ``nought`` nought shows nothing
    either, as the statutory forms have it.
    """

    key: str
    title: str
    kind: Kind = "text"
    width: int | None = None
    total: Literal["sum"] | Ratio | None = None
    group: str = ""
    blank: bool = False
    nought: bool = True

    @property
    def is_number(self) -> bool:
        """Tell whether the cells are figures, set to the right."""
        return self.kind in NUMBER_KINDS


@dataclass(frozen=True, slots=True)
class Row:
    """One row of cells in the columns' order.

    ``group`` is a heading and ``subtotal`` sums the rows above it, back to the last
    group or subtotal of its level or an outer one. Both may give their first cells
    only; the model fills a subtotal's figures.
    """

    cells: tuple[Cell, ...]
    role: Role = "detail"
    level: int = 0


def cell_text(column: Column, row: Row, cell: Cell) -> str:
    """Return what a cell shows: a dash where a figure is missing.

    Headings stay blank where they say nothing, and so do the columns that a total
    does not sum.
    """
    value = value_of(cell)
    silent = row.role == "group" or (row.role != "detail" and column.total is None)
    silent = silent or column.blank or not column.nought
    if value == 0 and not column.nought:
        return ""
    return "" if value is None and silent else value_text(value, column.kind)


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; ``total_label`` None means that nothing is added up.

    A ``form`` is to be signed: it is printed upright, and its rows are not filtered.
    One with a ``filing`` goes out under a head and signatures of its own.

    Raises:
        ShapeError: A row is not as wide as the columns, a cell is not of its
            column's kind, a key occurs twice, or a total cannot be formed.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total_label: str | None = None
    note: str = ""
    empty: str = "本期没有记录"
    form: bool = False
    filing: Filing | None = None

    def __post_init__(self) -> None:
        """Check the shape and fill the subtotals."""
        self._check_columns()
        padded = tuple(self._padded(row) for row in self._formed())
        object.__setattr__(self, "rows", padded)
        filled = tuple(
            self._summed(row, self.span(index)) if row.role == "subtotal" else row
            for index, row in enumerate(padded)
        )
        object.__setattr__(self, "rows", filled)

    def to_pandas(self) -> DataFrame:
        """Return the detail rows; see ``union_ledger.reports.frame``."""
        from union_ledger.reports.frame import frame_of  # noqa: PLC0415 - slow

        return frame_of(self)

    def _formed(self) -> tuple[Row, ...]:
        """Return the rows with the figures that are formed from others."""
        columns = [column.key for column in self.columns]
        kinds = [column.kind for column in self.columns]
        try:
            filled = fill([row.cells for row in self.rows], columns, kinds)
        except LookupError as error:
            said = f"table {self.title!r}: a formed cell points nowhere ({error})"
            raise ShapeError(said) from None
        return tuple(
            replace(row, cells=cells)
            for row, cells in zip(self.rows, filled, strict=True)
        )

    def index(self, key: str) -> int:
        """Return the position of a column.

        Raises:
            ShapeError: There is no such column.
        """
        for position, column in enumerate(self.columns):
            if column.key == key:
                return position
        raise ShapeError(f"table {self.title!r} has no column {key!r}")

    def span(self, index: int) -> range:
        """Return the indexes of the rows that the subtotal at ``index`` sums."""
        level = self.rows[index].level
        start = index
        while start > 0:
            above = self.rows[start - 1]
            if above.role != "detail" and above.level <= level:
                break
            start -= 1
        return range(start, index)

    @property
    def total_row(self) -> Row | None:
        """The last row, computed from all detail rows; None without a total."""
        if self.total_label is None or not self.rows:
            return None
        blank = Row((self.total_label, *(None,) * (len(self.columns) - 1)), "total")
        return self._summed(blank, range(len(self.rows)))

    @property
    def shown_rows(self) -> tuple[Row, ...]:
        """All rows with the total last, as every format shows them."""
        total = self.total_row
        return self.rows if total is None else (*self.rows, total)

    @property
    def missing_note(self) -> str:
        """What the total leaves out, in Chinese; empty where nothing is missing."""
        if self.total_row is None:
            return ""
        lacking = self._lacking(range(len(self.rows)))
        parts = [
            f"{column.title} {lacking[column.key]} 项"
            for column in self.columns
            if column.key in lacking
        ]
        quotients = [
            column.title
            for column in self.columns
            if isinstance(column.total, Ratio) and lacking.keys() & column.total.keys
        ]
        if not parts:
            return ""
        silent = f"；因此合计不列{'、'.join(quotients)}" if quotients else ""
        return f"合计未含缺失的数据：{'、'.join(parts)}{silent}。"

    @property
    def name_column(self) -> int:
        """The position of the first column of names, where levels are set in."""
        names = [i for i, c in enumerate(self.columns) if c.kind in ("text", "link")]
        return names[0] if names else 0

    @property
    def header_groups(self) -> tuple[tuple[str, int], ...]:
        """Common headings with the number of columns below; empty without any."""
        if not any(column.group for column in self.columns):
            return ()
        groups: list[tuple[str, int]] = []
        for column in self.columns:
            if groups and column.group and groups[-1][0] == column.group:
                groups[-1] = (column.group, groups[-1][1] + 1)
            else:
                groups.append((column.group, 1))
        return tuple(groups)

    def _check_columns(self) -> None:
        keys = [column.key for column in self.columns]
        if not keys or len(set(keys)) != len(keys):
            raise ShapeError(f"table {self.title!r} needs columns with keys of its own")
        for column in self.columns:
            if column.total is not None and not column.is_number:
                raise ShapeError(f"column {column.key!r} is {column.kind}: no total")
            if column.total == "sum" and column.kind == "percent":
                raise ShapeError(f"column {column.key!r}: shares do not add up")
            if isinstance(column.total, Ratio):
                self._check_ratio(column.total)
        if self.total_label is not None and self.columns[0].is_number:
            raise ShapeError(f"table {self.title!r}: no place for {self.total_label!r}")

    def _check_ratio(self, total: Ratio) -> None:
        if not total.numerator or not total.denominator:
            raise ShapeError("a ratio needs both sides")
        for key in total.keys:
            if self.columns[self.index(key)].total != "sum":
                raise ShapeError(f"a ratio needs the sum of column {key!r}")

    def _padded(self, row: Row) -> Row:
        if row.role == "total":
            raise ShapeError("the total is computed; do not pass it")
        lacking = len(self.columns) - len(row.cells)
        if lacking < 0 or (lacking and row.role == "detail"):
            raise ShapeError(
                f"table {self.title!r}: row of {len(row.cells)} cells under"
                f" {len(self.columns)} columns"
            )
        row = replace(row, cells=row.cells + (None,) * lacking)
        for column, cell in zip(self.columns, row.cells, strict=True):
            value = value_of(cell)
            if not fits(value, column.kind):
                raise ShapeError(
                    f"column {column.key!r} is {column.kind}, not {value!r}"
                )
            if row.role != "detail" and column.total and value is not None:
                raise ShapeError(f"column {column.key!r}: sums are computed")
        return row

    def _lacking(self, span: range) -> dict[str, int]:
        """Return how many detail rows of ``span`` lack a figure, by summed column."""
        details = [self.rows[i] for i in span if self.rows[i].role == "detail"]
        counts = {
            column.key: sum(value_of(row.cells[i]) is None for row in details)
            for i, column in enumerate(self.columns)
            if column.total == "sum"
        }
        return {key: count for key, count in counts.items() if count}

    def _summed(self, row: Row, span: range) -> Row:
        """Return the row with its sums and ratios over the detail rows of ``span``."""
        details = [self.rows[i] for i in span if self.rows[i].role == "detail"]
        lacking = self._lacking(span)
        sums = {
            column.key: _sum(value_of(detail.cells[i]) for detail in details)
            for i, column in enumerate(self.columns)
            if column.total == "sum"
        }
        cells: list[Cell] = []
        for column, cell in zip(self.columns, row.cells, strict=True):
            if isinstance(column.total, Ratio):
                if not details or lacking.keys() & column.total.keys:
                    cells.append(None)
                    continue
                numerator = sum(sums[key] or 0 for key in column.total.numerator)
                denominator = sum(sums[key] or 0 for key in column.total.denominator)
                cells.append(ratio(numerator, denominator, column.kind))
            elif column.total == "sum":
                cells.append(sums[column.key])
            else:
                cells.append(cell)
        return replace(row, cells=tuple(cells))


def _sum(values: Iterable[Value]) -> int | None:
    """Add what is there; None where nothing is."""
    present = [value for value in values if isinstance(value, int)]
    return sum(present) if present else None
