"""The Report: typed tables and figures, knowing accounting's words but no format.

A report module returns a ``Report`` and takes every part of it from here;
``union_ledger.reports.formats`` writes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal

from union_ledger.reports.cells import NUMBER_KINDS
from union_ledger.reports.cells import Cell
from union_ledger.reports.cells import Formed
from union_ledger.reports.cells import Kind
from union_ledger.reports.cells import Link
from union_ledger.reports.cells import Linked
from union_ledger.reports.cells import Ref
from union_ledger.reports.cells import Value
from union_ledger.reports.cells import fits
from union_ledger.reports.cells import ratio
from union_ledger.reports.filing import Check
from union_ledger.reports.filing import Filing
from union_ledger.reports.passages import Passage
from union_ledger.reports.tables import Column
from union_ledger.reports.tables import Ratio
from union_ledger.reports.tables import Row
from union_ledger.reports.tables import ShapeError
from union_ledger.reports.tables import Table

if TYPE_CHECKING:
    from datetime import datetime

    from pandas import DataFrame

__all__ = [
    "Cell",
    "Chart",
    "Check",
    "Column",
    "Figure",
    "Filing",
    "Formed",
    "Kind",
    "Link",
    "Linked",
    "Passage",
    "Provenance",
    "Ratio",
    "Ref",
    "Report",
    "Row",
    "ShapeError",
    "Table",
    "Value",
    "ratio",
]

ChartKind = Literal["bar", "stacked-bar", "line"]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of one table: ``label`` and ``values`` are keys of its columns.

    ``rows`` says whether the detail rows or the subtotals are drawn. On a page, bars
    are measured against ``mark``, a figure of their kind that ``mark_label`` names.
    """

    kind: ChartKind
    title: str
    table: str
    label: str
    values: tuple[str, ...]
    rows: Literal["detail", "subtotal"] = "detail"
    mark: Value = None
    mark_label: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A headline number; ``value`` is fen where ``kind`` is money."""

    label: str
    value: Value
    kind: Kind = "text"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a report was made from, so that it can be made again.

    ``revision`` is the short git hash of the books, None outside version control;
    ``changed`` tells that files differ from it; ``rulebook`` is the version of the
    rules; ``revised`` dates the files that are written (a workbook's properties).
    """

    revision: str | None
    changed: bool
    rulebook: str
    revised: datetime | None = None

    @property
    def books_text(self) -> str:
        """The revision of the books, in Chinese."""
        if self.revision is None:
            return "未纳入版本管理"
        return f"{self.revision}（有未提交的修改）" if self.changed else self.revision

    @property
    def text(self) -> str:
        """One line for the foot of a page."""
        return f"账簿版本：{self.books_text}；规则集：{self.rulebook}"


@dataclass(frozen=True, slots=True)
class Report:
    """A report as data: what is told, of whom, for when and from which books.

    An ``upright`` one is a page to read: it is printed on A4 portrait throughout.

    Raises:
        ShapeError: Two tables share a title, a figure is not of its kind, or a
            chart draws what is not there.
    """

    title: str
    entity: str
    period: str
    provenance: Provenance
    tables: tuple[Table, ...]
    figures: tuple[Figure, ...] = ()
    charts: tuple[Chart, ...] = ()
    notes: tuple[str, ...] = ()
    unit_note: str = "单位：元"
    passages: tuple[Passage, ...] = ()
    upright: bool = False

    def __post_init__(self) -> None:
        """Check that the parts fit each other."""
        titles = [table.title for table in self.tables]
        if len(set(titles)) != len(titles):
            raise ShapeError("two tables of one report share a title")
        for passage in self.passages:
            for title in passage.tables:
                self.table(title)
        for figure in self.figures:
            if not fits(figure.value, figure.kind):
                raise ShapeError(f"figure {figure.label!r} is not {figure.kind}")
        for chart in self.charts:
            table = self.table(chart.table)
            kinds = {table.columns[table.index(key)].kind for key in chart.values}  # noqa: PD011 - no frame
            table.index(chart.label)
            if len(kinds) != 1 or not kinds <= NUMBER_KINDS:
                raise ShapeError(f"chart {chart.title!r} needs figures of one kind")

    @property
    def is_filed(self) -> bool:
        """Tell whether the report goes out as it is, forms or prose, to be signed."""
        return bool(self.passages) or any(table.filing for table in self.tables)

    @property
    def loose_tables(self) -> tuple[Table, ...]:
        """The tables that belong to no passage."""
        told = {title for passage in self.passages for title in passage.tables}
        return tuple(table for table in self.tables if table.title not in told)

    def to_pandas(self) -> dict[str, DataFrame]:
        """Return each table's detail rows by its title, as the report shows them."""
        return {table.title: table.to_pandas() for table in self.tables}

    def table(self, title: str) -> Table:
        """Return the table with this title.

        Raises:
            ShapeError: There is none.
        """
        for table in self.tables:
            if table.title == title:
                return table
        raise ShapeError(f"report {self.title!r} has no table {title!r}")
