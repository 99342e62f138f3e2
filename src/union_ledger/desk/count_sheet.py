"""A stocktaking form（盘点表） as an Excel file that an officer fills without help.

Only the cells to fill are unlocked; the sheet has no password, because a password
protects nothing: what was changed shows in each row's check when the form comes back.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import cast

from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker
from openpyxl.drawing.spreadsheet_drawing import OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from union_ledger.core.asset_records import AssetClass
from union_ledger.desk import count_looks as looks
from union_ledger.desk.asset_tag import code_png
from union_ledger.desk.asset_tag import tag_of
from union_ledger.desk.count_form import CHECK
from union_ledger.desk.count_form import COUNTED_BY
from union_ledger.desk.count_form import COUNTED_ON
from union_ledger.desk.count_form import CUSTODIAN
from union_ledger.desk.count_form import EXTRA_RESULTS
from union_ledger.desk.count_form import EXTRA_ROWS
from union_ledger.desk.count_form import FILLED
from union_ledger.desk.count_form import FOUND
from union_ledger.desk.count_form import HEADINGS
from union_ledger.desk.count_form import IDENTITY
from union_ledger.desk.count_form import NOTE
from union_ledger.desk.count_form import PLACE
from union_ledger.desk.count_form import PRINTED
from union_ledger.desk.count_form import RESULT
from union_ledger.desk.count_form import RESULTS
from union_ledger.desk.count_form import STATE
from union_ledger.desk.count_form import STATES
from union_ledger.desk.count_form import extra_row
from union_ledger.desk.count_form import row_check
from union_ledger.desk.count_guide import add_guide
from union_ledger.reports.formats.workbook.package import Book
from union_ledger.reports.formats.workbook.text import cell_at
from union_ledger.reports.formats.workbook.text import put_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.header_footer import HeaderFooterItem
    from openpyxl.worksheet.worksheet import Worksheet

    from union_ledger.desk.count_form import CountForm
    from union_ledger.desk.count_form import FormRow

MAIN_SHEET, REFERENCE_SHEET = "盘点表", "备查"
_HEADING_ROW = 5
_LAST = len(HEADINGS)
_QUANTITY, _COST = PRINTED.index("登记数量") + 1, PRINTED.index("原值") + 1
_CENTRED = {"序号", "登记数量", "登记保管人", "登记状态", RESULT, FOUND, STATE, CHECK}
_CODE_PIXELS = 57
_EMU = 9525  # English metric units to a pixel
EXTRAS_HEADING = (
    "盘到了、表上没有的东西（盘盈、账外）：一件写一行，名称、盘点结果、实有数量必填"
)
NOTHING = "（本单位没有登记的物品）"
SIGNATURES = "签字：" + "".join(
    f"　　{who}＿＿＿＿＿＿＿＿" for who in ("盘点人", "监盘人", "单位负责人", "日期")
)
_CLASSES: tuple[str, ...] = AssetClass.__args__  # type: ignore[attr-defined]


class _Picture(Image):
    """A PNG that is put in as it is; openpyxl's own would need Pillow to look at it."""

    def __init__(self, data: bytes, row: int, column: int, pixels: int) -> None:
        self._png = data
        self.ref = data
        self.format = "png"
        self.width = self.height = pixels
        size = pixels * _EMU
        gap = 4 * _EMU
        corner = AnchorMarker(col=column - 1, colOff=gap, row=row - 1, rowOff=gap)
        self.anchor = OneCellAnchor(_from=corner, ext=XDRPositiveSize2D(size, size))

    def _data(self) -> bytes:
        return self._png


def count_sheet(form: CountForm) -> bytes:
    """Return the form as .xlsx; the same form gives the same bytes."""
    book = Book()
    book.workbook.properties.creator = form.entity
    book.workbook.properties.title = f"盘点表 {form.identity.number}"
    sheet = book.sheet(MAIN_SHEET)
    _head(sheet, form, "固定资产盘点表")
    _counting(sheet)
    after = _things(sheet, form, form.own)
    _extras(sheet, form, after)
    _finish(sheet, form)
    if form.reference:
        sheet = book.sheet(REFERENCE_SHEET)
        _head(sheet, form, "备查物品盘点表（行政提供、租入，不属工会资产）")
        after = _things(sheet, form, form.reference)
        _signatures(sheet, after + 1)
        _finish(sheet, form)
    add_guide(book.sheet("填表说明"), form)
    return book.packed()


def _head(sheet: Worksheet, form: CountForm, title: str) -> None:
    said = form.identity
    _across(sheet, 1, f"{form.entity}　{title}", looks.TITLE_FONT, looks.CENTRE)
    sheet.row_dimensions[1].height = 30
    facts = (
        f"单位：{said.unit} {form.unit_name}　　基准日：{said.day}"
        f"　　表号：{said.number}　　共 {said.rows} 项"
    )
    _across(sheet, 2, facts, looks.FACT_FONT, looks.LEFT)
    line = f"{IDENTITY}{said.text}"
    _across(sheet, 4, line, looks.SMALL_FONT, looks.LEFT)
    sheet.row_dimensions[2].height = 20
    for column, (heading, width) in enumerate(
        zip(HEADINGS, looks.WIDTHS, strict=True), 1
    ):
        cell = cell_at(sheet, _HEADING_ROW, column)
        put_text(cell, heading)
        cell.font, cell.alignment = looks.HEADING_FONT, looks.CENTRE
        cell.border = looks.BOX
        cell.fill = looks.OPEN_FILL if heading in FILLED else looks.HEADING_FILL
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[_HEADING_ROW].height = 30


def _counting(sheet: Worksheet) -> None:
    """Put in the two cells about the counting itself: when, and by whom."""
    row = 3
    sheet.row_dimensions[row].height = 24
    for label, column in ((COUNTED_ON, 1), (COUNTED_BY, 6)):
        sheet.merge_cells(
            start_row=row, end_row=row, start_column=column, end_column=column + 2
        )
        sheet.merge_cells(
            start_row=row, end_row=row, start_column=column + 3, end_column=column + 4
        )
        cell = cell_at(sheet, row, column)
        put_text(cell, label)
        cell.font, cell.alignment = looks.HEADING_FONT, looks.RIGHT
        _open(cell_at(sheet, row, column + 3))
    cell_at(sheet, row, 4).number_format = "yyyy-mm-dd"
    hint = cell_at(sheet, row, 12)
    put_text(hint, "黄色的格子要填；一件一行，“盘点结果”从下拉里选，没盘到的不选。")
    hint.font, hint.alignment = looks.FACT_FONT, looks.FLOWING


def _things(sheet: Worksheet, form: CountForm, rows: Sequence[FormRow]) -> int:
    """Put in the rows of things; return the row behind them."""
    identity = form.identity
    for line, row in enumerate(rows, _HEADING_ROW + 1):
        sheet.row_dimensions[line].height = looks.ROW_HEIGHT
        check = row_check(identity.number, row.sequence, row.printed)
        texts = (row.sequence, "", *row.printed, *("" for _ in FILLED), check)
        _cells(sheet, line, texts, open_from=len(PRINTED) + 1)
        png = code_png(tag_of(identity.sign, row.number))
        sheet.add_image(_Picture(png, line, 2, _CODE_PIXELS))
    after = _HEADING_ROW + 1 + len(rows)
    if not rows:
        _across(sheet, after, NOTHING, looks.ROW_FONT, looks.CENTRE)
        after += 1
    else:
        _validate(sheet, _HEADING_ROW + 1, after - 1, RESULTS)
    return after


def _extras(sheet: Worksheet, form: CountForm, row: int) -> None:
    """Put in the blank rows for what is on no card, and the signatures."""
    _across(sheet, row, EXTRAS_HEADING, looks.SECTION_FONT, looks.LEFT)
    sheet.row_dimensions[row].height = 28
    first = row + 1
    for place in range(1, EXTRA_ROWS + 1):
        line = row + place
        blank = extra_row(form.identity.number, place)
        sheet.row_dimensions[line].height = looks.EXTRA_HEIGHT
        check = row_check(form.identity.number, blank.sequence, blank.printed)
        texts = [blank.sequence, "", blank.number, *("" for _ in HEADINGS[3:])]
        texts[-1] = check
        _cells(sheet, line, texts, open_from=len(PRINTED) + 1)
        cell_at(sheet, line, 3).font = looks.SMALL_FONT
        for column in (4, 5, 6):
            _open(cell_at(sheet, line, column))
    last = row + EXTRA_ROWS
    _validate(sheet, first, last, EXTRA_RESULTS)
    _offer(sheet, f"F{first}:F{last}", _CLASSES, "类别")
    _signatures(sheet, last + 2)


def _cells(
    sheet: Worksheet, line: int, texts: Sequence[str], *, open_from: int
) -> None:
    for column, (heading, text) in enumerate(zip(HEADINGS, texts, strict=True), 1):
        cell = cell_at(sheet, line, column)
        cell.font, cell.border = looks.ROW_FONT, looks.BOX
        cell.alignment = looks.CENTRE if heading in _CENTRED else looks.LEFT
        if text and column in {_QUANTITY, _COST}:
            cell.value = Decimal(text)
            cell.number_format = "0" if column == _QUANTITY else looks.MONEY
            cell.alignment = looks.CENTRE if column == _QUANTITY else looks.RIGHT
        elif text:
            put_text(cell, text)
        if heading == CHECK:
            cell.font = looks.SMALL_FONT
        elif column >= open_from:
            _open(cell)


def _open(cell: Cell) -> None:
    cell.protection, cell.fill = looks.OPEN, looks.OPEN_FILL
    cell.border, cell.font = looks.BOX, looks.ROW_FONT
    if not cell.alignment.horizontal:
        cell.alignment = looks.LEFT


def _validate(
    sheet: Worksheet, first: int, last: int, results: tuple[str, ...]
) -> None:
    """Offer the words that can be chosen, and refuse text for a number."""

    def span(heading: str) -> str:
        letter = get_column_letter(HEADINGS.index(heading) + 1)
        return f"{letter}{first}:{letter}{last}"

    _offer(sheet, span(RESULT), results, RESULT)
    _offer(sheet, span(STATE), STATES, STATE)
    whole = DataValidation(
        type="whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True
    )
    whole.errorTitle, whole.error = FOUND, "请填整数，如 0、1、2，不写单位。"
    whole.showErrorMessage = True
    whole.add(span(FOUND))
    sheet.add_data_validation(whole)
    for heading, said in (
        (PLACE, "与登记地点不同时填。"),
        (CUSTODIAN, "与登记保管人不同时填人员编号（如 T0412），不写姓名。"),
        (NOTE, "需要说明的写在这里，不写姓名、电话。"),
    ):
        hint = DataValidation(allow_blank=True)
        hint.promptTitle, hint.prompt, hint.showInputMessage = heading, said, True
        hint.add(span(heading))
        sheet.add_data_validation(hint)


def _offer(sheet: Worksheet, span: str, words: Sequence[str], title: str) -> None:
    offered = DataValidation(
        type="list", formula1=f'"{",".join(words)}"', allow_blank=True
    )
    offered.errorTitle, offered.error = title, "请从下拉里选一个。"
    offered.showErrorMessage = True
    offered.add(span)
    sheet.add_data_validation(offered)


def _signatures(sheet: Worksheet, row: int) -> None:
    _across(sheet, row, SIGNATURES, looks.FACT_FONT, looks.LEFT)
    sheet.row_dimensions[row].height = 36


def _across(
    sheet: Worksheet, row: int, text: str, font: object, alignment: object
) -> None:
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=_LAST)
    cell = cell_at(sheet, row, 1)
    put_text(cell, text)
    cell.font, cell.alignment = font, alignment  # type: ignore[assignment]


def _finish(sheet: Worksheet, form: CountForm) -> None:
    """Lock what is printed, and set up the print on A4 landscape."""
    sheet.protection.sheet = True
    # Widths and heights may be changed; rows and cells may not.
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.freeze_panes = f"E{_HEADING_ROW + 1}"
    sheet.print_title_rows = f"{_HEADING_ROW}:{_HEADING_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.footer = 0.5, 0.75, 0.35
    footer = cast("HeaderFooterItem", sheet.oddFooter)
    footer.left.text, footer.right.text = form.identity.number, "第 &P 页 共 &N 页"
