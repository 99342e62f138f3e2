"""Quota that lies unused, and quota that went back to the budget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.pots import Place
from union_ledger.core.pots import account_of
from union_ledger.core.quota import ends_the_year
from union_ledger.reports.model import Column
from union_ledger.reports.model import Link
from union_ledger.reports.model import Linked
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.source import in_account

if TYPE_CHECKING:
    from datetime import date

    from union_ledger.core.books import QuotaRow
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.core.quota import QuotaLine
    from union_ledger.core.registers import Registers

IDLE = "长期未用额度"
TAKEN_BACK = "额度收回明细"
IDLE_DAYS = 90
DORMANT_DAYS = 180


@dataclass(frozen=True, slots=True)
class Idle:
    """Quota left in a pot, the last use of it, and the days since."""

    line: QuotaLine
    last: date | None
    days: int


def judged_on(ledger: Ledger, period: Period) -> date:
    """Return the day idleness is judged: where books end earlier, their last day."""
    entries = ledger.books.entries
    return min(period.last, entries[-1].day) if entries else period.last


def idle_lines(
    ledger: Ledger, period: Period, lines: dict[tuple[str, str], QuotaLine]
) -> list[Idle]:
    """Return the pots with quota left and no use for ``IDLE_DAYS`` and more.

    Days are counted from the last use, or where there was none from the first day
    the pot had quota. What lapses is new quota every year, so that earlier years do
    not count for it. The longest unused come first.
    """
    funds = ledger.books.registers.funds
    lapsing = {code for code, fund in funds.items() if fund.lapses}
    last_use: dict[tuple[str, str], date] = {}
    since: dict[tuple[str, str], date] = {}
    for row in ledger.books.quota_rows:
        day, key = row.entry.day, (row.place.unit, row.place.fund)
        if row.place.pot == "Q00" or day > period.last or ends_the_year(row):
            continue
        if row.place.fund in lapsing and day.year != period.year:
            continue
        since.setdefault(key, day)
        if row.place.pot == "Q09" and row.amount > 0:
            last_use[key] = max(day, last_use.get(key, day))
    asked = judged_on(ledger, period)
    found = []
    for key, line in lines.items():
        used = last_use.get(key)
        days = (asked - (used or since.get(key, period.first))).days
        if line.available > 0 and days >= IDLE_DAYS:
            found.append(Idle(line, used, days))
    return sorted(found, key=lambda one: (-one.days, one.line.unit, one.line.fund))


def idle_table(
    ledger: Ledger, period: Period, lines: dict[tuple[str, str], QuotaLine]
) -> Table:
    """Return the pots with quota left and no use for ``IDLE_DAYS`` and more."""
    registers = ledger.books.registers
    rows = tuple(
        _idle_row(registers, period, one) for one in idle_lines(ledger, period, lines)
    )
    columns = (
        Column("unit", "代码", "code", width=6),
        Column("unit_name", "单位", width=26),
        Column("fund", "经费", "code", width=6),
        Column("fund_name", "经费来源", width=18),
        Column("available", "可用余额", "money", total="sum"),
        Column("last", "最近使用", "date", width=12),
        Column("days", "未用天数", "count"),
        Column("state", "情况", width=6),
    )
    return Table(
        IDLE,
        columns,
        rows,
        total_label="合计",
        note=(
            f"有可用余额且连续 {IDLE_DAYS} 天没有使用的为闲置，"
            f"{DORMANT_DAYS} 天以上的为沉睡，"
            f"算到 {judged_on(ledger, period)}；"
            "从未使用的“最近使用”为“—”，自有额度之日起算；"
            "年末收回的经费来源只看本年。"
        ),
        empty=f"没有连续 {IDLE_DAYS} 天未用的额度。",
    )


def _idle_row(registers: Registers, period: Period, one: Idle) -> Row:
    line = one.line
    fund = registers.funds.get(line.fund)
    pot = account_of(Place("Q01", line.unit, line.fund))
    return Row(
        (
            line.unit,
            registers.unit_name(line.unit, period.last),
            line.fund,
            fund.name if fund else line.fund,
            in_account(line.available, pot, period),
            one.last,
            one.days,
            "沉睡" if one.days >= DORMANT_DAYS else "闲置",
        )
    )


def taken_back_table(ledger: Ledger, period: Period) -> Table:
    """Return what went back to the budget in the period, entry by entry."""
    registers = ledger.books.registers
    rows = tuple(
        Row(
            (
                row.entry.day,
                Linked(
                    row.entry.name,
                    Link("source", row.entry.filename, line=row.entry.lineno),
                ),
                row.place.unit,
                registers.unit_name(row.place.unit, period.last),
                row.place.fund,
                "年末收回" if ends_the_year(row) else "期中收回",
                -row.amount,
                row.entry.narration or None,
            )
        )
        for row in ledger.books.quota_rows
        if period.holds(row.entry.day) and _goes_back(row)
    )
    columns = (
        Column("day", "日期", "date", width=12),
        Column("entry", "额度分录", "link", width=16),
        Column("unit", "代码", "code", width=6),
        Column("unit_name", "单位", width=26),
        Column("fund", "经费", "code", width=6),
        Column("kind", "性质", width=10),
        Column("amount", "收回额度", "money", total="sum"),
        Column("summary", "说明", width=30, blank=True),
    )
    return Table(
        TAKEN_BACK,
        columns,
        rows,
        total_label="合计",
        note="期中收回已在使用情况各表的“收回”栏；年末收回在年末余额之后，只列在本表。",
        empty="本期没有收回额度。",
    )


def _goes_back(row: QuotaRow) -> bool:
    """Tell a lapse to the approved budget from one to another unit."""
    return (
        row.entry.quota == "lapse"
        and row.place.pot in {"Q01", "Q05"}
        and any(other.place.pot == "Q00" for other in row.entry.quota_rows)
    )
