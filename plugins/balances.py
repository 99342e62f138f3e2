"""Balances at the end of each day（日末余额）, and the entries that moved them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from datetime import date

    from union_ledger.core.books import Entry
    from union_ledger.core.books import Row


class Day(NamedTuple):
    """One day on which something moved; ``entries`` are in order of place."""

    day: date
    entries: list[Entry]


def days_of(rows: Iterable[Row]) -> Iterator[Day]:
    """Yield the days on which ``rows`` stand with their entries, each entry once."""
    entries = {row.entry.position: row.entry for row in rows}.values()
    ordered = sorted(entries, key=lambda entry: (entry.day, entry.place))
    for day, group in groupby(ordered, key=lambda entry: entry.day):
        yield Day(day, list(group))


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
