"""经费使用通报: a page for the sub-unions on a quarter, in the words one would send.

It ranks by execution rate and blames nobody: who is behind is not called so in the
text, what is still to do is asked of everyone.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan_text
from union_ledger.core.quota import quota_lines
from union_ledger.reports.cells import value_text
from union_ledger.reports.model import Column
from union_ledger.reports.model import Passage
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.model import ratio
from union_ledger.reports.monthly_use import pace
from union_ledger.reports.passages import to_fill_in
from union_ledger.reports.period_parts import last_quarter
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

TITLE = "经费使用通报"
RANKING = "各单位执行情况"
CENTRE = "000"
_LAST = 12


@dataclass(frozen=True, slots=True)
class _Standing:
    """One sub-union's year so far, what it used in the quarter, and its rate.

    One that was merged into another by then is not ranked.
    """

    unit: str
    line: QuotaLine
    quarter: int
    is_open: bool

    @property
    def rate(self) -> Fraction | None:
        """Used over quota; None where there was no quota, or it is not ranked."""
        if not self.is_open:
            return None
        rate = ratio(self.line.used, self.line.base, "percent")
        return rate if isinstance(rate, Fraction) else None


def notice(ledger: Ledger, period: Period) -> Report:
    """Return the page of the quarter the period ends in, the year's so far ranked."""
    quarter = last_quarter(period)
    so_far = year_to(quarter)
    standings = _standings(ledger, quarter, so_far)
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=quarter.label,
        provenance=provenance_of(ledger),
        passages=(
            Passage(
                "通报",
                f"关于 {quarter.label}经费使用情况的通报",
                (
                    "各二级工会：",
                    *_said(ledger, so_far, standings),
                    f"{ledger.entity}\n{to_fill_in('发文日期')}",
                ),
                tables=(RANKING,),
            ),
        ),
        tables=(_ranking(ledger, so_far, standings),),
        notes=(
            (
                "执行率 = 年初至本季末已使用 ÷（年初结转 + 已下达 ± 调整），"
                "不含校本级；"
                "执行率相同的名次相同，没有额度的、季末前已撤并的单位不排名次。"
            ),
        ),
        upright=True,
    )


def _standings(ledger: Ledger, quarter: Period, so_far: Period) -> list[_Standing]:
    """Return the sub-unions by rate, the highest first, those not ranked last."""
    year = quota_lines(ledger.books, so_far)
    units = ledger.books.registers.units
    lately = quota_lines(ledger.books, quarter)
    found = [
        _Standing(
            unit,
            added(line for (code, _), line in year.items() if code == unit),
            sum(line.used for (code, _), line in lately.items() if code == unit),
            is_open=unit not in units or units[unit].is_open(so_far.last),
        )
        for unit in sorted({unit for unit, _ in year if unit != CENTRE})
    ]
    return sorted(
        found,
        key=lambda one: (one.rate is None, -(one.rate or 0), one.unit),
    )


def _said(
    ledger: Ledger, period: Period, standings: list[_Standing]
) -> tuple[str, ...]:
    if not standings:
        return ("本季没有下达到二级工会的额度。",)
    total = added(one.line for one in standings)
    gone = pace(period)
    rate = ratio(total.used, total.base, "percent")
    reached = [one for one in standings if one.rate is not None and one.rate >= gone]
    # Idle quota of the centre is not the units' affair.
    idle = [
        one
        for one in idle_lines(ledger, period, quota_lines(ledger.books, period))
        if one.line.unit != CENTRE
    ]
    amount = sum(one.line.available for one in idle)
    return (
        (
            f"现将截至 {day_text(period.last)}的经费使用情况通报如下，"
            "请各单位对照工作计划，合理安排。"
        ),
        (
            f"一、总体情况。{sum(one.is_open for one in standings)} 个二级工会共有额度 "
            f"{yuan_text(total.base)} 元，已使用 {yuan_text(total.used)} 元，执行率 "
            f"{value_text(rate, 'percent')}；其中本季使用 "
            f"{yuan_text(sum(one.quarter for one in standings))} 元。"
            f"时间进度为 {value_text(gone, 'percent')}，"
            f"{len(reached)} 个单位达到或超过时间进度。"
        ),
        f"二、执行较好的单位。{_leaders(ledger, period, standings)}",
        (
            f"三、需要关注的事项。已批准尚未报销和借款尚未核销的在途占用 "
            f"{yuan_text(total.reserved)} 元，请及时报账；"
            f"连续 {IDLE_DAYS} 天没有使用的额度 {len(idle)} 笔，"
            f"共 {yuan_text(amount)} 元，"
            "请相关单位结合会员需求安排活动，暂不需要的可以申请调整。"
        ),
        f"四、下一步安排。{_next(period)}",
        "各单位执行情况见附表。如有疑问，请与校工会财务联系核对。",
    )


def _leaders(ledger: Ledger, period: Period, standings: list[_Standing]) -> str:
    registers = ledger.books.registers
    names = [
        f"{registers.unit_name(one.unit, period.last)}"
        f"（{value_text(one.rate, 'percent')}）"
        for one in standings[:3]
        if one.rate
    ]
    return f"{'、'.join(names)}执行率居前。" if names else "本年尚未开始使用。"


def _next(period: Period) -> str:
    if period.last.month == _LAST:
        return (
            "本年度额度按规定在年末收回或结转；"
            "尚有跨年事项的单位，请在年结前与校工会联系。"
        )
    return (
        "请各单位按年度计划均衡安排活动，避免集中在年末使用；"
        "活动结束后及时报账，票据、名单等材料一并提交。"
    )


def _ranking(ledger: Ledger, period: Period, standings: list[_Standing]) -> Table:
    gone = pace(period)
    rates = [one.rate for one in standings]
    rows = tuple(
        Row(
            (
                rates.index(one.rate) + 1 if one.rate is not None else None,
                ledger.books.registers.unit_name(one.unit, period.last),
                one.line.base,
                one.quarter,
                one.line.used,
                one.line.reserved,
                one.rate,
                one.rate - gone if one.rate is not None else None,
            )
        )
        for one in standings
    )
    return Table(
        RANKING,
        (
            Column("rank", "名次", "count", width=6),
            Column("unit", "单位", width=28),
            Column("base", "本年额度", "money"),
            Column("quarter", "本季使用", "money"),
            Column("used", "累计使用", "money"),
            Column("reserved", "在途占用", "money"),
            Column("rate", "执行率", "percent"),
            Column("ahead", "比时间进度", "percent"),
        ),
        rows,
        empty="没有下达到二级工会的额度。",
        form=True,
        note="单位：元。",
    )
