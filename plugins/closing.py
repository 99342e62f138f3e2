"""Year-end closing entries（年末账结） do what they say and no more.

《工会会计制度》 321、322 科目说明: at the year's end income and expenses are carried to
结转 or 结余; nothing may be left in them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan_text
from union_ledger.plugins.errors import BooksError
from union_ledger.plugins.errors import books_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Books
    from union_ledger.core.books import Entry

_ALLOWED = ("4", "5", "321", "322")


def check_closing(books: Books) -> Iterator[BooksError]:
    """Yield an error for each closing entry that goes too far or not far enough."""
    closers: dict[str, list[Entry]] = defaultdict(list)
    for entry in books.closing_entries:
        closers[entry.closing].append(entry)
        for row in entry.rows:
            if not row.code.startswith(_ALLOWED):
                yield books_error(
                    row.meta,
                    f"年末结转分录里不能有科目 {row.account}，"
                    "只能是收入、支出与 321、322。",
                )
        if entry.closing != str(entry.day.year):
            yield books_error(
                entry.meta,
                f"closing 写的是 {entry.closing} 年，分录日期是 {entry.day}。",
            )
    yield from _left_over(books, closers)


def _left_over(books: Books, closers: dict[str, list[Entry]]) -> Iterator[BooksError]:
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for (number, account, *_), rows in books.flows.items():
        year = str(number)
        if year in closers:
            sums[year, account] += sum(row.amount for row in rows)
    for year, entries in closers.items():
        for entry in entries:
            for row in entry.rows:
                if row.code[:1] in {"4", "5"} and str(entry.day.year) == year:
                    sums[year, row.account] += row.amount
    for (year, account), amount in sorted(sums.items()):
        if amount:
            yield books_error(
                closers[year][-1].meta,
                f"{year} 年结转后科目 {account} 还有余额 {yuan_text(amount)} 元，"
                "应全部转入 321 或 322。",
            )


def check_quota_year(books: Books) -> Iterator[BooksError]:
    """Yield an error for each pot of use that a year entry did not empty.

    Ask after the use is posted: a quota year starts at zero used.
    """
    closers = {
        entry.day.year: entry for entry in books.quota_entries if entry.quota == "close"
    }
    for year, closer in closers.items():
        for account, amount in sorted(books.quota_used.get(year, {}).items()):
            yield books_error(
                closer.meta,
                f"{year} 年年结后 {account} 还有 {yuan_text(amount)}，应全部转回 Q00。",
            )
