"""A report as Markdown: pipe tables that line up in a plain text editor as well."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from union_ledger.reports.cells import clean
from union_ledger.reports.cells import display_width
from union_ledger.reports.cells import value_text
from union_ledger.reports.tables import cell_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.reports.filing import Filing
    from union_ledger.reports.model import Column
    from union_ledger.reports.model import Report
    from union_ledger.reports.model import Row
    from union_ledger.reports.model import Table

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_MARKS = re.compile(r"[\\`*_\[\]|~]")
_LEADING = re.compile(r"^(\d*)([#+\-=.)])")


def render(report: Report) -> bytes:
    """Return the report as UTF-8 Markdown."""
    return ("\n".join(_lines(report)) + "\n").encode(errors="replace")


def escape(text: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    text = re.sub(r"[&<>]", lambda m: _ENTITIES[m[0]], clean(text).strip())
    return _MARKS.sub(r"\\\g<0>", text).replace("\n", " ")


def paragraph(text: str) -> str:
    """Return text that is no heading or list where a line begins with it."""
    return _LEADING.sub(r"\1\\\2", escape(text))


def _lines(report: Report) -> Iterator[str]:
    yield f"# {escape(report.title)}"
    yield ""
    yield f"- 单位名称：{escape(report.entity)}"
    yield f"- 期间：{escape(report.period)}"
    yield f"- 账簿版本：{escape(report.provenance.books_text)}"
    yield f"- 规则集：{escape(report.provenance.rulebook)}"
    if report.unit_note:
        yield f"- {escape(report.unit_note)}"
    for note in report.notes:
        yield ""
        yield f"> {paragraph(note)}"
    if report.figures:
        yield from ("", "## 主要数字", "")
    for figure in report.figures:
        note = f"（{escape(figure.note)}）" if figure.note else ""
        value = escape(value_text(figure.value, figure.kind))
        yield f"- {escape(figure.label)}：**{value}**{note}"
    for passage in report.passages:
        yield from ("", f"## {escape(passage.title)}")
        for text in passage.paragraphs:
            yield from ("", paragraph(text))
        for title in passage.tables:
            yield from ("", f"### {escape(title)}", "")
            yield from _table(report, report.table(title))
    for table in report.loose_tables:
        yield from ("", f"## {escape(table.title)}", "")
        yield from _table(report, table)


def _head(report: Report, filing: Filing) -> Iterator[str]:
    if filing.number:
        yield from (escape(filing.number), "")
    parts = filing.owner(report.entity), filing.day, report.unit_note
    yield from ("　".join(escape(part) for part in parts if part), "")


def _table(report: Report, table: Table) -> Iterator[str]:
    if table.filing:
        yield from _head(report, table.filing)
    grid = [[_heading(column) for column in table.columns]]
    grid += [_texts(table, row) for row in table.shown_rows]
    widths = [max(3, *map(_width, column)) for column in zip(*grid, strict=True)]
    for number, texts in enumerate(grid):
        cells = zip(table.columns, texts, widths, strict=True)
        yield "|" + "|".join(f" {_padded(*cell)} " for cell in cells) + "|"
        if number == 0:
            rules = zip(table.columns, widths, strict=True)
            yield "|" + "|".join(_rule(*rule) for rule in rules) + "|"
    if not table.rows:
        yield from ("", paragraph(table.empty))
    for note in (table.note, table.missing_note):
        if note:
            yield from ("", paragraph(note))
    if table.filing:
        for line in (*table.filing.lines, "　".join(table.filing.signed)):
            yield from ("", paragraph(line))


def _width(text: str) -> int:
    # Editors set dashes and quotes in their own narrow font.
    return display_width(text, dash=1)


def _heading(column: Column) -> str:
    title = f"{column.group}·{column.title}" if column.group else column.title
    return escape(title)


def _texts(table: Table, row: Row) -> list[str]:
    texts = [
        escape(cell_text(column, row, cell))
        for column, cell in zip(table.columns, row.cells, strict=True)
    ]
    # A full-width blank survives where Markdown would trim the narrow one.
    name = table.name_column
    texts[name] = "　" * row.level + texts[name]
    if row.role != "detail":
        texts = [f"**{text}**" if text else "" for text in texts]
    return texts


def _padded(column: Column, text: str, width: int) -> str:
    blanks = " " * (width - _width(text))
    return blanks + text if column.is_number else text + blanks


def _rule(column: Column, width: int) -> str:
    return "-" * (width + 1) + (":" if column.is_number else "-")
