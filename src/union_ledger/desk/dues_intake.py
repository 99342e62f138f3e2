"""A dues list into the books: sums and head counts by unit, and no person.

The list itself names persons. It is not kept with the books; each line of the register
holds its hash, so that the list can be shown to be the one that was read.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import nullcontext
from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING
from typing import NamedTuple

from union_ledger.core.errors import InputError
from union_ledger.core.money import yuan
from union_ledger.core.money import yuan_text
from union_ledger.desk.intake_result import ImportResult
from union_ledger.desk.intake_rows import BOOKED
from union_ledger.desk.intake_rows import KNOWN
from union_ledger.desk.intake_rows import RowReport
from union_ledger.desk.list_desk import NOT_KEPT
from union_ledger.desk.list_desk import UNTAKEN
from union_ledger.desk.list_desk import NewRegister
from union_ledger.desk.list_desk import list_record
from union_ledger.desk.list_desk import loaded
from union_ledger.desk.list_desk import resolved
from union_ledger.desk.list_desk import shortened
from union_ledger.desk.list_desk import unread
from union_ledger.desk.receipts import places
from union_ledger.desk.receipts import received
from union_ledger.desk.register_text import Money
from union_ledger.desk.register_text import register_line
from union_ledger.importers.lists.dues import Due
from union_ledger.importers.lists.dues import DuesList
from union_ledger.importers.lists.dues import read_dues
from union_ledger.importers.lists.period import last_day
from union_ledger.importers.lists.units import UnitNames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.core.books import Books
    from union_ledger.core.records import Dues
    from union_ledger.core.tables import Table
    from union_ledger.desk.journal import Journal
    from union_ledger.desk.open_books import OpenBooks
    from union_ledger.desk.original import Original
    from union_ledger.importers.header import Header

_DUES = "401"
# What was withheld from a month's pay comes in that month or the next.
_LATEST = timedelta(days=31)


class _Key(NamedTuple):
    month: str
    unit: str


def take_dues(
    original: Original,
    tables: Sequence[Table],
    header: Header,
    books: OpenBooks,
    journal: Journal | None,
) -> ImportResult:
    """Read and prove a dues list, and register its sums by unit and month.

    Raises:
        InputError: The file is no list that can be read.
    """
    dues = read_dues(tables, header)
    record = list_record(dues.listing, len(dues.rows), dues.why)
    record["sum"] = str(yuan(dues.total))
    record["by_unit"] = {name: str(yuan(fen)) for name, fen in dues.by_unit().items()}
    record["months"], record["notes"] = dues.months, dues.notes
    result = ImportResult(record)
    months = "、".join(dues.months)
    heads = f"{len(dues.rows)} 人，{len(record['by_unit'])} 个单位"
    result.details = [f"{months} 会费 {yuan_text(dues.total)}，{heads}"]
    states: dict[_Key, str] = {}
    why = "整个清单没有核对相符" if dues.why else "只核对，没有登记"
    codes: dict[tuple[str, str], str] = {}
    if dues.why and books.unproven:
        result.accepted = books.unproven
    try:
        whole = loaded(books)
        if whole is not None and (not dues.why or result.accepted):
            codes = _codes(dues, whole)
            states = _register(
                _File(original, dues, codes), whole, result, books, journal
            )
            result.details += _receipts(dues, whole)
            result.details.append(f"{NOT_KEPT}（sha256 {original.sha256}）")
    except InputError as exc:
        result.problem, why = str(exc), f"{exc.message}（见上）"
    result.rows = unread(dues.listing)
    for row in dues.rows:
        code = codes.get((row.month, row.unit), "")
        state = states.get(_Key(row.month, code), UNTAKEN)
        result.rows.append(
            _report(row, state, why if state == UNTAKEN else f"计入 {code}")
        )
    result.rows.sort(key=lambda report: report.line)
    return result


class _File(NamedTuple):
    """One list on its way into the books; codes by month and name of unit."""

    original: Original
    dues: DuesList
    codes: dict[tuple[str, str], str]


def _report(row: Due, state: str, why: str) -> RowReport:
    day = last_day(row.month).isoformat()
    amount = str(yuan(row.amount))
    return RowReport(row.line, state, why, row.shown, day, amount, text=row.shown)


def _codes(dues: DuesList, whole: Books) -> dict[tuple[str, str], str]:
    """Return the code of each unit named.

    Raises:
        InputError: A name is not that of one unit.
    """
    codes: dict[tuple[str, str], str] = {}
    for month in dues.months:
        names = UnitNames(whole.registers, last_day(month))
        listed = [row.unit for row in dues.rows if row.month == month]
        for name, code in resolved(names, listed, dues.listing.file).items():
            codes[month, name] = code
    return codes


def _register(
    file: _File,
    whole: Books,
    result: ImportResult,
    books: OpenBooks,
    journal: Journal | None,
) -> dict[_Key, str]:
    """Write what the registers do not hold; return the state of each sum.

    Raises:
        InputError: The registers hold another sum for a unit and month.
    """
    parts: dict[_Key, list[Due]] = defaultdict(list)
    for row in file.dues.rows:
        parts[_Key(row.month, file.codes[row.month, row.unit])].append(row)
    known = {_Key(line.month, line.unit): line for line in whole.registers.dues}
    states: dict[_Key, str] = {}
    other: list[str] = []
    for key, rows in sorted(parts.items()):
        line = known.get(key)
        if line is None:
            states[key] = BOOKED
            continue
        states[key] = KNOWN
        other += _difference(line, rows)
    if other:
        raise InputError(
            "登记册里已有这个月的会费，数目不同：" + "；".join(shortened(other)),
            file=file.dues.listing.file,
            hint="请核对哪一份清单对；若是更正，先删去登记册里的旧行再导入。",
        )
    written = []
    with nullcontext() if journal is None else journal.step():
        for month in file.dues.months:
            fresh = [k for k in states if k.month == month and states[k] == BOOKED]
            if fresh:
                title = (
                    f"{month} 会费代扣，{len(fresh)} 个单位；只有合计和人数，没有个人"
                )
                new = NewRegister(f"dues-{month}", title, file.original)
                new.unproven = result.accepted
                sha256 = file.original.sha256
                new.lines = [_line(key, parts[key], sha256) for key in fresh]
                written.append(new.write(books, journal))
    result.written += written
    result.booked = sum(state == BOOKED for state in states.values())
    result.known = sum(state == KNOWN for state in states.values())
    return states


def _line(key: _Key, rows: list[Due], sha256: str) -> str:
    amount = Money(sum(row.amount for row in rows))
    base = sum(row.base or 0 for row in rows)
    said = {
        "members": sum(row.amount > 0 for row in rows),
        "base": Money(base) if base else "",
        "source-sha256": sha256,
    }
    return register_line(
        last_day(key.month), "dues", [key.unit, key.month, amount], said
    )


def _difference(line: Dues, rows: list[Due]) -> list[str]:
    amount = sum(row.amount for row in rows)
    if amount == line.amount:
        return []
    held = f"{line.unit} {line.month} 登记 {yuan_text(line.amount)}"
    where = f"{line.filename} 第 {line.lineno} 行"
    return [f"{held}，清单 {yuan_text(amount)}（{where}）"]


def _receipts(dues: DuesList, whole: Books) -> list[str]:
    """Say which entry received each month's dues, or that none did."""
    said = []
    for month in dues.months:
        total = sum(row.amount for row in dues.rows if row.month == month)
        first, last = date.fromisoformat(f"{month}-01"), last_day(month) + _LATEST
        found = received(whole, (_DUES,), total, first, last)
        if len(found) == 1:
            said.append(f"{month} 的会费与到账相符：{places(found)}")
        elif found:
            said.append(
                f"{month} 的会费有 {len(found)} 笔到账同数，请自己选定：{places(found)}"
            )
        else:
            missing = f"{yuan_text(total)} 的会费（401 或待查）"
            said.append(f"提示：{month} 至次月账上没有收到 {missing}")
    return said
