"""No personal numbers in the ledger（个人信息不入账）: 身份证号, 手机号, 银行卡号.

The ledger is shared with everybody who checks it, and its history forgets nothing.
Members stand in it by pseudonymous ids; who they are is kept elsewhere. Names cannot
be told from other words and are not looked for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING
from typing import Any

from union_ledger.core.keys import CODES
from union_ledger.core.keys import DATES
from union_ledger.core.keys import NUMBERS
from union_ledger.core.record import Record
from union_ledger.plugins.errors import books_error

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from union_ledger.core.books import Books
    from union_ledger.core.registers import Registers
    from union_ledger.plugins.errors import BooksError

# Numbers of papers, of imported rows and of the union's own accounts.
_NUMBERED = frozenset(
    {
        "filename",
        "lineno",
        "id",
        "import-ids",
        "invoice",
        "invoice-blue",
        "serial",
        "bank-voucher",
        "bank-number",
        "offset",
        "source-file",
        "classified",
        "voucher",
        "contract",
        "reserve",
        "settlement",
        "receipt",
        "number",
        "seal",
        "finding",
    }
)
# Keys that hold no text, or a short code that has its own check.
_SHORT = frozenset((*DATES, *NUMBERS, *CODES, "closing", "quota"))
_SHORTEST = 11
# A number that is part of a longer word or number, HT-13912345678, is no person's.
_ALONE = r"(?<![0-9A-Za-z])(?<![0-9A-Za-z][-_.])(?:{})(?![0-9A-Za-z])"
_ID = (
    r"(?P<id>[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"\d{3}[\dXx])"
)
_MOBILE = r"(?P<mobile>1[3-9]\d{9}|1[3-9]\d(?P<gap>[- ])\d{4}(?P=gap)\d{4})"
_CARD = (
    r"(?P<card>62\d{14,17}|9558\d{12,15}|[45]\d{15}"
    r"|62\d\d(?: \d{4}){3}(?: \d{1,3})?)"
)
_PERSONAL = re.compile(_ALONE.format(f"{_ID}|{_MOBILE}|{_CARD}"))
# What each of them begins with: one pattern from a digit on is found fastest.
_DIGITS = re.compile(
    "[0-9]{3}(?:[0-9]{8}|[- ][0-9]{4}[- ][0-9]{4}|[0-9] [0-9]{4} [0-9]{4} )"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_NAMES = {"id": "身份证号", "mobile": "手机号", "card": "银行卡号"}


def check_privacy(books: Books) -> Iterator[BooksError]:
    """Yield an error for each entry, posting or register line with such a number."""
    for entry in books.texts.matching(_DIGITS):
        for text in (entry.payee, entry.narration):
            yield from _found(entry.meta, "对方或摘要", text)
    keys = books.keys() - _NUMBERED - _SHORT
    for key in sorted(key for key in keys if key[:2] != "__"):
        yield from _in_column(books, key)
    for row in books.marked:
        yield from _in_values(row.meta, row.meta.items())
    for record in _records(books.registers):
        place = {"filename": record.filename, "lineno": record.lineno}
        yield from _in_values(place, record)


def _in_column(books: Books, key: str) -> Iterator[BooksError]:
    """Look through the values of one key; most entries share few of them."""
    column = books.column(key)
    values = [value for value in set(column) if type(value) is str]
    odd = {values[number] for number in _suspects(values)}
    if odd:
        for entry, value in zip(books.entries, column, strict=True):
            if value in odd:
                yield from _found(entry.meta, f"{key} 的值", value)


def _in_values(
    place: Mapping[str, Any], values: Iterable[tuple[str, Any]]
) -> Iterator[BooksError]:
    for key, value in values:
        if type(value) is str and len(value) >= _SHORTEST and key not in _NUMBERED:
            yield from _found(place, f"{key} 的值", value)


def _suspects(texts: list[str]) -> list[int]:
    """Return the numbers of the texts with enough digits in a row, found at once."""
    joined = "\n".join(texts)
    places = [found.start() for found in _DIGITS.finditer(joined)]
    if not places:
        return []
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    return sorted({bisect_right(starts, place) - 1 for place in places})


def personal_numbers(text: str) -> list[tuple[str, str]]:
    """Return the personal numbers in a text: what each is, and how to mask it."""
    found = []
    for match in _PERSONAL.finditer(text):
        kind = str(match.lastgroup) if match.lastgroup != "gap" else "mobile"
        digits = re.sub(r"[ -]", "", match.group())
        if kind == "id" and not _has_id_checksum(digits):
            # An 18-digit card may look like an id number with a wrong checksum.
            kind = "card" if digits.startswith("62") else ""
        if kind == "card" and not _has_luhn(digits):
            kind = ""
        if kind:
            found.append((_NAMES[kind], f"{digits[:3]}****{digits[-2:]}"))
    return found


def _found(place: Mapping[str, object], where: str, text: str) -> Iterator[BooksError]:
    # The number itself is not repeated: messages are kept and passed on as well.
    for name, masked in personal_numbers(text):
        yield books_error(
            place,
            f"{where}里有{name}（{masked}）。个人信息不能写进账里："
            "人写成假名编号，如 M00123；确要留尾号的，中间写成 ****。",
        )


def _has_id_checksum(number: str) -> bool:
    """Check the last digit of an 18-digit 公民身份号码 (GB 11643)."""
    total = sum(
        int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True)
    )
    return "10X98765432"[total % 11] == number[-1].upper()


def _has_luhn(number: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _records(registers: Registers) -> Iterator[Record]:
    for name in registers.__slots__:
        yield from _within(getattr(registers, name))


def _within(value: object) -> Iterator[Record]:
    if isinstance(value, Record):
        yield value
    elif isinstance(value, dict):
        yield from _all_within(value.values())
    elif isinstance(value, list):
        yield from _all_within(value)


def _all_within(values: Iterable[object]) -> Iterator[Record]:
    for value in values:
        yield from _within(value)
