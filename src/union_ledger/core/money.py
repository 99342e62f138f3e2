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


def share_out(fen_amount: int, weights: list[int]) -> list[int]:
    """Split ``fen_amount`` by ``weights`` so that the parts add up to the fen.

    Each part is rounded down; the fen left go to the first parts with the largest
    remainders.

    Raises:
        ValueError: No weights, or weights that are negative or all zero.
    """
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        raise ValueError("weights must be non-negative and not all zero")
    sign = -1 if fen_amount < 0 else 1
    parts = [abs(fen_amount) * weight // total for weight in weights]
    left = abs(fen_amount) - sum(parts)
    by_remainder = sorted(
        range(len(weights)), key=lambda i: -(abs(fen_amount) * weights[i] % total)
    )
    for index in by_remainder[:left]:
        parts[index] += 1
    return [sign * part for part in parts]
