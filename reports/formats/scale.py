"""The scale of a chart: round numbers that cover its values, and their places."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from union_ledger.reports.cells import decimal_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.reports.cells import Kind
    from union_ledger.reports.cells import Value

_TICKS = 5


@dataclass(frozen=True, slots=True)
class Scale:
    """From ``low`` to ``high`` in steps, drawn from ``start`` over ``length``."""

    low: Fraction
    high: Fraction
    step: Fraction
    start: int
    length: int

    def place(self, value: Fraction) -> Fraction:
        """Return where a value lies; ``length`` may be negative, for upwards."""
        return self.start + (value - self.low) / (self.high - self.low) * self.length

    @property
    def ticks(self) -> list[Fraction]:
        """The round numbers from low to high."""
        count = int((self.high - self.low) / self.step)
        return [self.low + self.step * number for number in range(count + 1)]


def covering(values: Sequence[Fraction], start: int, length: int) -> Scale:
    """Return a scale with zero and all values in it, in steps of 1, 2 or 5."""
    low = min(Fraction(0), *values, Fraction(0))
    high = max(Fraction(0), *values, Fraction(0))
    if low == high:
        high = Fraction(1)
    rough = (high - low) / _TICKS
    power = Fraction(1)
    while power * 10 <= rough:
        power *= 10
    while power > rough:
        power /= 10
    step = next(power * each for each in (1, 2, 5, 10) if power * each >= rough)
    return Scale(low // step * step, -(-high // step) * step, step, start, length)


def amount(value: Value, kind: Kind) -> Fraction | None:
    """Return a figure in the unit people read: yuan, pieces, hundredths."""
    if not isinstance(value, int | Fraction | Decimal):
        return None
    exact = Fraction(value)
    if kind == "percent":
        return exact * 100
    return exact / 100 if kind == "money" else exact


def px(value: Fraction | int) -> str:
    """Return a place as SVG reads it."""
    return str(decimal_of(Fraction(value), 1))


def tick_text(value: Fraction, kind: Kind) -> str:
    """Return a round number for an axis."""
    places = 0 if value.denominator == 1 else 1 if (value * 10).denominator == 1 else 2
    return f"{decimal_of(value, places):,}" + ("%" if kind == "percent" else "")
