"""Which postings a rule looks at（适用范围）; rules that look at the same share."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from union_ledger.core.books import Books
    from union_ledger.core.books import Entry
    from union_ledger.core.books import Flow
    from union_ledger.core.books import Row
    from union_ledger.rules.models import Where


def looks_at(where: Where, row: Row) -> bool:
    """Tell whether a posting is within ``where``; closing entries never are."""
    return (
        not row.entry.closing
        and _has_code(where, row.code)
        and _is_of(where, row.unit, row.fund)
    )


def _has_code(where: Where, code: str) -> bool:
    return (not where.codes or code.startswith(where.codes)) and not (
        where.except_codes and code.startswith(where.except_codes)
    )


def _is_of(where: Where, unit: str, fund: str) -> bool:
    return (not where.funds or fund in where.funds) and (
        not where.units or unit in where.units
    )


_FEW = 8


class Selection:
    """The postings of one ledger by what rules ask for."""

    def __init__(self, books: Books) -> None:
        """Begin with nothing asked."""
        self._books = books
        self._flows: dict[Where, dict[Flow, list[Row]]] = {}
        self._totals: dict[Where, dict[Flow, int]] = {}
        self._purchases: dict[Where, dict[Flow, list[Row]]] = {}
        self._sold: dict[Flow, dict[str, list[Row]]] | None = None

    def flows(self, where: Where) -> dict[Flow, list[Row]]:
        """Return the postings within ``where`` by what they belong to."""
        found = self._flows.get(where)
        if found is None:
            found = self._flows[where] = self._select(where)
        return found

    def few(self, where: Where) -> list[Entry] | None:
        """Return the entries within ``where``, None where they are many.

        They come in order of date. Asking each of a few is cheaper than all.
        """
        flows = self.flows(where)
        if sum(map(len, flows.values())) * _FEW > len(self._books.entries):
            return None
        entries = {
            row.entry.position: row.entry for rows in flows.values() for row in rows
        }
        return [entries[position] for position in sorted(entries)]

    def totals(self, where: Where) -> dict[Flow, int]:
        """Return what the postings of each flow within ``where`` add up to, in fen."""
        found = self._totals.get(where)
        if found is None:
            found = self._totals[where] = {
                flow: sum([row.amount for row in rows])
                for flow, rows in self.flows(where).items()
            }
        return found

    def sellers(self, where: Where) -> dict[Flow, dict[str, list[Row]]]:
        """Return the expenses within ``where`` paid to payees who are no persons.

        They come by payee. What is paid to a registered person is set by rules, not
        by prices, and is nothing to make statistics of. Those taken back （红字） are
        left out.
        """
        if self._sold is None:
            self._sold = self._sell()
        sold = self._sold
        return {flow: sold[flow] for flow in self.flows(where) if flow in sold}

    def purchases(self, where: Where) -> dict[Flow, list[Row]]:
        """Return the same expenses, whoever the payee is."""
        found = self._purchases.get(where)
        if found is None:
            found = self._purchases[where] = {
                flow: list(chain.from_iterable(sellers.values()))
                for flow, sellers in self.sellers(where).items()
            }
        return found

    def _sell(self) -> dict[Flow, dict[str, list[Row]]]:
        people = self._books.registers.persons
        found = {}
        for flow, rows in self._books.flows.items():
            if rows[0].code[:1] != "5":
                continue
            sellers: dict[str, list[Row]] = {}
            for row in rows:
                payee = row.entry.txn.payee
                if row.amount > 0 and payee and payee not in people:
                    if payee in sellers:
                        sellers[payee].append(row)
                    else:
                        sellers[payee] = [row]
            if sellers:
                found[flow] = sellers
        return found

    def _select(self, where: Where) -> dict[Flow, list[Row]]:
        asked: dict[str, bool] = {}
        flows = {}
        for flow, rows in self._books.flows.items():
            _, account, unit, fund, _ = flow
            wanted = asked.get(account)
            if wanted is None:
                wanted = asked[account] = _has_code(where, rows[0].code)
            if wanted and _is_of(where, unit, fund):
                flows[flow] = rows
        others = [code for code in where.codes if code[:1] not in {"4", "5"}]
        for row in self._books.of_code(*(others if where.codes else ["1", "2", "3"])):
            if looks_at(where, row):
                year = row.entry.day.year
                flow = (year, row.account, row.unit, row.fund, row.project)
                flows.setdefault(flow, []).append(row)
        return flows
