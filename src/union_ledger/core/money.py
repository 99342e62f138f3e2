"""Money（金额）: Decimal yuan in the ledger's text, integer fen everywhere inside."""

from __future__ import annotations

from decimal import Decimal

_FEN = Decimal("0.01")


class UnevenFenError(ValueError):
    """An amount of yuan has more than two decimals."""


def fen(yuan: Decimal) -> int:
    """Return ``yuan`` as integer fen.

    Raises:
        UnevenFenError: The amount has a fraction of a fen.
    """
    hundredfold = yuan * 100
    whole = int(hundredfold)
    if whole != hundredfold:
        raise UnevenFenError(f"金额 {yuan} 不足一分，账簿只记到分")
    return whole


def yuan(fen_amount: int) -> Decimal:
    """Return fen as Decimal yuan with two decimals."""
    return (Decimal(fen_amount) / 100).quantize(_FEN)


def yuan_text(fen_amount: int) -> str:
    """Return fen as people read it: ``1,234.56``; a minus sign where negative."""
    return f"{yuan(fen_amount):,.2f}"
