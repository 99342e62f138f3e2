"""Text files to rows: their encoding, what separates their cells, their quotes.

The encoding is tried strictly, so that no character is ever replaced, and every line
is split by itself, so that a stray quote can never swallow the next row.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

CONTAINERS = {"\t": "tsv"}  # anything else is csv
SEPARATORS = ("\t", ",", "|", ";")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_READ = {
    *(b"utf-8", b"utf8", b"utf-16", b"utf-16le", b"unicode", b"us-ascii"),
    *(b"gb2312", b"gbk", b"gb18030", b"x-gbk", b"cp936", b"gb_2312-80"),
}
_META = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\n|\r")
_QUOTED = re.compile(r'"[^"\r\n]*"(?:[ \t]+(?=[,\t|;]|$))?', re.MULTILINE)
_AFTER_QUOTE = re.compile(r'"[ \t]+(?=[,\t|;]|$)')
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")  # 1,234,567.00
_TOLD = re.compile(r'"?sep=(.)"?[,;\t|]*', re.IGNORECASE)
_LONGEST = 100_000  # characters of a line; the csv module takes no longer cell
_LOST_DIGITS = re.compile(r"[1-9](?:\.\d+)?[Ee]\+\d{2}")


@dataclass(frozen=True, slots=True)
class TextRows:
    """What a text file holds, and how it was written."""

    encoding: str
    container: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def decode(data: bytes, path: Path) -> tuple[str, str]:
    """Return the text and the encoding it is in: UTF-8, UTF-16 or GB18030, strictly.

    Raises:
        InputError: It is in none of them, or holds zero bytes.
    """
    known = ("utf-8-sig", "gb18030")
    for encoding in ("utf-16",) if data.startswith(_UTF16) else known:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise InputError(
                "文件里有空字节，不是表格也不是文本", file=path, hint="请重新导出。"
            )
        return text, encoding
    raise InputError(
        "文字编码认不出来（既不是 UTF-8、UTF-16，也不是 GBK/GB18030）",
        file=path,
        hint="请用 Excel 打开后另存为 .xlsx。",
    )


def decode_page(data: bytes, path: Path) -> tuple[str, str]:
    """Return the text of a web page and its encoding, found as that of any text.

    Pages are saved again by programs that leave the old name of the encoding in them;
    so a name we read changes nothing, and one we do not read is a refusal.

    Raises:
        InputError: It is in no encoding that is known, or holds zero bytes.
    """
    told = _META.search(data[:4096])
    if told and told[1].lower() not in _READ:
        raise InputError(
            f"网页写明的文字编码 {told[1].decode()} 读不了",
            file=path,
            hint="请用 Excel 打开后另存为 .xlsx。",
        )
    return decode(data, path)


def read_text(data: bytes, path: Path) -> TextRows:
    """Return the rows of a CSV, TSV or the like.

    A first line ``sep=;``, by which Excel is told the separator, stays as an empty row.

    Raises:
        InputError: The encoding is not known, or the quotes of a line do not match.
    """
    text, encoding = decode(data, path)
    lines = _LINE_END.split(text.removesuffix("\x1a"))  # the end mark of DOS
    if not lines[-1]:
        lines.pop()
    told = _TOLD.fullmatch(lines[0]) if lines else None
    if told:
        lines[0] = ""
    separator = told[1] if told else _separator(lines)
    rows = tuple(
        (number, _split(line, separator, path, number))
        for number, line in enumerate(lines, 1)
    )
    return TextRows(encoding, CONTAINERS.get(separator, "csv"), rows)


def lost_digits(cell: str) -> bool:
    """Tell whether a cell is a long number that Excel showed as 4.2E+19."""
    return "+" in cell and bool(_LOST_DIGITS.fullmatch(cell.strip()))


def _separator(lines: list[str]) -> str:
    """Return the separator that most lines have in the same number."""
    bare = [_QUOTED.sub("", line) if '"' in line else line for line in lines]
    best, most = ",", 0
    for separator in SEPARATORS:
        if separator == ",":
            counts = Counter(_GROUPED.sub("", line).count(",") for line in bare)
        else:
            counts = Counter(line.count(separator) for line in bare)
        weight = max((number * often for number, often in counts.items()), default=0)
        if weight > most:
            best, most = separator, weight
    return best


def _split(line: str, separator: str, path: Path, number: int) -> tuple[str, ...]:
    if not line.strip():
        return ()
    if len(line) > _LONGEST:
        raise InputError(
            f"这一行太长（{len(line)} 个字）",
            file=path,
            line=number,
            hint="请核对文件是否完整、换行是否丢失。",
        )
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
