"""A report as an Excel workbook: a first sheet, a sheet a table, a sheet a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.reports.formats.workbook.chart import add_chart
from union_ledger.reports.formats.workbook.cover import add_cover
from union_ledger.reports.formats.workbook.package import Book
from union_ledger.reports.formats.workbook.sheet import add_table
from union_ledger.reports.formats.workbook.text import sheet_name

if TYPE_CHECKING:
    from union_ledger.reports.model import Report


def render(report: Report) -> bytes:
    """Return the report as .xlsx; the same report gives the same bytes.

    Totals are live formulas with the model's figures stored beside them. The dates
    in the file's properties are ``report.provenance.revised``, never now.
    """
    book = Book()
    workbook = book.workbook
    workbook.properties.creator = report.entity
    workbook.properties.title = report.title
    cover = sheet_name("概览", book.names)
    tables = [
        (table.title, sheet_name(table.title, book.names)) for table in report.tables
    ]
    charts = [
        (f"图：{chart.title}", sheet_name(f"图 {chart.title}", book.names))
        for chart in report.charts
    ]
    add_cover(book, report, cover, [*tables, *charts])
    placed = {
        table.title: add_table(book, report, table, name)
        for table, (_, name) in zip(report.tables, tables, strict=True)
    }
    for chart, (_, name) in zip(report.charts, charts, strict=True):
        add_chart(book, report, chart, placed[chart.table], name)
    return book.packed(report.provenance.revised)
