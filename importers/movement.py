"""The cells of one row to one movement of money."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from union_ledger.importers.amount import parse_fen
from union_ledger.importers.dates import parse_time
from union_ledger.importers.dates import why_no_date
from union_ledger.importers.statement import Row
from union_ledger.importers.text import identifier
from union_ledger.importers.text import is_yuan
from union_ledger.importers.text import squeeze

if TYPE_CHECKING:
    from datetime import date
    from datetime import time

    from union_ledger.importers.statement_layout import StatementLayout

_ACCOUNT = re.compile(r"^[0-9A-Z][0-9A-Z-]{3,39}$")
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}:\d{2})?$", re.ASCII)
_TYPED = {
    *("date", "year", "month", "day", "time", "out", "in", "amount", "flag"),
    *("balance", "balance_side", "own_account"),
}
_SIDES = {"借": 1, "贷": -1, "平": 0}  # of the balance in the union's own books


class RowError(Exception):
    """Why a row cannot be read, in Chinese."""


class CurrencyError(RowError):
    """The row is not in renminbi."""


def read_row(  # noqa: PLR0913, PLR0917 - the parts of one row
    line: int,
    moment: tuple[date, time | None] | None,
    cell: dict[str, str],
    own: str,
    layout: StatementLayout,
    raw: str,
) -> Row:
    """Return one movement.

    Args:
        line: Row in the file.
        moment: Its date and time, ``None`` if the date cannot be read.
        cell: Its cells by role, cleaned.
        own: The union's account.
        layout: The layout, for flags and what is required.
        raw: The row as text.

    Raises:
        RowError: A part is missing, contradictory or cannot be read.
        AmountError: An amount cannot be read.
    """
    if moment is None:
        raise RowError(why_no_date(cell["date"]))
    day, clock = moment
    if layout.of == "bank" and not _ACCOUNT.match(own):
        raise RowError(f"本方账号“{own[:40]}”认不出来" if own else "没有本方账号")
    currency = cell.get("currency", "")
    if currency and not is_yuan(currency):
        raise CurrencyError(f"币种是 {currency[:10]}，只能导入人民币账户")
    payer = _payer_side(cell, own)
    side, amount = _movement(cell, layout, payer)
    balance = read_balance(cell)
    if balance is None and "balance" in layout.required():
        raise RowError("没有余额")
    _refuse_dates(cell, layout)
    text: dict[str, str] = {
        role: identifier(value) if role in layout.identifiers else value
        for role, value in cell.items()
        if value and role not in _TYPED
    }
    if payer:
        text = _other_side(text, "payee" if side == "out" else "payer")
    clock = clock or parse_time(cell.get("time", ""))
    return Row(line, day, clock, side, amount, balance, own, text, raw)


def read_balance(cell: dict[str, str]) -> int | None:
    """Return the balance in fen; in a book its side（方向）gives the sign.

    Raises:
        RowError: The side is none, or says 平 of a balance that is not zero.
        AmountError: The amount cannot be read.
    """
    balance = parse_fen(cell.get("balance", ""))
    side = squeeze(cell.get("balance_side", ""))
    if not side:
        return balance
    sign = _SIDES.get(side)
    if sign is None:
        raise RowError(f"余额的方向“{side[:10]}”认不出来")
    if sign == 0 and balance:
        raise RowError("余额的方向是“平”，余额却不是零")
    return sign * (balance or 0)


def _refuse_dates(cell: dict[str, str], layout: StatementLayout) -> None:
    """Refuse a number that a cell format has turned into a date."""
    for role in layout.identifiers:
        if _DAY.match(cell.get(role, "")):
            name = layout.columns[role].labels[0]
            raise RowError(
                f"{name}“{cell[role]}”是个日期，可能是单元格格式把号码变成了日期"
            )


def _movement(
    cell: dict[str, str], layout: StatementLayout, payer: str | None
) -> tuple[str, int]:
    """Return side and fen; what tells the side must not contradict itself."""
    flag = _flag_side(cell.get("flag", ""), layout)
    if "amount" in cell and "out" not in cell:
        return _one_amount(cell, layout, flag, payer)
    out, into = parse_fen(cell["out"]), parse_fen(cell["in"])
    if out and into:
        raise RowError("转出和转入两列都有金额")
    if not out and not into:
        raise RowError("没有金额")
    side = "out" if out else "in"
    if flag is not None and flag != side:
        raise RowError(f"借贷标志“{cell['flag']}”与金额所在的列不符")
    return side, out or into or 0


def _one_amount(
    cell: dict[str, str], layout: StatementLayout, flag: str | None, payer: str | None
) -> tuple[str, int]:
    """Return side and fen of a row with one amount column."""
    amount = parse_fen(cell["amount"])
    if not amount:
        raise RowError("没有金额")
    sign = None
    if layout.signed:
        sign, amount = ("in", amount) if amount > 0 else ("out", -amount)
    told = {side for side in (flag, payer, sign) if side}
    if not told:
        raise RowError("没有借贷标志")
    if len(told) > 1:
        raise RowError("正负号、借贷标志和收付款账号说的方向不一致")
    return told.pop(), amount


def _payer_side(cell: dict[str, str], own: str) -> str | None:
    """Return the side by whose account paid; None where the layout has no parties."""
    if "payer_account" not in cell:
        return None
    payer, payee = (identifier(cell[r]) for r in ("payer_account", "payee_account"))
    if own not in {payer, payee}:
        raise RowError(f"付款账号和收款账号都不是本方账号 {own}")
    if payer == payee:
        raise RowError("付款账号和收款账号都是本方账号")
    return "out" if payer == own else "in"


def _other_side(text: dict[str, str], other: str) -> dict[str, str]:
    """Name the party that is not the union as every other layout does."""
    parties = {"payer", "payer_account", "payee", "payee_account"}
    rest = {role: value for role, value in text.items() if role not in parties}
    for role, source in (
        ("counterparty", other),
        ("counter_account", f"{other}_account"),
    ):
        if value := text.get(source):
            rest[role] = value
    return rest


def _flag_side(text: str, layout: StatementLayout) -> str | None:
    if layout.flags is None or not text:
        return None
    plain = squeeze(text)
    if plain in map(squeeze, layout.flags.out):
        return "out"
    if plain in map(squeeze, layout.flags.into):
        return "in"
    raise RowError(f"借贷标志“{text[:10]}”认不出来")
