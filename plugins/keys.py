"""Well-known metadata keys hold what they should（元数据写法）.

A date in quotes is text to Beancount and would count for nothing; a unit without
quotes is a number and loses its noughts.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from union_ledger.plugins.errors import BooksError
from union_ledger.plugins.errors import books_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Books

_DATES = ("submitted", "approved", "paid", "event-date")
_NUMBERS = ("attachments", "headcount")
_CODES = {"unit": '三位代码，如 "007"', "fund": '两位代码，如 "10"'}
_TEXTS = ("id", "invoice", "voucher")
_ALL = (*_DATES, *_NUMBERS, *_CODES, *_TEXTS)
_RIGHT = (
    dict.fromkeys(_DATES, date)
    | dict.fromkeys(_NUMBERS, Decimal)
    | dict.fromkeys((*_CODES, *_TEXTS), str)
)


def check_keys(books: Books) -> Iterator[BooksError]:
    """Yield an error for each well-known key that holds another kind of value."""
    expected = [(key, _RIGHT[key]) for key in _ALL]
    good: set[tuple[type, ...]] = set()
    for entry in books.entries:
        get = entry.meta.get
        kinds = tuple(map(type, map(get, _ALL)))
        if kinds in good:
            continue
        fits = zip(kinds, expected, strict=True)
        if all(kind in {type(None), right} for kind, (_, right) in fits):
            good.add(kinds)
            continue
        for key, right in expected:
            value = get(key)
            if value is None or type(value) is right:
                continue
            if key in _DATES:
                how = f"应是日期，不加引号，如 {key}: 2024-05-10"
            elif key in _NUMBERS:
                how = f"应是数字，不加引号，如 {key}: 3"
            else:
                how = f"应是加引号的{_CODES.get(key, '文字')}"
            yield books_error(entry.meta, f"{key} 的值 {value} 写法不对：{how}。")
