"""One chart on one sheet, drawn from cells that follow the table's own."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from openpyxl.chart import BarChart
from openpyxl.chart import LineChart
from openpyxl.chart import Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.legend import Legend
from openpyxl.chart.marker import Marker
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.utils import get_column_letter
from openpyxl.utils import quote_sheetname

from union_ledger.reports.cells import display_width
from union_ledger.reports.cells import value_of
from union_ledger.reports.formats.workbook import looks
from union_ledger.reports.formats.workbook.sheet import number_of
from union_ledger.reports.formats.workbook.sheet import put_head
from union_ledger.reports.formats.workbook.text import cell_at
from union_ledger.reports.formats.workbook.text import put_text
from union_ledger.reports.tables import cell_text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from union_ledger.reports.formats.workbook.package import Book
    from union_ledger.reports.formats.workbook.sheet import Placed
    from union_ledger.reports.model import Chart
    from union_ledger.reports.model import Report

_HEADING_ROW = 4
_COLORS = ("2F6B4F", "C8772E", "4A6FA5", "8A5A83", "7A7A3A", "A14A4A")
_AXIS_FORMATS = {"money": "#,##0", "count": "#,##0", "percent": "0%"}
# Centimetres.
_WIDTH = 24
_HEIGHT = 14
_BAR = Decimal("0.75")
# Bars.
_TALL = 25


def add_chart(
    book: Book, report: Report, chart: Chart, placed: Placed, name: str
) -> None:
    """Write the chart's data to a new sheet, as references, and draw it beside."""
    sheet = book.sheet(name)
    table = placed.table
    columns = len(chart.values) + 1
    width = _label_width(chart, placed)
    last = _put_data(book, sheet, chart, placed, width)
    kind = table.columns[table.index(chart.values[0])].kind
    unit = f"　　{report.unit_note}" if kind == "money" else ""
    left = f"单位名称：{report.entity}　　期间：{report.period}{unit}"
    put_head(sheet, report.title, left, "", columns + 12)
    looks.set_widths(sheet, [width, *[16] * (columns - 1)])
    if last > _HEADING_ROW:
        drawing = _bars(chart) if chart.kind != "line" else LineChart()
        _fill(drawing, sheet, chart, last)
        drawing.y_axis.number_format = _AXIS_FORMATS[kind]
        sheet.add_chart(drawing, f"{get_column_letter(columns + 2)}{_HEADING_ROW}")
    upright = last - _HEADING_ROW > _TALL and chart.kind != "line"
    looks.set_print(sheet, report.provenance.text, one_page=True, upright=upright)


def _put_data(
    book: Book, sheet: Worksheet, chart: Chart, placed: Placed, width: int
) -> int:
    """Write headings and rows; return the last sheet row used."""
    table = placed.table
    keys = (chart.label, *chart.values)
    for number, key in enumerate(keys, start=1):
        cell = cell_at(sheet, _HEADING_ROW, number)
        put_text(cell, table.columns[table.index(key)].title)
        looks.dress_heading(cell)
    at = _HEADING_ROW
    source = quote_sheetname(placed.sheet.title)
    for index, row in enumerate(table.rows):
        if row.role != chart.rows:
            continue
        at += 1
        for number, key in enumerate(keys, start=1):
            position = table.index(key)
            column = table.columns[position]
            cell = cell_at(sheet, at, number)
            value = value_of(row.cells[position])
            if number == 1:
                put_text(cell, cell_text(column, row, value))
            elif isinstance(value, int | Fraction | Decimal):
                origin = f"{get_column_letter(position + 1)}{placed.first_row + index}"
                result = number_of(value, column.kind)
                book.formula(cell, f"{source}!{origin}", result)
            looks.dress(cell, "text" if number == 1 else column.kind)
        lines = looks.lines_needed(str(cell_at(sheet, at, 1).value), width)
        sheet.row_dimensions[at].height = lines * looks.LINE_HEIGHT + 3
    return at


def _bars(chart: Chart) -> BarChart:
    drawing = BarChart()
    drawing.type = "bar"
    drawing.gapWidth = 60
    if chart.kind == "stacked-bar":
        drawing.grouping = "stacked"
        drawing.overlap = 100
    # The first row on top, as in the table, and the scale below.
    drawing.x_axis.scaling.orientation = "maxMin"
    drawing.y_axis.crosses = "max"
    return drawing


def _fill(
    drawing: BarChart | LineChart, sheet: Worksheet, chart: Chart, last: int
) -> None:
    count = last - _HEADING_ROW
    columns = len(chart.values) + 1
    drawing.add_data(
        Reference(sheet, 2, _HEADING_ROW, columns, last), titles_from_data=True
    )
    drawing.set_categories(Reference(sheet, 1, _HEADING_ROW + 1, 1, last))
    for number, series in enumerate(drawing.series):
        color = _COLORS[number % len(_COLORS)]
        if chart.kind == "line":
            series.graphicalProperties.line.solidFill = color
            series.smooth = False
            series.marker = Marker("circle", 6)
            series.marker.graphicalProperties = GraphicalProperties(solidFill=color)
        else:
            series.graphicalProperties.solidFill = color
    drawing.title = chart.title
    drawing.x_axis.delete = False
    # Names stay at the edge, also beside bars that go below zero.
    drawing.x_axis.tickLblPos = "low"
    drawing.y_axis.delete = False
    lines = GraphicalProperties()
    lines.line.solidFill = "D0D0D0"
    drawing.y_axis.majorGridlines = ChartLines(spPr=lines)
    drawing.width = _WIDTH
    bars = 1 if chart.kind == "stacked-bar" else len(chart.values)
    rows = 0 if chart.kind == "line" else count * (Decimal(1 + bars) * _BAR / 2)
    drawing.height = max(_HEIGHT, int(rows) + 4)
    drawing.legend = Legend() if len(chart.values) > 1 else None
    if drawing.legend:
        drawing.legend.position = "b"


def _label_width(chart: Chart, placed: Placed) -> int:
    table = placed.table
    position = table.index(chart.label)
    texts = (
        cell_text(table.columns[position], row, row.cells[position])
        for row in table.rows
    )
    return min(max(map(display_width, texts), default=8) + 3, looks.WIDEST_TEXT)
