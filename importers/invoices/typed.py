"""Tables that a person fills: invoices read by eye, and results of 查验.

发票登记 has one row for each picture or scan that the program cannot read whole;
查验结果 says what the tax authority's site answered for a number. Both are CSV, told
by their header.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.tables import read_tables
from union_ledger.importers.invoices.fields import read_day
from union_ledger.importers.text import clean
from union_ledger.importers.text import identifier
from union_ledger.importers.text import label

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

FILE, CHECKED_ON, CHECKED = "文件", "查验日期", "查验结果"
# Our names of the columns to fill; the file comes first, the check last.
PARTS = {
    "code": "发票代码",
    "number": "发票号码",
    "day": "开票日期",
    "seller": "销售方",
    "buyer": "购买方",
    "net": "金额",
    "tax": "税额",
    "total": "价税合计",
}
COLUMNS = (FILE, *PARTS.values(), CHECKED_ON, CHECKED)
BLUE = "蓝字发票号码"  # a column that only a red invoice needs
NEEDED = ("number", "day", "seller", "buyer", "total")
GOOD = frozenset({"一致", "正常", "相符"})
_NUMBERS = ("code", "number")
_IN_EXCEL = re.compile(r"^\d(?:\.\d+)?E\+?\d+$")
_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Check:
    """What the tax authority's site said of one invoice（查验）.

    Attributes:
        number: 发票号码, with the 发票代码 before it where the table has it.
        day: The day it was looked up.
        result: Its words; only 一致, 正常 and 相符 are good.
        place: Where the result was read.
    """

    number: str
    day: date
    result: str
    place: str

    @property
    def is_good(self) -> bool:
        """Return whether the invoice may be booked."""
        return self.result in GOOD


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One row of 发票登记.

    Attributes:
        line: Its line in the table.
        file: What the column 文件 says.
        said: What was filled, by our names.
        cells: The row as it stands, by the words of the header.
        check: The result of 查验, if it was filled.
    """

    line: int
    file: str
    said: dict[str, str]
    cells: dict[str, str]
    check: Check | None


def table_kind(head: bytes) -> str:
    """Return 登记 or 查验 if a file begins like that table, else nothing."""
    for encoding in ("utf-8-sig", "gb18030"):
        # The head may end within a character.
        text = head[:_HEAD].decode(encoding, "ignore")
        first = text.split("\n", 1)[0]
        words = {label(word.strip('"')) for word in re.split(r"[,\t\r]", first)}
        if PARTS["number"] in words and FILE in words:
            return "登记"
        if {PARTS["number"], CHECKED, CHECKED_ON} <= words:
            return "查验"
    return ""


def read_typed(path: Path) -> list[TypedRow]:
    """Return the rows of a 发票登记.

    Raises:
        InputError: It is no such table, or a number or date in it cannot be right.
    """
    rows = []
    for line, cells in _rows(path, (FILE, *PARTS.values())):
        said = {ours: cells[word] for ours, word in PARTS.items() if cells.get(word)}
        if cells.get(BLUE):
            said["blue"] = _number(cells[BLUE], path, line)
        for part in _NUMBERS:
            if part in said:
                said[part] = _number(said[part], path, line)
        number = said.get("code", "") + said.get("number", "")
        check = _check(number, cells, path, line)
        rows.append(TypedRow(line, cells.get(FILE, ""), said, cells, check))
    return rows


def read_checks(path: Path) -> list[Check]:
    """Return the rows of a 查验结果.

    Raises:
        InputError: It is no such table, or a row lacks number, date or result.
    """
    checks = []
    for line, cells in _rows(path, (PARTS["number"], CHECKED_ON, CHECKED)):
        parts = (cells.get(PARTS[part], "") for part in _NUMBERS)
        number = "".join(_number(part, path, line) for part in parts)
        if not number:
            raise InputError("没有写发票号码", file=path, line=line)
        check = _check(number, cells, path, line)
        if check is None:
            raise InputError("没有写查验日期和查验结果", file=path, line=line)
        checks.append(check)
    return checks


def typed_text(rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return a 发票登记 of these rows, as spreadsheets open it without harm.

    A tab before a long number keeps it text when Excel opens the table.
    """
    kept = [dict(row) for row in rows]
    columns = list(COLUMNS)
    columns += [word for row in kept for word in row if word and word not in columns]
    file = io.StringIO()
    writer = csv.DictWriter(file, dict.fromkeys(columns), lineterminator="\r\n")
    writer.writeheader()
    for row in kept:
        writer.writerow({word: _as_text(row.get(word, "")) for word in columns})
    return file.getvalue().encode("utf-8-sig")


def _as_text(cell: str) -> str:
    return f"\t{cell}" if cell.isdigit() and len(cell) > 7 else cell


def _rows(path: Path, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    (table,) = read_tables(path)
    filled = [(line, cells) for line, cells in table.rows if any(cells)]
    if not filled:
        raise InputError("表是空的", file=path)
    header = [label(cell) for cell in filled[0][1]]
    lacks = [word for word in needed if word not in header]
    if lacks:
        raise InputError(f"表头缺少：{'、'.join(lacks)}", file=path, line=filled[0][0])
    twice = {word for word in header if word and header.count(word) > 1}
    if twice:
        raise InputError(
            f"表头有两列“{'、'.join(twice)}”", file=path, line=filled[0][0]
        )
    for line, cells in filled[1:]:
        if len(cells) > len(header) and any(cells[len(header) :]):
            raise InputError("这一行比表头多出几格", file=path, line=line)
        yield (
            line,
            {word: clean(cell) for word, cell in zip(header, cells, strict=False)},
        )


def _number(text: str, path: Path, line: int) -> str:
    number = identifier(text)
    if _IN_EXCEL.match(number):
        raise InputError(
            f"号码 {text} 被表格软件变成了科学计数，后面几位已经丢了",
            file=path,
            line=line,
            hint="请把这一列设为文本格式，重新填写完整的号码。",
        )
    return number


def _check(
    number: str, cells: Mapping[str, str], path: Path, line: int
) -> Check | None:
    day, result = cells.get(CHECKED_ON, ""), cells.get(CHECKED, "")
    if not day and not result:
        return None
    if not day or not result:
        lacks = CHECKED if day else CHECKED_ON
        raise InputError(f"没有写{lacks}", file=path, line=line)
    try:
        looked_up = read_day(day, path, CHECKED_ON)
    except InputError as exc:
        raise InputError(exc.message, file=path, line=line) from None
    return Check(number, looked_up, result, f"{path.name} 第 {line} 行")
