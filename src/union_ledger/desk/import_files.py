"""Files to import: tables to the desks, invoices to theirs; and a trial beforehand."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from union_ledger.desk.intake import run
from union_ledger.desk.intake import take_invoices
from union_ledger.importers.claim_reply import is_reply_file
from union_ledger.importers.invoices.reading import looks_like_invoice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from union_ledger.desk.intake_result import ImportResult
    from union_ledger.desk.invoice_result import InvoiceResult

# The books' own folders that no import writes into and that can be large.
_NOT_TRIED = (".git", "build")


@dataclass(frozen=True, slots=True)
class Change:
    """A ledger file that an import writes; ``text`` are the lines it adds."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What an import would do to the books, tried on a copy of them."""

    tables: list[ImportResult]
    invoices: list[InvoiceResult]
    changes: tuple[Change, ...]


def apart(files: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Return the tables and the invoices among the files."""
    papers = [p for p in files if looks_like_invoice(p) and not is_reply_file(p)]
    return [path for path in files if path not in papers], papers


def tried(files: Sequence[Path], books: Path) -> Trial:
    """Import files into a copy of the books, and tell what it changed there.

    Raises:
        InputError: The books cannot be used.
    """
    with _copy(books) as copy:
        before = _texts(copy)
        tables, papers = apart(files)
        results = run(tables, copy)
        invoices = take_invoices(papers, copy, dry_run=False) if papers else []
        after = _texts(copy)
        for result in results:
            result.written = [books / p.relative_to(copy) for p in result.written]
    changes = tuple(
        Change(path, _added(before.get(path, ""), text))
        for path, text in sorted(after.items())
        if text != before.get(path)
    )
    return Trial(results, invoices, changes)


@contextmanager
def _copy(books: Path) -> Iterator[Path]:
    with TemporaryDirectory(prefix="union-ledger-") as folder:
        copy = Path(folder) / "books"
        shutil.copytree(
            books, copy, ignore=shutil.ignore_patterns(*_NOT_TRIED), symlinks=True
        )
        yield copy


def _texts(books: Path) -> dict[str, str]:
    return {
        path.relative_to(books).as_posix(): path.read_text("utf-8", errors="replace")
        for path in books.rglob("*.beancount")
    }


def _added(before: str, after: str) -> str:
    """Return the lines that were not there before, in their order."""
    if not before:
        return after
    left = before.splitlines()
    added, place = [], 0
    for line in after.splitlines():
        if place < len(left) and line == left[place]:
            place += 1
        else:
            added.append(line)
    return "\n".join(added)
