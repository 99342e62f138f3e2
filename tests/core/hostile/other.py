"""Hostile files that are no .xlsx: other formats, web pages and old Excel."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.core.hostile import oldexcel
from tests.core.hostile.parts import packed
from tests.core.hostile.parts import types

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Hostile:
    """How a file is made, and what its refusal says.

    Words with a bar between them are a choice. ``None`` leaves it open whether the file
    is refused or gives the rows of ``parts.PLAIN``.
    """

    make: Callable[[], bytes]
    said: str | None


def _encrypted_package() -> bytes:
    return oldexcel.container(b"\0" * 5000, "EncryptedPackage")


def _old(more: bytes = b"", **kinds: object) -> bytes:
    cells = [["日期", "金额"], ["2024-12-01", 12.5]]
    return oldexcel.container(oldexcel.stream(cells, more, **kinds))


PAGE = "<table><tr><td>日期<td>金额<tr><td>2024-12-01<td>12.5</table>"

OTHERS: dict[str, Hostile] = {
    # Other formats.
    "locked package": Hostile(_encrypted_package, "打开密码"),
    "binary workbook": Hostile(
        lambda: packed({"[Content_Types].xml": types(), "xl/workbook.bin": "x"}), "xlsb"
    ),
    "open document": Hostile(
        lambda: packed(
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": "<x/>",
            }
        ),
        "ods",
    ),
    "text document": Hostile(
        lambda: packed({"[Content_Types].xml": types(), "word/document.xml": "<x/>"}),
        "Word",
    ),
    "empty file": Hostile(bytes, "空的"),
    "page without a table": Hostile(
        lambda: b"<html><script>while(1){}</script></html>", "网页"
    ),
    "page with a formula": Hostile(
        (
            "<html><table><tr><td>日期</td></tr><tr><td x:fmla='=1+1'>2</td></tr>"
            "</table></html>"
        ).encode,
        "公式",
    ),
    "page that spreads": Hostile(
        lambda: b"<table>" + b"<tr>" + b"<td colspan=1000>1</td>" * 9000 + b"</table>",
        "范围太大",
    ),
    "page 100,000 deep": Hostile(
        lambda: b"<html>" + b"<div>" * 100_000 + b"<table><tr><td>1</table>", "损坏"
    ),
    "page whose second table is too deep": Hostile(
        lambda: PAGE.encode() + b"<div>" * 300 + PAGE.encode(), "损坏"
    ),
    "table of XML 2003": Hostile(
        lambda: (
            b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>'
            b"<Workbook/>"
        ),
        "XML 电子表格 2003",
    ),
    # Old Excel.
    "old formula": Hostile(
        lambda: _old(oldexcel.formula(2, 0, 999999.0)), "公式（A3）"
    ),
    "old error": Hostile(lambda: _old(oldexcel.error(2, 1)), "错误值（B3）"),
    "old hidden sheet": Hostile(lambda: _old(state=1), "隐藏的工作表"),
    "old macro": Hostile(
        lambda: oldexcel.container(
            oldexcel.stream([["a"], ["b"]]), folder="_VBA_PROJECT_CUR"
        ),
        "宏",
    ),
    "old embedded object": Hostile(
        lambda: oldexcel.container(
            oldexcel.stream([["a"], ["b"]]), folder="MBD0001A2B3"
        ),
        "嵌入的文件",
    ),
    "old locked": Hostile(
        lambda: _old(head=oldexcel.record(oldexcel.FILEPASS, b"\1\0" + bytes(52))),
        "打开密码",
    ),
    "old two cells at one place": Hostile(
        lambda: _old(oldexcel.cell(1, 1, 99.0)), "读不全"
    ),
    "old cut off": Hostile(lambda: _old()[:3000], "损坏"),
    "old running in a circle": Hostile(
        lambda: _old().replace(struct.pack("<II", 3, 4), struct.pack("<II", 3, 2)),
        None,
    ),
}
