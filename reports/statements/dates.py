"""How the statements write days and columns."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from union_ledger.core.period import Period


def is_annual(period: Period) -> bool:
    """Tell whether a period is a whole year."""
    return (period.first.month, period.last.month) == (1, 12)


def day_text(day: date) -> str:
    """Return a day as a form has it: ``2024 年 3 月 31 日``."""
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def year_start(period: Period) -> date:
    """Return the first day of the period's year."""
    return date(period.year, 1, 1)


def own_name(period: Period) -> str:
    """Return 本月 or 本季, what an interim column is called."""
    return "本月" if period.first.month == period.last.month else "本季"
