"""关键处: the units by what is open there and how much it weighs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.reports.model import Column
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.risk import RISK_NOTE
from union_ledger.reports.risk import unit_risks
from union_ledger.reports.source import on_page

if TYPE_CHECKING:
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period

PLACES = "关键处：单位风险"
_NO_UNIT = "（未写单位）"


def place_table(ledger: Ledger, period: Period) -> Table:
    """Return the units with an open case, those of most risk first."""
    registers = ledger.books.registers
    time = period.time_filter
    rows = []
    for unit, risk in unit_risks(ledger, period).items():
        name = registers.unit_name(unit, period.last) if unit else _NO_UNIT
        first = risk.cases[0].lead
        asked = unit or "-"
        rows.append(
            Row(
                (
                    unit or "—",
                    on_page(name, "UnionUnit", unit=unit, time=time) if unit else name,
                    on_page(len(risk.cases), "UnionResults", unit=asked, time=time),
                    *(risk.count(severity) for severity in ("违规", "疑点", "提示")),
                    risk.amount,
                    risk.score_text,
                    on_page(
                        f"{first.rule} {first.rule_title}",
                        "UnionResults",
                        unit=asked,
                        rule=first.rule,
                        time=time,
                    ),
                )
            )
        )
    columns = (
        Column("unit", "代码", "code", width=6),
        Column("unit_name", "单位", width=28),
        Column("cases", "未了结问题", "count", total="sum"),
        Column("violations", "违规", "count", total="sum", group="其中"),
        Column("doubts", "疑点", "count", total="sum", group="其中"),
        Column("remarks", "提示", "count", total="sum", group="其中"),
        Column("amount", "涉及金额", "money", total="sum"),
        Column("score", "风险分", "code", width=8),
        Column("first", "风险最大的问题", width=34),
    )
    note = f"{RISK_NOTE}同一笔支出涉及几个问题的，金额在每个问题里都计。"
    return Table(
        PLACES,
        columns,
        tuple(rows),
        total_label="合计",
        note=note,
        empty="本期没有未了结的问题。",
    )
