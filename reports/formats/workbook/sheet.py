"""One table on one sheet: title, header, rows, totals as formulas, notes."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from union_ledger.core.money import yuan
from union_ledger.reports.cells import MISSING
from union_ledger.reports.cells import Formed
from union_ledger.reports.cells import decimal_of
from union_ledger.reports.cells import link_of
from union_ledger.reports.cells import value_of
from union_ledger.reports.formats.workbook import looks
from union_ledger.reports.formats.workbook.text import cell_at
from union_ledger.reports.formats.workbook.text import put_text
from union_ledger.reports.formats.workbook.widths import column_widths
from union_ledger.reports.formats.workbook.widths import frozen_columns
from union_ledger.reports.tables import Ratio
from union_ledger.reports.tables import cell_text

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from union_ledger.reports.cells import Kind
    from union_ledger.reports.cells import Ref
    from union_ledger.reports.cells import Value
    from union_ledger.reports.formats.workbook.package import Book
    from union_ledger.reports.model import Report
    from union_ledger.reports.tables import Column
    from union_ledger.reports.tables import Row
    from union_ledger.reports.tables import Table


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a table stands: its sheet and the sheet row of its first row."""

    table: Table
    sheet: Worksheet
    first_row: int
    wardrobe: looks.Wardrobe = field(default_factory=looks.Wardrobe)


def put_value(cell: Cell, value: Value, kind: Kind) -> None:
    """Write a value: money in yuan and shares as numbers, dates as dates."""
    match value:
        case None:
            put_text(cell, MISSING)
        case str():
            put_text(cell, value)
        case int():
            cell.value = number_of(value, kind)
        case Fraction() | Decimal():
            cell.value = number_of(value, kind)
        case _:
            cell.value = value


def number_of(value: int | Fraction | Decimal, kind: Kind) -> Decimal:
    """Return a figure as the number a sheet holds; money in yuan."""
    if isinstance(value, int):
        return yuan(value) if kind == "money" else Decimal(value)
    return decimal_of(value, 12)


def add_table(book: Book, report: Report, table: Table, name: str) -> Placed:
    """Write one table of the report to a new sheet."""
    sheet = book.sheet(name)
    widths = column_widths(report, table)
    looks.set_widths(sheet, widths)
    title = f"{report.title}：{table.title}" if report.title != table.title else ""
    has_money = any(column.kind == "money" for column in table.columns)
    put_head(
        sheet,
        title or report.title,
        f"单位名称：{report.entity}　　期间：{report.period}",
        report.unit_note if has_money else "",
        len(widths),
    )
    first_row = put_headings(sheet, table, widths)
    placed = Placed(table, sheet, first_row)
    put_rows(book, placed, widths)
    last_row = first_row + len(table.shown_rows) - 1
    if not table.rows:
        last_row = first_row
        put_line(sheet, first_row, table.empty, widths, side="center")
    elif not table.form and all(row.role == "detail" for row in table.rows):
        last = f"{get_column_letter(len(widths))}{first_row + len(table.rows) - 1}"
        sheet.auto_filter.ref = f"A{first_row - 1}:{last}"
    lines = (table.note, table.missing_note, report.provenance.text)
    for offset, text in enumerate(filter(None, lines), start=2):
        put_line(sheet, last_row + offset, text, widths)
    sheet.freeze_panes = (
        f"{get_column_letter(frozen_columns(table, widths) + 1)}{first_row}"
    )
    looks.set_print(
        sheet,
        report.provenance.text,
        header_rows=f"3:{max(3, first_row - 1)}",
        upright=table.form,
    )
    return placed


def put_head(sheet: Worksheet, title: str, left: str, right: str, width: int) -> None:
    """Write the title over ``width`` columns, and whose, when and which unit below."""
    put_text(cell_at(sheet, 1, 1), title)
    looks.dress_line(
        cell_at(sheet, 1, 1), size=looks.TITLE_SIZE, bold=True, side="center"
    )
    sheet.row_dimensions[1].height = 30
    sheet.row_dimensions[2].height = 20
    if width > 1:
        sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=width)
    if width > 1 and right:
        put_text(cell_at(sheet, 2, width), right)
        looks.dress_line(cell_at(sheet, 2, width), side="right")
    elif right:
        left = f"{left}　　{right}"
    put_text(cell_at(sheet, 2, 1), left)
    looks.dress_line(cell_at(sheet, 2, 1))
    end = width - 1 if right else width
    if end > 1:
        sheet.merge_cells(start_row=2, end_row=2, start_column=1, end_column=end)


def put_line(
    sheet: Worksheet, at: int, text: str, widths: list[int], *, side: str = "left"
) -> None:
    """Write one paragraph over all columns, as high as it needs."""
    put_text(cell_at(sheet, at, 1), text)
    looks.dress_line(cell_at(sheet, at, 1), side=side)
    if len(widths) > 1:
        sheet.merge_cells(
            start_row=at, end_row=at, start_column=1, end_column=len(widths)
        )
    lines = looks.lines_needed(text, sum(widths))
    sheet.row_dimensions[at].height = lines * looks.LINE_HEIGHT + 3


def put_headings(
    sheet: Worksheet, table: Table, widths: list[int], top: int = 3
) -> int:
    """Write one heading row at ``top``, or two with groups; return the row below."""
    groups = table.header_groups
    bottom = top + 1 if groups else top
    sheet.row_dimensions[top].height = looks.LINE_HEIGHT + 6
    for number, column in enumerate(table.columns, start=1):
        for at in range(top, bottom + 1):
            looks.dress_heading(cell_at(sheet, at, number))
        alone = not column.group and groups
        put_text(cell_at(sheet, top if alone else bottom, number), column.title)
        if alone:
            sheet.merge_cells(
                start_row=top, end_row=bottom, start_column=number, end_column=number
            )
    start = 1
    for title, count in groups:
        if title:
            put_text(cell_at(sheet, top, start), title)
            if count > 1:
                sheet.merge_cells(
                    start_row=top,
                    end_row=top,
                    start_column=start,
                    end_column=start + count - 1,
                )
        start += count
    lines = max(
        looks.lines_needed(column.title, width) - bool(groups and not column.group)
        for column, width in zip(table.columns, widths, strict=True)
    )
    sheet.row_dimensions[bottom].height = max(1, lines) * looks.LINE_HEIGHT + 6
    return bottom + 1


def put_rows(book: Book, placed: Placed, widths: list[int]) -> None:
    """Write the rows of a table, its total last."""
    for offset, row in enumerate(placed.table.shown_rows):
        _put_row(book, placed, placed.first_row + offset, row, widths)


def _put_row(book: Book, placed: Placed, at: int, row: Row, widths: list[int]) -> None:
    table = placed.table
    lines = 1
    for number, column in enumerate(table.columns, start=1):
        cell = cell_at(placed.sheet, at, number)
        level = row.level if number == table.name_column + 1 else 0
        # Looks come first: text that must stay text adds its mark to them.
        placed.wardrobe.dress(cell, column.kind, row.role, level)
        if not column.nought:
            cell.number_format = looks.BLANK_NOUGHT.get(column.kind, "General")
        value = value_of(row.cells[number - 1])
        formula = _formula(placed, at, row, column, number)
        if formula and isinstance(value, int | Fraction | Decimal):
            book.formula(cell, formula, number_of(value, column.kind))
        elif value is not None or cell_text(column, row, None):
            put_value(cell, value, column.kind)
        link = link_of(row.cells[number - 1])
        address = book.resolver(link) if link and book.resolver else None
        if address:
            cell.hyperlink = address
            cell.font = looks.font(color=looks.LINK)
        if column.kind in ("text", "link"):
            text = cell_text(column, row, value)
            room = widths[number - 1] - 2 * level
            lines = max(lines, looks.lines_needed(text, room))
    placed.sheet.row_dimensions[at].height = lines * looks.LINE_HEIGHT + 3


def _formula(placed: Placed, at: int, row: Row, column: Column, number: int) -> str:
    """Return the formula of a total or a formed figure; empty where there is none."""
    cell = row.cells[number - 1]
    if isinstance(cell, Formed):
        return _formed(placed, cell, column.kind)
    if row.role not in ("subtotal", "total") or column.total is None:
        return ""
    if isinstance(column.total, Ratio):
        return _quotient(placed.table, column.total, column.kind, at)
    letter = get_column_letter(number)
    index = at - placed.first_row
    start = 0 if row.role == "total" else placed.table.span(index).start
    cells = f"{letter}{placed.first_row + start}:{letter}{at - 1}"
    # SUBTOTAL passes over other SUBTOTALs in its range, so nothing counts twice.
    nested = any(each.role == "subtotal" for each in placed.table.rows)
    return f"SUBTOTAL(9,{cells})" if nested else f"SUM({cells})"


def _formed(placed: Placed, cell: Formed, kind: Kind) -> str:
    """Return the formula of a figure formed from other cells of the table."""

    def joined(refs: tuple[Ref, ...], sign: str) -> str:
        places = [
            f"{get_column_letter(placed.table.index(ref.column) + 1)}"
            f"{placed.first_row + ref.row}"
            for ref in refs
        ]
        return sign.join(places)

    formula = joined(cell.plus, "+") or "0"
    if cell.minus:
        formula += f"-{joined(cell.minus, '-')}"
    if not cell.over:
        return formula
    over = joined(cell.over, "+")
    quotient = f"({formula})/({over})"
    if kind != "percent":
        quotient = f"ROUND({quotient},{2 if kind == 'money' else 0})"
    return f'IF(({over})=0,"",{quotient})'


def _quotient(table: Table, total: Ratio, kind: Kind, at: int) -> str:
    numerator = _addition(table, total.numerator, at)
    denominator = _addition(table, total.denominator, at)
    quotient = f"{numerator}/{denominator}"
    if kind != "percent":
        quotient = f"ROUND({quotient},{2 if kind == 'money' else 0})"
    return f'IF({denominator}=0,"{MISSING}",{quotient})'


def _addition(table: Table, keys: tuple[str, ...], at: int) -> str:
    cells = [f"{get_column_letter(table.index(key) + 1)}{at}" for key in keys]
    return f"({'+'.join(cells)})" if len(cells) > 1 else cells[0]
