"""The ``import`` command's work: each file to the desk that takes its kind.

Each file stands by itself. One that is refused or does not prove out writes nothing;
the others are booked. What the books hold is known by import id, so that a file can
be imported again, or overlap another, and books nothing twice.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.tables import read_tables
from union_ledger.desk.asset_intake import take_assets
from union_ledger.desk.balance_intake import take_balances
from union_ledger.desk.claim_reply_intake import take_reply
from union_ledger.desk.dues_intake import take_dues
from union_ledger.desk.intake_result import ImportResult
from union_ledger.desk.invoices import attach_invoices
from union_ledger.desk.journal import Journal
from union_ledger.desk.members_intake import take_members
from union_ledger.desk.open_books import OpenBooks
from union_ledger.desk.original import Original
from union_ledger.desk.project_intake import take_project_balances
from union_ledger.desk.remittance_intake import take_remittances
from union_ledger.desk.statement_intake import take_statement
from union_ledger.desk.voucher_intake import take_vouchers
from union_ledger.importers.claim_reply import is_reply
from union_ledger.importers.families import load_layouts
from union_ledger.importers.header import find_header
from union_ledger.importers.record import refused
from union_ledger.importers.vouchers.u8 import marked_header

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from pathlib import Path

    from union_ledger.desk.invoices import InvoiceResult

# By the family of the layout that a file's header has.
_TAKERS = {
    "statements": take_statement,
    "vouchers": take_vouchers,
    "balances": take_balances,
    "dues": take_dues,
    "assets": take_assets,
    "members": take_members,
    "project_balances": take_project_balances,
    "remittances": take_remittances,
}


def run(  # noqa: PLR0913 - what one run is told, by name
    files: Sequence[Path],
    books_dir: Path | None,
    into: Path | None = None,
    *,
    account: str | None = None,
    dry_run: bool = False,
    unproven: str = "",
    period: str = "",
    explain: bool = False,
    as_new: bool = False,
    suggest: bool = False,
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
        unproven: The reason to book also what does not prove out; it is written into
            the entries. Empty: such a file is not booked.
        period: The period of files that do not say it, such as ``2024-12``.
        explain: Say of each row which line of classify.yaml decided, and why.
        as_new: Book rows that look like entries typed before as new ones.
        suggest: Name an account for rows on 待查 that like entries have.
        on_file: Called before each file, to show progress.

    Raises:
        InputError: The books cannot be used: main.beancount or classify.yaml is
            missing or wrong, or another command is writing.
    """
    if books_dir is None and not dry_run:
        raise InputError("没有指定账簿文件夹")
    books = OpenBooks(
        books_dir,
        into,
        account,
        dry_run=dry_run,
        unproven=unproven,
        period=period,
        explain=explain,
        as_new=as_new,
        suggest=suggest,
    )
    locked = Journal(books_dir) if books_dir and not dry_run else nullcontext()
    with locked as journal:
        books.read()
        results = []
        for path in files:
            if on_file:
                on_file(path)
            results.append(_take(path, books, journal))
        return results


def _take(path: Path, books: OpenBooks, journal: Journal | None) -> ImportResult:
    """Give one file to the desk of its kind."""
    try:
        original = Original.of(path)
        if is_reply(original.data):
            return take_reply(original, books)
        tables = read_tables(path)
        layouts = load_layouts()
        header = marked_header(tables, layouts) or find_header(tables, layouts)
        return _TAKERS[header.layout.family](original, tables, header, books, journal)
    except InputError as exc:
        return ImportResult(refused(path, exc))


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
    books = OpenBooks(books_dir, dry_run=dry_run)
    locked = Journal(books_dir) if books_dir and not dry_run else nullcontext()
    with locked as journal:
        books.read()
        if books.book is not None and not books.book.buyers and books_dir:
            raise InputError(
                "没有写本工会的发票抬头，不能核对购买方",
                file=books_dir / "classify.yaml",
                hint="请加一行 buyers: [工会全称]。",
            )
        buyers = books.book.buyers if books.book else ()
        return attach_invoices(files, books.existing, buyers, books_dir, journal)
