"""Reads a workbook or a web page: the child reads, this process looks it over.

Both are at work on the same bytes at the same time. What the child found counts only
if nothing speaks against the file, and if it agrees with what was seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.container import RESAVE
from union_ledger.core.errors import InputError
from union_ledger.core.sheet_scan import named
from union_ledger.core.sheetreader import SheetReader
from union_ledger.core.sheetreader import Stopped
from union_ledger.core.workbook_checks import PASTE_VALUES
from union_ledger.core.workbook_checks import WorkbookChecks

if TYPE_CHECKING:
    from pathlib import Path

    from union_ledger.core.sheetreader import SheetRows

_NEW_BOOK = "请把数据“选择性粘贴”为“数值”到新的工作簿，另存为 .xlsx 再导入。"
_WORDS = {
    "locked": ("工作簿读不出来（文件加了打开密码）", "请去掉密码后另存再导入。"),
    "damaged": ("工作簿已损坏，读不出来（可能不完整）", RESAVE),
    "lost": ("工作簿里有读不全的单元格", RESAVE),
    "macro": ("工作簿里有宏，不能导入", _NEW_BOOK),
    "embedded": ("工作簿里有嵌入的文件，不能导入", _NEW_BOOK),
    "external": ("工作簿里有对其他文件的链接或外部数据连接，不能导入", _NEW_BOOK),
    "slow": ("文件读了太久，停下了", "文件可能已损坏或有害，请重新导出。"),
    "broken": (
        "工作簿已损坏，读不出来（读的过程用尽了内存，或中途出错）",
        "文件可能已损坏或有害，请重新导出，或缩短期间。",
    ),
}
_PARTLY_UNPACKED = 8  # an .xls or a page is given memory as if it were packed


def read_workbook(data: bytes, path: Path) -> list[SheetRows]:
    """Return the sheets of an .xlsx.

    Raises:
        InputError: It cannot be read, or should not be.
    """
    checks = WorkbookChecks(data, path)
    with SheetReader(data, "xlsx", path, checks.unpacked) as reader:
        checks.look_over()
        try:
            sheets = reader.sheets()
        except Stopped as stop:
            checks.explain()
            raise _refusal(stop, path) from None
    checks.agree(sheets)
    _refuse_hidden(sheets, path)
    return sheets


def read_other(data: bytes, kind: str, path: Path) -> list[SheetRows]:
    """Return the sheets of an .xls, or the tables of a web page in UTF-8.

    Raises:
        InputError: It cannot be read, or should not be.
    """
    with SheetReader(data, kind, path, _PARTLY_UNPACKED * len(data)) as reader:
        try:
            sheets = reader.sheets()
        except Stopped as stop:
            raise _refusal(stop, path) from None
    _refuse_hidden(sheets, path)
    return sheets


def _refuse_hidden(sheets: list[SheetRows], path: Path) -> None:
    for sheet in sheets:
        if sheet.hidden and sheet.filled:
            raise InputError(
                f"隐藏的工作表 {sheet.name} 里有 {sheet.filled} 个单元格的数据",
                file=path,
                hint="请在 Excel 里右键工作表标签选“取消隐藏”，核对后留下或删去。",
            )


def _refusal(stop: Stopped, path: Path) -> InputError:
    details = stop.details
    where = f"工作表 {details.get('sheet')} "
    match stop.why:
        case "formula":
            what, hint = f"{where}里有公式{_cells(details)}", PASTE_VALUES
        case "error":
            what = f"{where}里有错误值{_cells(details)}"
            hint = "请在原系统重新导出，或改正这些单元格后另存。"
        case "cells":
            spread = f"{details.get('rows')} 行 × {details.get('columns')} 列"
            what = f"{where}的表格范围太大（{spread}）"
            hint = "表外可能有误填的单元格，请删去后另存。"
        case "number":
            what = f"{where}第 {details.get('row')} 行有不是数的数"
            hint = RESAVE
        case word:
            what, hint = _WORDS.get(word, _WORDS["broken"])
    return InputError(what, file=path, hint=hint)


def _cells(details: dict[str, object]) -> str:
    places = details.get("cells")
    if not isinstance(places, list) or not places:
        return ""
    return f"（{named(list(map(str, places)))}）"
