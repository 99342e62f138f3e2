"""A unit spends far more or less a head than its like（人均异常）.

A unit's expenses of a year that is over, divided by its average members, beside the
units of the same category: outside from Q1 − k·IQR to Q3 + k·IQR. Quartiles are
interpolated between the two nearest (the way of PERCENTILE.INC in a spreadsheet).
Units are told, never a person.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import NamedTuple

from pydantic import Field

from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

PARAMETERS = ("times",)
FIELDS = ("who", "year", "each", "low", "high", "category", "count")


class Options(KindOptions):
    """``least`` units of a category are needed; ``pools`` are no unit like others.

    In a unit with fewer than ``members`` one event moves the average: it is left out.
    """

    least: int = Field(default=8, ge=4)
    members: int = Field(default=1, ge=1)
    pools: tuple[str, ...] = ("000",)


class _Unit(NamedTuple):
    code: str
    spent: int
    members: int

    @property
    def each(self) -> Fraction:
        return Fraction(self.spent, self.members)


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each unit outside the fences of its category."""
    if not check.books.entries:
        return
    last = check.books.entries[-1].day
    years: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    totals = check.selected.totals(check.loaded.rule.where)
    for (year, _, own, _, _), total in totals.items():
        years[year][own] += total
    for year, spent in sorted(years.items()):
        end = date(year, 12, 31)
        times = check.value("times", end)
        if end > last or times is None or not check.loaded.rule.in_force(end):
            continue
        for category, units in sorted(
            _by_category(check, options, year, spent).items()
        ):
            if len(units) < options.least:
                name = category or "未分类单位"
                check.idle.append(f"{year} 年{name}只有 {len(units)} 个，不足以比较")
                continue
            low, high = _fences(
                [unit.each for unit in units], Fraction(times.value or 0)
            )
            for unit in units:
                if not low <= unit.each <= high:
                    fences = max(low, Fraction(0)), high
                    yield _finding(check, year, (category, len(units)), unit, fences)


def _by_category(
    check: Check, options: Options, year: int, spent: dict[str, int]
) -> dict[str, list[_Unit]]:
    """Return the units that were there all year, with members, by category."""
    registers = check.books.registers
    first, end = date(year, 1, 1), date(year, 12, 31)
    found: dict[str, list[_Unit]] = defaultdict(list)
    for code, unit in sorted(registers.units.items()):
        whole = unit.since <= first and (unit.closed is None or unit.closed >= end)
        if code in options.pools or unit.kind == "独立核算" or not whole:
            continue
        members = registers.average_members(code, first, end)
        if members and members >= options.members:
            found[unit.category].append(_Unit(code, spent.get(code, 0), members))
    return found


def _fences(figures: Sequence[Fraction], times: Fraction) -> tuple[Fraction, Fraction]:
    ordered = sorted(figures)
    low, high = (_quartile(ordered, quarter) for quarter in (1, 3))
    reach = times * (high - low)
    return low - reach, high + reach


def _quartile(ordered: Sequence[Fraction], quarter: int) -> Fraction:
    whole, rest = divmod((len(ordered) - 1) * quarter, 4)
    if not rest:
        return ordered[whole]
    return ordered[whole] + (ordered[whole + 1] - ordered[whole]) * Fraction(rest, 4)


def _finding(
    check: Check,
    year: int,
    peers: tuple[str, int],
    unit: _Unit,
    fences: tuple[Fraction, Fraction],
) -> Finding:
    registers = check.books.registers
    times = check.value("times", date(year, 12, 31))
    low, high = (yuan_text(round(fence)) for fence in fences)
    each = yuan_text(round(unit.each))
    return check.finding(
        registers.units[unit.code],
        called=f"{year} 年 {unit.code} 人均支出",
        dated=date(year, 12, 31),
        subject=f"{year} {unit.code}",
        unit=unit.code,
        amount=unit.spent,
        values=(times,) if times else (),
        evidence=(
            f"{yuan_text(unit.spent)} 元 ÷ 平均会员 {unit.members} 人 = {each} 元",
            f"同类 {peers[1]} 个单位的正常范围 {low} 元至 {high} 元",
        ),
        who=f"{unit.code} {registers.unit_name(unit.code, date(year, 12, 31))}",
        year=str(year),
        each=each,
        low=low,
        high=high,
        category=peers[0] or "各",
        count=str(peers[1]),
    )
