"""Files that look odd and are harmless: each must be read to the last cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.core.hostile import oldexcel
from tests.core.hostile.parts import HEAD
from tests.core.hostile.parts import MAIN
from tests.core.hostile.parts import PLAIN
from tests.core.hostile.parts import PLAIN_ROWS
from tests.core.hostile.parts import book
from tests.core.hostile.parts import links
from tests.core.hostile.parts import sheet
from tests.core.hostile.parts import strings
from tests.core.hostile.parts import two_sheets
from tests.core.hostile.parts import with_parts

if TYPE_CHECKING:
    from collections.abc import Callable

_STYLES = (
    f"{HEAD}<styleSheet {MAIN}><fonts><font/></fonts><fills><fill/></fills>"
    "<borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/>"
    '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)
_DATED = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="1"><v>{}</v></c></row>'


def _dated(day: int, before: str = "") -> bytes:
    from tests.core.hostile.parts import workbook

    return book(
        _DATED.format(day),
        styles=_STYLES,
        book=workbook(("流水", "visible"), before=before),
    )


BENIGN: dict[str, tuple[Callable[[], bytes], list]] = {
    "plain": (book, [PLAIN_ROWS]),
    "size of the sheet told wrong": (
        lambda: book(sheet=sheet(PLAIN, '<dimension ref="A1:XFD1048576"/>')),
        [PLAIN_ROWS],
    ),
    "hidden sheet without data": (
        lambda: two_sheets("hidden", ""),
        [PLAIN_ROWS, []],
    ),
    "hyperlink in a cell": (
        lambda: with_parts(
            {
                "xl/worksheets/_rels/sheet1.xml.rels": links(
                    ("rId1", "hyperlink", "https://example.invalid/"), outside=True
                )
            }
        ),
        [PLAIN_ROWS],
    ),
    "cells without places": (
        lambda: book(
            "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
        ),
        [[["1", "2"], ["3", ""]]],
    ),
    "rows out of order": (
        lambda: book(
            '<row r="2"><c r="A2"><v>2</v></c></row>'
            '<row r="1"><c r="A1"><v>1</v></c></row>'
        ),
        [[["1"], ["2"]]],
    ),
    "prefix on every element": (
        lambda: book(
            sheet=sheet('<row r="1"><c r="A1"><v>1</v></c></row>')
            .replace(HEAD, "")
            .replace("xmlns", "xmlns:x")
            .replace("</", "</x:")
            .replace("<w", "<x:w")
            .replace("<s", "<x:s")
            .replace("<r", "<x:r")
            .replace("<c", "<x:c")
            .replace("<v", "<x:v")
        ),
        [[["1"]]],
    ),
    "texts that look like tags": (
        lambda: book(
            '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>',
            strings=strings("a:f &lt;f&gt;=1+1&lt;/f&gt; !", ""),
        ),
        [[["a:f <f>=1+1</f> !", ""]]],
    ),
    "comment between the rows": (
        lambda: book(PLAIN + "<!-- 导出完毕 -->"),
        [PLAIN_ROWS],
    ),
    "rule of formatting with a formula": (
        lambda: book(
            sheet=sheet(
                PLAIN,
                after='<conditionalFormatting sqref="A1"><cfRule type="expression">'
                "<formula>B2&gt;1</formula></cfRule></conditionalFormatting><extLst>"
                '<ext xmlns:xm="urn:x"><xm:f>Sheet1!A1</xm:f></ext></extLst>',
            )
        ),
        [PLAIN_ROWS],
    ),
    "text with separators of the child": (
        lambda: book(
            '<row r="1"><c r="A1" t="inlineStr"><is><t>a_x001F_b</t></is></c>'
            '<c r="B1"><v>1</v></c></row>'
        ),
        [[["a\x1fb", "1"]]],
    ),
    "days counted from 1900": (lambda: _dated(45292), [[["1", "2024-01-01"]]]),
    "days counted from 1904": (
        lambda: _dated(43830, '<workbookPr date1904="1"/>'),
        [[["1", "2024-01-01"]]],
    ),
    "large and small numbers": (
        lambda: book(
            '<row r="1"><c r="A1"><v>1E-2</v></c>'
            '<c r="B1"><v>0.30000000000000004</v></c>'
            '<c r="C1"><v>123456789012.34</v></c><c r="D1"><v>-0</v></c>'
            '<c r="E1"><v>1234.5</v></c><c r="F1"><v>999999999999999</v></c></row>'
        ),
        [[["0.01", "0.3", "123456789012.34", "0", "1234.5", "999999999999999"]]],
    ),
    "old Excel": (
        lambda: oldexcel.old_excel([["日期", "金额"], ["2024-12-01", 12.5]]),
        [PLAIN_ROWS],
    ),
    "page named .xlsx": (
        (
            "<html><script>1</script><table><tr><th>日期<th>金额"
            "<tr><td>2024-12-01</td><td>12.5</td></tr></table></html>"
        ).encode,
        [PLAIN_ROWS],
    ),
}
