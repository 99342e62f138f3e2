"""Spending crowds together before a festival or a change of chair（集中支付）.

A unit's expenses of the days just before, a day, beside its expenses a day over the
whole year: more than so many times. Only years that are over are judged, for the
mean is of the year. Where all other units spent more in those days too, the unit must
exceed their ratio as many times. The chair's last day is the register's.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.core.festivals import days_of
from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check
    from union_ledger.rules.loader import Value

PARAMETERS = ("times",)
FIELDS = ("who", "before", "count", "ratio", "days")

_Place = tuple[int, str]
"""Year and unit."""


class Options(KindOptions):
    """``days`` before each of ``festivals``, of a ``chair``'s last day if wanted.

    A unit with fewer than ``least`` expenses in those days says nothing; ``others``
    are more days to look before, by name.
    """

    days: int = Field(default=15, ge=1, le=60)
    festivals: tuple[str, ...] = ()
    chair: bool = False
    others: dict[str, date] = Field(default_factory=dict)
    least: int = Field(default=5, ge=1)


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each unit and day with too much just before."""
    totals: dict[_Place, int] = defaultdict(int)
    counts: dict[_Place, int] = defaultdict(int)
    flows = check.flows()
    for flow, total in check.selected.totals(check.loaded.rule.where).items():
        totals[flow[0], flow[2]] += total
        counts[flow[0], flow[2]] += len(flows[flow])
    last = check.books.entries[-1].day if check.books.entries else date.min
    judged = {
        place: _ends(check, options, *place)
        for place, total in totals.items()
        if total > 0
        and counts[place] > options.least
        and date(place[0], 12, 31) <= last
    }
    if not any(judged.values()):
        return
    looked_at = {
        end - timedelta(days=before + 1)
        for ends in judged.values()
        for _, end in ends
        for before in range(options.days)
    }
    rows: dict[_Place, list[Row]] = defaultdict(list)
    every: dict[int, list[Row]] = defaultdict(list)
    for (year, _, unit, _, _), own in flows.items():
        near = [row for row in own if row.entry.day in looked_at]
        every[year] += near
        rows[year, unit] += near
    for place, ends in sorted(judged.items()):
        for name, end in ends:
            first = end - timedelta(days=options.days)
            held = _between(rows[place], first, end)
            times = check.value("times", end)
            if len({row.entry.position for row in held}) < options.least or not times:
                continue
            ratio = _ratio(held, totals[place], options.days, place[0])
            if ratio <= Fraction(times.value or 0):
                continue
            others = [
                row
                for row in _between(every[place[0]], first, end)
                if row.unit != place[1]
            ]
            rest = sum(total for (y, _), total in totals.items() if y == place[0])
            season = _ratio(others, rest - totals[place], options.days, place[0])
            if ratio > Fraction(times.value or 0) * season:
                yield from _finding(check, place, (name, end), held, (ratio, times))


def _ends(
    check: Check, options: Options, year: int, unit: str
) -> list[tuple[str, date]]:
    """Return the days a unit's spending is looked at before, with their names."""
    festivals = days_of(year) if options.festivals else {}
    found = [(name, festivals[name]) for name in options.festivals if name in festivals]
    found += [(n, day) for n, day in sorted(options.others.items()) if day.year == year]
    if options.chair:
        found += sorted(
            ("主席卸任", line.to + timedelta(days=1))
            for lines in check.books.registers.persons.values()
            for line in lines
            if line.to is not None
            and line.to.year == year
            and line.unit == unit
            and "chair" in line.roles
        )
    return found


def _between(rows: list[Row], first: date, end: date) -> list[Row]:
    return [row for row in rows if first <= row.entry.day < end]


def _ratio(held: list[Row], total: int, days: int, year: int) -> Fraction:
    if total <= 0:
        return Fraction(0)
    whole = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    return Fraction(sum(row.amount for row in held), days) / Fraction(total, whole)


def _finding(
    check: Check,
    place: _Place,
    before: tuple[str, date],
    held: list[Row],
    found: tuple[Fraction, Value],
) -> Iterator[Finding]:
    year, unit = place
    name, end = before
    held.sort(key=lambda row: (row.entry.day, row.entry.place))
    if not check.applies(held[-1].entry):
        return
    # Cut off, never rounded up to what it did not reach.
    ratio = f"{int(found[0] * 10) // 10}.{int(found[0] * 10) % 10}"
    amount = sum(row.amount for row in held)
    vouchers = len({row.entry.position for row in held})
    yield check.finding(
        held[-1],
        subject=f"{year} {unit} {name}",
        unit=unit,
        amount=amount,
        others=[row.entry for row in held],
        values=(found[1],),
        evidence=(
            f"{name}（{end}）前 {vouchers} 笔，合计 {yuan_text(amount)} 元",
            f"每日平均是全年每日平均的 {ratio} 倍",
        ),
        who=f"{unit} {check.books.registers.unit_name(unit, held[-1].entry.day)}",
        before=f"{name}（{end}）",
        count=str(vouchers),
        ratio=ratio,
        days=str((end - held[0].entry.day).days),
    )
