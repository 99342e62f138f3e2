"""A list of members into the books: head counts by unit, and no person."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
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
from union_ledger.desk.register_text import register_line
from union_ledger.importers.lists.members import read_members
from union_ledger.importers.lists.units import UnitNames

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from union_ledger.core.registers import Registers
    from union_ledger.core.tables import Table
    from union_ledger.desk.journal import Journal
    from union_ledger.desk.open_books import OpenBooks
    from union_ledger.desk.original import Original
    from union_ledger.importers.header import Header
    from union_ledger.importers.lists.members import MemberList


def take_members(
    original: Original,
    tables: Sequence[Table],
    header: Header,
    books: OpenBooks,
    journal: Journal | None,
) -> ImportResult:
    """Read a list of members and register the head counts that have changed.

    Raises:
        InputError: The file is no list that can be read.
    """
    members = read_members(tables, header)
    by_unit = members.by_unit()
    record = list_record(members.listing, len(members.rows), members.why)
    record["members"], record["by_unit"] = sum(by_unit.values()), by_unit
    record["day"] = members.day.isoformat() if members.day else None
    record["notes"] = members.notes
    result = ImportResult(record)
    result.details = [f"会员 {sum(by_unit.values())} 人，{len(by_unit)} 个单位"]
    if members.why and books.unproven:
        result.accepted = books.unproven
    why = "整个名册没有核对相符" if members.why else "只核对，没有登记"
    codes: dict[str, str] = {}
    states: dict[str, str] = {}
    try:
        whole = loaded(books)
        if whole is not None and (not members.why or result.accepted):
            day = _day(members)
            names = UnitNames(whole.registers, day)
            codes = resolved(names, by_unit, members.listing.file)
            new = NewRegister("", "", original, unproven=result.accepted)
            counts = _counts(by_unit, codes)
            states = _compare(counts, whole.registers, day, result)
            _write(new, counts, states, day, result, books, journal)
            result.details.append(f"{NOT_KEPT}（sha256 {original.sha256}）")
    except InputError as exc:
        result.problem, why = str(exc), f"{exc.message}（见上）"
    result.rows = unread(members.listing)
    for row in members.rows:
        code = codes.get(row.unit, "")
        state = states.get(code, UNTAKEN) if row.counted else UNTAKEN
        said = row.why or (why if state == UNTAKEN else f"计入 {code}")
        result.rows.append(RowReport(row.line, state, said, row.shown, text=row.shown))
    result.rows.sort(key=lambda report: report.line)
    return result


def _day(members: MemberList) -> date:
    if members.day is None:
        raise InputError(
            "看不出名册是哪一天的",
            file=members.listing.file,
            hint="请在标题或文件名里写上日期，如 会员名册_20240930.xlsx。",
        )
    return members.day


def _counts(by_unit: dict[str, int], codes: dict[str, str]) -> dict[str, int]:
    """Return the head count by code: a unit may stand under two names."""
    counts: dict[str, int] = defaultdict(int)
    for name, count in by_unit.items():
        counts[codes[name]] += count
    return dict(sorted(counts.items()))


def _compare(
    counts: dict[str, int], registers: Registers, day: date, result: ImportResult
) -> dict[str, str]:
    """Say what has changed; return the state of each unit's count.

    Raises:
        InputError: The registers hold another count of that very day.
    """
    that_day = {m.unit: m.count for m in registers.member_lines if m.since == day}
    other = [
        f"{code} 登记 {that_day[code]} 人，名册 {count} 人"
        for code, count in counts.items()
        if that_day.get(code, count) != count
    ]
    if other:
        raise InputError(
            f"登记册里已有 {day} 的会员人数，数目不同：" + "；".join(shortened(other)),
            hint="请核对哪一份名册对；若是更正，先改正登记册里的那几行再导入。",
        )
    changed = {
        code: registers.members(code, day)
        for code, count in counts.items()
        if registers.members(code, day) != count
    }
    absent = [
        f"{code} {registers.unit_name(code, day)} 登记 {known} 人，名册里没有"
        for code, unit in registers.units.items()
        if unit.is_open(day)
        and code not in counts
        and (known := registers.members(code, day))
    ]
    lines = [
        f"{code} {registers.unit_name(code, day)}："
        + (f"{old} 人 → {counts[code]} 人" if old is not None else f"{counts[code]} 人")
        for code, old in changed.items()
    ]
    result.details.append(f"与 {day} 的登记相比，{len(changed)} 个单位人数有变：")
    result.details += [f"  {line}" for line in shortened(lines + absent)]
    result.record["differences"] = [
        {"unit": code, "listed": counts[code], "held": old}
        for code, old in changed.items()
    ]
    return {code: BOOKED if code in changed else KNOWN for code in counts}


def _write(  # noqa: PLR0913, PLR0917 - what one file is made of
    new: NewRegister,
    counts: dict[str, int],
    states: dict[str, str],
    day: date,
    result: ImportResult,
    books: OpenBooks,
    journal: Journal | None,
) -> None:
    fresh = [code for code, state in states.items() if state == BOOKED]
    new.name = f"members-{day}"
    new.title = f"{day} 会员人数，{len(fresh)} 个单位；只有人数，没有个人"
    new.lines = [register_line(day, "members", [code, counts[code]]) for code in fresh]
    if fresh:
        result.written.append(new.write(books, journal))
    result.booked, result.known = len(fresh), len(states) - len(fresh)
