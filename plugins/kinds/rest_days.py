"""Much of a unit's paperwork is dated on days of rest（周末节假日办理）.

Of a unit's expenses in a year, the share with a voucher, approval or payment dated on
a day of rest, beside the share of all other units together. Days of rest are those
of the State Council's calendar as ``holidays`` knows it: weekends that were made
working days（调休） are none. An event may well be on one and is not looked at.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.plugins.kinds.options import KindOptions
from union_ledger.plugins.sums import percent_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check
    from union_ledger.rules.loader import Value

PARAMETERS = ("times",)
_SATURDAY = 5
FIELDS = ("who", "year", "count", "share", "peers")


class Options(KindOptions):
    """Nothing is said of a unit with fewer than ``least`` expenses in the year.

    Or with fewer than ``found`` on such days, or where its peers have fewer than
    ``least`` together.
    """

    least: int = Field(default=20, ge=1)
    found: int = Field(default=5, ge=1)


@cache
def rest_days(year: int) -> frozenset[date]:
    """Return the days of a year on which offices are closed, 调休 reckoned with."""
    # Slow to import, and not needed by books with few entries a unit.
    from holidays import country_holidays  # noqa: PLC0415

    known = country_holidays("CN", years=year)
    first = date(year, 1, 1).toordinal()
    days = map(date.fromordinal, range(first, date(year + 1, 1, 1).toordinal()))
    weekend = {day for day in days if day.weekday() >= _SATURDAY}
    # Asking the library day by day takes many times as long.
    return frozenset((weekend - known.weekend_workdays) | known.keys())


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each year and unit far above the others."""
    counts: dict[tuple[int, str], int] = defaultdict(int)
    for (year, _, unit, _, _), rows in check.flows().items():
        counts[year, unit] += len(rows)
    enough = {key: many for key, many in counts.items() if many >= options.least}
    if not enough:
        return
    rest = _on_rest_days(check, {year for year, _ in enough})
    resting: dict[tuple[int, str], int] = defaultdict(int)
    for (year, _, unit, _, _), rows in check.flows().items():
        resting[year, unit] += sum([row.entry.position in rest for row in rows])
    for (year, unit), here in sorted(resting.items()):
        if here < options.found or (year, unit) not in enough:
            continue
        others = [key for key in enough if key[0] == year and key[1] != unit]
        many = sum(enough[key] for key in others)
        if many < options.least:
            check.idle.append(f"{year} 年没有足够的其他单位可比")
            continue
        theirs = Fraction(sum(resting[key] for key in others), many)
        own = Fraction(here, enough[year, unit])
        times = check.value("times", date(year, 12, 31))
        if times is not None and own > Fraction(times.value or 0) * theirs:
            found = [
                row
                for flow, rows in check.flows().items()
                if (flow[0], flow[2]) == (year, unit)
                for row in rows
                if row.entry.position in rest
            ]
            yield from _finding(check, (year, unit), found, (own, theirs), times)


def _on_rest_days(check: Check, years: set[int]) -> set[int]:
    """Return the places of the entries with a date on a day of rest."""
    around = {year + step for year in years for step in (-1, 0, 1)}
    rest = frozenset().union(*map(rest_days, around))
    entries = check.books.entries
    found = {number for number, entry in enumerate(entries) if entry.day in rest}
    for key in ("approved", "paid"):
        column = check.books.column(key)
        found.update(number for number, day in enumerate(column) if day in rest)
    return found


def _finding(
    check: Check,
    key: tuple[int, str],
    found: list[Row],
    shares: tuple[Fraction, Fraction],
    times: Value,
) -> Iterator[Finding]:
    year, unit = key
    own, theirs = map(percent_text, shares)
    found.sort(key=lambda row: (row.entry.day, row.entry.place))
    last = found[-1]
    if not check.applies(last.entry):
        return
    yield check.finding(
        last,
        subject=f"{year} {unit}",
        unit=unit,
        amount=sum(row.amount for row in found),
        others=[row.entry for row in found],
        values=(times,),
        evidence=(f"本单位 {len(found)} 笔，占 {own}", f"其他单位合计占 {theirs}"),
        who=f"{unit} {check.books.registers.unit_name(unit, last.entry.day)}",
        year=str(year),
        count=str(len(found)),
        share=own,
        peers=theirs,
    )
