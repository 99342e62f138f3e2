"""The year so far in Fava's own charts: use by month, and use against pace."""

from __future__ import annotations

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
    from union_ledger.core.books import Books
    from union_ledger.core.period import Period


def quota_charts(books: Books, period: Period) -> tuple[BarChart | BalancesChart, ...]:
    """Return the charts of the period's year up to the period's end.

    Without quota in that time there is nothing to draw, and none is returned.
    """
    months = [
        parse_period(f"{period.year:04d}-{month:02d}")
        for month in range(1, period.last.month + 1)
    ]
    lines = quota_lines(books, parse_period(f"{period.year:04d}")).values()
    base = sum(line.base for line in lines)
    used = _used_by_month(books, period.year)
    if not base and not any(used):
        return ()
    bars = [
        DateAndBalanceWithBudget(month.first, _amounts(used[number]), {}, {})
        for number, month in enumerate(months)
    ]
    spent = 0
    points = [DateAndBalance(months[0].first, _against_pace(0, 0))]
    for number, month in enumerate(months):
        spent += used[number]
        due = _against_pace(spent, round(base * pace(month)))
        points.append(DateAndBalance(month.last, due))
    year = f"{period.year} 年"
    return (
        BarChart(f"{year}每月使用额度", bars),
        BalancesChart(f"{year}累计使用与时间进度", points),
    )


def _used_by_month(books: Books, year: int) -> list[int]:
    """Return the fen used in each month; the year entry's return is no use."""
    used = [0] * 12
    for row in books.quota_rows:
        day = row.entry.day
        if row.place.pot == "Q09" and day.year == year and row.entry.quota != "close":
            used[day.month - 1] += row.amount
    return used


def _amounts(used: int) -> SimpleCounterInventory:
    return SimpleCounterInventory({"元": yuan(used)})


def _against_pace(used: int, due: int) -> SimpleCounterInventory:
    # Fava draws a line for each commodity; these are no commodities but the lines.
    return SimpleCounterInventory({"已使用": yuan(used), "时间进度": yuan(due)})
