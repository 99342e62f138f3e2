"""The table of months（各月使用情况）: quota used, and how far along the year."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from union_ledger.core.period import parse_period
from union_ledger.core.quota import quota_lines
from union_ledger.reports.model import Chart
from union_ledger.reports.model import Column
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.model import ratio
from union_ledger.reports.source import in_journal

if TYPE_CHECKING:
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period

TITLE = "各月使用情况"
CHARTS = (
    Chart("bar", "各月使用额度", TITLE, "month", ("used",)),
    Chart("line", "累计使用与时间进度", TITLE, "month", ("total", "due")),
)


def pace(period: Period) -> Fraction:
    """Return how far the year has gone at the period's end."""
    start = date(period.year, 1, 1)
    days = (date(period.year, 12, 31) - start).days + 1
    return Fraction((period.last - start).days + 1, days)


def month_table(ledger: Ledger, period: Period) -> Table:
    """Return the months of the period's year up to its end, money in fen.

    时间进度额 is the year's quota so far times the share of the year that has gone.
    """
    base = year_base(ledger, period)
    used = used_by_month(ledger, period.last)
    total = 0
    rows = []
    for number in range(1, period.last.month + 1):
        month = parse_period(f"{period.year:04d}-{number:02d}")
        total += used[number]
        spent = used[number]
        rows.append(
            Row(
                (
                    f"{number} 月",
                    in_journal(spent, "^Equity:Q09-", month.time_filter)
                    if spent
                    else 0,
                    total,
                    round(base * pace(month)),
                    ratio(total, base, "percent"),
                )
            )
        )
    return Table(
        TITLE,
        (
            Column("month", "月份", width=8),
            Column("used", "本月使用", "money", total="sum"),
            Column("total", "累计使用", "money"),
            Column("due", "时间进度额", "money"),
            Column("rate", "累计执行率", "percent"),
        ),
        tuple(rows) if base or total else (),
        total_label="合计",
        empty="本期没有额度记录。",
    )


def used_by_month(ledger: Ledger, last: date) -> dict[int, int]:
    """Return what was used by month, from the year's beginning to a day, in fen."""
    used: dict[int, int] = defaultdict(int)
    for row in ledger.books.quota_rows:
        day = row.entry.day
        within = day.year == last.year and day <= last
        # What the year entry returns is no use.
        if row.place.pot == "Q09" and within and row.entry.quota != "close":
            used[day.month] += row.amount
    return used


def year_base(ledger: Ledger, period: Period) -> int:
    """Return the quota of the period's whole year, in fen."""
    year = parse_period(f"{period.year:04d}")
    return sum(line.base for line in quota_lines(ledger.books, year).values())
