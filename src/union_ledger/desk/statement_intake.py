"""A statement into the books: read, proved, classified, and written by month."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.desk.entrytext import file_text
from union_ledger.desk.intake_result import ImportResult
from union_ledger.desk.intake_rows import BOOKED
from union_ledger.desk.intake_rows import KNOWN
from union_ledger.desk.intake_rows import UNBOOKED
from union_ledger.desk.intake_rows import rows_of
from union_ledger.importers.entries import UNPROVEN
from union_ledger.importers.entries import balances_of
from union_ledger.importers.entries import items_of
from union_ledger.importers.entries import own_of
from union_ledger.importers.proof import prove
from union_ledger.importers.reading import statement_of
from union_ledger.importers.record import record_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.core.tables import Table
    from union_ledger.desk.journal import Journal
    from union_ledger.desk.open_books import OpenBooks
    from union_ledger.desk.original import Original
    from union_ledger.importers.entries import Item
    from union_ledger.importers.header import Header
    from union_ledger.importers.proof import Proof
    from union_ledger.importers.statement import Statement


def take_statement(
    original: Original,
    tables: Sequence[Table],
    header: Header,
    books: OpenBooks,
    journal: Journal | None,
) -> ImportResult:
    """Read, prove and book one statement; its original is kept with the books.

    One that does not prove out is booked only where the books were opened with a
    reason, and then without the balance that it states.

    Raises:
        InputError: The file is no statement that can be read.
    """
    statement = statement_of(tables, header, books.account)
    proof = prove(statement)
    result = ImportResult(record_of(statement, proof))
    items: list[Item] = []
    why = "只核对，未分类"
    if proof.why and not books.unproven:
        result.rows = rows_of(statement, items, "整个文件没有通过对账")
        return result
    said = {"source-sha256": original.sha256}
    if proof.why:
        result.accepted = said[UNPROVEN] = books.unproven
    try:
        if books.book is not None:
            items = items_of(statement, proof, books.book, books.existing, said)
            _book(_File(original, statement, proof, items), result, books, journal)
    except InputError as exc:
        result.problem, why = str(exc), f"{exc.message}（见上）"
    result.rows = rows_of(statement, items, why, books.explainer)
    result.rows = [
        replace(row, state=UNBOOKED, why=why)
        if row.state == BOOKED and row.import_id not in books.existing.entries
        else row
        for row in result.rows
    ]
    states = [row.state for row in result.rows]
    result.booked, result.known = states.count(BOOKED), states.count(KNOWN)
    result.unknown = sum(r.unknown and r.state == BOOKED for r in result.rows)
    return result


@dataclass(frozen=True, slots=True)
class _File:
    """One statement on its way into the books."""

    original: Original
    statement: Statement
    proof: Proof
    items: list[Item]


def _book(
    file: _File, result: ImportResult, books: OpenBooks, journal: Journal | None
) -> None:
    fresh = [item for item in file.items if item.known is None]
    if not fresh or books.book is None:
        return
    statement, proof = file.statement, file.proof
    balances = []
    if not proof.why:
        balances = balances_of(statement, proof, books.book, books.existing)
    months: dict[str, list[Item]] = defaultdict(list)
    for item in fresh:
        months[f"{item.row.date:%Y-%m}"].append(item)
    source = statement.layout.source
    places = {
        month: books.place(source, month, (item.import_id for item in part))
        for month, part in sorted(months.items())
    }
    if journal is not None and books.books_dir is not None:
        last = max(row.date for row in statement.rows)
        own = own_of(statement, fresh[0].row.own_account, books.book)
        result.kept = file.original.path(own.balance or own.posting, last)
        file.original.keep(books.books_dir, result.kept, journal)
    for month, path in places.items():
        closing = balances if month == max(months) else []
        part = _ordered(months[month], proof)
        if journal is not None:
            journal.write_new(path, file_text(statement, month, part, closing))
        result.written.append(path)
        books.existing.add(item.entry for item in part)
        books.existing.add(closing)


def _ordered(part: list[Item], proof: Proof) -> list[Item]:
    """Return the items oldest first, whatever the order of the export."""
    rows = (row for chain in proof.chains.values() for row in chain.rows)
    rank = {row.line: number for number, row in enumerate(rows)}
    return sorted(part, key=lambda item: (item.row.date, rank[item.row.line]))
