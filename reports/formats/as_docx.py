"""A report as a Word document: prose to go on writing, and the tables within it."""

from __future__ import annotations

from datetime import UTC
from datetime import datetime
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from docx.shared import Pt

from union_ledger.reports.cells import clean
from union_ledger.reports.cells import display_width
from union_ledger.reports.cells import value_text
from union_ledger.reports.formats.word import add_page_numbers
from union_ledger.reports.formats.word import add_table
from union_ledger.reports.formats.word import packed_bytes
from union_ledger.reports.formats.word import set_looks
from union_ledger.reports.tables import cell_text

if TYPE_CHECKING:
    from docx.document import Document as Doc

    from union_ledger.reports.model import Report
    from union_ledger.reports.passages import Passage
    from union_ledger.reports.tables import Table

_MARGIN = 18
_LONG_SIDE, _SHORT_SIDE = 297, 210
_WIDEST_UPRIGHT = 7
_LONGEST_CELL = 40
_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)


def render(report: Report) -> bytes:
    """Return the report as .docx; the same report gives the same bytes."""
    document = Document()
    set_looks(document)
    _set_page(document, report)
    if not report.is_filed:
        document.add_heading(clean(report.title), 1)
        _line(document, f"单位名称：{report.entity}　　期间：{report.period}")
        for note in report.notes:
            _line(document, note)
    for figure in report.figures:
        note = f"（{figure.note}）" if figure.note else ""
        text = f"{figure.label}：{value_text(figure.value, figure.kind)}{note}"
        _line(document, text)
    page = ""
    for passage in report.passages:
        _passage(document, report, passage, new_page=page not in {"", passage.page})
        page = passage.page
    for table in report.loose_tables:
        _table(document, report, table)
    if report.is_filed:
        for note in report.notes:
            _line(document, note)
    _line(document, report.provenance.text)
    return packed_bytes(document)


def _set_page(document: Doc, report: Report) -> None:
    section = document.sections[0]
    section.left_margin = section.right_margin = Mm(_MARGIN)
    if _is_wide(report):
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(_LONG_SIDE), Mm(_SHORT_SIDE)
    add_page_numbers(section)
    properties = document.core_properties
    properties.title, properties.author = clean(report.title), clean(report.entity)
    properties.comments = ""
    properties.last_modified_by = clean(report.entity)
    moment = report.provenance.revised or _EARLIEST
    properties.created = properties.modified = moment.astimezone(UTC)


def _is_wide(report: Report) -> bool:
    return any(len(table.columns) > _WIDEST_UPRIGHT for table in report.tables)


def _line(document: Doc, text: str) -> None:
    document.add_paragraph(clean(text))


def _passage(
    document: Doc, report: Report, passage: Passage, *, new_page: bool
) -> None:
    if passage.cover:
        title = document.add_paragraph(clean(passage.title), style="Title")
        title.paragraph_format.space_before = Pt(120)
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        title = document.add_heading(clean(passage.title), 1)
    title.paragraph_format.page_break_before = new_page
    for text in passage.paragraphs:
        paragraph = document.add_paragraph(clean(text))
        if passage.cover:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.space_before = Pt(24)
    for name in passage.tables:
        _table(document, report, report.table(name))


def _table(document: Doc, report: Report, table: Table) -> None:
    document.add_heading(clean(table.title), 2)
    if table.filing:
        owner = table.filing.owner(report.entity)
        parts = table.filing.number, owner, table.filing.day, report.unit_note
        _line(document, "　　".join(part for part in parts if part))
    if table.rows:
        add_table(
            document,
            [clean(column.title) for column in table.columns],
            _texts(table),
            _widths(table, wide=_is_wide(report)),
            right=frozenset(n for n, c in enumerate(table.columns) if c.is_number),
            size=9 if len(table.columns) <= _WIDEST_UPRIGHT else 7,
        )
    else:
        _line(document, table.empty)
    for text in (table.note, table.missing_note):
        if text:
            _line(document, text)
    if table.filing:
        for text in (*table.filing.lines, "　　".join(table.filing.signed)):
            _line(document, text)


def _texts(table: Table) -> list[list[str]]:
    return [
        [
            ("　" * row.level if place == table.name_column else "")
            + cell_text(column, row, cell)
            for place, (column, cell) in enumerate(
                zip(table.columns, row.cells, strict=True)
            )
        ]
        for row in table.shown_rows
    ]


def _widths(table: Table, *, wide: bool) -> list[int]:
    """Return the columns' widths in mm, shared by what they need."""
    room = (_LONG_SIDE if wide else _SHORT_SIDE) - 2 * _MARGIN
    needed = [
        min(max(map(display_width, (column.title, *texts))) + 2, _LONGEST_CELL)
        for column, texts in zip(
            table.columns, zip(*_texts(table), strict=True), strict=True
        )
    ]
    return [max(6, room * each // sum(needed)) for each in needed]
