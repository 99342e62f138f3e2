"""What stands in a report's cells, and how people read it.

A cell is plain data: text, money as integer fen, a count, a share, a date, or None
for what is missing. Missing is shown as a dash and never counted as zero.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from decimal import ROUND_HALF_UP
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from union_ledger.core.money import yuan_text

Kind = Literal["text", "code", "money", "percent", "count", "date", "link"]
Value = str | int | Fraction | Decimal | date | None
LinkKind = Literal["account", "journal", "source", "rule", "file", "page"]

MISSING = "—"
NUMBER_KINDS: frozenset[Kind] = frozenset({"money", "percent", "count"})

_TYPES: dict[Kind, tuple[type, ...]] = {
    "text": (str,),
    "code": (str,),
    "link": (str,),
    "money": (int,),
    "count": (int,),
    "percent": (Fraction, Decimal),
    "date": (date,),
}
# What XML 1.0 and a terminal cannot hold; a new line stays.
_UNPRINTABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Link:
    """Where a cell leads; a page turns it into an address, a file shows the text.

    ``target`` is an account name, a file name or a rule id; a journal has none. A
    ``file`` is one that the report is handed over with; a ``page`` is another page of
    ours by its class name, and its ``filters`` are what it is asked for.
    ``line`` belongs to a source, ``filters`` (name, value) to an account or a
    journal: ``("time", "2024-03")``.
    """

    kind: LinkKind
    target: str
    line: int | None = None
    filters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Linked:
    """A cell's value together with where it leads."""

    value: Value
    link: Link


@dataclass(frozen=True, slots=True)
class Ref:
    """Another cell of the same table: its row, counted from 0, and column key."""

    row: int
    column: str


@dataclass(frozen=True, slots=True)
class Formed:
    """A figure formed from other cells of its table; a workbook shows the formula.

    ``plus`` less ``minus``, and divided by ``over`` where there is any. The table
    works out ``value``: missing parts add nothing, and where all are missing, or the
    divisor comes to nought, it is missing too.
    """

    plus: tuple[Ref, ...]
    minus: tuple[Ref, ...] = ()
    over: tuple[Ref, ...] = ()
    value: Value = None


Cell = Value | Linked | Formed


def value_of(cell: Cell) -> Value:
    """Return the value of a cell, linked or formed or plain."""
    return cell.value if isinstance(cell, Linked | Formed) else cell


def link_of(cell: Cell) -> Link | None:
    """Return where the cell leads, or None."""
    return cell.link if isinstance(cell, Linked) else None


def fits(value: Value, kind: Kind) -> bool:
    """Tell whether a value may stand under a kind; None may stand anywhere."""
    if value is None:
        return True
    return isinstance(value, _TYPES[kind]) and not isinstance(value, bool | datetime)


def ratio(numerator: int | None, denominator: int | None, kind: Kind) -> Value:
    """Divide two whole numbers; None where either is missing or by zero.

    For ``money`` the result is fen (fen / count), rounded half away from zero as
    ROUND of a spreadsheet does; for ``percent`` it is the exact Fraction.
    """
    if numerator is None or not denominator:
        return None
    exact = Fraction(numerator, denominator)
    if kind == "percent":
        return exact
    whole = int(abs(exact) + Fraction(1, 2))
    return whole if exact >= 0 else -whole


def decimal_of(value: Fraction | Decimal, places: int) -> Decimal:
    """Return a share as Decimal with ``places`` decimals, rounded half up."""
    if isinstance(value, Fraction):
        value = Decimal(value.numerator) / Decimal(value.denominator)
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def clean(text: str) -> str:
    """Return text without control characters: each becomes a blank."""
    if text.isprintable():
        return text
    return _UNPRINTABLE.sub(" ", text.replace("\r\n", "\n"))


def value_text(value: Value, kind: Kind) -> str:
    """Return a value as people read it: ``1,234.56``, ``65.2%``, ``2024-03-01``."""
    match value:
        case None:
            return MISSING
        case str():
            return clean(value)
        case int():
            return yuan_text(value) if kind == "money" else f"{value:,}"
        case Fraction() | Decimal():
            return f"{decimal_of(value * 100, 1):,}%"
        case date():
            return value.isoformat()


def display_width(text: str, *, dash: int = 2) -> int:
    """Return the width of the widest line, counting a Chinese character as two.

    ``dash`` is the width of what East Asian fonts set wide and others narrow: dashes
    and curly quotes.
    """
    return max(_line_width(line, dash) for line in text.split("\n"))


class _Widths(dict[str, int]):
    """The width of each character met so far; ``dash`` is that of the doubtful."""

    def __init__(self, dash: int) -> None:
        super().__init__()
        self._of = {"W": 2, "F": 2, "A": dash}

    def __missing__(self, character: str) -> int:
        width = self._of.get(unicodedata.east_asian_width(character), 1)
        self[character] = 0 if unicodedata.combining(character) else width
        return self[character]


_WIDTHS = {dash: _Widths(dash) for dash in (1, 2)}


@lru_cache(maxsize=1 << 14)
def _line_width(line: str, dash: int) -> int:
    return sum(map(_WIDTHS[dash].__getitem__, line))
