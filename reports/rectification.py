"""整改台账: what is to be put right, by whom and until when, and what was settled.

The period picks the cases; their state is that of the last answer that counts.
Overdue（逾期） is reckoned on a day that is printed: the last day the books tell of.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from union_ledger.reports.cases import GROUPING
from union_ledger.reports.cases import SCORING
from union_ledger.reports.cases import cases
from union_ledger.reports.model import Column
from union_ledger.reports.model import Figure
from union_ledger.reports.model import Ratio
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.model import ratio
from union_ledger.reports.rectification_lists import assigned
from union_ledger.reports.rectification_lists import history
from union_ledger.reports.rectification_lists import settled
from union_ledger.reports.rectification_lists import unassigned
from union_ledger.reports.source import provenance_of

if TYPE_CHECKING:
    from datetime import date

    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.reports.cases import Case

TITLE = "整改台账"
BY_UNIT = "按单位汇总"
_NO_UNIT = "（未写单位）"
_REFUSED = (
    "答复没有按“新建、核实、确认或排除、整改、复核、销号”的次序写，"
    "或由不能作决定的人写的，不算数，列在整改经过里。"
)


def rectification(ledger: Ledger, period: Period, today: date | None = None) -> Report:
    """Return the cases of a period by what became of them.

    ``today`` is the day on which terms are looked at; by default the last day the
    books tell of.
    """
    day = today or last_day(ledger) or period.last
    found = cases(ledger, period)
    open_ = [case for case in found if case.is_open]
    over = [case for case in open_ if case.days_over(day)]
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=period.label,
        provenance=provenance_of(ledger),
        tables=(
            _by_unit(ledger, period, found, day),
            assigned(ledger, [case for case in open_ if case.owner], day),
            unassigned(ledger, [case for case in open_ if not case.owner]),
            settled(ledger, [case for case in found if not case.is_open]),
            history(ledger, found),
        ),
        figures=(
            Figure("问题", len(found), "count"),
            Figure("未了结", len(open_), "count"),
            Figure("其中逾期", len(over), "count", f"截至 {day}"),
            Figure("没有责任人", sum(not case.owner for case in open_), "count"),
            Figure("已了结", len(found) - len(open_), "count", "销号、排除或豁免"),
        ),
        notes=(
            f"逾期按期限早于 {day} 计算；状态以最后一次有效的答复为准。",
            GROUPING,
            SCORING,
            _REFUSED,
        ),
    )


def last_day(ledger: Ledger) -> date | None:
    """Return the last day the books tell of, of an entry or an answer, if any."""
    entries = ledger.books.entries
    answers = ledger.books.registers.answers
    days = [entries[-1].day] if entries else []
    days += [lines[-1].since for lines in answers.values()]
    return max(days, default=None)


def _by_unit(ledger: Ledger, period: Period, found: list[Case], day: date) -> Table:
    units = sorted({case.unit for case in found})
    states = Counter((case.unit, case.state) for case in found)
    name_of = ledger.books.registers.unit_name
    rows = []
    for unit in units:
        own = [case for case in found if case.unit == unit]
        open_ = [case for case in own if case.is_open]
        done = len(own) - len(open_)
        rows.append(
            Row(
                (
                    unit or "—",
                    name_of(unit, period.last) if unit else _NO_UNIT,
                    len(own),
                    sum(not case.owner for case in open_),
                    sum(bool(case.owner) for case in open_),
                    sum(bool(case.days_over(day)) for case in open_),
                    states[unit, "销号"],
                    states[unit, "排除"],
                    states[unit, "豁免"],
                    done,
                    ratio(done, len(own), "percent"),
                    sum(case.amount or 0 for case in open_),
                )
            )
        )
    columns = (
        Column("unit", "代码", "code", width=6),
        Column("unit_name", "单位", width=30),
        Column("all", "问题", "count", total="sum", width=7),
        Column("unassigned", "无责任人", "count", total="sum", group="未了结", width=9),
        Column("assigned", "在办", "count", total="sum", group="未了结", width=9),
        Column("over", "其中逾期", "count", total="sum", group="未了结", width=9),
        Column("closed", "销号", "count", total="sum", group="已了结", width=7),
        Column("excluded", "排除", "count", total="sum", group="已了结", width=7),
        Column("waived", "豁免", "count", total="sum", group="已了结", width=7),
        Column("done", "小计", "count", total="sum", group="已了结", width=7),
        Column(
            "rate",
            "了结率",
            "percent",
            total=Ratio(("done",), ("all",)),
            width=9,
        ),
        Column("amount", "未了结涉及金额", "money", total="sum", width=16),
    )
    return Table(
        BY_UNIT,
        columns,
        tuple(rows),
        total_label="合计",
        note="同一笔支出涉及几个问题的，它的金额在每个问题里都计。",
        empty="本期没有问题。",
    )
