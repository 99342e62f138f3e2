"""经费使用情况: quota by unit, month and fund, projects, grass-roots share."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from union_ledger.core.quota import quota_lines
from union_ledger.reports.model import Cell
from union_ledger.reports.model import Chart
from union_ledger.reports.model import Column
from union_ledger.reports.model import Figure
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.model import ratio
from union_ledger.reports.monthly_use import CHARTS as MONTHLY
from union_ledger.reports.monthly_use import month_table
from union_ledger.reports.monthly_use import pace
from union_ledger.reports.pot_links import pot_figures
from union_ledger.reports.project_use import project_table
from union_ledger.reports.source import in_journal
from union_ledger.reports.source import provenance_of
from union_ledger.reports.spending_splits import account_table
from union_ledger.reports.spending_splits import detail_table
from union_ledger.reports.spending_splits import program_table
from union_ledger.reports.utilisation_columns import KEYS
from union_ledger.reports.utilisation_columns import MONEY
from union_ledger.reports.utilisation_columns import added
from union_ledger.reports.utilisation_idle import idle_table
from union_ledger.reports.utilisation_idle import taken_back_table
from union_ledger.reports.utilisation_splits import fund_table
from union_ledger.reports.utilisation_splits import quarter_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.core.quota import QuotaLine

TITLE = "经费使用情况"
CENTRE = "000"
BY_UNIT = "分单位使用情况"
BY_FUND = "分单位分经费使用情况"


def utilisation(ledger: Ledger, period: Period) -> Report:
    """Return how the quota of the period was used, unit by unit and by project."""
    lines = quota_lines(ledger.books, period)
    by_unit = _by_unit(ledger, period, lines)
    by_fund = _by_fund(ledger, period, lines)
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=period.label,
        provenance=provenance_of(ledger),
        figures=_figures(ledger, lines.values(), period),
        tables=(
            by_unit,
            quarter_table(ledger, period),
            month_table(ledger, period),
            fund_table(ledger, period, lines),
            by_fund,
            program_table(ledger, period),
            project_table(ledger, period),
            account_table(ledger, period),
            detail_table(ledger, period),
            idle_table(ledger, period, lines),
            taken_back_table(ledger, period),
        ),
        charts=(
            *MONTHLY,
            Chart("bar", "各单位执行率", BY_UNIT, "unit_name", ("rate",)),
            Chart("bar", "各单位人均使用", BY_UNIT, "unit_name", ("per_member",)),
        ),
        notes=(
            "执行率 = 已使用 ÷（期初额度 + 本期下达 ± 调整）。",
            "12 月 31 日的年末收回和年结分录不计入，所以年结前后本表一致。",
            "在途占用是已批准的申请和未核销的借款；人均按期内平均会员数计算。",
            *_warnings(ledger),
        ),
    )


def _warnings(ledger: Ledger) -> tuple[str, ...]:
    if not ledger.problems:
        return ()
    wrong = f"账簿有 {len(ledger.problems)} 处错误尚未改正，本表数字可能因此不完整"
    return (f"{wrong}；请运行 union-ledger check 查看。",)


def _figures(
    ledger: Ledger, lines: Iterable[QuotaLine], period: Period
) -> tuple[Figure, ...]:
    members = ledger.books.registers.average_of_all(period.first, period.last)
    held = list(lines)
    total = added(held)
    roots = added(line for line in held if line.unit != CENTRE)
    return (
        Figure("本期额度", total.base, "money"),
        Figure("已使用", total.used, "money"),
        Figure("执行率", ratio(total.used, total.base, "percent"), "percent"),
        Figure(
            "含在途执行率",
            ratio(total.used + total.reserved, total.base, "percent"),
            "percent",
        ),
        Figure("时间进度", pace(period), "percent", "期末在全年中的位置"),
        Figure(
            "基层额度占比",
            ratio(roots.base, total.base, "percent"),
            "percent",
            "二级工会额度 ÷ 全部额度",
        ),
        Figure(
            "基层使用占比",
            ratio(roots.used, total.used, "percent"),
            "percent",
            "二级工会使用 ÷ 全部使用",
        ),
        Figure(
            "会员人均使用",
            ratio(total.used, members, "money"),
            "money",
            "全部使用 ÷ 期内平均会员",
        ),
    )


def _by_unit(
    ledger: Ledger, period: Period, lines: dict[tuple[str, str], QuotaLine]
) -> Table:
    registers = ledger.books.registers
    units: dict[str, list[QuotaLine]] = defaultdict(list)
    for (unit, _), each in lines.items():
        units[unit].append(each)
    gone = pace(period)
    rows = []
    for unit, held in sorted(units.items()):
        line = added(held)
        rate = ratio(line.used, line.base, "percent")
        ahead = rate - gone if isinstance(rate, Fraction) else None
        members = registers.average_members(unit, period.first, period.last)
        rows.append(
            Row(
                (
                    unit,
                    registers.unit_name(unit, period.last),
                    *(_linked(getattr(line, key), key, unit, period) for key in KEYS),
                    rate,
                    ahead,
                    members,
                    ratio(line.used, members, "money"),
                )
            )
        )
    columns = (
        Column("unit", "代码", "code", width=6),
        Column("unit_name", "单位", width=28),
        *MONEY,
        Column("ahead", "比时间进度", "percent"),
        Column("members", "平均会员", "count", total="sum"),
        Column("per_member", "人均使用", "money"),
    )
    return Table(
        BY_UNIT,
        columns,
        tuple(rows),
        total_label="合计",
        empty="本期没有额度记录。",
    )


def _linked(amount: int, key: str, unit: str, period: Period) -> Cell:
    """Link a unit's figure to the journal of its pots; nothing to see at zero."""
    pots = {"used": "Q09", "reserved": "Q05", "available": "Q01"}.get(key, "Q0[15]")
    accounts = f"^Equity:{pots}-[^:]+:{unit}:"
    return in_journal(amount, accounts, period.time_filter) if amount else 0


def _by_fund(
    ledger: Ledger, period: Period, lines: dict[tuple[str, str], QuotaLine]
) -> Table:
    registers = ledger.books.registers
    rows: list[Row] = []
    last = ""
    for (unit, fund), line in lines.items():
        if unit != last and last:
            rows.append(Row(("", "小计"), role="subtotal"))
        if unit != last:
            name = registers.unit_name(unit, period.last)
            rows.append(Row((unit, name), role="group"))
        last = unit
        held = registers.funds.get(fund)
        rows.append(
            Row(
                (
                    fund,
                    held.name if held else fund,
                    *pot_figures(line, period),
                    ratio(line.used, line.base, "percent"),
                )
            )
        )
    if rows:
        rows.append(Row(("", "小计"), role="subtotal"))
    columns = (
        Column("fund", "经费", "code", width=6),
        Column("fund_name", "单位 / 经费来源", width=28),
        *MONEY,
    )
    return Table(
        BY_FUND,
        columns,
        tuple(rows),
        total_label="合计",
        empty="本期没有额度记录。",
    )
