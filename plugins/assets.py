"""Asset lots（资产批次）: one label is held once.

Beancount's STRICT booking stops the sale of what is not there, not the entry of one
label twice.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from union_ledger.plugins.errors import BooksError
from union_ledger.plugins.errors import books_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Books
    from union_ledger.core.books import Row


# 库存物品, 在建工程, 固定资产, 无形资产
_HELD = ("141", "161", "162", "171")


def check_lots(books: Books) -> Iterator[BooksError]:
    """Yield an error where a lot comes in under a label that is held already.

    A lot taken out and brought in again by one entry (后续支出) is no second lot:
    what goes out of an entry is counted before what comes in.
    """
    held: dict[str, int] = {}
    first: dict[str, Row] = {}
    lots = [row for row in books.of_code(*_HELD) if row.posting.cost and row.lot]
    for _, rows in groupby(lots, key=lambda row: row.entry.position):
        for row in sorted(rows, key=lambda r: r.quantity):
            before = held.get(row.lot, 0)
            held[row.lot] = before + row.quantity
            if row.quantity <= 0:
                continue
            if before > 0:
                place = first[row.lot]
                yield books_error(
                    row.meta,
                    f"资产编号 {row.lot} 已经在账"
                    f"（{place.filename} 第 {place.lineno} 行），不能再登记一次。",
                )
            else:
                first[row.lot] = row
