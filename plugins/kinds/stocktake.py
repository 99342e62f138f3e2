"""Everything is counted once a year, and what does not match is dealt with（盘点）.

《工会会计制度》 art. 31, 37, 42: at least one full count a year; what is found is
booked before the year is closed.
"""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING
from typing import Literal

from union_ledger.core.stocktaking import stocktaking
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.findings import Finding
    from union_ledger.core.stocktaking import Difference
    from union_ledger.core.stocktaking import UnitCount
    from union_ledger.plugins.check import Check

PARAMETERS = ("days",)
FIELDS = ("unit_name", "year", "problem")
_SHOWN = 20


class Options(KindOptions):
    """``what`` is asked: 全面盘点 in each year, or 差异处理 in time.

    ``results`` are the differences that must be dealt with.
    """

    what: Literal["全面盘点", "差异处理"]
    results: tuple[str, ...] = ()


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each unit not fully counted, or each open difference.

    Only years that are over are asked for a full count, the first year of the books
    where they hold it whole.
    """
    books = check.books
    if not books.entries or not books.registers.assets:
        return
    first, last = books.entries[0].day, books.entries[-1].day
    for year in range(first.year, last.year + 1):
        whole = first <= date(year, 1, 31) and date(year, 12, 31) <= last
        if options.what == "全面盘点" and not whole:
            continue
        units = stocktaking(books.registers, year, last, lives=books.lives)
        if options.what == "全面盘点":
            yield from _coverage(check, year, units)
        else:
            for unit in units:
                for each in unit.unsettled:
                    yield from _open(check, options, year, unit, each)


def _coverage(check: Check, year: int, units: list[UnitCount]) -> Iterator[Finding]:
    days = [count.since for unit in units for count in unit.counts.values()]
    if not days:
        numbers = [number for unit in units for number in unit.due]
        if numbers:
            yield from _uncounted(check, year, "全会", "", sorted(numbers), 0)
        return
    assets = check.books.registers.assets
    for unit in units:
        own = [count.since for count in unit.counts.values()]
        until = max(own, default=max(days))
        # What came after the count is counted with the next one.
        left = [number for number in unit.open if assets[number].since <= until]
        if left:
            name = check.books.registers.unit_name(unit.unit, date(year, 12, 31))
            yield from _uncounted(check, year, name, unit.unit, left, unit.counted)


def _uncounted(  # noqa: PLR0913, PLR0917 - what is said of a unit
    check: Check, year: int, name: str, unit: str, numbers: list[str], counted: int
) -> Iterator[Finding]:
    day = date(year, 12, 31)
    last = check.books.entries[-1].day
    if not check.loaded.rule.in_force(day):
        return
    limit = check.value("days", day)
    if limit is None or limit.value is None or (last - day).days < limit.value:
        return
    assets = check.books.registers.assets
    shown = [f"{number} {assets[number].name}" for number in numbers[:_SHOWN]]
    if len(numbers) > _SHOWN:
        shown.append(f"另外 {len(numbers) - _SHOWN} 张卡片")
    yield check.finding(
        assets[numbers[0]],
        called=f"{year} 年盘点 {name}",
        dated=day,
        subject=f"{year} {unit}",
        unit=unit,
        amount=sum(assets[number].cost for number in numbers),
        evidence=(f"盘点了 {counted} 张，没有盘点 {len(numbers)} 张：", *shown),
        unit_name=name,
        year=str(year),
        problem=f"有 {len(numbers)} 张卡片全年没有盘点",
    )


def _open(
    check: Check, options: Options, year: int, unit: UnitCount, each: Difference
) -> Iterator[Finding]:
    count = each.count
    asked = count.result in options.results
    if not asked or not check.loaded.rule.in_force(count.since):
        return
    limit = check.value("days", count.since)
    if limit is None or limit.value is None:
        return
    due = min(count.since + timedelta(days=int(limit.value)), date(year, 12, 31))
    last = check.books.entries[-1].day
    if last < due:
        return
    card = check.books.registers.assets.get(count.number)
    name = card.name if card else count.name
    yield check.finding(
        count,
        called=count.number,
        subject=f"{count.number} {count.result}",
        unit=unit.unit,
        amount=card.cost if card else None,
        evidence=(
            f"{count.since} 盘点：{count.number} {name}，{count.result}",
            f"应在 {due} 以前处理，到账簿最后一天 {last} 没有处理的登记",
        ),
        values=(limit,),
        unit_name=check.books.registers.unit_name(unit.unit, count.since),
        year=str(year),
        problem=f"{count.number} {name}{count.result}，到 {last} 没有处理",
    )
