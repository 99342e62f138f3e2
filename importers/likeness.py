"""Names and numbers of a row and an entry: do they speak of the same thing?"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from union_ledger.importers.text import identifier
from union_ledger.importers.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Hashable

    from union_ledger.importers.statement import Row

# Shorter numbers (a year, the last digits of a cheque) name too many rows.
SHORTEST_NUMBER = 6
_NUMBERS = re.compile(r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*")
_MARKS = re.compile(r"[()\[\]{}<>《》〈〉「」【】〔〕·.,,、_-]")
_ROW_NUMBERS = ("serial", "bank_voucher", "reference")
_ROW_WORDS = ("summary", "purpose", "remark")
_ROW_SAYS = ("counterparty", "counter_account", *_ROW_WORDS)


def numbers_of(row: Row) -> frozenset[str]:
    """Return the numbers the bank gives a row."""
    texts = (identifier(row.text.get(key, "")) for key in _ROW_NUMBERS)
    return frozenset(filter(is_number, texts))


def numbers_in(text: str) -> frozenset[str]:
    """Return the numbers a text names."""
    words = (identifier(word) for word in _NUMBERS.findall(text))
    return frozenset(filter(is_number, words))


def is_number(text: str) -> bool:
    """Tell whether a text can name one row: long, mostly digits, not only noughts."""
    digits = sum(char.isdecimal() for char in text)
    long = len(text) >= SHORTEST_NUMBER and 2 * digits >= len(text)
    return long and bool(text.strip("0-"))


@lru_cache(maxsize=1 << 14)
def party(name: str) -> str:
    """Return a counterparty's name for comparing: one width, no marks, no blanks."""
    return _MARKS.sub("", squeeze(name))


def party_of(row: Row) -> str:
    """Return the other side of a row as the bank spells it; empty where it has none."""
    return row.text.get("counterparty") or row.text.get("unit_name", "")


def words_for_party(row: Row) -> str:
    """Return the words of a row that may name the payee of cash or fees."""
    return party("".join(row.text.get(key, "") for key in _ROW_WORDS))


def names(row: Row, payee: str) -> bool:
    """Tell whether a row names the payee, given as ``party`` spells it.

    Where the bank gives no other side its words may name it.
    """
    if not payee:
        return False
    other = party_of(row)
    return party(other) == payee if other else payee in words_for_party(row)


def likeness_of(row: Row) -> Hashable:
    """Return what a person sees of a row, its number and balance aside."""
    said = ((key, row.text.get(key, "")) for key in _ROW_SAYS)
    return (row.date, row.signed, *said)
