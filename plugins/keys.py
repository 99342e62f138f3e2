"""Well-known metadata keys hold what they should（元数据写法）.

A date in quotes is text to Beancount and would count for nothing; a unit without
quotes is a number and loses its noughts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.keys import DATES
from union_ledger.core.keys import HOLDS
from union_ledger.core.keys import NUMBERS
from union_ledger.plugins.errors import BooksError
from union_ledger.plugins.errors import books_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Books

_LIKE = {"unit": '三位代码，如 "007"', "fund": '两位代码，如 "10"'}


def check_keys(books: Books) -> Iterator[BooksError]:
    """Yield an error for each well-known key that holds another kind of value."""
    for key, right in HOLDS.items():
        column = books.column(key)
        if set(map(type, column)) <= {right, type(None)}:
            continue
        for entry, value in zip(books.entries, column, strict=True):
            if value is not None and type(value) is not right:
                yield books_error(
                    entry.meta, f"{key} 的值 {value} 写法不对：{_how(key)}。"
                )


def _how(key: str) -> str:
    if key in DATES:
        return f"应是日期，不加引号，如 {key}: 2024-05-10"
    if key in NUMBERS:
        return f"应是数字，不加引号，如 {key}: 3"
    return f"应是加引号的{_LIKE.get(key, '文字')}"
