"""经费简报: one page for a chair — three figures, one picture, five sentences.

The only report in 万元; every sentence is put together from figures of the others.
"""

from __future__ import annotations

from collections import Counter
from decimal import ROUND_HALF_UP
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from union_ledger.core.chart import load_chart
from union_ledger.core.quota import quota_lines
from union_ledger.reports.cells import value_text
from union_ledger.reports.last_year import has_quota
from union_ledger.reports.last_year import year_before
from union_ledger.reports.model import Chart
from union_ledger.reports.model import Column
from union_ledger.reports.model import Figure
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.model import ratio
from union_ledger.reports.monthly_use import pace
from union_ledger.reports.monthly_use import used_by_month
from union_ledger.reports.period_parts import last_month
from union_ledger.reports.period_parts import months_of
from union_ledger.reports.period_parts import year_to
from union_ledger.reports.source import provenance_of
from union_ledger.reports.statements.dates import day_text
from union_ledger.reports.utilisation_columns import added
from union_ledger.reports.utilisation_idle import IDLE_DAYS
from union_ledger.reports.utilisation_idle import idle_lines

if TYPE_CHECKING:
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.core.quota import QuotaLine

TITLE = "经费简报"
MONTHS = "各月进度"
CENTRE = "000"
_FAR_BEHIND = Fraction(1, 10)


def brief(ledger: Ledger, period: Period) -> Report:
    """Return the year so far, up to the period's end, on one page."""
    so_far = year_to(period)
    lines = quota_lines(ledger.books, so_far)
    total = added(lines.values())
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=so_far.label,
        provenance=provenance_of(ledger),
        figures=(
            Figure("本年额度", wan(total.base), note="年初结转＋下达±调整"),
            Figure("已使用", wan(total.used), note=f"截至 {day_text(so_far.last)}"),
            Figure(
                "执行率",
                ratio(total.used, total.base, "percent"),
                "percent",
                f"时间进度 {value_text(pace(so_far), 'percent')}",
            ),
        ),
        tables=(_months(ledger, so_far, total.base),),
        charts=(Chart("line", "执行率与时间进度", MONTHS, "month", ("rate", "gone")),),
        notes=(
            _overall(ledger, so_far, total),
            _roots(lines, so_far),
            _spending(ledger, so_far),
            _idle(ledger, so_far, lines),
            _findings(ledger, so_far),
        ),
        unit_note="单位：万元",
        upright=True,
    )


def wan(fen: int) -> str:
    """Return an amount in 万元 with two decimals, rounded half up."""
    amount = (Decimal(fen) / 1_000_000).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{amount:,} 万元"


def points(ahead: Fraction) -> str:
    """Return a difference of two rates as people say it."""
    size = (abs(ahead) * 100).limit_denominator(10**9)
    said = (Decimal(size.numerator) / Decimal(size.denominator)).quantize(
        Decimal("0.1"), ROUND_HALF_UP
    )
    if not said:
        return "与时间进度持平"
    return f"比时间进度{'快' if ahead > 0 else '慢'} {said} 个百分点"


def _percent(numerator: int, denominator: int) -> str:
    return value_text(ratio(numerator, denominator, "percent"), "percent")


def _overall(ledger: Ledger, period: Period, total: QuotaLine) -> str:
    rate = ratio(total.used, total.base, "percent")
    if not isinstance(rate, Fraction):
        return "一、账簿里没有本年额度记录，不能计算执行率。"
    said = (
        f"一、本年额度 {wan(total.base)}，已使用 {wan(total.used)}，"
        f"执行率 {value_text(rate, 'percent')}，{points(rate - pace(period))}；"
    )
    if not has_quota(ledger, period.year - 1):
        return f"{said}账簿里没有上年数据，不作同比。"
    before = added(quota_lines(ledger.books, year_before_to(period)).values())
    return (
        f"{said}上年同期使用 {wan(before.used)}，"
        f"执行率 {_percent(before.used, before.base)}。"
    )


def year_before_to(period: Period) -> Period:
    """Return the year before, up to the same day of it."""
    return year_to(year_before(last_month(period)))


def _roots(lines: dict[tuple[str, str], QuotaLine], period: Period) -> str:
    total = added(lines.values())
    roots = added(line for line in lines.values() if line.unit != CENTRE)
    if not roots.base:
        return "二、没有下达到二级工会的额度。"
    codes = sorted({unit for unit, _ in lines if unit != CENTRE})
    behind = 0
    for code in codes:
        one = added(line for line in lines.values() if line.unit == code)
        rate = ratio(one.used, one.base, "percent")
        behind += isinstance(rate, Fraction) and rate < pace(period) - _FAR_BEHIND
    return (
        f"二、二级工会有额度 {wan(roots.base)}，占全部的 "
        f"{_percent(roots.base, total.base)}，已使用 {wan(roots.used)}，执行率 "
        f"{_percent(roots.used, roots.base)}；{len(codes)} 个单位中有 {behind} 个"
        "比时间进度慢 10 个百分点以上。"
    )


def _spending(ledger: Ledger, period: Period) -> str:
    spent: Counter[str] = Counter()
    for row in ledger.books.of_code("5"):
        if period.holds(row.entry.day) and not row.entry.closing:
            spent[row.code[:3]] += row.amount
    total = spent.total()
    if not total:
        return "三、本年还没有支出。"
    most = "，".join(
        f"{load_chart().name(code)} {wan(amount)}（{_percent(amount, total)}）"
        for code, amount in sorted(spent.items(), key=lambda one: (-one[1], one[0]))[:3]
    )
    return f"三、支出合计 {wan(total)}，最多的是{most}。"


def _idle(
    ledger: Ledger, period: Period, lines: dict[tuple[str, str], QuotaLine]
) -> str:
    left = added(lines.values())
    idle = idle_lines(ledger, period, lines)
    amount = sum(one.line.available for one in idle)
    return (
        f"四、可用额度还有 {wan(left.available)}，另有在途占用 {wan(left.reserved)}；"
        f"其中连续 {IDLE_DAYS} 天没有使用的有 {len(idle)} 笔，共 {wan(amount)}。"
    )


def _findings(ledger: Ledger, period: Period) -> str:
    open_ = [
        each for each in ledger.findings if period.holds(each.day) and each.is_open
    ]
    count = Counter(each.severity for each in open_)
    amount = sum(
        each.amount or 0 for each in open_ if each.severity in {"违规", "疑点"}
    )
    return (
        f"五、检查发现待处理的有违规 {count['违规']} 件、疑点 {count['疑点']} 件、"
        f"提示 {count['提示']} 件，违规和疑点涉及金额 {wan(amount)}"
        "（同一笔支出可能涉及几件）。"
    )


def _months(ledger: Ledger, period: Period, base: int) -> Table:
    used = used_by_month(ledger, period.last)
    rows = []
    total = 0
    for month in months_of(period):
        total += used[month.last.month]
        rows.append(
            Row(
                (
                    f"{month.last.month} 月",
                    ratio(total, base, "percent"),
                    pace(month),
                )
            )
        )
    columns = (
        Column("month", "月份", width=8),
        Column("rate", "累计执行率", "percent"),
        Column("gone", "时间进度", "percent"),
    )
    shown = tuple(rows) if base or total else ()
    return Table(MONTHS, columns, shown, empty="本期没有额度记录。")
