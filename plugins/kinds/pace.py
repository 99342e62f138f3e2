"""Spending falls behind the budget's pace（执行率偏低）.

Executed ÷ budget at the end of the last quarter of a year that the books have
finished, beside the share of the year gone: 25, 50, 75 or 100 per cent. Behind is
what falls short of it by more than the gap. Quarters that are not over are never
judged, and what is above the pace is another rule's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Literal

from pydantic import Field

from union_ledger.core.budget_lines import expenses_of
from union_ledger.core.budget_lines import scope_of
from union_ledger.core.budget_lines import scopes_of
from union_ledger.core.budget_lines import top_lines
from union_ledger.core.chart import load_chart
from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import KindOptions
from union_ledger.plugins.sums import Period
from union_ledger.plugins.sums import percent_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.core.record import Record
    from union_ledger.plugins.check import Check

PARAMETERS = ("gap",)
# Quota that lapses or is closed is taken back for want of use.
_GIVES = {"approve", "allot", "adjust", "carry", "handover"}
FIELDS = ("what", "when", "rate", "pace", "spent", "budget")


class Options(KindOptions):
    """Of what: budget lines of the version in force, or the quota of each unit.

    ``pools`` are units that hold what is not yet shared out; what has less than
    ``least`` yuan is too small to keep a pace.
    """

    of: Literal["lines", "units"] = "lines"
    pools: tuple[str, ...] = ("000",)
    least: int = Field(default=0, ge=0)


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each line, or each unit, that is behind."""
    lines = check.books.registers.budget_lines
    if not check.books.entries or not (lines or check.books.quota_entries):
        return
    for period in _finished(check):
        if check.loaded.rule.in_force(period.end):
            of = _of_lines if options.of == "lines" else _of_units
            yield from of(check, options, period)


def _finished(check: Check) -> Iterator[Period]:
    """Yield the last quarter of each year that the books reach the end of."""
    last = check.books.entries[-1].day
    for year in sorted({flow[0] for flow in check.books.flows}):
        ended = [q for q in (1, 2, 3, 4) if Period(year, q, "").end <= last]
        if ended:
            yield Period(year, ended[-1], "")


def _of_lines(check: Check, options: Options, period: Period) -> Iterator[Finding]:
    registers = check.books.registers
    year = str(period.year)
    version = registers.budget_in_force(year, period.end)
    if version is None:
        return
    lines = [
        line
        for line in top_lines(
            line
            for line in registers.budget_lines
            if (line.year, line.version) == (year, version.version)
            and line.code[0] == "5"
        )
        if line.amount > 0 and line.amount >= options.least * 100
    ]
    find = scopes_of([scope_of(line) for line in lines])
    spent = [0] * len(lines)
    for (own, _, unit, fund, project), rows in expenses_of(check.books).items():
        if own == period.year:
            amount = _until(rows, period.end)
            for number in find(rows[0].code, unit, fund, project):
                spent[number] += amount
    for line, amount in zip(lines, spent, strict=True):
        what = " ".join(part for part in scope_of(line)[1:] if part)
        name = f"{line.code} {load_chart().name(line.code)} {what}".strip()
        sums = amount, line.amount
        yield from _behind(check, line, name, line.unit or "", period, sums)


def _until(rows: list[Row], day: date) -> int:
    if rows[-1].entry.day > day:
        rows = rows[: bisect_right(rows, day, key=lambda row: row.entry.day)]
    return sum([row.amount for row in rows])


def _of_units(check: Check, options: Options, period: Period) -> Iterator[Finding]:
    given = _given(check, period)
    spent: dict[str, int] = defaultdict(int)
    for (year, _, unit, _, _), rows in check.flows().items():
        if year == period.year and given.get(unit, 0) > 0:
            spent[unit] += _until(rows, period.end)
    registers = check.books.registers
    for unit, amount in sorted(given.items()):
        known = registers.units.get(unit)
        if (
            not 0 < amount >= options.least * 100
            or unit in options.pools
            or known is None
        ):
            continue
        if known.since <= date(period.year, 1, 1) and (
            known.closed is None or known.closed > period.end
        ):
            name = f"{unit} {registers.unit_name(unit, period.end)}"
            yield from _behind(check, known, name, unit, period, (spent[unit], amount))


def _given(check: Check, period: Period) -> dict[str, int]:
    """Return what each unit has been given by the end of a quarter, in fen."""
    given: dict[str, int] = defaultdict(int)
    for entry in check.books.quota_entries:
        if entry.day.year != period.year or entry.day > period.end:
            continue
        if entry.quota in _GIVES:
            for row in entry.quota_rows:
                if row.place.pot == "Q01":
                    given[row.place.unit] += row.amount
    return given


def _behind(  # noqa: PLR0913, PLR0917 - what a finding says
    check: Check,
    place: Record,
    name: str,
    unit: str,
    period: Period,
    sums: tuple[int, int],
) -> Iterator[Finding]:
    gap = check.value("gap", period.end)
    rate, pace = Fraction(*sums), Fraction(period.quarter, 4)
    if gap is None or rate >= pace - Fraction(gap.value or 0):
        return
    spent, budget = (yuan_text(amount) for amount in sums)
    when = f"截至 {period.end}"
    yield check.finding(
        place,
        called=f"{period.year} 年 {name}",
        dated=period.end,
        subject=f"{period.name} {name}",
        unit=unit,
        amount=sums[1] - sums[0],
        values=(gap,),
        evidence=(
            f"{when}支出 {spent} 元，预算 {budget} 元",
            f"{spent} ÷ {budget} = {percent_text(rate)}",
            f"时间进度 {percent_text(pace)}",
        ),
        what=name,
        when=when,
        rate=percent_text(rate),
        pace=percent_text(pace),
        spent=spent,
        budget=budget,
    )
