"""The one reader of foreign tables: CSV, TSV, XLSX and XLS to rows of text.

Every cell comes out as text and every row keeps its line in the file, so that what
is said about a row can be looked up. Nothing is guessed about the contents here.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from python_calamine import CalamineError
from python_calamine import CalamineWorkbook

from union_ledger.core.container import LIMITS
from union_ledger.core.container import RESAVE
from union_ledger.core.container import kind_of
from union_ledger.core.container import preflight
from union_ledger.core.container import read_bytes
from union_ledger.core.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

EXACT = 10**15  # above this a number stored as a float has lost digits
_CENT = Decimal("0.01")
_NOISE = Decimal("0.000001")
_LINE_END = re.compile(r"\r\n|\n|\r")
_QUOTED = re.compile(r'"[^"]*"')
_AFTER_QUOTE = re.compile(r'"[ \t]+(?=[,\t]|$)')


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet, or one text file.

    Attributes:
        file: Where it was read from.
        container: ``csv``, ``tsv``, ``xlsx`` or ``xls``, by content.
        encoding: Of a text file, else ``None``.
        sheet: Name of the sheet, else ``None``.
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
    """Read every sheet of a workbook, or the one table of a text file.

    Raises:
        InputError: The file cannot be read as a table; the reason is plain Chinese.
    """
    data = read_bytes(path)
    kind = kind_of(data, path)
    if kind == "text":
        return [_read_text(data, path)]
    if kind == "xlsx":
        preflight(path)
    tables = _read_workbook(path, kind)
    if not any(any(cells) for table in tables for _, cells in table.rows):
        raise InputError("工作簿里没有任何内容（0 行）", file=path)
    return tables


def _read_text(data: bytes, path: Path) -> Table:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        break
    else:
        raise InputError(
            "文字编码认不出来（既不是 UTF-8 也不是 GBK/GB18030）",
            file=path,
            hint="请用 Excel 打开后另存为 .xlsx。",
        )
    lines = _LINE_END.split(text)
    if not lines[-1]:
        lines.pop()
    bare = _QUOTED.sub("", text)
    separator = "\t" if bare.count("\t") > bare.count(",") else ","
    rows = tuple(
        (number, _split(line, separator, path, number))
        for number, line in enumerate(lines, 1)
    )
    container = "tsv" if separator == "\t" else "csv"
    return Table(path, container, encoding, None, rows)


def _split(line: str, separator: str, path: Path, number: int) -> tuple[str, ...]:
    """Split one line by itself: a stray quote can never swallow the next row."""
    if not line.strip():
        return ()
    tidy = _AFTER_QUOTE.sub('"', line) if '"' in line else line
    try:
        cells = next(csv.reader([tidy], delimiter=separator, strict=True))
    except csv.Error:
        raise InputError(
            f"引号不配对：{line.strip()[:40]}",
            file=path,
            line=number,
            hint="请改正这一行，单元格里不能有换行；或另存为 .xlsx 再导入。",
        ) from None
    return tuple(_unwrap(cell) for cell in cells)


def _unwrap(cell: str) -> str:
    """Take the text out of ``="0012"``, by which exports keep leading zeros."""
    if cell.startswith('="') and cell.endswith('"') and len(cell) > 2:
        return cell[2:-1]
    return cell


def _read_workbook(path: Path, kind: str) -> list[Table]:
    try:
        book = CalamineWorkbook.from_path(str(path))
        return [_read_sheet(book, name, path, kind) for name in book.sheet_names]
    except (KeyboardInterrupt, SystemExit, InputError, MemoryError):
        raise
    except (CalamineError, OSError, ValueError) as exc:
        why = "文件加了打开密码" if "assword" in str(exc) else "可能不完整"
        raise InputError(f"工作簿读不出来（{why}）", file=path, hint=RESAVE) from None
    except BaseException as exc:
        # A panic inside the Rust reader derives from BaseException.
        if type(exc).__name__ != "PanicException":
            raise
        raise InputError("工作簿已损坏，读不出来", file=path, hint=RESAVE) from None


def _read_sheet(book: CalamineWorkbook, name: str, path: Path, kind: str) -> Table:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height * sheet.total_width > LIMITS.cells:
        raise InputError(f"工作表 {name} 的范围太大", file=path, hint=RESAVE)
    rows = []
    damaged = set()
    for number, values in enumerate(sheet.to_python(skip_empty_area=False), 1):
        for column, value in enumerate(values):
            if isinstance(value, int | float) and abs(value) >= EXACT:
                damaged.add((number, column))
        rows.append((number, tuple(_text(value) for value in values)))
    return Table(path, kind, None, name, tuple(rows), frozenset(damaged))


def _text(
    value: float | str | date | time | timedelta,  # bool, int, datetime as well
) -> str:
    """Return the cell as text: dates ISO, numbers exact and never in exponents."""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool | timedelta):
        return str(value).upper()
    return _number_text(value)


def _number_text(value: float) -> str:
    exact = Decimal(repr(value))
    if not exact.is_finite():
        return str(value)
    cents = exact.quantize(_CENT) if abs(exact) < EXACT else exact
    if abs(exact - cents) < _NOISE:
        exact = cents  # 0.1 + 0.2 in binary; the sheet shows 0.30
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
