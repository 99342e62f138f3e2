"""The first sheet: headline numbers, notes, the sheets that follow, provenance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink

from union_ledger.reports.formats.workbook import looks
from union_ledger.reports.formats.workbook.sheet import put_head
from union_ledger.reports.formats.workbook.sheet import put_line
from union_ledger.reports.formats.workbook.sheet import put_value
from union_ledger.reports.formats.workbook.text import cell_at
from union_ledger.reports.formats.workbook.text import put_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from union_ledger.reports.formats.workbook.package import Book
    from union_ledger.reports.model import Figure
    from union_ledger.reports.model import Report

_WIDTHS = [34, 26, 70]


def add_cover(
    book: Book, report: Report, name: str, contents: Sequence[tuple[str, str]]
) -> None:
    """Write the first sheet; ``contents`` are (title, sheet name) of the others."""
    sheet = book.sheet(name)
    looks.set_widths(sheet, _WIDTHS)
    left = f"单位名称：{report.entity}　　期间：{report.period}"
    put_head(sheet, report.title, left, report.unit_note, len(_WIDTHS))
    at = 4
    if report.figures:
        at = _heading(sheet, at, "主要数字")
        for figure in report.figures:
            at = _figure(sheet, at, figure)
        at += 1
    if report.notes:
        at = _heading(sheet, at, "说明")
        at = _paragraphs(sheet, at, report.notes)
    at = _heading(sheet, at, "目录")
    for title, target in contents:
        cell = cell_at(sheet, at, 1)
        put_text(cell, title)
        cell.hyperlink = Hyperlink(
            ref=cell.coordinate, location=f"{quote_sheetname(target)}!A1"
        )
        cell.font = looks.font(color="0563C1")
        sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=3)
        at += 1
    at = _heading(sheet, at + 1, "来源")
    _paragraphs(
        sheet,
        at,
        (
            f"账簿版本：{report.provenance.books_text}",
            f"规则集：{report.provenance.rulebook}",
        ),
    )
    looks.set_print(sheet, report.provenance.text)


def _heading(sheet: Worksheet, at: int, text: str) -> int:
    put_line(sheet, at, text, _WIDTHS)
    cell_at(sheet, at, 1).font = looks.font(12, bold=True)
    return at + 1


def _figure(sheet: Worksheet, at: int, figure: Figure) -> int:
    put_text(cell_at(sheet, at, 1), figure.label)
    put_value(cell_at(sheet, at, 2), figure.value, figure.kind)
    put_text(cell_at(sheet, at, 3), figure.note)
    for column in (1, 3):
        looks.dress(cell_at(sheet, at, column), "text")
    looks.dress(cell_at(sheet, at, 2), figure.kind)
    cell_at(sheet, at, 2).font = looks.font(bold=True)
    texts = (figure.label, str(cell_at(sheet, at, 2).value), figure.note)
    lines = max(map(looks.lines_needed, texts, _WIDTHS))
    sheet.row_dimensions[at].height = lines * looks.LINE_HEIGHT + 3
    return at + 1


def _paragraphs(sheet: Worksheet, at: int, texts: Sequence[str]) -> int:
    for at_line, text in enumerate(texts, start=at):
        put_line(sheet, at_line, text, _WIDTHS)
    return at + len(texts) + 1
