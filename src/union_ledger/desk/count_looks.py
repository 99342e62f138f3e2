"""How a stocktaking form looks: fonts, fills and widths, for print on A4 landscape."""

from __future__ import annotations

from openpyxl.styles import Alignment
from openpyxl.styles import Border
from openpyxl.styles import Font
from openpyxl.styles import PatternFill
from openpyxl.styles import Protection
from openpyxl.styles import Side

_FAMILY = "宋体"
_LINE = Side(style="thin", color="808080")

TITLE_FONT = Font(name="黑体", size=18, bold=True)
FACT_FONT = Font(name=_FAMILY, size=11)
HEADING_FONT = Font(name="黑体", size=10)
ROW_FONT = Font(name=_FAMILY, size=10)
SMALL_FONT = Font(name=_FAMILY, size=8, color="808080")
SECTION_FONT = Font(name="黑体", size=11)
BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
HEADING_FILL = PatternFill("solid", fgColor="E7E6E6")
# What is filled in is light yellow; it prints as white on most printers.
OPEN_FILL = PatternFill("solid", fgColor="FFF9DB")
OPEN = Protection(locked=False)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
RIGHT = Alignment(horizontal="right", vertical="center", indent=1)
FLOWING = Alignment(horizontal="left", vertical="center")
MONEY = "#,##0.00"
WIDTHS = (
    *(5, 8.5, 14, 15, 11, 11, 5.5, 11.5, 14, 8.5, 7),
    *(10.5, 6.5, 15, 10, 8, 14, 9),
)
"""Columns in characters, in the order of the form's headings."""
ROW_HEIGHT = 48
EXTRA_HEIGHT = 26
"""Points."""
