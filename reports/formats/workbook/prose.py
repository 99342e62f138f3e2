"""A page of prose: a cover, an explanation, or the sections of the notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.reports.formats.workbook import looks
from union_ledger.reports.formats.workbook.sheet import put_line
from union_ledger.reports.formats.workbook.text import cell_at

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from union_ledger.reports.formats.workbook.package import Book
    from union_ledger.reports.model import Report
    from union_ledger.reports.passages import Passage

_WIDTHS = [30, 30, 30]


def add_prose(book: Book, report: Report, page: str, name: str) -> None:
    """Write the passages of one page to a new sheet, one below the other."""
    sheet = book.sheet(name)
    looks.set_widths(sheet, _WIDTHS)
    passages = [each for each in report.passages if each.page == page]
    at = 1
    for passage in passages:
        at = (_cover if passage.cover else _section)(sheet, at, passage)
    looks.set_print(
        sheet,
        report.provenance.text,
        one_page=any(each.cover for each in passages),
        upright=True,
    )


def _cover(sheet: Worksheet, at: int, passage: Passage) -> int:
    """Write the lines of a cover large and far apart; return the row below."""
    for number, text in enumerate((passage.title, *passage.paragraphs)):
        put_line(sheet, at, text, _WIDTHS, side="center")
        size = 22 if number == 0 else 14
        cell_at(sheet, at, 1).font = looks.font(size, bold=number == 0)
        lines = looks.lines_needed(text, sum(_WIDTHS) * 11 // size)
        sheet.row_dimensions[at].height = lines * size * 2 + (60 if number < 2 else 20)
        at += 1
    return at


def _section(sheet: Worksheet, at: int, passage: Passage) -> int:
    put_line(sheet, at, passage.title, _WIDTHS)
    cell_at(sheet, at, 1).font = looks.font(12, bold=True)
    at += 1
    for text in passage.paragraphs:
        put_line(sheet, at, text, _WIDTHS)
        at += 1
    for title in passage.tables:
        put_line(sheet, at, f"（见“{title}”表）", _WIDTHS)
        at += 1
    return at + 1
