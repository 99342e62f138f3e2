"""The seven statutory holidays（法定节日） and the days they fall on."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

STEMS = {
    "元旦": "元旦",
    "新年": "元旦",
    "春节": "春节",
    "清明": "清明节",
    "劳动": "劳动节",
    "五一": "劳动节",
    "端午": "端午节",
    "中秋": "中秋节",
    "国庆": "国庆节",
}
"""What begins the name of each; the library says 元旦, 端午节."""
FESTIVALS = tuple(dict.fromkeys(STEMS.values()))


@cache
def days_of(year: int) -> dict[str, date]:
    """Return the day of each of the seven holidays of a year, by name.

    A holiday of several days counts from its first: 春节 from 正月初一.
    """
    # Slow to import, and needed only by books with holiday goods.
    from holidays import country_holidays  # noqa: PLC0415

    found: dict[str, date] = {}
    known = country_holidays("CN", years=year, language="zh_CN")
    for day in sorted(known):
        for name in known.get_list(day):
            if day.year == year and name in FESTIVALS:
                found.setdefault(name, day)
    return found
