"""A trial balance against the books: differences listed, agreement asserted."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from beancount.core.amount import Amount
from beancount.core.data import Balance
from beancount.core.data import new_metadata
from beancount.parser.printer import EntryPrinter

from union_ledger.core.errors import InputError
from union_ledger.core.money import yuan
from union_ledger.core.money import yuan_text
from union_ledger.desk.intake_result import ImportResult
from union_ledger.desk.intake_rows import BOOKED
from union_ledger.desk.intake_rows import KNOWN
from union_ledger.desk.intake_rows import REJECTED
from union_ledger.desk.intake_rows import SKIPPED
from union_ledger.desk.intake_rows import UNBOOKED
from union_ledger.desk.intake_rows import RowReport
from union_ledger.desk.list_desk import loaded
from union_ledger.importers.balances.comparing import compare
from union_ledger.importers.balances.proof import prove_balances
from union_ledger.importers.balances.reading import trial_balance_of
from union_ledger.importers.balances.record import balance_record
from union_ledger.importers.entries import CURRENCY
from union_ledger.importers.existing import place
from union_ledger.importers.mapping import NAME
from union_ledger.importers.mapping import read_mapping
from union_ledger.importers.vouchers.subjects import Subjects

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.core.tables import Table
    from union_ledger.desk.journal import Journal
    from union_ledger.desk.open_books import OpenBooks
    from union_ledger.desk.original import Original
    from union_ledger.importers.balances.comparing import Compared
    from union_ledger.importers.balances.table import TrialBalance
    from union_ledger.importers.header import Header

_ARCHIVE = "科目余额表"
_KEYS = ("opening", "debit", "credit", "closing")
_WIDTH = 44


def take_balances(
    original: Original,
    tables: Sequence[Table],
    header: Header,
    books: OpenBooks,
    journal: Journal | None,
) -> ImportResult:
    """Read and prove a trial balance, compare it, and assert what agrees.

    The books get a ``balance`` for the day after the period on every account that
    agrees. Where an account differs nothing is asserted on it, and the difference
    is listed. One that does not prove out is not compared.

    Raises:
        InputError: The file is no trial balance that can be read.
    """
    found = trial_balance_of(tables, header, books.period)
    proof = prove_balances(found)
    result = ImportResult(balance_record(found, proof))
    why = "整个文件没有通过核对" if proof.why else "只核对，没有账簿可比"
    compared: list[Compared] = []
    states: dict[int, tuple[str, str]] = {}
    try:
        whole = None if proof.why or books.book is None else loaded(books)
        if whole is not None:
            subjects = _subjects(books)
            compared = compare(found, whole, subjects, books.existing.opens)
            states = _assert(original, found, compared, result, books, journal)
            _say(found, compared, result)
    except InputError as exc:
        result.problem, why = str(exc), f"{exc.message}（见上）"
    result.rows = _rows(found, compared, states, why)
    result.booked = sum(row.state == BOOKED for row in result.rows)
    result.known = sum(row.state == KNOWN for row in result.rows)
    return result


def _subjects(books: OpenBooks) -> Subjects:
    if books.books_dir is None or not (books.books_dir / NAME).is_file():
        return Subjects(books.existing.opens)
    mapping = read_mapping(books.books_dir / NAME)
    return Subjects(books.existing.opens, mapping.accounts)


def _assert(  # noqa: PLR0913, PLR0917 - the parts of one file on its way
    original: Original,
    found: TrialBalance,
    compared: list[Compared],
    result: ImportResult,
    books: OpenBooks,
    journal: Journal | None,
) -> dict[int, tuple[str, str]]:
    """Write the balances that hold; return state and reason of rows, by line."""
    day = found.months.end + timedelta(days=1)
    states: dict[int, tuple[str, str]] = {}
    fresh: list[Balance] = []
    for each in compared:
        if each.row is None or each.account is None or not each.assertable:
            continue
        amount = Amount(yuan(each.row.closing), CURRENCY)
        held = books.existing.balances.get((day, each.account))
        if held is not None:
            same = held.amount == amount
            said = "" if same else f"账簿在 {place(held)} 断言的是 {held.amount}"
            states[each.row.line] = (KNOWN if same else UNBOOKED, said)
            continue
        meta = new_metadata(str(found.file), each.row.line)
        meta["source-file"] = found.file.name
        fresh.append(Balance(meta, day, each.account, amount, None, None))
        states[each.row.line] = (BOOKED, "与账簿相符")
    if fresh:
        month = f"{found.months.end:%Y-%m}"
        ids = [f"{b.date} {b.account} {b.amount}" for b in fresh]
        path = books.place(found.layout.source, month, ids)
        if journal is not None and books.books_dir is not None:
            result.kept = original.path(_ARCHIVE, found.months.end)
            text = balance_text(found, month, fresh, original.sha256)
            with journal.step():
                original.keep(books.books_dir, result.kept, journal)
                journal.write_new(path, text)
        result.written.append(path)
        books.existing.add(fresh)
    return states


def balance_text(
    found: TrialBalance, month: str, balances: Sequence[Balance], sha256: str
) -> str:
    """Return the text of one new ledger file with balances."""
    printed = EntryPrinter(min_width_account=_WIDTH)  # type: ignore[no-untyped-call]
    name = "".join(char if char.isprintable() else "?" for char in found.file.name)
    head = (
        f";; {found.layout.title}，{month} 月末，{len(balances)} 个科目与账簿相符\n"
        f";; 由 union-ledger import 从 {name} 写入\n"
        f";; sha256 {sha256}\n"
    )
    return "\n".join([head, *(printed(each) for each in balances)])


def _say(found: TrialBalance, compared: list[Compared], result: ImportResult) -> None:
    """List the differences, as lines and as data."""
    differing = [each for each in compared if not each.agrees or _homeless(each)]
    result.record["differences"] = [
        {
            "subject": each.subject,
            "account": each.account,
            "line": each.row.line if each.row else None,
            "books": _figures(each.books),
            "file": _figures(each.file),
            "why": each.why or None,
        }
        for each in differing
    ]
    agreed = len(compared) - len(differing)
    result.details.append(
        f"{found.months.start} 至 {found.months.end}：{agreed} 个科目与账簿逐分相符"
    )
    if not differing:
        return
    result.problem = f"有 {len(differing)} 个科目与账簿不符，没有写它们的余额断言"
    for each in differing:
        result.details.append(f"{each.subject}{f'：{each.why}' if each.why else ''}")
        for title, ours, theirs in zip(
            ("期初", "借方", "贷方", "期末"), each.books, each.file, strict=True
        ):
            if ours != theirs:
                result.details.append(
                    f"  {title}：账簿 {yuan_text(ours)}，余额表 {yuan_text(theirs)}，"
                    f"差额 {yuan_text(ours - theirs)}"
                )


def _homeless(each: Compared) -> bool:
    return bool(each.why) and any(each.file)


def _figures(figures: tuple[int, int, int, int]) -> dict[str, str]:
    return {key: str(yuan(fen)) for key, fen in zip(_KEYS, figures, strict=True)}


def _rows(
    found: TrialBalance,
    compared: list[Compared],
    states: dict[int, tuple[str, str]],
    why: str,
) -> list[RowReport]:
    rows = [RowReport(n.line, SKIPPED, n.why, n.raw) for n in found.skipped]
    rows += [RowReport(n.line, REJECTED, n.why, n.raw) for n in found.rejected]
    by_line = {each.row.line: each for each in compared if each.row}
    for row in found.accounts:
        each = by_line.get(row.line)
        said = why
        if compared:
            said = "由明细或上级科目核对" if each is None else _said(each)
        state, said = states.get(row.line, (UNBOOKED, said))
        rows.append(
            RowReport(
                row.line,
                state,
                said,
                row.raw,
                found.months.end.isoformat(),
                str(yuan(row.closing)),
                (each.account or "") if each else "",
                text=row.subject,
            )
        )
    return sorted(rows, key=lambda row: row.line)


def _said(each: Compared) -> str:
    if each.why:
        return each.why
    if not each.agrees:
        return "与账簿不符"
    return "与账簿相符；账簿分明细或按件记账，不写断言"
