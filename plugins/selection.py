"""Which postings a rule looks at（适用范围）; rules that look at the same share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from union_ledger.core.books import Books
    from union_ledger.core.books import Entry
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
    """The postings and entries of one ledger by what rules ask for."""

    def __init__(self, books: Books) -> None:
        """Begin with nothing asked."""
        self._books = books
        self._rows: dict[Where, list[Row]] = {}
        self._entries: dict[Where, list[tuple[Entry, Row]]] = {}

    def rows(self, where: Where) -> list[Row]:
        """Return the postings within ``where``."""
        found = self._rows.get(where)
        if found is None:
            rows = self._books.of_code(*(where.codes or ("",)))
            if where.except_codes or where.funds or where.units:
                found = [row for row in rows if looks_at(where, row)]
            else:
                found = [row for row in rows if not row.entry.closing]
            self._rows[where] = found
        return found

    def entries(self, where: Where) -> list[tuple[Entry, Row]]:
        """Return each entry within ``where`` once, with its first such posting."""
        found = self._entries.get(where)
        if found is None:
            first: dict[int, tuple[Entry, Row]] = {}
            for row in self.rows(where):
                first.setdefault(row.entry.position, (row.entry, row))
            found = self._entries[where] = list(first.values())
        return found
