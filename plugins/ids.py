"""A permanent id is given once（分录编号不重复）."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.plugins.errors import BooksError
from union_ledger.plugins.errors import books_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Books
    from union_ledger.core.books import Entry


def check_ids(books: Books) -> Iterator[BooksError]:
    """Yield an error for each entry whose written id another entry has."""
    written = list(filter(None, books.column("id")))
    if len(set(written)) == len(written):
        return
    yield from _repeated(books)


def _repeated(books: Books) -> Iterator[BooksError]:
    seen: dict[str, Entry] = {}
    for entry in books.entries:
        written = entry.meta.get("id")
        if not written:
            continue
        first = seen.setdefault(str(written), entry)
        if first is not entry:
            yield books_error(
                entry.meta,
                f"编号 id {written} 已用于 {first.filename} 第 {first.lineno} 行，"
                "同一笔分录写了两次，或编号抄错了。",
            )
