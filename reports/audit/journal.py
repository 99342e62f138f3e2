"""记账凭证清单: every posting of the period, row by row, in one workbook."""

from __future__ import annotations

from copy import copy
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment

from union_ledger.core.money import yuan
from union_ledger.reports.audit.voucher import account_of
from union_ledger.reports.audit.voucher import source_of
from union_ledger.reports.audit.voucher import whose_of
from union_ledger.reports.cells import clean
from union_ledger.reports.formats.workbook import looks
from union_ledger.reports.formats.workbook.package import Book
from union_ledger.reports.formats.workbook.text import leads_a_formula
from union_ledger.reports.formats.workbook.text import put_plain
from union_ledger.reports.formats.workbook.text import put_text
from union_ledger.reports.source import provenance_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from union_ledger.core.books import Row
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.reports.model import Kind

TITLE = "记账凭证清单"
_COLUMNS: tuple[tuple[str, Kind, int], ...] = (
    ("日期", "date", 11),
    ("凭证", "code", 12),
    ("编号", "code", 22),
    ("对方", "text", 26),
    ("摘要", "text", 34),
    ("科目", "text", 40),
    ("单位 · 经费 · 项目", "text", 44),
    ("借方", "money", 17),
    ("贷方", "money", 17),
    ("经办", "code", 9),
    ("审批", "code", 9),
    ("记账", "code", 9),
    ("位置", "text", 30),
)
_HEAD_ROW = 3


def journal(ledger: Ledger, period: Period) -> bytes:
    """Return the workbook; money in yuan, sums as formulas at the top."""
    rows = [
        row
        for entry in ledger.books.entries
        if period.holds(entry.day)
        for row in entry.rows
    ]
    book = Book(Workbook(write_only=True))
    sheet: Any = book.sheet(TITLE)
    book.workbook.properties.creator = ledger.entity
    book.workbook.properties.title = TITLE
    sheet.freeze_panes = f"C{_HEAD_ROW + 1}"
    last = max(_HEAD_ROW + 1, _HEAD_ROW + len(rows))
    sheet.auto_filter.ref = f"A{_HEAD_ROW}:M{last}"
    looks.set_widths(sheet, [width for _, _, width in _COLUMNS])
    looks.set_print(
        sheet, provenance_of(ledger).text, header_rows=f"{_HEAD_ROW}:{_HEAD_ROW}"
    )
    title = WriteOnlyCell(sheet)
    put_text(title, f"{ledger.entity}　{period.label}{TITLE}")
    looks.dress_line(title, size=looks.TITLE_SIZE, bold=True)
    title.alignment = Alignment(vertical="center")
    sheet.append([title])
    said = WriteOnlyCell(sheet)
    put_text(said, "借、贷方合计（元）")
    said.font = looks.font(bold=True)
    sums: list[Any] = [said, *[None] * 6]
    for letter, amount in (
        ("H", sum(row.debit for row in rows)),
        ("I", sum(row.credit for row in rows)),
    ):
        cell = WriteOnlyCell(sheet)
        cell.font = looks.font(bold=True)
        cell.number_format = looks.NUMBER_FORMATS["money"]
        cell.value = f"=SUM({letter}{_HEAD_ROW + 1}:{letter}{last})"
        book.results[TITLE][f"{letter}2"] = yuan(amount)
        sums.append(cell)
    sheet.append(sums)
    sheet.append([_heading(sheet, name) for name, _, _ in _COLUMNS])
    wardrobe = looks.Wardrobe()
    # Each row is written when it is appended: a column's cell serves all of them.
    columns = [_dressed(sheet, kind, wardrobe) for _, kind, _ in _COLUMNS]
    for at, values in enumerate(_rows(ledger, rows), _HEAD_ROW + 1):
        lines = _lines(values)
        if lines > 1:
            sheet.row_dimensions[at].height = lines * looks.LINE_HEIGHT + 3
        sheet.append(
            [
                _filled(cell, value) if value not in (None, "") else None
                for value, cell in zip(values, columns, strict=True)
            ]
        )
    return book.packed(provenance_of(ledger).revised)


def _rows(ledger: Ledger, rows: list[Row]) -> Iterator[tuple[Any, ...]]:
    for entry, own in groupby(rows, key=attrgetter("entry")):
        head = (entry.day, entry.voucher, entry.id, entry.payee, entry.narration)
        people = tuple(map(entry.text_of, ("handler", "approver", "bookkeeper")))
        for row in own:
            yield (
                *head,
                account_of(row),
                whose_of(ledger, row),
                yuan(row.debit) if row.debit else None,
                yuan(row.credit) if row.credit else None,
                *people,
                source_of(ledger, row.filename, row.lineno),
            )


def _lines(values: tuple[Any, ...]) -> int:
    """Return how many lines the fullest cell of a row takes."""
    return max(
        looks.lines_needed(value, width) if kind == "text" else 1
        for value, (_, kind, width) in zip(values, _COLUMNS, strict=True)
    )


def _dressed(sheet: Any, kind: Kind, wardrobe: looks.Wardrobe) -> Any:  # noqa: ANN401 - openpyxl's
    cell = WriteOnlyCell(sheet)
    wardrobe.dress(cell, kind, "detail", 0)
    return cell


def _filled(cell: Any, value: Any) -> Any:  # noqa: ANN401 - openpyxl's
    """Return the column's cell with the value, or one like it for odd text."""
    if not isinstance(value, str):
        cell.value = value
        return cell
    if not leads_a_formula(clean(value)):
        put_plain(cell, value)
        return cell
    own: Any = WriteOnlyCell(cell.parent)
    own._style = copy(cell._style)  # noqa: SLF001 - openpyxl has no public way
    put_text(own, value)
    return own


def _heading(sheet: Any, name: str) -> Any:  # noqa: ANN401 - openpyxl's
    cell = WriteOnlyCell(sheet)
    looks.dress_heading(cell)
    put_text(cell, name)
    return cell
