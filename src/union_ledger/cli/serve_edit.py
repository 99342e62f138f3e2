"""The desk of ``union-ledger serve --edit``: the import command behind a page."""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

from union_ledger.desk.import_files import apart
from union_ledger.desk.import_files import tried
from union_ledger.desk.intake import run
from union_ledger.desk.intake import take_invoices
from union_ledger.desk.intake_text import summary
from union_ledger.desk.invoice_text import invoice_summary
from union_ledger.reports.pages.edit.desk_door import DeskDoor
from union_ledger.reports.pages.edit.importing import ImportPages
from union_ledger.reports.pages.edit.shown import Shown
from union_ledger.reports.pages.edit.shown import ShownChange
from union_ledger.reports.pages.edit.shown import ShownRow
from union_ledger.reports.pages.edit.shown import Waiting
from union_ledger.reports.pages.edit.uploads import Uploads
from union_ledger.reports.pages.serving import make_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path

    from union_ledger.desk.import_files import Change
    from union_ledger.desk.intake_result import ImportResult
    from union_ledger.desk.invoice_result import InvoiceResult

_EXPORTS = "exports"
_MOST = 500


class BooksDesk:
    """Imports into one set of books."""

    def __init__(self, books: Path) -> None:
        """Work in the folder of main.beancount."""
        self._books = books

    def waiting(self) -> list[Waiting]:
        """Return the files of the folder of exports, the newest first."""
        files = sorted(self._files(), key=lambda p: p.stat().st_mtime, reverse=True)
        return [Waiting(self._name(p), p.stat().st_size) for p in files[:_MOST]]

    def place(self, name: str) -> Path | None:
        """Return where a listed file lies."""
        return next((p for p in self._files() if self._name(p) == name), None)

    def preview(self, file: Path) -> Shown:
        """Try the file on a copy of the books."""
        done = tried([file], self._books)
        return _shown(file, done.tables, done.invoices, done.changes, dry_run=True)

    def save(self, file: Path) -> Shown:
        """Import the file, as the command does."""
        tables, papers = apart([file])
        results = run(tables, self._books)
        invoices = take_invoices(papers, self._books, dry_run=False) if papers else []
        return _shown(file, results, invoices, (), dry_run=False)

    def _files(self) -> list[Path]:
        folder = self._books / _EXPORTS
        return [p for p in folder.rglob("*") if p.is_file() and not p.is_symlink()]

    def _name(self, path: Path) -> str:
        return path.relative_to(self._books / _EXPORTS).as_posix()


@contextmanager
def edit_door(main: Path, hosts: frozenset[str]) -> Iterator[DeskDoor]:
    """Give the door to the books at ``main`` and to the desk that imports into them.

    Raises:
        InputError: A known hole is open.
    """
    fava = make_app(main, hosts)
    ledger = fava.config["LEDGERS"].ledgers[0]
    with Uploads() as uploads:
        title = str(ledger.options["title"])
        pages = ImportPages(BooksDesk(main.parent), uploads, title, hosts, "/")
        yield DeskDoor(fava, pages.app(), hosts)


def _shown(
    file: Path,
    tables: Sequence[ImportResult],
    invoices: Sequence[InvoiceResult],
    changes: Sequence[Change],
    *,
    dry_run: bool,
) -> Shown:
    said = [summary(tables, dry_run=dry_run, rows=False)] if tables else []
    said += [invoice_summary(invoices)] if invoices else []
    rows = tuple(
        ShownRow(row.line, row.state, row.date, row.amount, row.text, row.why)
        for result in tables
        for row in result.rows
    )
    shown = tuple(ShownChange(change.path, change.text) for change in changes)
    texts = json.dumps([[change.path, change.text] for change in changes])
    mark = hashlib.sha256(texts.encode()).hexdigest()
    return Shown(file.name, "\n".join(said), rows, shown, mark)
