"""A list of returned money: held against the bank, or written as quota to review.

What the collection system returns to the union is in the bank, so that the list only
proves it. What the union returns to sub-unions without an account of their own is no
expense: it is quota allotted (额度下达), proposed with the flag ``!``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.money import yuan
from union_ledger.core.money import yuan_text
from union_ledger.desk.allotment import allot
from union_ledger.desk.intake_result import ImportResult
from union_ledger.desk.intake_rows import RowReport
from union_ledger.desk.list_desk import UNTAKEN
from union_ledger.desk.list_desk import list_record
from union_ledger.desk.list_desk import loaded
from union_ledger.desk.list_desk import unread
from union_ledger.desk.receipts import collected
from union_ledger.importers.lists.period import last_day
from union_ledger.importers.lists.remittances import read_remittances

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.core.tables import Table
    from union_ledger.desk.journal import Journal
    from union_ledger.desk.open_books import OpenBooks
    from union_ledger.desk.original import Original
    from union_ledger.importers.header import Header


def take_remittances(
    original: Original,
    tables: Sequence[Table],
    header: Header,
    books: OpenBooks,
    journal: Journal | None,
) -> ImportResult:
    """Read and prove a list of returned money, and allot or compare it.

    Raises:
        InputError: The file is no list that can be read.
    """
    remittances = read_remittances(tables, header)
    record = list_record(remittances.listing, len(remittances.rows), remittances.why)
    record["sum"] = str(yuan(remittances.total))
    record["notes"] = remittances.notes
    result = ImportResult(record)
    result.details = [f"返拨合计 {yuan_text(remittances.total)}"]
    if remittances.why and books.unproven:
        result.accepted = books.unproven
    why = "整个清单没有核对相符" if remittances.why else "只核对，没有登记"
    states: dict[int, tuple[str, str, str]] = {}
    try:
        whole = loaded(books)
        if whole is not None and (not remittances.why or result.accepted):
            if remittances.way == "allotted":
                states = allot(original, remittances, whole, result, books, journal)
            else:
                states = collected(remittances, whole, result)
    except InputError as exc:
        result.problem, why = str(exc), f"{exc.message}（见上）"
    result.rows = unread(remittances.listing)
    for row in remittances.rows:
        state, said, import_id = states.get(row.line, (UNTAKEN, why, ""))
        result.rows.append(
            RowReport(
                row.line,
                state,
                said,
                row.shown,
                last_day(row.last).isoformat(),
                str(yuan(row.amount)),
                import_id=import_id,
                text=row.shown,
            )
        )
    result.rows.sort(key=lambda report: report.line)
    return result
