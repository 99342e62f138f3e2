"""Amounts as banks and campus systems spell them."""

from __future__ import annotations

import re
from decimal import Decimal

from union_ledger.core.money import UnevenFenError
from union_ledger.core.money import fen
from union_ledger.core.money import yuan
from union_ledger.importers.capital import capital_fen
from union_ledger.importers.text import squeeze

_NOTHING = re.compile(r"^[-—–*/]*$")
_FRAME = re.compile(r"^(?:cny|rmb|人民币|[¥￥])?(.*?)(?:元|cny|rmb)?$")
_PLAIN = re.compile(r"^(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d+)?$", re.ASCII)
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}(\d{2}:\d{2}:\d{2})?$", re.ASCII)


class AmountError(ValueError):
    """The text is no amount; ``str`` says so in Chinese."""


def parse_money(text: str) -> Decimal | None:
    """Return the amount in yuan, or ``None`` where the cell says "nothing".

    Understood: thousands commas, ``¥``, ``CNY``, ``元``, full-width figures, a sign,
    brackets for a negative, and Chinese capitals (伍拾圆整). Blank, ``-``, ``--`` and
    ``***`` are nothing.

    Raises:
        AmountError: Anything else, such as masked figures, text behind the amount, or
            a number that a cell format has turned into a date.
    """
    plain = squeeze(text)
    if _NOTHING.match(plain):
        return None
    framed = _FRAME.match(plain)
    body = framed[1] if framed else plain
    negative = body.startswith("(") and body.endswith(")")
    if negative:
        body = body[1:-1]
    sign = ""
    if body.startswith(("+", "-")) and not negative:
        sign, body = body[0], body[1:].removeprefix("¥")
    if not _PLAIN.match(body):
        capital = capital_fen(plain.removeprefix("人民币"))
        if capital is not None:
            return yuan(capital)
        if _DATE.match(plain):
            raise AmountError(
                f"金额“{text.strip()[:30]}”是个日期，可能是单元格格式把数字变成了日期"
            )
        raise AmountError(f"金额“{text.strip()[:30]}”认不出来")
    number = Decimal(body.replace(",", ""))
    return -number if negative or sign == "-" else number


def parse_fen(text: str) -> int | None:
    """Return the amount in fen, or ``None`` where the cell says "nothing".

    Raises:
        AmountError: No amount, or one with more than two decimals.
    """
    number = parse_money(text)
    if number is None:
        return None
    try:
        return fen(number)
    except UnevenFenError:
        raise AmountError(f"金额“{text.strip()[:30]}”多于两位小数") from None
