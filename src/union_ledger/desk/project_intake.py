"""Balances of project cards against the books: differences told, single ones asserted.

The movements of the cards come with the project ledger (项目明细账). This table only
says where they ended: it books nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.money import yuan
from union_ledger.core.money import yuan_text
from union_ledger.desk.intake_result import ImportResult
from union_ledger.desk.intake_rows import KNOWN
from union_ledger.desk.intake_rows import UNBOOKED
from union_ledger.desk.intake_rows import RowReport
from union_ledger.desk.list_desk import UNTAKEN
from union_ledger.desk.list_desk import list_record
from union_ledger.desk.list_desk import loaded
from union_ledger.desk.list_desk import refuse_changed
from union_ledger.desk.list_desk import unread
from union_ledger.desk.register_text import value_text
from union_ledger.importers.existing import place
from union_ledger.importers.lists.project_balances import read_project_balances

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from union_ledger.core.books import Books
    from union_ledger.core.tables import Table
    from union_ledger.desk.journal import Journal
    from union_ledger.desk.open_books import OpenBooks
    from union_ledger.desk.original import Original
    from union_ledger.importers.classify import Classification
    from union_ledger.importers.classify import Own
    from union_ledger.importers.header import Header
    from union_ledger.importers.lists.project_balances import ProjectBalance
    from union_ledger.importers.lists.project_balances import ProjectBalances

# Accounts are registered for the project ledger; this table is of the same cards.
_LEDGER = "campus_project"


@dataclass(slots=True)
class _Account:
    """The cards of the table that one account of the books holds."""

    own: Own
    rows: list[ProjectBalance]

    @property
    def listed(self) -> int:
        """Return what the table says, in fen."""
        return sum(row.closing for row in self.rows)

    def booked(self, whole: Books, day: date) -> int:
        """Return what the books say at the end of ``day``, in fen."""
        return sum(
            row.amount
            for row in whole.rows
            if row.entry.day <= day and self.own.holds(row.account)
        )


def take_project_balances(
    original: Original,
    tables: Sequence[Table],
    header: Header,
    books: OpenBooks,
    journal: Journal | None,
) -> ImportResult:
    """Read and prove a table of project balances and compare it with the books.

    Raises:
        InputError: The file is no table that can be read.
    """
    table = read_project_balances(tables, header)
    record = list_record(table.listing, len(table.rows), table.why)
    for name in ("opening", "income", "expense", "advance", "closing"):
        record[f"sum_{name}"] = str(yuan(sum(getattr(r, name) for r in table.rows)))
    record["day"] = table.day.isoformat() if table.day else None
    record["notes"] = table.listing.notes
    result = ImportResult(record)
    result.details = [f"{len(table.rows)} 个项目，余额合计 {record['sum_closing']}"]
    why = "整个表没有核对相符" if table.why else "只核对，没有对账"
    states: dict[int, tuple[str, str]] = {}
    try:
        whole = loaded(books)
        if whole is not None and books.book is not None and not table.why:
            states = _compare(original, table, whole, result, books, journal)
    except InputError as exc:
        result.problem, why = str(exc), f"{exc.message}（见上）"
    result.rows = unread(table.listing)
    for row in table.rows:
        state, said = states.get(row.line, (UNTAKEN, why))
        amount, shown = str(yuan(row.closing)), row.shown
        result.rows.append(
            RowReport(row.line, state, said, shown, "", amount, text=shown)
        )
    result.rows.sort(key=lambda report: report.line)
    return result


def _compare(  # noqa: PLR0913, PLR0917 - the parts of one file
    original: Original,
    table: ProjectBalances,
    whole: Books,
    result: ImportResult,
    books: OpenBooks,
    journal: Journal | None,
) -> dict[int, tuple[str, str]]:
    """Compare account by account; return the state of each line.

    Raises:
        InputError: The table does not say its day, or the books assert otherwise.
    """
    if table.day is None:
        raise InputError(
            "看不出余额表是哪一天的，不能和账核对",
            file=table.listing.file,
            hint="请在标题或文件名里写上日期，如 项目余额表_20241231.xlsx。",
        )
    day = table.day
    states: dict[int, tuple[str, str]] = {}
    agreed: list[_Account] = []
    result.record["differences"] = []
    accounts, unknown = _accounts(table, books.book)
    for row in unknown:
        states[row.line] = (UNBOOKED, "classify.yaml 没有登记这个项目的科目")
        result.details.append(f"项目 {row.number} 没有登记，没有核对：{row.name}")
    for account in accounts:
        listed, booked = account.listed, account.booked(whole, day)
        name = account.own.balance or account.own.posting
        said = f"{name}：表上 {yuan_text(listed)}，账上 {yuan_text(booked)}，" + (
            "相符" if listed == booked else f"差 {yuan_text(listed - booked)}"
        )
        result.details.append(said)
        state = KNOWN if listed == booked else UNBOOKED
        states |= {row.line: (state, said) for row in account.rows}
        if listed == booked:
            agreed.append(account)
        else:
            parts = {"listed": str(yuan(listed)), "booked": str(yuan(booked))}
            numbers = [row.number for row in account.rows]
            found = {"account": name, "projects": numbers, **parts}
            result.record["differences"].append(found)
    result.known = sum(state == KNOWN for state, _ in states.values())
    _assert(original, day, agreed, result, books, journal)
    return states


def _accounts(
    table: ProjectBalances, book: Classification | None
) -> tuple[list[_Account], list[ProjectBalance]]:
    """Return the cards by account, and those that no account is registered for."""
    found: dict[str, _Account] = {}
    unknown: list[ProjectBalance] = []
    for row in table.rows:
        own = book.own(row.number, _LEDGER) if book else None
        if own is None:
            unknown.append(row)
        else:
            found.setdefault(own.posting, _Account(own, [])).rows.append(row)
    return list(found.values()), unknown


def _assert(  # noqa: PLR0913, PLR0917 - the parts of one file
    original: Original,
    day: date,
    agreed: list[_Account],
    result: ImportResult,
    books: OpenBooks,
    journal: Journal | None,
) -> None:
    """Write a ``balance`` where one card has an account of its own.

    Raises:
        InputError: The books assert another balance of that day.
    """
    following = day + timedelta(days=1)
    lines: dict[str, list[str]] = defaultdict(list)
    for account in agreed:
        name = account.own.balance
        if name is None or len(account.rows) > 1:
            continue
        row = account.rows[0]
        known = books.existing.balances.get((following, name))
        if known is not None:
            result.details.append(f"{following} 的余额已在 {place(known)} 断言")
            continue
        lines[name] = [
            f"{following} balance {name}  {yuan(row.closing)} ~ 0.00 CNY",
            f"  source-file: {value_text(original.file.name)}",
            f'  source-sha256: "{original.sha256}"',
        ]
    if not lines:
        return
    month = f"{day:%Y-%m}"
    path = books.place("campus-balance", month, lines)
    if journal is not None:
        refuse_changed(original)
        head = (
            f";; 项目余额表，{day}，{len(lines)} 个项目；由 union-ledger import 写入\n"
        )
        parts = ["\n".join(part) + "\n" for part in lines.values()]
        journal.write_new(path, "\n".join([head, *parts]))
    result.written.append(path)
    result.booked = len(lines)
