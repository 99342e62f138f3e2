"""The year so far in Fava's own charts: use by month, and use against pace."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from fava.core.charts import DateAndBalance
from fava.core.charts import DateAndBalanceWithBudget
from fava.core.inventory import SimpleCounterInventory
from fava.internal_api import BalancesChart
from fava.internal_api import BarChart

from union_ledger.core.money import yuan
from union_ledger.core.period import parse_period
from union_ledger.core.quota import quota_lines
from union_ledger.reports.utilisation import pace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fava.util.date import Interval

    from union_ledger.core.books import Books
    from union_ledger.core.period import Period


def quota_charts(
    books: Books, period: Period, interval: Interval
) -> tuple[BarChart | BalancesChart, ...]:
    """Return the charts of the period's year up to the period's end.

    ``interval`` is what a reader chose beside the chart. Without quota in that time
    there is nothing to draw, and none is returned.
    """
    year = parse_period(f"{period.year:04d}")
    base = sum(line.base for line in quota_lines(books, year).values())
    used = _used(books, year.first, period.last)
    if not base and not used:
        return ()
    bars = [
        DateAndBalanceWithBudget(day, _amounts(amount), {}, {})
        for day, amount in _by_interval(used, year.first, period.last, interval)
    ]
    points = [DateAndBalance(year.first, _against_pace(0, 0))]
    for number in range(1, period.last.month + 1):
        month = parse_period(f"{period.year:04d}-{number:02d}")
        spent = sum(amount for day, amount in used.items() if day <= month.last)
        due = _against_pace(spent, round(base * pace(month)))
        points.append(DateAndBalance(month.last, due))
    return (
        BarChart(f"{period.year} 年各期使用额度", bars),
        BalancesChart(f"{period.year} 年累计使用与时间进度", points),
    )


def _used(books: Books, first: date, last: date) -> dict[date, int]:
    """Return the fen used on each day; what the year entry returns is no use."""
    used: dict[date, int] = defaultdict(int)
    for row in books.quota_rows:
        day = row.entry.day
        if (
            row.place.pot == "Q09"
            and first <= day <= last
            and row.entry.quota != "close"
        ):
            used[day] += row.amount
    return used


def _by_interval(
    used: dict[date, int], first: date, last: date, interval: Interval
) -> Iterator[tuple[date, int]]:
    """Yield the first day of each interval and the fen used in it."""
    sums: dict[date, int] = defaultdict(int)
    for day, amount in used.items():
        sums[interval.get_prev(day)] += amount
    start = interval.get_prev(first)
    while start <= last:
        yield start, sums[start]
        start = interval.get_next(start)


def _amounts(used: int) -> SimpleCounterInventory:
    return SimpleCounterInventory({"元": yuan(used)})


def _against_pace(used: int, due: int) -> SimpleCounterInventory:
    # Fava draws a line for each commodity; these are no commodities but the lines.
    return SimpleCounterInventory({"已使用": yuan(used), "时间进度": yuan(due)})
