"""The cells of one row to one line of a voucher."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.importers.amount import parse_fen
from union_ledger.importers.dates import parse_moment
from union_ledger.importers.dates import why_no_date
from union_ledger.importers.movement import RowError
from union_ledger.importers.periods import last_day
from union_ledger.importers.periods import parse_months
from union_ledger.importers.text import identifier
from union_ledger.importers.text import squeeze
from union_ledger.importers.vouchers.numbers import parse_number
from union_ledger.importers.vouchers.numbers import plain_code
from union_ledger.importers.vouchers.numbers import split_subject
from union_ledger.importers.vouchers.voucher import Line

if TYPE_CHECKING:
    from datetime import date

    from union_ledger.importers.vouchers.layout import VoucherLayout

_YUAN = {"", "人民币", "cny", "rmb", "人民币元", "156"}
_TYPED = {
    *("date", "year", "period", "word", "number", "entry_no", "entity"),
    *("summary", "code", "name", "subject", "debit", "credit", "side", "amount"),
    *("currency", "rate", "quantity", "price", "foreign"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Which voucher a row belongs to."""

    day: date
    word: str
    number: int
    written: str


def place_of(
    cell: dict[str, str], layout: VoucherLayout, year: int | None
) -> Place | None:
    """Return the voucher of a row; ``None`` where it says nothing, as lines below.

    Args:
        cell: Its cells by role, cleaned.
        layout: The layout, for the forms of dates.
        year: The year of rows that name a month only.

    Raises:
        RowError: A part cannot be read, is missing, or contradicts another.
    """
    when = cell.get("date") or cell.get("period")
    if not when and not cell["number"]:
        return None
    number = parse_number(cell["number"], cell.get("word", ""))
    if number is None:
        shown = f"{cell.get('word', '')}{cell['number']}"[:30]
        raise RowError(f"凭证号“{shown}”认不出来" if shown else "没有凭证号")
    return Place(_day(cell, layout, year), *number, cell["number"])


def _day(cell: dict[str, str], layout: VoucherLayout, year: int | None) -> date:
    stated, month = _stated(cell)
    if "date" not in cell:
        known = stated or year
        if month is None:
            shown = cell.get("period", "")[:20]
            raise RowError(f"会计期间“{shown}”认不出来" if shown else "没有会计期间")
        if known is None:
            raise RowError("只有月份，没有年度")
        return last_day(known, month)
    moment = parse_moment(cell["date"], layout.dates)
    if moment is None:
        raise RowError(why_no_date(cell["date"]))
    day = moment[0]
    if month not in {None, day.month} or stated not in {None, day.year}:
        raise RowError(f"凭证日期 {day} 不在会计期间 {stated or ''} {month} 月之内")
    return day


def _stated(cell: dict[str, str]) -> tuple[int | None, int | None]:
    """Return year and month by the columns 会计年度 and 会计期间."""
    year = identifier(cell.get("year", "")).rstrip("年度")
    period = identifier(cell.get("period", ""))
    months = parse_months(period) if period else None
    if period and (months is None or months.first != months.last):
        raise RowError(f"会计期间“{period[:20]}”认不出来")
    if year and not (year.isdigit() and len(year) == 4):
        raise RowError(f"会计年度“{year[:20]}”认不出来")
    stated = int(year) if year else months.year if months else None
    return stated, months.first if months else None


def read_line(line: int, cell: dict[str, str], layout: VoucherLayout, raw: str) -> Line:
    """Return one line of a voucher.

    Raises:
        RowError: The account or the amount is missing, both columns are filled, or
            it is not in yuan.
        AmountError: An amount cannot be read.
    """
    code, name = cell.get("code", ""), cell.get("name", "")
    if "subject" in cell:
        code, name = split_subject(cell["subject"])
    if not code or not plain_code(code):
        raise RowError("没有科目代码" if name else "没有科目")
    if squeeze(cell.get("currency", "")) not in _YUAN:
        raise RowError(f"币种是 {cell['currency'][:10]}，账簿只记人民币")
    side, amount = _money(cell, layout)
    text = {
        role: identifier(value) if role in layout.identifiers else value
        for role, value in cell.items()
        if value and role not in _TYPED
    }
    return Line(
        line, plain_code(code), name, cell.get("summary", ""), side, amount, text, raw
    )


def _money(cell: dict[str, str], layout: VoucherLayout) -> tuple[str, int]:
    if "side" in cell and "debit" not in cell:
        amount = parse_fen(cell["amount"])
        if not amount:
            raise RowError("没有金额")
        return _side(cell["side"], layout), amount
    debit, credit = parse_fen(cell["debit"]), parse_fen(cell["credit"])
    if debit and credit:
        raise RowError("借方和贷方两列都有金额")
    if not debit and not credit:
        raise RowError("没有金额")
    return ("借", debit) if debit else ("贷", credit or 0)


def _side(text: str, layout: VoucherLayout) -> str:
    plain = squeeze(text)
    if layout.sides and plain in map(squeeze, layout.sides.debit):
        return "借"
    if layout.sides and plain in map(squeeze, layout.sides.credit):
        return "贷"
    raise RowError(f"借贷方向“{text[:10]}”认不出来" if text else "没有借贷方向")
