"""Rows of a statement and entries already typed: which of them are the same money.

A claim or a voucher often stands in the books before the bank shows its row. Rows
that are found there are not booked again; what is left is classified. Nothing is
chosen between equals: a pair is made only where each side fits the other alone.

The steps, in order; what one step pairs or leaves open the next does not touch:

1. The entry names the row's serial or voucher number, and the amounts agree.
2. Same amount, near in time, same counterparty.
3. Near in time: one row of the same amount as an entry that names nobody; one row
   that is the sum of 2 to 6 entries to one payee, or of a whole batch (代发、批量);
   several rows of one counterparty that are one entry.
4. Same amount, near in time, another name: never paired, but shown to a person.

The result depends on what rows and entries say and not on their order.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING
from typing import NamedTuple

from union_ledger.core.money import yuan_text
from union_ledger.importers.likeness import likeness_of
from union_ledger.importers.likeness import names
from union_ledger.importers.likeness import numbers_of
from union_ledger.importers.likeness import party
from union_ledger.importers.likeness import party_of
from union_ledger.importers.likeness import words_for_party
from union_ledger.importers.matches import Match
from union_ledger.importers.matches import Matching
from union_ledger.importers.matches import OpenEntry
from union_ledger.importers.matches import Reading
from union_ledger.importers.matches import Undecided
from union_ledger.importers.matches import clusters
from union_ledger.importers.matches import entries_in
from union_ledger.importers.matches import entry_order
from union_ledger.importers.matches import row_order
from union_ledger.importers.matches import rows_in
from union_ledger.importers.matches import total
from union_ledger.importers.sums import sums_to

if TYPE_CHECKING:
    from collections.abc import Hashable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date

    from union_ledger.importers.statement import Row

# A voucher is written before the money leaves: a cheque may be presented for ten days
# (支付结算办法第九十一条), an approved claim waits for the next day of payment. It is
# written after it by a weekend at most, where the row was seen on the screen first.
BEFORE, AFTER = 31, 3
# More claims than six paid in one are a batch, and should say so.
FEWEST, MOST = 2, 6


class Window(NamedTuple):
    """How many days an entry may stand before its row, and after it."""

    before: int = BEFORE
    after: int = AFTER

    def holds(self, entry: date, row: date) -> bool:
        """Tell whether an entry of one day may be a row of another."""
        return timedelta(-self.after) <= row - entry <= timedelta(self.before)


WINDOW = Window()


def match(
    rows: Sequence[Row], open_entries: Sequence[OpenEntry], window: Window = WINDOW
) -> Matching:
    """Pair the rows of one account with the open entries of the same account.

    Args:
        rows: Rows of one own account that the books do not hold yet.
        open_entries: Entries that touch it and hold no row of it.
        window: How far apart in time they may be.
    """
    return _Run(rows, open_entries, window).result()


class _Run:
    """One matching; ``rows`` and ``entries`` are what no step has settled yet."""

    def __init__(
        self, rows: Sequence[Row], entries: Sequence[OpenEntry], window: Window
    ) -> None:
        self.rows = sorted(rows, key=row_order)
        self.entries = sorted((e for e in entries if e.signed), key=entry_order)
        self.window = window
        self.matching = Matching()
        self._lines: set[int] = set()
        self._places: set[str] = set()

    def result(self) -> Matching:
        """Take the steps and return what came out, oldest first."""
        if self.entries:
            self._settle(self._named())
            self._step()
            self._misnamed()
            self._step()
            self._settle(self._same_name())
            self._step()
            self._settle([*self._nameless(), *self._sums(), *self._parts_of_entries()])
            self._step()
            self._propose()
        self.matching.pairs.sort(key=lambda pair: row_order(pair.rows[0]))
        self.matching.undecided.sort(key=lambda question: question.lines)
        return self.matching

    def _named(self) -> list[Reading]:
        """Return what numbers say: one row and one entry, or one side as a sum."""
        why = "编号相同，金额相符"
        readings = []
        naming: dict[str, list[Row]] = defaultdict(list)
        by_place = {entry.place: entry for entry in self.entries}
        for row, entries in self._naming():
            equal = [entry for entry in entries if entry.signed == row.signed]
            readings += [Reading((row,), (entry,), why) for entry in equal]
            if len(entries) > 1 and not equal and total(entries) == row.signed:
                readings.append(Reading((row,), tuple(entries), why))
            for entry in entries:
                naming[entry.place].append(row)
        for place, rows in naming.items():
            entry = by_place[place]
            alone = all(row.signed != entry.signed for row in rows)
            if len(rows) > 1 and alone and total(rows) == entry.signed:
                readings.append(Reading(tuple(rows), (entry,), why))
        return readings

    def _naming(self) -> Iterator[tuple[Row, list[OpenEntry]]]:
        """Yield each row that entries name by number, with those entries."""
        by_number: dict[str, list[OpenEntry]] = defaultdict(list)
        for entry in self.entries:
            for number in entry.numbers:
                by_number[number].append(entry)
        for row in self.rows if by_number else ():
            found = {
                entry.place: entry
                for number in numbers_of(row)
                for entry in by_number.get(number, ())
            }
            if found:
                yield row, sorted(found.values(), key=entry_order)

    def _misnamed(self) -> None:
        """Leave open what names a row and its payee and has another amount."""
        readings = [
            Reading((row,), (entry,), "")
            for row, entries in self._naming()
            for entry in entries
            if names(row, party(entry.payee))
        ]
        for cluster in clusters(readings):
            rows, entries = rows_in(cluster), entries_in(cluster)
            why = (
                f"编号和户名相同，但银行是 {yuan_text(total(rows))}，"
                f"账上是 {yuan_text(total(entries))}，请核对"
            )
            self._leave(cluster, why)

    def _same_name(self) -> list[Reading]:
        why = "金额、户名相同，日期相近"
        return [
            Reading((row,), (entry,), why)
            for row, entry in self._near()
            if names(row, party(entry.payee))
        ]

    def _nameless(self) -> list[Reading]:
        why = "金额相同，日期相近，账上没有写对方"
        return [
            Reading((row,), (entry,), why)
            for row, entry in self._near()
            if not entry.payee
        ]

    def _sums(self) -> Iterator[Reading]:
        """Yield rows that are the sum of entries to one payee or of one batch."""
        payees: dict[str, list[OpenEntry]] = defaultdict(list)
        batches: dict[str, list[OpenEntry]] = defaultdict(list)
        for entry in self.entries:
            if entry.payee:
                payees[party(entry.payee)].append(entry)
            if entry.batch:
                batches[entry.batch].append(entry)
        whole: dict[int, list[list[OpenEntry]]] = defaultdict(list)
        for batch in batches.values():
            if len(batch) > 1:
                whole[total(batch)].append(batch)
        for row in self.rows:
            found: dict[tuple[str, ...], Reading] = {}
            parts = [
                batch
                for batch in whole.get(row.signed, ())
                if all(self.window.holds(entry.day, row.date) for entry in batch)
            ]
            for payee in _payees_of(row, payees):
                near = [
                    entry
                    for entry in payees[payee]
                    if self.window.holds(entry.day, row.date)
                    and entry.signed * row.signed > 0
                ]
                parts += map(
                    list, sums_to(row.signed, near, _signed, _likeness, FEWEST, MOST)
                )
            for part in parts:
                part.sort(key=entry_order)
                why = f"银行一笔是账上 {len(part)} 笔之和"
                key = tuple(entry.place for entry in part)
                found[key] = Reading((row,), tuple(part), why)
            yield from found.values()

    def _parts_of_entries(self) -> Iterator[Reading]:
        """Yield entries that are the sum of several rows of one counterparty."""
        by_party: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            by_party[party(party_of(row))].append(row)
        for entry in self.entries:
            payee = party(entry.payee)
            near = [
                row
                for row in (by_party.get(payee, []) if payee else [])
                if self.window.holds(entry.day, row.date)
                and row.signed * entry.signed > 0
            ]
            for part in sums_to(entry.signed, near, _signed, likeness_of, FEWEST, MOST):
                why = f"银行 {len(part)} 笔之和是账上一笔"
                yield Reading(tuple(sorted(part, key=row_order)), (entry,), why)

    def _propose(self) -> None:
        """Show what fits by amount and day alone, and uniquely so."""
        near = (Reading((row,), (entry,), "") for row, entry in self._near())
        for cluster in clusters(near):
            (row,), (entry,) = cluster[0].rows, cluster[0].entries
            if len(cluster) == 1:
                named = party_of(row)
                bank = f"银行户名是“{named}”" if named else "银行没有户名"
                why = (
                    f"金额相同、日期相近，但{bank}，账上是“{entry.payee}”，"
                    "请核对是不是同一笔"
                )
                self._leave(cluster, why)

    def _near(self) -> Iterator[tuple[Row, OpenEntry]]:
        """Yield rows and entries of one amount, near in time."""
        by_amount: dict[int, list[OpenEntry]] = defaultdict(list)
        for entry in self.entries:
            by_amount[entry.signed].append(entry)
        for row in self.rows:
            for entry in by_amount.get(row.signed, ()):
                if self.window.holds(entry.day, row.date):
                    yield row, entry

    def _settle(self, readings: Iterable[Reading]) -> None:
        """Pair what stands alone; of equals pair what is interchangeable."""
        for cluster in clusters(readings):
            rows, entries = rows_in(cluster), entries_in(cluster)
            if len(cluster) == 1:
                self.matching.pairs.append(Match(*cluster[0]))
                self._take(rows, entries)
            elif _interchangeable(cluster, rows, entries):
                why = f"{cluster[0].why}；几笔完全一样，按先后对应"
                pairs = list(zip(rows, entries, strict=False))
                self.matching.pairs += [Match((r,), (e,), why) for r, e in pairs]
                self._take(rows[: len(pairs)], entries[: len(pairs)])
            else:
                self._leave(
                    cluster,
                    f"银行 {len(rows)} 笔与账上 {len(entries)} 笔都相符，不替您选；"
                    '请在对应的分录里写上银行流水号（serial: "…"）再导入',
                )

    def _leave(self, cluster: list[Reading], why: str) -> None:
        rows, entries = rows_in(cluster), entries_in(cluster)
        lines = tuple(sorted(row.line for row in rows))
        places = tuple(entry.place for entry in entries)
        self.matching.undecided.append(Undecided(lines, places, why))
        self._take(rows, entries)

    def _take(self, rows: Iterable[Row], entries: Iterable[OpenEntry]) -> None:
        """Note what is settled; the next step does not see it any more."""
        self._lines.update(row.line for row in rows)
        self._places.update(entry.place for entry in entries)

    def _step(self) -> None:
        """Leave out what the step before has settled."""
        self.rows = [row for row in self.rows if row.line not in self._lines]
        self.entries = [e for e in self.entries if e.place not in self._places]


def _payees_of(row: Row, payees: Iterable[str]) -> list[str]:
    """Return the payees, as ``party`` spells them, that a row may be a payment to."""
    if other := party_of(row):
        name = party(other)
        return [name] if name in payees else []
    words = words_for_party(row)
    return [payee for payee in payees if payee in words]


def _interchangeable(
    cluster: list[Reading], rows: Sequence[Row], entries: Sequence[OpenEntry]
) -> bool:
    """Tell whether it makes no difference which row is which entry.

    The entries must be alike in everything; where some rows stay without an entry,
    the rows as well.
    """
    alike = {entry.likeness for entry in entries}
    if len(cluster) != len(rows) * len(entries) or len(alike) > 1 or None in alike:
        return False
    single = all(len(r.rows) == len(r.entries) == 1 for r in cluster)
    return single and (
        len(rows) <= len(entries) or len({likeness_of(row) for row in rows}) == 1
    )


def _signed(part: Row | OpenEntry) -> int:
    return part.signed


def _likeness(entry: OpenEntry) -> Hashable:
    return entry.place if entry.likeness is None else (entry.likeness,)
