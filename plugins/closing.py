"""Year-end closing entries（年末账结） do what they say and no more.

《工会会计制度》 321、322 科目说明: at the year's end income and expenses of restricted
use are carried to 结转, all others to 结余, dues always; nothing may be left in them.
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
# 年初余额调整、本年收支结转、结转转入: they pass on what they get at the year's end.
_PASSING = ("32101", "32103", "32201", "32203", "32204")


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
    for year, entries in closers.items():
        yield from _misdirected(books, year, entries)
    yield from _still_open(books, closers)


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


def _misdirected(books: Books, year: str, closers: list[Entry]) -> Iterator[BooksError]:
    """Yield an error where dues, or what is restricted, go to the wrong side."""
    funds = books.registers.funds
    restricted = sum(
        row.amount
        for flow, rows in books.flows.items()
        if str(flow[0]) == year and (fund := funds.get(flow[3])) and fund.restricted
        for row in rows
    )
    moved = 0
    place = closers[-1]
    for entry in closers:
        closes = [row for row in entry.rows if row.code[:1] in {"4", "5"}]
        to_321 = [row for row in entry.rows if row.code[:3] == "321"]
        if not closes or not to_321:
            continue
        place = entry
        moved += sum(row.amount for row in to_321)
        for row in closes:
            if row.code[:3] == "401":
                yield books_error(
                    row.meta, "会费收入（401）总是转入 322 结余，不转入 321 结转。"
                )
    if moved != restricted:
        yield books_error(
            place.meta,
            f"{year} 年限定用途经费的收支差额是 {yuan_text(-restricted)} 元，"
            f"转入 321 的是 {yuan_text(-moved)} 元，两者应相等；其余转入 322。",
        )


def _still_open(books: Books, closers: dict[str, list[Entry]]) -> Iterator[BooksError]:
    """Yield an error for each passing account of 结转、结余 with a year-end balance."""
    for year, entries in sorted(closers.items()):
        left: dict[str, int] = defaultdict(int)
        for row in books.of_code(*_PASSING):
            if str(row.entry.day.year) <= year:
                left[row.account] += row.amount
        for account, amount in sorted(left.items()):
            if amount:
                yield books_error(
                    entries[-1].meta,
                    f"{year} 年结转后 {account} 还有余额 {yuan_text(-amount)} 元，"
                    "应转入 32104 累计结转或 32205 累计结余。",
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
