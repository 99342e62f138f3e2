"""Text in a workbook stays text, whoever wrote it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import cast

from union_ledger.reports.cells import clean

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST = 32_767
LONGEST_SHEET_NAME = 31

_FORBIDDEN_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\\n]+")
# The lead-ins of formulas, also where a spreadsheet trims or narrows them first.
_FORMULA_LEAD = re.compile(r"^[\s\u200b-\u200f\u2060\ufeff'\"]*[=+\-@＝＋－＠]")


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return a cell that is not hidden below a merged one; both count from 1."""
    return cast("Cell", sheet.cell(row, column))


def leads_a_formula(text: str) -> bool:
    """Tell whether a spreadsheet may take text for a formula."""
    return _FORMULA_LEAD.match(text) is not None


def put_text(cell: Cell, text: str) -> None:
    """Write text that no spreadsheet takes for a formula, an error or a number.

    A cell holds 32,767 characters; longer text is cut and says so.
    """
    put_plain(cell, text)
    if leads_a_formula(clean(text)):
        # Without it, editing the cell would turn the text into a formula.
        cell.quotePrefix = True


def put_plain(cell: Cell, text: str) -> None:
    """Write text that is known to lead no formula, as ``put_text`` does."""
    text = clean(text)
    if len(text) > LONGEST:
        mark = f"……（原文共 {len(text)} 字，表格放不下，以下略）"
        text = text[: LONGEST - len(mark)] + mark
    cell.value = text
    # openpyxl guesses formulas and error values from the text: undo its guess.
    cell.data_type = "s"


def sheet_name(title: str, taken: set[str]) -> str:
    """Return a sheet name like ``title`` that Excel accepts and ``taken`` lacks.

    ``taken`` holds the names in lower case and receives the new one.
    """
    base = _FORBIDDEN_IN_SHEET_NAME.sub("-", clean(title)).strip("' -") or "表"
    number = 1
    name = _cut(base, LONGEST_SHEET_NAME)
    while name.lower() in taken:
        number += 1
        suffix = f"({number})"
        name = _cut(base, LONGEST_SHEET_NAME - len(suffix)) + suffix
    taken.add(name.lower())
    return name


def _cut(text: str, length: int) -> str:
    """Cut to ``length`` UTF-16 units, which is what Excel counts."""
    while len(text.encode("utf-16-le")) > 2 * length:
        text = text[:-1]
    return text.strip("' ")
