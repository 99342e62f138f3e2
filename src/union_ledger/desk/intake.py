"""The ``import`` command's work: read, prove, classify, and write what is new.

Each file stands by itself. One that is refused or does not prove out writes nothing;
the others are booked. What the books hold is known by import id, so that a file can
be imported again, or overlap another, and books nothing twice.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from contextlib import nullcontext
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

from union_ledger.core.errors import InputError
from union_ledger.desk.entrytext import file_text
from union_ledger.desk.intake_rows import BOOKED
from union_ledger.desk.intake_rows import KNOWN
from union_ledger.desk.intake_rows import UNBOOKED
from union_ledger.desk.intake_rows import RowReport
from union_ledger.desk.intake_rows import rows_of
from union_ledger.desk.invoices import attach_invoices
from union_ledger.desk.journal import Journal
from union_ledger.importers.classify import read_classification
from union_ledger.importers.entries import balances_of
from union_ledger.importers.entries import items_of
from union_ledger.importers.existing import Existing
from union_ledger.importers.existing import parse_whole
from union_ledger.importers.existing import read_books
from union_ledger.importers.proof import prove
from union_ledger.importers.reading import read_statement
from union_ledger.importers.record import record_of
from union_ledger.importers.record import refused
from union_ledger.importers.text import identifier

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from pathlib import Path

    from union_ledger.desk.invoices import InvoiceResult
    from union_ledger.importers.classify import Classification
    from union_ledger.importers.entries import Item
    from union_ledger.importers.proof import Proof
    from union_ledger.importers.statement import Statement


@dataclass(slots=True)
class ImportResult:
    """One file's outcome.

    Attributes:
        record: The reconciliation record (design.md §5), all keys always present.
        rows: Every data row of the file, in its order.
        written: Ledger files written, or to be written in a dry run.
        booked: New entries.
        known: Rows that the books held already.
        unknown: New entries that went to 待查.
        problem: Why nothing was booked although the file proves out.
    """

    record: dict[str, Any]
    rows: list[RowReport] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    booked: int = 0
    known: int = 0
    unknown: int = 0
    problem: str = ""

    @property
    def failed(self) -> bool:
        """Return whether the file was not taken; the command then exits with 2."""
        return self.record["verdict"] != "proven" or bool(self.problem)


def run(  # noqa: PLR0913 - what one run is told, by name
    files: Sequence[Path],
    books_dir: Path | None,
    into: Path | None = None,
    *,
    account: str | None = None,
    dry_run: bool = False,
    on_file: Callable[[Path], None] | None = None,
) -> list[ImportResult]:
    """Import files into the books; one result a file, in their order.

    Args:
        files: Exported files.
        books_dir: Folder of main.beancount and classify.yaml. In a dry run it may be
            ``None`` or lack them: the files are then only read and proved.
        into: Folder for the new ledger files instead of ``books_dir/<year>``.
        account: The union's account, for files that do not carry it.
        dry_run: Write nothing.
        on_file: Called before each file, to show progress.

    Raises:
        InputError: The books cannot be used: main.beancount or classify.yaml is
            missing or wrong, or another command is writing.
    """
    if books_dir is None and not dry_run:
        raise InputError("没有指定账簿文件夹")
    desk = _Desk(books_dir, into, account, dry_run=dry_run)
    locked = Journal(books_dir) if books_dir and not dry_run else nullcontext()
    with locked as journal:
        desk.open_books()
        results = []
        for path in files:
            if on_file:
                on_file(path)
            results.append(desk.take(path, journal))
        return results


def take_invoices(
    files: Sequence[Path], books_dir: Path | None, *, dry_run: bool
) -> list[InvoiceResult]:
    """Read invoice files, check them and attach each to the entry that paid it.

    Raises:
        InputError: The books cannot be used, classify.yaml names no ``buyers``, or a
            file cannot be opened.
    """
    if books_dir is None and not dry_run:
        raise InputError("没有指定账簿文件夹")
    desk = _Desk(books_dir, None, None, dry_run=dry_run)
    locked = Journal(books_dir) if books_dir and not dry_run else nullcontext()
    with locked as journal:
        desk.open_books()
        if desk.book is not None and not desk.book.buyers and books_dir:
            raise InputError(
                "没有写本工会的发票抬头，不能核对购买方",
                file=books_dir / "classify.yaml",
                hint="请加一行 buyers: [工会全称]。",
            )
        buyers = desk.book.buyers if desk.book else ()
        return attach_invoices(files, desk.existing, buyers, books_dir, journal)


class _Desk:
    """The books of one run: what they hold grows with every file taken."""

    def __init__(
        self,
        books_dir: Path | None,
        into: Path | None,
        account: str | None,
        *,
        dry_run: bool,
    ) -> None:
        self.books_dir = books_dir
        self.into = into
        self.account = identifier(account) if account else None
        self.dry_run = dry_run
        self.existing = Existing()
        self.book: Classification | None = None

    def open_books(self) -> None:
        """Read the index of the books and the classification."""
        if self.books_dir is None:
            return
        main = self.books_dir / "main.beancount"
        rules = self.books_dir / "classify.yaml"
        if self.dry_run and not (main.is_file() and rules.is_file()):
            return
        self.existing = read_books(main)
        self.book = read_classification(rules)
        if self.into and self.into.is_dir():
            for path in sorted(self.into.glob("*.beancount")):
                if not self.existing.includes_file(path.resolve()):
                    self.existing.add(parse_whole(path)[0])

    def take(self, path: Path, journal: Journal | None) -> ImportResult:
        """Read, prove and book one file."""
        try:
            statement = read_statement(path, own_account=self.account)
        except InputError as exc:
            return ImportResult(refused(path, exc))
        proof = prove(statement)
        result = ImportResult(record_of(statement, proof))
        items: list[Item] = []
        why = "只核对，未分类"
        if proof.why:
            result.rows = rows_of(statement, items, "整个文件没有通过对账")
            return result
        try:
            if self.book is not None:
                items = items_of(statement, proof, self.book, self.existing)
                self._book(statement, proof, items, result, journal)
        except InputError as exc:
            result.problem, why = str(exc), f"{exc.message}（见上）"
        result.rows = rows_of(statement, items, why)
        result.rows = [
            replace(row, state=UNBOOKED, why=why)
            if row.state == BOOKED and row.import_id not in self.existing.entries
            else row
            for row in result.rows
        ]
        states = [row.state for row in result.rows]
        result.booked, result.known = states.count(BOOKED), states.count(KNOWN)
        result.unknown = sum(r.unknown and r.state == BOOKED for r in result.rows)
        return result

    def _book(
        self,
        statement: Statement,
        proof: Proof,
        items: list[Item],
        result: ImportResult,
        journal: Journal | None,
    ) -> None:
        fresh = [item for item in items if item.known is None]
        if not fresh or self.book is None:
            return
        balances = balances_of(statement, proof, self.book, self.existing)
        months: dict[str, list[Item]] = defaultdict(list)
        for item in fresh:
            months[f"{item.row.date:%Y-%m}"].append(item)
        places = {
            month: self._place(statement, month, part)
            for month, part in sorted(months.items())
        }
        for month, path in places.items():
            closing = balances if month == max(months) else []
            part = _ordered(months[month], proof)
            if journal is not None:
                journal.write_new(path, file_text(statement, month, part, closing))
            result.written.append(path)
            self.existing.add(item.entry for item in part)
            self.existing.add(closing)

    def _place(self, statement: Statement, month: str, part: list[Item]) -> Path:
        """Return the new file's path; its name comes from the entries in it."""
        joined = "\n".join(sorted(item.import_id for item in part))
        digest = hashlib.sha256(joined.encode()).hexdigest()[:8]
        name = f"{month}-{statement.layout.source}-{digest}.beancount"
        if self.into is not None:
            return self.into / name
        if self.books_dir is None:
            raise InputError("没有指定账簿文件夹")
        path = self.books_dir / month[:4] / name
        if not self.existing.includes_file(path.resolve()):
            raise InputError(
                f"main.beancount 没有包括 {month[:4]} 年的文件，写了也不会进账",
                file=self.books_dir / "main.beancount",
                hint=f'请加一行：include "{month[:4]}/*.beancount"',
            )
        return path


def _ordered(part: list[Item], proof: Proof) -> list[Item]:
    """Return the items oldest first, whatever the order of the export."""
    rows = (row for chain in proof.chains.values() for row in chain.rows)
    rank = {row.line: number for number, row in enumerate(rows)}
    return sorted(part, key=lambda item: (item.row.date, rank[item.row.line]))
