"""No personal numbers in the ledger（个人信息不入账）: 身份证号, 手机号, 银行卡号.

The ledger is shared with everybody who checks it, and its history forgets nothing.
Members stand in it by pseudonymous ids; who they are is kept elsewhere. Names cannot
be told from other words and are not looked for.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING
from typing import Any

from union_ledger.core.keys import CODES
from union_ledger.core.keys import DATES
from union_ledger.core.keys import NUMBERS
from union_ledger.core.personal_data import NUMBERED_KEYS
from union_ledger.core.personal_data import SUSPECT
from union_ledger.core.personal_data import personal_numbers
from union_ledger.core.record import Record
from union_ledger.plugins.errors import books_error

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from union_ledger.core.books import Books
    from union_ledger.core.registers import Registers
    from union_ledger.plugins.errors import BooksError

# Keys that hold no text, or a short code that has its own check.
_SHORT = frozenset((*DATES, *NUMBERS, *CODES, "closing", "quota"))
_SHORTEST = 11


def check_privacy(books: Books) -> Iterator[BooksError]:
    """Yield an error for each entry, posting or register line with such a number."""
    for entry in books.texts.matching(SUSPECT):
        for text in (entry.payee, entry.narration):
            yield from _found(entry.meta, "对方或摘要", text)
    keys = books.keys() - NUMBERED_KEYS - _SHORT
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
        if type(value) is str and len(value) >= _SHORTEST and key not in NUMBERED_KEYS:
            yield from _found(place, f"{key} 的值", value)


def _suspects(texts: list[str]) -> list[int]:
    """Return the numbers of the texts with enough digits in a row, found at once."""
    joined = "\n".join(texts)
    places = [found.start() for found in SUSPECT.finditer(joined)]
    if not places:
        return []
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    return sorted({bisect_right(starts, place) - 1 for place in places})


def _found(place: Mapping[str, object], where: str, text: str) -> Iterator[BooksError]:
    # The number itself is not repeated: messages are kept and passed on as well.
    for name, masked in personal_numbers(text):
        yield books_error(
            place,
            f"{where}里有{name}（{masked}）。个人信息不能写进账里："
            "人写成假名编号，如 M00123；确要留尾号的，中间写成 ****。",
        )


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
