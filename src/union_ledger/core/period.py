"""Reporting periods（期间）: a year, a quarter or a month."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from union_ledger.core.errors import InputError

_SHAPE = re.compile(r"^([1-9]\d{3})(?:-?[Qq]([1-4])|-(0[1-9]|1[0-2]))?$")


@dataclass(frozen=True, slots=True)
class Period:
    """From ``first`` to ``last``, both included."""

    first: date
    last: date
    label: str

    def holds(self, day: date) -> bool:
        """Tell whether ``day`` is in the period."""
        return self.first <= day <= self.last

    @property
    def year(self) -> int:
        """Return the year the period is in."""
        return self.first.year

    @property
    def time_filter(self) -> str:
        """Return the period as Fava's time filter takes it."""
        months = (self.last.month - self.first.month) + 1
        if months == 12:
            return f"{self.year}"
        if months == 3:
            return f"{self.year}-q{self.last.month // 3}"
        if months > 1:
            return f"{self.first:%Y-%m} - {self.last:%Y-%m}"
        return f"{self.first:%Y-%m}"


def parse_period(text: str) -> Period:
    """Read ``2024``, ``2024Q1`` or ``2024-03``.

    Raises:
        InputError: It is none of the three.
    """
    match = _SHAPE.match(text.strip())
    if match is None:
        raise InputError(
            f"期间“{text}”不对",
            hint="请写 2024（全年）、2024Q1（季度）或 2024-03（月）。",
        )
    year = int(match[1])
    if match[2]:
        quarter = int(match[2])
        first, last = 3 * quarter - 2, 3 * quarter
        label = f"{year} 年第{'一二三四'[quarter - 1]}季度"
    elif match[3]:
        first = last = int(match[3])
        label = f"{year} 年 {first} 月"
    else:
        first, last = 1, 12
        label = f"{year} 年度"
    days = monthrange(year, last)[1]
    return Period(date(year, first, 1), date(year, last, days), label)
