"""Workbooks put together part by part, as no library would write them."""

from __future__ import annotations

import io
import zipfile

TYPES = "[Content_Types].xml"
ROOT = "_rels/.rels"
BOOK = "xl/workbook.xml"
LINKS = "xl/_rels/workbook.xml.rels"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
SHEET = "xl/worksheets/sheet1.xml"
SECOND = "xl/worksheets/sheet2.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Two rows that every reader reads alike.
PLAIN = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>日期</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>金额</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>2024-12-01</t></is></c>'
    '<c r="B2"><v>12.5</v></c></row>'
)
PLAIN_ROWS = [["日期", "金额"], ["2024-12-01", "12.5"]]


def sheet(rows: str, before: str = "", after: str = "") -> str:
    """Return a worksheet around its rows."""
    return (
        f"{HEAD}<worksheet {MAIN}>{before}<sheetData>{rows}</sheetData>{after}"
        "</worksheet>"
    )


def strings(*texts: str) -> str:
    """Return a table of shared strings."""
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return f"{HEAD}<sst {MAIN}>{items}</sst>"


def links(*relations: tuple[str, str, str], outside: bool = False) -> str:
    """Return relations of id, kind and target."""
    mode = ' TargetMode="External"' if outside else ""
    items = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
        for key, kind, target in relations
    )
    return (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'
    )


def workbook(*sheets: tuple[str, str], before: str = "") -> str:
    """Return the list of sheets: name and state."""
    items = "".join(
        f'<sheet name="{name}" sheetId="{number}" state="{state}" r:id="rId{number}"/>'
        for number, (name, state) in enumerate(sheets, 1)
    )
    return (
        f'{HEAD}<workbook {MAIN} xmlns:r="{OFFICE}">{before}<sheets>{items}</sheets>'
        "</workbook>"
    )


def types(extra: str = "") -> str:
    """Return the list of content types."""
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
        '.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{BOOK}" ContentType="{KINDS}.sheet.main+xml"/>'
        f'<Override PartName="/{SHEET}" ContentType="{KINDS}.worksheet+xml"/>'
        f"{extra}</Types>"
    )


def parts(rows: str = PLAIN, **changed: str | bytes) -> dict[str, str | bytes]:
    """Return the parts of a workbook of one sheet; ``changed`` ones by short name."""
    whole: dict[str, str | bytes] = {
        TYPES: types(),
        ROOT: links(("rId1", "officeDocument", BOOK)),
        BOOK: workbook(("流水", "visible")),
        LINKS: links(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId8", "sharedStrings", "sharedStrings.xml"),
            ("rId9", "styles", "styles.xml"),
        ),
        STRINGS: strings("零", "一"),
        STYLES: f"{HEAD}<styleSheet {MAIN}/>",
        SHEET: sheet(rows),
    }
    short = {
        "types": TYPES,
        "book": BOOK,
        "links": LINKS,
        "strings": STRINGS,
        "styles": STYLES,
        "sheet": SHEET,
    }
    return whole | {short[name]: content for name, content in changed.items()}


def packed(
    whole: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """Return the parts as a zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in whole.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def book(rows: str = PLAIN, **changed: str | bytes) -> bytes:
    """Return a workbook of one sheet with these rows."""
    return packed(parts(rows, **changed))


def with_parts(more: dict[str, str | bytes], rows: str = PLAIN) -> bytes:
    """Return a workbook with further parts."""
    return packed(parts(rows) | more)


def two_sheets(state: str, rows: str) -> bytes:
    """Return a workbook with a second sheet in a state, and with these rows."""
    whole = parts(
        book=workbook(("流水", "visible"), ("底稿", state)),
        links=links(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "worksheet", "worksheets/sheet2.xml"),
        ),
    )
    del whole[STRINGS], whole[STYLES]
    return packed(whole | {SECOND: sheet(rows)})
