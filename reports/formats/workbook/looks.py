"""How a workbook looks: fonts, number formats, borders, widths and print set-up."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from dataclasses import field
from functools import lru_cache
from typing import TYPE_CHECKING
from typing import cast

from openpyxl.styles import Alignment
from openpyxl.styles import Border
from openpyxl.styles import Font
from openpyxl.styles import PatternFill
from openpyxl.styles import Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from union_ledger.reports.cells import clean
from union_ledger.reports.cells import display_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.cell.cell import Cell
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.header_footer import HeaderFooterItem
    from openpyxl.worksheet.worksheet import Worksheet

    from union_ledger.reports.model import Kind
    from union_ledger.reports.tables import Role


def _number(form: str) -> str:
    """Return a format for plus, minus, zero and text, a hair off the border."""
    return f"{form}_ ;[Red]-{form}_ ;{form}_ ;@_ "


NUMBER_FORMATS: dict[Kind, str] = {
    "text": "General",
    "link": "General",
    "code": "@",
    "money": _number("#,##0.00"),
    "percent": _number("0.0%"),
    "count": _number("#,##0"),
    "date": "yyyy-mm-dd",
}
# On a statutory form nought is left empty and minus is a plain -.
BLANK_NOUGHT: dict[Kind, str] = {
    "money": "#,##0.00_ ;-#,##0.00_ ;;@_ ",
    "percent": "0.0%_ ;-0.0%_ ;;@_ ",
    "count": "#,##0_ ;-#,##0_ ;;@_ ",
}
LINE_HEIGHT = 15
TITLE_SIZE = 16
WIDEST_TEXT = 40
LINK = "1B5E8C"

# Excel takes 255 characters for a whole footer.
_LONGEST_FOOT = 90

# Charset 134 lets a machine without 宋体 take another Chinese font.
_FACE = "宋体"
_CHARSET = 134
_THIN = Side(style="thin", color="A6A6A6")
_THICK = Side(style="medium", color="404040")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_TOTAL_BOX = Border(left=_THIN, right=_THIN, top=_THICK, bottom=_THICK)
_FILLS: dict[Role, PatternFill | None] = {
    "detail": None,
    "group": PatternFill("solid", fgColor="EAF1EC"),
    "subtotal": PatternFill("solid", fgColor="F4F4F4"),
    "total": PatternFill("solid", fgColor="E8E8E8"),
}
_HEAD_FILL = PatternFill("solid", fgColor="D9E6DD")
_SIDES: dict[Kind, str] = {"text": "left", "link": "left"}
_NUMBERS: frozenset[Kind] = frozenset({"money", "percent", "count"})


def font(size: int = 11, *, bold: bool = False, color: str | None = None) -> Font:
    """Return the workbook's font."""
    return Font(name=_FACE, charset=_CHARSET, size=size, bold=bold, color=color)


@dataclass(frozen=True, slots=True)
class Wardrobe:
    """The looks of one workbook's cells, made once and copied.

    Setting them anew for each cell is what takes most of the time of a long sheet.
    openpyxl has no public way to copy a cell's looks, so its own field is used.
    """

    made: dict[tuple[Kind, Role, int], StyleArray] = field(default_factory=dict)

    def dress(self, cell: Cell, kind: Kind, role: Role, level: int) -> None:
        """Give a table's cell its looks; anything it had before is replaced."""
        key = (kind, role, level)
        if key not in self.made:
            dress(cell, kind, role, level)
            self.made[key] = copy(cell._style)  # type: ignore[attr-defined]  # noqa: SLF001
        cell._style = copy(self.made[key])  # type: ignore[attr-defined]  # noqa: SLF001

    def lend(self, cell: Cell, kind: Kind) -> None:
        """Give a cell of a long list the looks that all its like share.

        They must not be changed afterwards: it would change them for all.
        """
        key: tuple[Kind, Role, int] = (kind, "detail", 0)
        if key not in self.made:
            self.dress(cell, *key)
        cell._style = self.made[key]  # type: ignore[attr-defined]  # noqa: SLF001


def dress(cell: Cell, kind: Kind, role: Role = "detail", level: int = 0) -> None:
    """Give a table's cell its number format, side, border and weight."""
    cell.number_format = NUMBER_FORMATS[kind]
    cell.font = font(bold=role != "detail")
    cell.border = _TOTAL_BOX if role == "total" else _BOX
    side = "right" if kind in _NUMBERS else _SIDES.get(kind, "center")
    cell.alignment = Alignment(
        horizontal=side, vertical="center", wrap_text=side == "left", indent=level
    )
    fill = _FILLS[role]
    if fill is not None:
        cell.fill = fill


def dress_heading(cell: Cell) -> None:
    """Give a column heading its looks; long ones wrap."""
    cell.font = font(bold=True)
    cell.fill = _HEAD_FILL
    cell.border = _BOX
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def dress_line(
    cell: Cell, *, size: int = 11, bold: bool = False, side: str = "left"
) -> None:
    """Give a line outside the table its looks."""
    cell.font = font(size, bold=bold)
    cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)


# The same names stand in row after row.
@lru_cache(maxsize=1 << 12)
def lines_needed(text: str, width: int) -> int:
    """Return how many lines ``text`` takes in a column of ``width``."""
    # One character is lost to the cell's padding, one where a wide one does not fit.
    room = max(2, width - 2)
    if 2 * len(text) <= room and "\n" not in text:
        return 1
    return sum(
        max(1, -(-display_width(line) // room)) for line in clean(text).split("\n")
    )


def set_widths(sheet: Worksheet, widths: Sequence[int]) -> None:
    """Set the widths of the first columns, in half-width characters."""
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def set_print(
    sheet: Worksheet,
    foot: str,
    *,
    header_rows: str = "",
    one_page: bool = False,
    upright: bool = False,
) -> None:
    """Set up A4, one page wide, with page numbers and repeated header.

    ``header_rows`` is like ``3:4``; ``foot`` stands at the left of the footer;
    ``one_page`` fits the height as well; landscape, unless ``upright``.
    """
    sheet.page_setup.orientation = "portrait" if upright else "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 1 if one_page else 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top = 0.6
    sheet.page_margins.bottom = 0.75
    if header_rows:
        sheet.print_title_rows = header_rows
    # Footer text is a little language of its own, where & begins a command.
    footer = cast("HeaderFooterItem", sheet.oddFooter)
    footer.left.text = clean(foot)[:_LONGEST_FOOT].replace("&", "&&")
    footer.left.size = 8
    footer.right.text = "第 &P 页，共 &N 页"
    footer.right.size = 9
    sheet.sheet_view.showGridLines = False
