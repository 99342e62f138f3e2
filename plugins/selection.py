"""Which postings a rule looks at（适用范围）; rules that look at the same share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from union_ledger.core.books import Books
    from union_ledger.core.books import Flow
    from union_ledger.core.books import Row
    from union_ledger.rules.models import Where


def looks_at(where: Where, row: Row) -> bool:
    """Tell whether a posting is within ``where``; closing entries never are."""
    return (
        not row.entry.closing
        and (not where.codes or row.code.startswith(where.codes))
        and not (where.except_codes and row.code.startswith(where.except_codes))
        and (not where.funds or row.fund in where.funds)
        and (not where.units or row.unit in where.units)
    )


class Selection:
    """The postings of one ledger by what rules ask for."""

    def __init__(self, books: Books) -> None:
        """Begin with nothing asked."""
        self._books = books
        self._flows: dict[Where, dict[Flow, list[Row]]] = {}

    def flows(self, where: Where) -> dict[Flow, list[Row]]:
        """Return the postings within ``where`` by what they belong to."""
        found = self._flows.get(where)
        if found is None:
            found = self._flows[where] = self._select(where)
        return found

    def _select(self, where: Where) -> dict[Flow, list[Row]]:
        flows = {
            flow: rows
            for flow, rows in self._books.flows.items()
            if looks_at(where, rows[0])
        }
        others = [code for code in where.codes if code[:1] not in {"4", "5"}]
        for row in self._books.of_code(*(others if where.codes else ["1", "2", "3"])):
            if looks_at(where, row):
                year = row.entry.day.year
                flow = (year, row.account, row.unit, row.fund, row.project)
                flows.setdefault(flow, []).append(row)
        return flows
