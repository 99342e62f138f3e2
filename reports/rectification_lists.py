"""The lists of the 整改台账: in hand, without an owner, settled, and the history."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from union_ledger.reports.model import Column
from union_ledger.reports.model import Link
from union_ledger.reports.model import Linked
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table

if TYPE_CHECKING:
    from datetime import date

    from union_ledger.core.ledger import Ledger
    from union_ledger.core.records import Answer
    from union_ledger.reports.cases import Case
    from union_ledger.reports.model import Cell

IN_HAND = "在办的问题"
UNASSIGNED = "待落实责任人"
SETTLED = "已了结"
HISTORY = "整改经过"
_SAID = 3


def assigned(ledger: Ledger, open_: list[Case], day: date) -> Table:
    """Return the open cases somebody answers for, those longest overdue first."""
    ordered = sorted(
        open_, key=lambda case: (-case.days_over(day), -case.score, case.id)
    )
    rows = tuple(
        Row(
            (
                number,
                *_case(ledger, case),
                case.state,
                case.owner,
                case.due,
                case.days_over(day) or None,
                case.reason or None,
                "；".join(case.citations),
            )
        )
        for number, case in enumerate(ordered, 1)
    )
    columns = (
        *_CASE,
        Column("state", "状态", width=6),
        Column("owner", "责任人", "code", width=9),
        Column("due", "期限", "date", width=11),
        Column("over", "逾期天数", "count", width=9, blank=True),
        Column("reason", "最近的说明", width=22, blank=True),
        Column("citation", "依据", width=28),
    )
    return Table(IN_HAND, columns, rows, empty="没有在办的问题。")


def unassigned(ledger: Ledger, open_: list[Case]) -> Table:
    """Return the open cases nobody answers for, with room to write who will."""
    rows = tuple(
        Row(
            (
                number,
                *_case(ledger, case),
                "；".join(case.citations),
                None,
                None,
                None,
            )
        )
        for number, case in enumerate(open_, 1)
    )
    columns = (
        *_CASE,
        Column("citation", "依据", width=28),
        Column("owner", "责任人", "code", width=11, blank=True),
        Column("due", "整改期限", "date", width=12, blank=True),
        Column("signed", "签收", width=10, blank=True),
    )
    return Table(
        UNASSIGNED,
        columns,
        rows,
        note="右边三栏填好后，用 union-ledger answer 登记。",
        empty="每个未了结的问题都有责任人。",
    )


def settled(ledger: Ledger, closed: list[Case]) -> Table:
    """Return the cases that are struck off, excluded or waived, with the reason."""
    rows = []
    for number, case in enumerate(closed, 1):
        last = case.history[-1] if case.history and case.state != "豁免" else None
        rows.append(
            Row(
                (
                    number,
                    *_case(ledger, case),
                    case.state,
                    last.since if last else None,
                    (last.by if last else "") or None,
                    case.reason or None,
                    "；".join(case.citations),
                )
            )
        )
    columns = (
        *_CASE,
        Column("state", "结果", width=6),
        Column("day", "了结日期", "date", width=11),
        Column("by", "决定人", "code", width=9),
        Column("reason", "理由或依据", width=28),
        Column("citation", "原依据", width=28),
    )
    return Table(SETTLED, columns, tuple(rows), empty="没有已了结的问题。")


def history(ledger: Ledger, found: list[Case]) -> Table:
    """Return every answer to the cases, case after case; what does not count too."""
    rows = []
    for case in found:
        told = [(answer, "") for answer in case.history]
        told += case.refused
        told.sort(key=lambda each: (each[0].since, each[0].filename, each[0].lineno))
        rows += [
            Row(
                (
                    case.id,
                    answer.finding,
                    answer.since,
                    answer.state,
                    answer.owner,
                    answer.by or None,
                    answer.due,
                    answer.reason or answer.note or None,
                    f"不算数：{said}" if said else "有效",
                    _place(ledger, answer),
                )
            )
            for answer, said in told
        ]
    columns = (
        Column("case", "问题编号", "code", width=16),
        Column("finding", "发现编号", "code", width=14),
        Column("day", "日期", "date", width=11),
        Column("state", "状态", width=6),
        Column("owner", "责任人", "code", width=9),
        Column("by", "决定人", "code", width=9, blank=True),
        Column("due", "期限", "date", width=11, blank=True),
        Column("said", "理由、说明", width=34, blank=True),
        Column("counts", "是否有效", width=30),
        Column("place", "位置", "link", width=26),
    )
    return Table(HISTORY, columns, tuple(rows), empty="还没有答复。")


_CASE = (
    Column("number", "序号", "count", width=5),
    Column("case", "问题编号", "code", width=16),
    Column("severity", "程度", width=6),
    Column("score", "风险分", "code", width=7),
    Column("unit", "单位", width=14),
    Column("voucher", "凭证", "link", width=17),
    Column("message", "问题", width=40),
    Column("amount", "涉及金额", "money"),
)


def _case(ledger: Ledger, case: Case) -> tuple[Cell, ...]:
    """Return what every list says of a case; the voucher leads to the entry."""
    lead = case.lead
    name = ledger.books.registers.unit_name
    return (
        case.id,
        case.severity,
        str(case.score),
        name(case.unit, case.day) if case.unit else None,
        Linked(
            case.vouchers[0] if case.vouchers else lead.id,
            Link("source", lead.filename, line=lead.lineno),
        ),
        said_of(case),
        case.amount,
    )


def said_of(case: Case) -> str:
    """Return what is wrong: the worst findings' words, and how many more there are."""
    said = list(dict.fromkeys(finding.message for finding in case.findings))
    if len(said) > _SAID:
        said[_SAID:] = [f"另有 {len(said) - _SAID} 项发现"]
    return "；".join(said)


def _place(ledger: Ledger, answer: Answer) -> Linked:
    path = Path(answer.filename)
    folder = ledger.main.parent
    shown = path.relative_to(folder) if path.is_relative_to(folder) else path
    link = Link("source", answer.filename, line=answer.lineno)
    return Linked(f"{shown}:{answer.lineno}", link)
