"""Amounts as banks and campus systems spell them."""

from __future__ import annotations

import re
from decimal import Decimal

from union_ledger.core.money import UnevenFenError
from union_ledger.core.money import fen
from union_ledger.importers.text import squeeze

_NOTHING = re.compile(r"^[-—–*/]*$")
_FRAME = re.compile(r"^(?:cny|rmb|人民币|[¥￥])?(.*?)(?:元|cny|rmb)?$")
_PLAIN = re.compile(r"^(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d+)?$", re.ASCII)


class AmountError(ValueError):
    """The text is no amount; ``str`` says so in Chinese."""


def parse_money(text: str) -> Decimal | None:
    """Return the amount in yuan, or ``None`` where the cell says "nothing".

    Understood: thousands commas, ``¥``, ``CNY``, ``元``, full-width figures, a sign,
    and brackets for a negative. Blank, ``-``, ``--`` and ``***`` are nothing.

    Raises:
        AmountError: Anything else, such as masked figures or text behind the amount.
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
