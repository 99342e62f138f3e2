"""The expenses the four lenses look at, and which of them something is found about."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.reports.source import in_journal

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable

    from union_ledger.core.books import Row as Posting
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.reports.model import Cell

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Spending:
    """The expenses of a period; ``found`` names the open findings by entry id.

    A subject that is linked to its journal is a filter as Fava takes it.
    """

    ledger: Ledger
    period: Period
    rows: tuple[Posting, ...]
    found: dict[str, set[str]]

    @property
    def total(self) -> int:
        """Return all of it, in fen."""
        return sum(row.amount for row in self.rows)

    def findings_in(self, rows: Iterable[Posting]) -> int:
        """Return how many open findings are about some of the rows' entries."""
        ids = {row.entry.id for row in rows}
        return len(set().union(*(self.found.get(id_, ()) for id_ in ids)))

    def unit_name(self, unit: str) -> str | None:
        """Return the name of a unit at the period's end; None for no unit."""
        if not unit:
            return None
        return self.ledger.books.registers.unit_name(unit, self.period.last)

    def linked(
        self, amount: int, words: str, accounts: str = "^Expenses", time: str = ""
    ) -> Cell:
        """Link a sum to the journal of its entries; nothing to see at nought."""
        if not amount:
            return 0
        return in_journal(amount, accounts, time or self.period.time_filter, words)


def spending(
    ledger: Ledger, period: Period, keeps: Callable[[Posting], bool] | None
) -> Spending:
    """Return the expenses of a period, closing entries left out."""
    rows = tuple(
        row
        for row in ledger.books.of_code("5")
        if period.holds(row.entry.day)
        and not row.entry.closing
        and (keeps is None or keeps(row))
    )
    found: dict[str, set[str]] = defaultdict(set)
    for finding in ledger.findings:
        if finding.is_open:
            for id_ in finding.entry_ids:
                found[id_].add(finding.id)
    return Spending(ledger, period, rows, found)


def entries_of(rows: Iterable[Posting]) -> int:
    """Return how many entries the rows are of."""
    return len({row.entry.position for row in rows})
