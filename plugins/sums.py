"""Sums of accounts by year or quarter, for one beside another（各期合计）."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import NamedTuple

from union_ledger.core.chart import code_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from fractions import Fraction

    from union_ledger.core.books import Flow
    from union_ledger.core.books import Row


class Period(NamedTuple):
    """A year or a quarter of it (0: the whole), of a unit (empty: the whole union)."""

    year: int
    quarter: int
    unit: str

    @property
    def name(self) -> str:
        """Return how people call it."""
        return f"{self.year} 年" + (f"第 {self.quarter} 季度" if self.quarter else "")

    @property
    def end(self) -> date:
        """Return its last day."""
        following = date(self.year, self.quarter * 3 or 12, 28) + timedelta(days=4)
        return following - timedelta(days=following.day)

    def holds(self, row: Row) -> bool:
        """Tell whether a posting is of this period and unit."""
        day = row.entry.day
        return (
            day.year == self.year
            and self.quarter in {0, (day.month + 2) // 3}
            and self.unit in {"", row.unit}
        )


@dataclass(frozen=True, slots=True)
class Ask:
    """What to sum: accounts that begin with ``part``, and with ``whole``.

    ``except_units`` are left out of the part alone.
    """

    part: tuple[str, ...]
    whole: tuple[str, ...]
    by_unit: bool = False
    except_units: tuple[str, ...] = ()

    def said(self, *, running: bool) -> list[str]:
        """Return which accounts the two sums are of, a line each."""
        left_out = "、".join(self.except_units)
        units = f"，不含单位 {left_out}" if left_out else ""
        since = "，自账簿开始累计（贷方余额）" if running else ""
        return [
            f"分子：科目 {'、'.join(self.part)}{since}{units}，不含账结分录",
            f"分母：科目 {'、'.join(self.whole)}，不含账结分录",
        ]


def sums_of(
    totals: Iterable[tuple[Flow, int, int]], ask: Ask
) -> dict[Period, tuple[int, int]]:
    """Return part and whole in fen of flows that come with a quarter and a total.

    The part is on the debit side; the whole as its accounts grow.
    """
    parts: dict[tuple[int, int, str], int] = defaultdict(int)
    wholes: dict[tuple[int, int, str], int] = defaultdict(int)
    asked: dict[str, tuple[bool, int]] = {}
    for (year, account, unit, _, _), quarter, total in totals:
        known = asked.get(account)
        if known is None:
            known = asked[account] = _asked(code_of(account), ask)
        in_part, sign = known
        key = (year, quarter, unit if ask.by_unit else "")
        if in_part and unit not in ask.except_units:
            parts[key] += total
        wholes[key] += total * sign
    return {Period(*key): (parts[key], whole) for key, whole in wholes.items()}


def _asked(code: str, ask: Ask) -> tuple[bool, int]:
    """Return whether an account is in the part, and its sign in the whole."""
    # Income grows on the credit side.
    sign = -1 if code.startswith("4") else 1
    return code.startswith(ask.part), sign * code.startswith(ask.whole)


def by_quarter(flows: Mapping[Flow, list[Row]]) -> Iterator[tuple[Flow, int, int]]:
    """Yield each flow with a quarter and what its postings in it add up to."""
    for flow, rows in flows.items():
        found: dict[int, int] = defaultdict(int)
        for row in rows:
            found[(row.entry.day.month + 2) // 3] += row.amount
        for quarter, total in found.items():
            yield flow, quarter, total


def add_up(sums: dict[Period, tuple[int, int]]) -> None:
    """Let each part be the sum of all parts of its unit up to its period."""
    total: dict[str, int] = defaultdict(int)
    for period, (part, whole) in sorted(sums.items()):
        total[period.unit] += part
        sums[period] = (total[period.unit], whole)


def last_of(flows: Mapping[Flow, list[Row]], period: Period, ask: Ask) -> Row:
    """Return the last posting of a period among part and whole."""
    rows = (row for found in flows.values() for row in found if period.holds(row))
    mine = (row for row in rows if row.code.startswith((*ask.part, *ask.whole)))
    return max(mine, key=lambda row: (row.entry.day, row.entry.place))


def percent_text(share: Fraction) -> str:
    """Return a share as percent, cut off after four decimals."""
    return f"{Decimal(int(share * 1000000)) / 10000:f}%"
