"""Quota used, split by quarter and by fund, each beside the year before."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from union_ledger.core.period import parse_period
from union_ledger.core.quota import quota_lines
from union_ledger.reports.last_year import column
from union_ledger.reports.last_year import has_quota
from union_ledger.reports.last_year import lacking_note
from union_ledger.reports.last_year import year_before
from union_ledger.reports.model import Column
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.model import ratio
from union_ledger.reports.monthly_use import pace
from union_ledger.reports.monthly_use import used_by_month
from union_ledger.reports.monthly_use import year_base
from union_ledger.reports.source import in_journal
from union_ledger.reports.utilisation_columns import KEYS
from union_ledger.reports.utilisation_columns import MONEY
from union_ledger.reports.utilisation_columns import added

if TYPE_CHECKING:
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.core.quota import QuotaLine

BY_QUARTER = "各季度使用情况"
FUNDS = "分经费来源使用情况"
_QUARTERS = "一二三四"


def quarter_table(ledger: Ledger, period: Period) -> Table:
    """Return the quarters of the period's year up to its end, money in fen.

    A quarter that has not ended counts up to the period's last day.
    """
    base = year_base(ledger, period)
    used = used_by_month(ledger, period.last)
    before = _before(ledger, period)
    rows = []
    total = 0
    for number in range(1, (period.last.month - 1) // 3 + 2):
        months = range(3 * number - 2, 3 * number + 1)
        quarter = parse_period(f"{period.year:04d}Q{number}")
        spent = sum(used[month] for month in months)
        total += spent
        rate = ratio(total, base, "percent")
        gone = pace(quarter if quarter.last <= period.last else period)
        rows.append(
            Row(
                (
                    f"第{_QUARTERS[number - 1]}季度",
                    in_journal(spent, "^Equity:Q09-", quarter.time_filter)
                    if spent
                    else 0,
                    total,
                    rate,
                    gone,
                    rate - gone if isinstance(rate, Fraction) else None,
                    None if before is None else sum(before[m] for m in months),
                )
            )
        )
    columns = (
        Column("quarter", "季度", width=10),
        Column("used", "本季使用", "money", total="sum"),
        Column("total", "累计使用", "money"),
        Column("rate", "累计执行率", "percent"),
        Column("gone", "时间进度", "percent"),
        Column("ahead", "比时间进度", "percent"),
        column("上年同季使用", known=before is not None),
    )
    return Table(
        BY_QUARTER,
        columns,
        tuple(rows) if base or total else (),
        total_label="合计",
        note=lacking_note(ledger, period.year - 1, quota=True),
        empty="本期没有额度记录。",
    )


def fund_table(
    ledger: Ledger, period: Period, lines: dict[tuple[str, str], QuotaLine]
) -> Table:
    """Return each fund with the quota of all units, beside what it used last year."""
    by_fund = _by_fund(lines)
    known = has_quota(ledger, period.year - 1)
    before = _by_fund(quota_lines(ledger.books, year_before(period))) if known else None
    rows = []
    for fund, line in sorted(by_fund.items()):
        held = ledger.books.registers.funds.get(fund)
        was = before.get(fund) if before else None
        rows.append(
            Row(
                (
                    fund,
                    held.name if held else f"{fund}（未登记）",
                    *(getattr(line, key) for key in KEYS),
                    ratio(line.used, line.base, "percent"),
                    None if before is None else was.used if was else 0,
                )
            )
        )
    columns = (
        Column("fund", "经费", "code", width=6),
        Column("fund_name", "经费来源", width=22),
        *MONEY,
        column("上年同期使用", known=known),
    )
    return Table(
        FUNDS,
        columns,
        tuple(rows),
        total_label="合计",
        note=lacking_note(ledger, period.year - 1, quota=True),
        empty="本期没有额度记录。",
    )


def _by_fund(lines: dict[tuple[str, str], QuotaLine]) -> dict[str, QuotaLine]:
    grouped: dict[str, list[QuotaLine]] = defaultdict(list)
    for (_, fund), line in lines.items():
        grouped[fund].append(line)
    return {fund: added(each) for fund, each in grouped.items()}


def _before(ledger: Ledger, period: Period) -> dict[int, int] | None:
    """Return last year's use by month up to the same day; None if not in the books."""
    year = period.year - 1
    if not has_quota(ledger, year):
        return None
    return used_by_month(ledger, min(year_before(period).last, date(year, 12, 31)))
