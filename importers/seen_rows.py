"""The bank's rows that the books hold, known by what every kind of export says.

One account may be exported in several layouts: one prints a serial number, another
the time, a third neither, and the import ids differ. Account, day, amount and the
balance afterwards are in all of them that can be proved. Each booked row keeps its
balance in ``bank-balance``.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from union_ledger.core.bank_rows import tail_of
from union_ledger.core.bank_rows import tail_of_account
from union_ledger.core.bank_rows import words
from union_ledger.core.money import yuan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from typing import Any

    from beancount.core.data import Transaction

    from union_ledger.importers.classify import Own
    from union_ledger.importers.statement import Row

BALANCE = "bank-balance"
_Key = tuple[str, date, str]


class SeenRows:
    """An index of the rows that entries hold: by account's tail, day and balance."""

    def __init__(self) -> None:
        """Begin with no entry."""
        self._held: dict[_Key, list[Transaction]] = defaultdict(list)

    def add(self, entries: Iterable[Transaction]) -> None:
        """Index the rows of more entries."""
        for entry in entries:
            for key in _keys(entry):
                if entry not in self._held[key]:
                    self._held[key].append(entry)

    def of(self, row: Row, own: Own) -> list[Transaction]:
        """Return the entries that hold a row like this of the same account.

        An entry that was typed first may be a part of its row or several rows: its
        amount is not asked.
        """
        if row.balance is None:
            return []
        tail = tail_of_account(row.own_account)
        held = self._held.get((tail, row.date, str(yuan(row.balance))), ())
        return [
            entry
            for entry in held
            if BALANCE not in entry.meta or own.booked_fen(entry) == row.signed
        ]


def _keys(entry: Transaction) -> Iterator[_Key]:
    for meta, ids in _holders(entry):
        days = _days(entry, meta)
        balances = words(meta, BALANCE)
        for place, (import_id, balance) in enumerate(zip(ids, balances, strict=False)):
            day = days[place] if place < len(days) else days[0]
            yield tail_of(import_id), day, balance


def _holders(entry: Transaction) -> Iterator[tuple[Mapping[str, Any], list[str]]]:
    """Yield the metadata that keep balances, each with the ids they are of."""
    if BALANCE in entry.meta:
        yield entry.meta, words(entry.meta, "id")
    for posting in entry.postings:
        if posting.meta and BALANCE in posting.meta:
            yield posting.meta, words(posting.meta, "import-ids")


def _days(entry: Transaction, meta: Mapping[str, Any]) -> list[date]:
    if "bank-rows" in meta:
        return [date.fromisoformat(day) for day in words(meta, "bank-rows")[::2]]
    day = meta.get("bank-date", entry.date)
    return [day if isinstance(day, date) else entry.date]
