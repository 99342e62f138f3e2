"""A statement into the books: read, proved, classified, and written by month."""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.desk.book_page import compare_page
from union_ledger.desk.entrytext import file_text
from union_ledger.desk.intake_result import ImportResult
from union_ledger.desk.intake_rows import ASKED
from union_ledger.desk.intake_rows import BOOKED
from union_ledger.desk.intake_rows import KNOWN
from union_ledger.desk.intake_rows import MATCHED
from union_ledger.desk.intake_rows import UNBOOKED
from union_ledger.desk.intake_rows import WAITING
from union_ledger.desk.intake_rows import rows_of
from union_ledger.importers.closing_balances import balances_of
from union_ledger.importers.entries import UNPROVEN
from union_ledger.importers.entries import items_of
from union_ledger.importers.entries import own_of
from union_ledger.importers.existing import parse_whole
from union_ledger.importers.meeting import Met
from union_ledger.importers.meeting import meet
from union_ledger.importers.proof import prove
from union_ledger.importers.reading import statement_of
from union_ledger.importers.record import record_of
from union_ledger.importers.statement_lines import statement_lines
from union_ledger.importers.statement_lines import waiting_line
from union_ledger.importers.suggest import with_suggestions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beancount.core.data import Balance
    from beancount.core.data import Custom

    from union_ledger.core.tables import Table
    from union_ledger.desk.intake_rows import RowReport
    from union_ledger.desk.journal import Journal
    from union_ledger.desk.open_books import OpenBooks
    from union_ledger.desk.original import Original
    from union_ledger.importers.classify import Classification
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
    if proof.why and not books.unproven:
        result.rows = rows_of(statement, [], "整个文件没有通过对账")
        return result
    if statement.layout.of == "book":
        result.rows = rows_of(statement, [], "账套的明细账，只比较，不入账")
        if books.book is not None:
            result.details = compare_page(statement, proof, books)
        return result
    said = {"source-sha256": original.sha256}
    if proof.why:
        result.accepted = said[UNPROVEN] = books.unproven
    file = _File(original, statement, proof)
    why = "只核对，未分类"
    try:
        if books.book is not None:
            items = items_of(statement, proof, books.book, books.existing, said)
            if books.suggest:
                items = with_suggestions(items, books.book, books.existing)
            file.items = items
            file.met = meet(statement, file.items, books.book, books.existing)
            _book(file, result, books, journal)
    except InputError as exc:
        result.problem, why = str(exc), f"{exc.message}（见上）"
    result.rows = _rows(file, why, books)
    states = Counter(row.state for row in result.rows)
    result.booked, result.known = states[BOOKED], states[KNOWN]
    result.matched = states[MATCHED]
    result.unknown = sum(r.unknown and r.state == BOOKED for r in result.rows)
    return result


@dataclass(slots=True)
class _File:
    """One statement on its way into the books."""

    original: Original
    statement: Statement
    proof: Proof
    items: list[Item] = field(default_factory=list)
    met: Met = field(default_factory=Met)

    def fresh(self, books: OpenBooks) -> list[Item]:
        """Return what is to be booked: what is known to be no entry of the books."""
        if books.led_by_vouchers:
            return []
        settled = self.met.told() | ({} if books.as_new else self.met.asked())
        return [
            item
            for item in self.items
            if item.known is None and item.row.line not in settled
        ]

    def waiting(self, books: OpenBooks) -> list[Item]:
        """Return what waits for its voucher and stands on no register line yet."""
        return [
            item
            for item in self.items
            if item.known is None
            and item.row.line not in self.met.told()
            and item.import_id not in books.existing.waiting
        ]


def _book(
    file: _File, result: ImportResult, books: OpenBooks, journal: Journal | None
) -> None:
    if books.book is None:
        return
    statement, proof, book = file.statement, file.proof, books.book
    fresh = file.fresh(books)
    asked = {} if books.as_new else file.met.asked()
    lines: dict[str, list[Custom]] = {}
    balances: list[Balance] = []
    waiting = books.led_by_vouchers
    kept = _kept(file, books)
    if not proof.why and (waiting or not asked):
        lines = _lines(file, books, book, kept)
        if not waiting:
            balances = balances_of(statement, proof, book, books.existing)
    months: dict[str, list[Item]] = defaultdict(list)
    for item in fresh:
        months[f"{item.row.date:%Y-%m}"].append(item)
    writing = sorted(months | {month: part for month, part in lines.items() if part})
    source = statement.layout.source
    ids = {month: _ids(file, month) for month in writing}
    places = {month: books.place(source, month, ids[month]) for month in writing}
    made = _Made(file, months, lines, balances, places)
    if journal is None or books.books_dir is None:
        for month in places:
            books.existing.add(
                [*(i.entry for i in made.part(month)), *made.closing(month)]
            )
    elif writing or file.met:
        _write(made, kept, books, journal)
        result.kept = kept
        for path in places.values():
            books.existing.add(parse_whole(path)[0])
    result.written += places.values()
    if asked:
        result.problem = (
            f"{len(asked)} 行与账上的分录相像，分不清是不是同一笔，没有入账（见下）。"
            "是同一笔的，在分录里写上流水号"
            + ("" if waiting else "；都不是的，加 --as-new 再导入")
        )


@dataclass(slots=True)
class _Made:
    """What a statement adds to the books, by month, and the files it goes into."""

    file: _File
    months: dict[str, list[Item]]
    lines: dict[str, list[Custom]]
    balances: list[Balance]
    places: dict[str, Path]

    def part(self, month: str) -> list[Item]:
        """Return the rows of a month, the oldest first."""
        return _ordered(self.months.get(month, []), self.file.proof)

    def closing(self, month: str) -> list[Custom | Balance]:
        """Return what stands behind the entries of a month's file."""
        last = month == max(self.places)
        return [*self.lines.get(month, ()), *(self.balances if last else ())]


def _write(made: _Made, kept: str, books: OpenBooks, journal: Journal) -> None:
    """Write the original, the names of rows, and the new files: all or none of them."""
    if books.books_dir is None or books.book is None:
        return
    file = made.file
    try:
        with journal.step():
            file.original.keep(books.books_dir, kept, journal)
            _name_rows(file.met, books, journal)
            if made.balances and file.met:
                made.balances = balances_of(
                    file.statement, file.proof, books.book, books.existing
                )
            for month, path in made.places.items():
                part, closing = made.part(month), made.closing(month)
                journal.write_new(path, file_text(file.statement, month, part, closing))
    except InputError:
        if file.met:
            file.met = Met()
            books.read()  # the lines of the entries are where they were
        raise


def _lines(
    file: _File, books: OpenBooks, book: Classification, kept: str
) -> dict[str, list[Custom]]:
    """Return the register lines of a statement that the books lack, by month."""
    statement, proof = file.statement, file.proof
    said = {"document": kept, "sha256": file.original.sha256}
    found = statement_lines(statement, proof, book, said)
    lines = {month: books.existing.fresh(part) for month, part in found.items()}
    for item in file.waiting(books) if books.led_by_vouchers else ():
        own = own_of(statement, item.row.own_account, book)
        line = waiting_line(statement, item.row, item.import_id, own)
        lines.setdefault(f"{item.row.date:%Y-%m}", []).append(line)
    return lines


def _kept(file: _File, books: OpenBooks) -> str:
    """Return where the original is kept, by the first account and the last day."""
    row = max(file.statement.rows, key=lambda row: row.date)
    if books.book is None:
        return file.original.path("", row.date)
    own = own_of(file.statement, row.own_account, books.book)
    return file.original.path(own.balance or own.posting, row.date)


def _name_rows(met: Met, books: OpenBooks, journal: Journal) -> None:
    """Write into each entry that was typed before which row of the bank it is."""
    for each in met.writing:
        path = Path(each.file)
        journal.insert(path, each.line, _line(path, each.line), list(each.lines))
    if met.writing:
        books.read()  # the lines of the entries have moved


def _line(path: Path, number: int) -> str:
    """Return a line of a ledger file, as beancount counts them."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return lines[number - 1] if number <= len(lines) else ""


def _ids(file: _File, month: str) -> list[str]:
    """Return the ids of a month's rows that a new ledger file is named by.

    A file that says something of a month all of whose rows are known is named by the
    statement itself: another statement may say something else of that month.
    """
    ids = [
        item.import_id
        for item in file.items
        if item.known is None and f"{item.row.date:%Y-%m}" == month
    ]
    return ids or [file.original.sha256]


def _rows(file: _File, why: str, books: OpenBooks) -> list[RowReport]:
    """Return what became of every row."""
    met = file.met
    told = {line: (MATCHED, text) for line, text in met.told().items()}
    if not books.as_new:
        told |= {line: (ASKED, text) for line, text in met.asked().items()}
    rows = []
    for row in rows_of(file.statement, file.items, why, books.explainer):
        if row.state != BOOKED:
            rows.append(row)
        elif row.line not in told and books.led_by_vouchers:
            why = "没有对应的凭证：账由序时账记，流水只核对"
            rows.append(replace(row, state=WAITING, why=why, told=(), unknown=False))
        elif row.line in told:
            state, text = told[row.line]
            rows.append(replace(row, state=state, why=text, told=(), unknown=False))
        elif row.import_id not in books.existing.entries:
            rows.append(replace(row, state=UNBOOKED, why=why))
        else:
            rows.append(row)
    return rows


def _ordered(part: list[Item], proof: Proof) -> list[Item]:
    """Return the items oldest first, whatever the order of the export."""
    rows = (row for chain in proof.chains.values() for row in chain.rows)
    rank = {row.line: number for number, row in enumerate(rows)}
    return sorted(part, key=lambda item: (item.row.date, rank[item.row.line]))
