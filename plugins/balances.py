"""Balances at the end of each day（日末余额）, and the entries that moved them."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator

    from union_ledger.core.books import Books
    from union_ledger.core.books import Entry
    from union_ledger.core.books import Row


class Day(NamedTuple):
    """One day on which something moved; ``entries`` are in order of place."""

    day: date
    entries: list[Entry]


class Sums(NamedTuple):
    """Signed fen on the left, on the right, and in process."""

    left: int = 0
    right: int = 0
    waiting: int = 0

    def plus(
        self, row: Row, right: tuple[str, ...], in_process: tuple[str, ...]
    ) -> Sums:
        """Return the sums with a posting on the side its code belongs to."""
        if in_process and row.code.startswith(in_process):
            return self._replace(waiting=self.waiting + row.amount)
        if right and row.code.startswith(right):
            return self._replace(right=self.right + row.amount)
        return self._replace(left=self.left + row.amount)

    def shortfall(self) -> int:
        """Return by how much the left is below the right: negative, or 0."""
        return min(self.left + self.right, 0)

    def difference(self) -> int:
        """Return by how much the sides differ, 0 where what is in process says why."""
        off = self.left + self.right
        opposite = (off > 0) != (self.waiting > 0)
        return 0 if opposite and abs(off) <= abs(self.waiting) else off


def days_of(rows: Iterable[Row]) -> Iterator[Day]:
    """Yield the days on which ``rows`` stand with their entries, each entry once."""
    entries = {row.entry.position: row.entry for row in rows}.values()
    ordered = sorted(entries, key=lambda entry: (entry.day, entry.place))
    for day, group in groupby(ordered, key=lambda entry: entry.day):
        yield Day(day, list(group))


def ends_year(books: Books, day: date, following: Day | None) -> bool:
    """Tell whether a day is the last to move anything in a year that is over."""
    if following is not None and following.day.year == day.year:
        return False
    return books.entries[-1].day >= date(day.year, 12, 31)


def last_that(moved: Iterable[tuple[Entry, int]], sign: int) -> Entry | None:
    """Return the last entry that moved a balance towards ``sign``, else the last."""
    found = None
    other = None
    for entry, amount in moved:
        if amount * sign > 0:
            found = entry
        elif amount:
            other = entry
    return found or other


def of_accounts(rows: Iterable[Row], is_meant: Callable[[str], bool]) -> Iterator[Row]:
    """Yield the rows of the accounts meant; each account is asked for once."""
    meant: dict[str, bool] = {}
    for row in rows:
        account = row.account
        if account not in meant:
            meant[account] = is_meant(account)
        if meant[account]:
            yield row


def is_held(account: str, endings: tuple[str, ...]) -> bool:
    """Tell whether part of an account's name, after the first, ends so（代管）."""
    return any(part.endswith(endings) for part in account.split(":")[2:])
