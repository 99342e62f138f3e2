"""A form that is filed: its head, the table, the checks and who signs, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.reports.cells import display_width
from union_ledger.reports.formats.workbook import looks
from union_ledger.reports.formats.workbook.sheet import Placed
from union_ledger.reports.formats.workbook.sheet import put_headings
from union_ledger.reports.formats.workbook.sheet import put_line
from union_ledger.reports.formats.workbook.sheet import put_rows
from union_ledger.reports.formats.workbook.text import cell_at
from union_ledger.reports.formats.workbook.text import put_text
from union_ledger.reports.formats.workbook.widths import column_widths

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from union_ledger.reports.filing import Filing
    from union_ledger.reports.formats.workbook.package import Book
    from union_ledger.reports.model import Report
    from union_ledger.reports.tables import Table

_HEADINGS = 4
# Points, of what stands below the table.
_SMALL = 9


def add_filed(book: Book, report: Report, table: Table, name: str) -> Placed:
    """Write a table with a filing to a new sheet.

    Raises:
        ValueError: It has none.
    """
    filing = table.filing
    if filing is None:
        raise ValueError(table.title)
    sheet = book.sheet(name)
    widths = column_widths(report, table)
    looks.set_widths(sheet, widths)
    _put_head(sheet, report, table.title, filing, widths)
    first_row = put_headings(sheet, table, widths, _HEADINGS)
    placed = Placed(table, sheet, first_row)
    put_rows(book, placed, widths)
    at = first_row + len(table.shown_rows)
    if not table.rows:
        put_line(sheet, at, table.empty, widths, side="center")
        at += 1
    for text in (*filing.lines, table.note, table.missing_note):
        if text:
            put_line(sheet, at, text, widths)
            cell_at(sheet, at, 1).font = looks.font(_SMALL)
            lines = looks.lines_needed(text, sum(widths) * 11 // _SMALL)
            sheet.row_dimensions[at].height = lines * (_SMALL + 3) + 2
            at += 1
    _put_signers(sheet, at + 1, filing, widths)
    sheet.freeze_panes = f"A{first_row}"
    looks.set_print(
        sheet,
        report.provenance.text,
        header_rows=f"1:{first_row - 1}" if filing.long else "",
        one_page=not filing.long,
        upright=filing.upright,
    )
    return placed


def _put_head(
    sheet: Worksheet, report: Report, title: str, filing: Filing, widths: list[int]
) -> None:
    """Write title, the form's number, and below them whose, when and which unit."""
    width = len(widths)
    _put(sheet, 1, (1, width), title, "center")
    looks.dress_line(
        cell_at(sheet, 1, 1), size=looks.TITLE_SIZE, bold=True, side="center"
    )
    sheet.row_dimensions[1].height = 30
    # The day is in the middle of the third row, or where there is no number above it.
    if filing.number:
        _put(sheet, 2, (1, width), filing.number, "right")
    else:
        _put(sheet, 2, (1, width), filing.day, "center")
    owner = filing.owner(report.entity)
    left = _columns_for(owner, widths)
    right = width - _columns_for(report.unit_note, widths[::-1])
    _put(sheet, 3, (1, left), owner, "left")
    if left < right:
        day = filing.day if filing.number else ""
        _put(sheet, 3, (left + 1, right), day, "center")
    if max(left, right) < width:
        _put(sheet, 3, (max(left, right) + 1, width), report.unit_note, "right")
    lines = looks.lines_needed(owner, sum(widths[:left]))
    sheet.row_dimensions[3].height = lines * looks.LINE_HEIGHT + 5


def _columns_for(text: str, widths: list[int]) -> int:
    """Return how many of the first columns hold the text; two are left for others."""
    count = 1
    while count < len(widths) - 2 and sum(widths[:count]) < display_width(text) + 3:
        count += 1
    return count


def _put_signers(sheet: Worksheet, at: int, filing: Filing, widths: list[int]) -> None:
    """Write who signs, on one line or, where that is too long, two to a line."""
    signers = filing.signed
    room = sum(widths) - 4
    whole = display_width("　　".join(signers)) <= room
    step = len(signers) if whole else 2
    for start in range(0, len(signers), step):
        put_line(sheet, at, "　　".join(signers[start : start + step]), widths)
        sheet.row_dimensions[at].height = 2 * looks.LINE_HEIGHT
        at += 1


def _put(
    sheet: Worksheet, at: int, columns: tuple[int, int], text: str, side: str
) -> None:
    start, end = columns
    put_text(cell_at(sheet, at, start), text)
    looks.dress_line(cell_at(sheet, at, start), side=side)
    if end > start:
        sheet.merge_cells(start_row=at, end_row=at, start_column=start, end_column=end)
