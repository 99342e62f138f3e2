"""Money spent in a hurry at the end of the year（突击花钱）.

A unit that spends more than a given share of its year in the last quarter, or in
December, spends what is left rather than what is needed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import KindOptions
from union_ledger.plugins.sums import percent_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check
    from union_ledger.rules.loader import Value

PARAMETERS = ("quarter", "december")
FIELDS = ("unit_name", "year", "share", "part", "bound")
_OCTOBER, _DECEMBER = 10, 12
_SHOWN = 5


class Options(KindOptions):
    """Units that spend less than ``least`` yuan a year have no pace to speak of.

    Those with books of their own are told by these.
    """

    least: int = Field(default=30000, ge=0)


@dataclass(slots=True)
class _Year:
    """What a unit spent in a year, in fen, and its postings of the last quarter."""

    total: int = 0
    late: list[Row] = field(default_factory=list)

    def since(self, month: int) -> int:
        return sum(row.amount for row in self.late if row.entry.day.month >= month)


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each unit and year; at the largest late payment.

    A unit, or books, not there from the beginning of the year are left alone.
    """
    for (year, unit), spent in sorted(_years(check).items()):
        if not _is_whole_year(check, year, unit) or not spent.late:
            continue
        if spent.total < options.least * 100:
            continue
        last = date(year, 12, 31)
        if not check.loaded.rule.in_force(last):
            continue
        parts = (("第四季度", "quarter", _OCTOBER), ("十二月", "december", _DECEMBER))
        for name, key, month in parts:
            part = Fraction(spent.since(month), spent.total)
            bound = check.value(key, last)
            if bound and bound.value is not None and part > Fraction(bound.value):
                yield _finding(check, (year, unit), spent, (name, month, part), bound)
                break


def _years(check: Check) -> dict[tuple[int, str], _Year]:
    years: dict[tuple[int, str], _Year] = defaultdict(_Year)
    totals = check.selected.totals(check.loaded.rule.where)
    for flow, rows in check.flows().items():
        found = years[flow[0], flow[2]]
        found.total += totals[flow]
        for row in reversed(rows):
            if row.entry.day.month < _OCTOBER:
                break
            found.late.append(row)
    return years


def _is_whole_year(check: Check, year: int, unit: str) -> bool:
    first, last = date(year, 1, 1), date(year, 12, 31)
    entries = check.books.entries
    # Books taken up on the way know only the end of that year.
    if entries[0].day > date(year, 3, 31):
        return False
    known = check.books.registers.units.get(unit)
    return bool(
        known
        and known.kind != "独立核算"
        and known.is_open(first)
        and known.is_open(last)
        and not any(
            change.since.year == year and unit in {*change.from_, *change.to}
            for change in check.books.registers.unit_changes
        )
    )


def _finding(
    check: Check,
    of: tuple[int, str],
    spent: _Year,
    told: tuple[str, int, Fraction],
    bound: Value,
) -> Finding:
    (year, unit), (name, month, part) = of, told
    late = [row for row in spent.late if row.entry.day.month >= month]
    late.sort(key=lambda row: (-row.amount, row.entry.day, row.entry.place))
    amount = spent.since(month)
    share, limit = percent_text(part), percent_text(Fraction(bound.value or 0))
    return check.finding(
        late[0],
        subject=f"{year} {unit}",
        unit=unit,
        amount=amount,
        others=dict.fromkeys(row.entry for row in late[1:_SHOWN]),
        values=(bound,),
        evidence=(
            (
                f"{name}支出 {yuan_text(amount)} 元 ÷ 全年 {yuan_text(spent.total)} 元"
                f" = {share}，高于 {limit}"
            ),
            *(
                f"{row.entry.day} {row.entry.name} {yuan_text(row.amount)} 元"
                f"　{row.entry.narration}"
                for row in late[:_SHOWN]
            ),
        ),
        unit_name=check.books.registers.unit_name(unit, date(year, 12, 31)),
        year=str(year),
        share=share,
        part=name,
        bound=limit,
    )
