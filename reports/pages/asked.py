"""What a page was asked for: Fava's filters, read as a period of ours."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from fava.util.date import parse_date

from union_ledger.core.period import parse_period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from union_ledger.core.period import Period


def asked_period(time: str, default: Period) -> tuple[Period, str]:
    """Return the period that Fava's time filter means, and a note for the reader.

    Whole years, quarters and months are honoured; of any other range the year of its
    last day is taken, and ``default`` where nothing is asked or the text is unclear.
    The note is empty where the filter is honoured.
    """
    if not time.strip():
        return default, ""
    try:
        first, after = parse_date(time)
    except (ValueError, OverflowError):
        first = after = None
    if first is None or after is None or first >= after or after == date.max:
        return default, f"看不懂时间筛选“{time}”，下面是{default.label}。"
    period = _whole(first, after)
    if period is not None:
        return period, ""
    year = parse_period(f"{(after - timedelta(days=1)).year:04d}")
    return year, f"本页按整年、整季或整月编制，“{time}”不是，下面是{year.label}。"


def unheeded(args: Mapping[str, str]) -> str:
    """Return a note on the filters a page does not heed; empty where none is set."""
    names = {"account": "科目", "filter": "标签、收付款人等"}
    found = [f"“{name}”" for key, name in names.items() if args.get(key)]
    if not found:
        return ""
    return f"本页不按{'和'.join(found)}筛选，下面是全部数据；时间筛选有效。"


def _whole(first: date, after: date) -> Period | None:
    """Return the year, quarter or month between two days, None for another range."""
    if first.day != 1:
        return None
    year = f"{first.year:04d}"
    candidates = [year, f"{year}Q{(first.month + 2) // 3}", f"{year}-{first.month:02d}"]
    for candidate in map(parse_period, candidates):
        if (candidate.first, candidate.last) == (first, after - timedelta(days=1)):
            return candidate
    return None
