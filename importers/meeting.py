"""Rows of a statement that the books already hold as entries typed before（核对）."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from union_ledger.importers.entries import own_of
from union_ledger.importers.matching import match
from union_ledger.importers.reconcile import insertions
from union_ledger.importers.reconcile import open_entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.importers.classify import Classification
    from union_ledger.importers.entries import Item
    from union_ledger.importers.existing import Existing
    from union_ledger.importers.matches import Match
    from union_ledger.importers.matches import Undecided
    from union_ledger.importers.reconcile import Insertion
    from union_ledger.importers.statement import Row
    from union_ledger.importers.statement import Statement


@dataclass(slots=True)
class Met:
    """What of a statement's new rows is in the books, or may be.

    Attributes:
        pairs: Rows and entries that are the same money.
        undecided: Rows that look like entries; a person must say.
        writing: The lines that name the rows in their entries.
    """

    pairs: list[Match] = field(default_factory=list)
    undecided: list[Undecided] = field(default_factory=list)
    writing: list[Insertion] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Tell whether anything of the statement is written into the books."""
        return bool(self.writing)

    def told(self) -> dict[int, str]:
        """Return for each paired row where it is booked, and why that is so."""
        return {
            row.line: f"{'、'.join(e.place for e in pair.entries)}：{pair.why}"
            for pair in self.pairs
            for row in pair.rows
        }

    def asked(self) -> dict[int, str]:
        """Return for each undecided row what a person must decide."""
        return {
            line: f"{each.why}：{'、'.join(each.places)}"
            for each in self.undecided
            for line in each.lines
        }


def meet(
    statement: Statement,
    items: Sequence[Item],
    book: Classification,
    existing: Existing,
) -> Met:
    """Match a statement's new rows with entries that hold no row yet.

    Raises:
        InputError: An own account is not registered.
    """
    met = Met()
    rows: dict[str, list[Row]] = defaultdict(list)
    for item in items:
        if item.known is None:
            rows[item.row.own_account].append(item.row)
    for number, part in rows.items():
        own = own_of(statement, number, book)
        found = match(part, open_entries(existing.transactions, own, number))
        met.pairs += found.pairs
        met.undecided += found.undecided
    ids = {item.row.line: item.import_id for item in items}
    met.writing = insertions(met.pairs, ids)
    return met
