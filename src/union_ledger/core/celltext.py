"""The value of a cell as exact text: dates ISO, numbers never in exponents.

Runs in the child that reads workbooks, once for every cell that is no text: plain
figures take the short way, and Decimal is for the rest.
"""

from __future__ import annotations

from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from typing import Any

    # What calamine makes of a cell; float stands for int and bool as well.
    Value = float | str | date | time | timedelta

EXACT = 1e15  # from here on a number stored as a float has lost digits
# Such numbers that were met: the caller looks where they stand, and empties it. To ask
# this of every number would cost more than to read it.
met: list[float] = []
_CENT = Decimal("0.01")
_NOISE = Decimal("0.000001")
_HALF_SECOND = timedelta(microseconds=500_000)
_TEXT_ONLY = {str}


def column_text(values: tuple[Value, ...]) -> Iterable[str]:
    """Return the cells of a column as text; a number that is fen but for noise is fen.

    A column of text alone comes back as it is.
    """
    kinds = set(map(type, values))
    if kinds == _TEXT_ONLY:
        return values  # type: ignore[return-value]
    return [
        value if value.__class__ is str else _TEXT[value.__class__](value)
        for value in values
    ]


def is_inexact(value: Value) -> bool:
    """Tell whether it is a number too long for Excel to keep exactly, or none."""
    return isinstance(value, float | int) and not -EXACT < value < EXACT


def number_text(value: float) -> str:
    """Return a number as a sheet shows it: 69, 0.3 for 0.1 + 0.2, 0.00001."""
    text = repr(value)
    if -EXACT < value < EXACT:
        if text[-3:-2] == ".":
            return text
        if text[-2:] == ".0":
            return text[:-2] if value else "0"
        if text[-2:-1] == ".":
            return text
    else:
        met.append(value)
    exact = Decimal(text)
    if not exact.is_finite():
        return text
    cents = exact.quantize(_CENT) if abs(exact) < EXACT else exact
    if abs(exact - cents) < _NOISE:
        exact = cents  # 0.1 + 0.2 in binary; the sheet shows 0.30
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment_text(value: datetime) -> str:
    """Return date and time to the whole second that is nearest."""
    if value.microsecond >= 500_000:
        value += _HALF_SECOND
    return value.isoformat(" ", "seconds")


def _whole_text(value: int) -> str:
    if not -EXACT < value < EXACT:
        met.append(value)
    return str(value)


def _upper(value: Value) -> str:
    return str(value).upper()


_TEXT: dict[type, Callable[[Any], str]] = {
    float: number_text,
    int: _whole_text,
    bool: _upper,
    datetime: _moment_text,
    date: date.isoformat,
    time: time.isoformat,
    timedelta: _upper,
}
