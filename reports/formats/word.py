"""What Word needs beyond python-docx: looks, tables of a width, fields, a packer."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from typing import Literal

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.shared import Pt
from docx.shared import RGBColor

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from docx.document import Document as Doc
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import Section
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

# A zip file knows no earlier moment.
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_BODY, _HEAD = "宋体", "黑体"


def set_looks(document: Doc) -> None:
    """Set Chinese fonts and A4 portrait; the margins are for a document to be bound."""
    for name, font, size in (
        ("Normal", _BODY, 10.5),
        ("Title", _HEAD, 28),
        ("Heading 1", _HEAD, 16),
        ("Heading 2", _HEAD, 12),
    ):
        style = document.styles[name]
        style.font.name = "Times New Roman"
        style.font.size = Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), font)
    document.styles["Normal"].paragraph_format.space_after = Pt(3)
    # The template underlines the title in blue, and takes East Asian text for no
    # language, which puts Chinese commas into the middle of their square.
    styles = document.styles.element
    for border in styles.xpath("//w:style[@w:styleId='Title']//w:pBdr"):
        border.getparent().remove(border)
    for language in styles.xpath("//w:docDefaults//w:lang"):
        language.set(qn("w:eastAsia"), "zh-CN")
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(22)


def add_page_numbers(section: Section) -> None:
    """Write 第 n 页，共 m 页 at the foot of every page."""
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, code in (("第 ", "PAGE"), (" 页，共 ", "NUMPAGES"), (" 页", "")):
        footer.add_run(text)
        if code:
            add_field(footer, code, "1")


def add_table(  # noqa: PLR0913 - what a table looks like
    document: Doc,
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[int],
    *,
    right: frozenset[int] = frozenset(),
    size: int = 9,
) -> None:
    """Add a table with the widths of its columns in mm; the head is repeated.

    The columns in ``right`` are set to the right below the head.
    """
    body = [head, *rows] if head else list(rows)
    table = document.add_table(len(body), len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for number, (line, texts) in enumerate(zip(table.rows, body, strict=True)):
        for place, (cell, text) in enumerate(zip(line.cells, texts, strict=True)):
            cell.width = Mm(widths[place])
            # The head is bold; where there is none, the first column names the rest.
            _fill(cell, text, size, bold=number == 0 if head else place == 0)
            if place in right and (number or not head):
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        properties = line._tr.get_or_add_trPr()  # noqa: SLF001 - no other way in
        properties.append(OxmlElement("w:cantSplit"))
        if head and not number:
            properties.append(OxmlElement("w:tblHeader"))


def _fill(cell: _Cell, text: str, size: int, *, bold: bool) -> None:
    run = cell.paragraphs[0].add_run(text)
    run.font.size = Pt(size)
    run.bold = bold or text.startswith("【") or None
    shape = cell.paragraphs[0].paragraph_format
    shape.space_before = shape.space_after = Pt(2)


def add_field(paragraph: Paragraph, code: str, shown: str) -> None:
    """Add a field such as PAGE; ``shown`` stands until Word works it out."""
    add_mark(paragraph, "begin")
    add_instruction(paragraph, code)
    add_mark(paragraph, "separate")
    paragraph.add_run(shown)
    add_mark(paragraph, "end")


def add_mark(paragraph: Paragraph, kind: Literal["begin", "separate", "end"]) -> None:
    """Add one of the three marks of a field, which may lie in other paragraphs."""
    mark: BaseOxmlElement = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)  # noqa: SLF001 - python-docx has no fields


def add_instruction(paragraph: Paragraph, code: str) -> None:
    """Add what a field is to show, between its first and its second mark."""
    text: BaseOxmlElement = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = code
    paragraph.add_run()._r.append(text)  # noqa: SLF001 - python-docx has no fields


def packed_bytes(document: Doc) -> bytes:
    """Return the file without the moment of its making."""
    raw, packed = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with (
        zipfile.ZipFile(raw) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(
                zipfile.ZipInfo(name, _EARLIEST),
                source.read(name),
                compress_type=zipfile.ZIP_DEFLATED,
            )
    return packed.getvalue()
