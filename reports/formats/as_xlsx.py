"""A report as an Excel workbook: a first sheet, a sheet a table, a sheet a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.reports.formats.workbook.chart import add_chart
from union_ledger.reports.formats.workbook.cover import add_cover
from union_ledger.reports.formats.workbook.filed import add_filed
from union_ledger.reports.formats.workbook.package import Book
from union_ledger.reports.formats.workbook.prose import add_prose
from union_ledger.reports.formats.workbook.sheet import add_table
from union_ledger.reports.formats.workbook.text import sheet_name

if TYPE_CHECKING:
    from union_ledger.reports.formats.workbook.package import Resolver
    from union_ledger.reports.model import Report


def render(report: Report, resolver: Resolver | None = None) -> bytes:
    """Return the report as .xlsx; the same report gives the same bytes.

    ``resolver`` gives the address a link leads to, or None to show text only.

    Totals are live formulas with the model's figures stored beside them. The dates
    in the file's properties are ``report.provenance.revised``, never now.
    """
    book = Book(resolver=resolver)
    workbook = book.workbook
    workbook.properties.creator = report.entity
    workbook.properties.title = report.title
    # What is filed comes first, as it is handed in; how it was made comes last.
    cover = "" if report.is_filed else sheet_name("概览", book.names)
    pages = [
        (page, sheet_name(page, book.names))
        for page in dict.fromkeys(each.page for each in report.passages)
    ]
    tables = [
        (table.title, sheet_name(table.title, book.names)) for table in report.tables
    ]
    charts = [
        (f"图：{chart.title}", sheet_name(f"图 {chart.title}", book.names))
        for chart in report.charts
    ]
    contents = [*pages, *tables, *charts]
    if cover:
        add_cover(book, report, cover, contents)
    for page, name in pages:
        add_prose(book, report, page, name)
    placed = {
        table.title: (add_filed if table.filing else add_table)(
            book, report, table, name
        )
        for table, (_, name) in zip(report.tables, tables, strict=True)
    }
    for chart, (_, name) in zip(report.charts, charts, strict=True):
        add_chart(book, report, chart, placed[chart.table], name)
    if report.is_filed:
        add_cover(book, report, sheet_name("编制说明", book.names), contents)
    return book.packed(report.provenance.revised)
