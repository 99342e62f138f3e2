"""Dues withheld from pay are all booked as income（会费收入不入账）.

The dues that registers say were withheld in a year that is over, beside the income
booked in it. Only less booked than withheld is told: dues of December may be booked
in January, and others paid directly.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import NoOptions as Options
from union_ledger.plugins.sums import percent_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.findings import Finding
    from union_ledger.core.records import Dues
    from union_ledger.plugins.check import Check

__all__ = ["FIELDS", "PARAMETERS", "Options", "check"]

PARAMETERS = ("share",)
FIELDS = ("year", "withheld", "booked", "short")


def check(check: Check, _options: Options) -> Iterator[Finding]:
    """Yield a finding for each year that booked less by more than the share."""
    years: dict[int, list[Dues]] = defaultdict(list)
    for line in check.books.registers.dues:
        years[int(str(line.month)[:4])].append(line)
    if not years or not check.books.entries:
        return
    booked: dict[int, int] = defaultdict(int)
    for flow, total in check.selected.totals(check.loaded.rule.where).items():
        booked[flow[0]] -= total
    for year, lines in sorted(years.items()):
        end = date(year, 12, 31)
        share = check.value("share", end)
        if share is None or check.books.entries[-1].day < end:
            continue
        withheld = sum(line.amount for line in lines)
        short = withheld - booked[year]
        if short <= withheld * Fraction(share.value or 0):
            continue
        if not check.loaded.rule.in_force(end):
            continue
        part = percent_text(Fraction(short, withheld))
        months = sorted({str(line.month) for line in lines})
        yield check.finding(
            max(lines, key=lambda line: (line.since, line.unit)),
            called=f"{year} 年代扣会费",
            dated=end,
            subject=f"{year} 年会费",
            unit="",
            amount=short,
            values=(share,),
            evidence=(
                f"登记的代扣会费 {len(months)} 个月，合计 {yuan_text(withheld)} 元",
                f"账上会费收入 {yuan_text(booked[year])} 元",
                f"少 {yuan_text(short)} 元，占 {part}",
            ),
            year=str(year),
            withheld=yuan_text(withheld),
            booked=yuan_text(booked[year]),
            short=yuan_text(short),
        )
