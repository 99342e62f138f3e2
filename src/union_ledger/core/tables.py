"""The one reader of foreign tables: text, workbooks and web pages to rows of text.

Every cell comes out as text and every row keeps its line in the file, so that what
is said about a row can be looked up. Nothing is guessed about the contents here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from union_ledger.core.container import RESAVE
from union_ledger.core.container import kind_of
from union_ledger.core.container import read_bytes
from union_ledger.core.errors import InputError
from union_ledger.core.textfile import SEPARATORS
from union_ledger.core.textfile import decode_page
from union_ledger.core.textfile import lost_digits
from union_ledger.core.textfile import read_text
from union_ledger.core.workbook import read_other
from union_ledger.core.workbook import read_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from union_ledger.core.sheetreader import SheetRows


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet, one text file, or one table of a web page.

    Attributes:
        file: Where it was read from.
        container: ``csv``, ``tsv``, ``xlsx``, ``xls`` or ``html``, by content.
        encoding: Of a text file or page, else ``None``.
        sheet: Name of the sheet, or of one table of several in a page, else ``None``.
        rows: Pairs of line number (from 1) and cells; empty lines are kept.
        damaged: (line, column from 0) of numbers too long for Excel to keep exactly.
    """

    file: Path
    container: str
    encoding: str | None
    sheet: str | None
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    damaged: frozenset[tuple[int, int]] = field(default_factory=frozenset)

    @property
    def place(self) -> str:
        """Return the file's name, with the sheet's where there is one."""
        return f"{self.file.name}（{self.sheet}）" if self.sheet else self.file.name


def read_tables(path: Path) -> list[Table]:
    """Read every sheet of a workbook, every table of a page, or a text file.

    Raises:
        InputError: The file cannot be read as a table, or not to the last cell; the
            reason is plain Chinese.
    """
    data = read_bytes(path)
    kind = kind_of(data, path)
    if kind == "text":
        text = read_text(data, path)
        damaged = _shown_short(text.rows)
        return [Table(path, text.container, text.encoding, None, text.rows, damaged)]
    if kind == "html":
        return _pages(data, path)
    sheets = (
        read_workbook(data, path) if kind == "xlsx" else read_other(data, kind, path)
    )
    if not any(sheet.filled for sheet in sheets):
        raise InputError("工作簿里没有任何内容（0 行）", file=path)
    _refuse_wrapped(sheets, path)
    return [
        Table(
            path,
            kind,
            None,
            sheet.name,
            tuple(sheet.rows),
            frozenset(sheet.damaged),
        )
        for sheet in sheets
    ]


def _pages(data: bytes, path: Path) -> list[Table]:
    page, encoding = decode_page(data, path)
    tables = read_other(page.encode(), "html", path)
    if not tables:
        raise InputError("这是网页（HTML），里面没有表格", file=path, hint=RESAVE)
    return [
        Table(
            path,
            "html",
            encoding,
            table.name if len(tables) > 1 else None,
            tuple(table.rows),
            _shown_short(table.rows),
        )
        for table in tables
    ]


def _shown_short(
    rows: Sequence[tuple[int, tuple[str, ...]]],
) -> frozenset[tuple[int, int]]:
    """Return the cells in which Excel left 4.2E+19 of a long number."""
    return frozenset(
        (line, column)
        for line, cells in rows
        for column, cell in enumerate(cells)
        if lost_digits(cell)
    )


def _refuse_wrapped(sheets: list[SheetRows], path: Path) -> None:
    """Refuse a workbook whose one column holds the lines of a text file."""
    if all(_is_wrapped(sheet) for sheet in sheets if sheet.filled):
        raise InputError(
            "工作簿只有一列，每格是一整行用逗号等隔开的文字，不是分了列的表",
            file=path,
            hint="请直接导入原来的 CSV 文件；或用 Excel 的“数据—分列”分好后另存。",
        )


def _is_wrapped(sheet: SheetRows) -> bool:
    lines = []
    for _, cells in sheet.rows:
        filled = [cell for cell in cells if cell]
        if len(filled) > 1:
            return False
        lines += filled
    for mark in SEPARATORS:
        number, times = Counter(line.count(mark) for line in lines).most_common(1)[0]
        if number > 1 and times > 1 and 2 * times > len(lines):
            return True
    return False
