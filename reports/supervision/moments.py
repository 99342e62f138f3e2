"""关键时: before festivals, at the year's end, before the budget, before a hand-over.

What a day brings then stands beside the mean day of the period.
"""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING
from typing import NamedTuple

from union_ledger.core.festivals import days_of
from union_ledger.reports.model import Column
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.model import ratio
from union_ledger.reports.supervision.spending import entries_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.reports.supervision.spending import Spending

MOMENTS = "关键时：时段支出"
FESTIVAL_DAYS = 15
HANDOVER_DAYS = 15
_DECEMBER_FROM = 16
_OFFICES = {"chair": "主席", "approver": "审批人"}


class Moment(NamedTuple):
    """A stretch of days to look at, both ends included."""

    kind: str
    name: str
    first: date
    last: date


def moment_table(held: Spending) -> Table:
    """Return what was spent in each stretch of days that touches the period."""
    period = held.period
    mean_days = (period.last - period.first).days + 1
    rows = []
    for moment in moments(held.ledger, period):
        first, last = max(moment.first, period.first), min(moment.last, period.last)
        if first > last:
            continue
        own = [row for row in held.rows if first <= row.entry.day <= last]
        days = (last - first).days + 1
        amount = sum(row.amount for row in own)
        rows.append(
            Row(
                (
                    moment.kind,
                    moment.name,
                    first,
                    last,
                    entries_of(own),
                    held.linked(amount, "", time=f"{first} - {last}"),
                    ratio(amount, days, "money"),
                    ratio(held.total, mean_days, "money"),
                    ratio(amount * mean_days, held.total * days, "percent"),
                    held.findings_in(own),
                )
            )
        )
    columns = (
        Column("kind", "时段", width=10),
        Column("name", "说明", width=26),
        Column("first", "起", "date", width=12),
        Column("last", "止", "date", width=12),
        Column("entries", "笔数", "count"),
        Column("amount", "支出", "money"),
        Column("daily", "日均", "money"),
        Column("mean", "本期日均", "money"),
        Column("times", "为本期日均的", "percent"),
        Column("found", "未了结发现", "count"),
    )
    note = (
        f"节前为节日以前 {FESTIVAL_DAYS} 天到节日当天，年末为 12 月 {_DECEMBER_FROM} 日"
        f"以后，离任为登记的任期终止前 {HANDOVER_DAYS} 天；各时段会重叠，不能相加。"
    )
    return Table(MOMENTS, columns, tuple(rows), note=note, empty="本期没有这些时段。")


def moments(ledger: Ledger, period: Period) -> Iterator[Moment]:
    """Yield the stretches of the period's year, whether they touch it or not."""
    year = period.year
    for name, day in sorted(days_of(year).items(), key=lambda each: each[1]):
        yield Moment("节前", name, day - timedelta(days=FESTIVAL_DAYS), day)
    first, last = date(year, 12, _DECEMBER_FROM), date(year, 12, 31)
    yield Moment("年末", f"12 月 {_DECEMBER_FROM}—31 日", first, last)
    registers = ledger.books.registers
    approved = [
        version.approved
        for version in registers.budget_versions
        if version.year == str(year) and version.approved
    ]
    start = date(year, 1, 1)
    if not approved:
        yield Moment("预算批准前", "全年预算还没有批准", start, date(year, 12, 31))
    elif min(approved) > start:
        before = min(approved) - timedelta(days=1)
        yield Moment("预算批准前", f"{min(approved)} 批准", start, before)
    for lines in registers.persons.values():
        for line in lines:
            held = [said for role, said in _OFFICES.items() if role in line.roles]
            if held and line.to and line.to.year == year:
                name = f"{line.code}（{'、'.join(held)}）离任"
                first = line.to - timedelta(days=HANDOVER_DAYS)
                yield Moment("离任", name, first, line.to)
