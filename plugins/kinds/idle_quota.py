"""Quota lies unused long after it was given（资金滞留）.

From the day quota was first allotted to a unit of a fund in a year to the unit's
first expense of that fund in the year; where there was none, to the last day of the
year or of the books. Refunds and reservations are no use.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Books
    from union_ledger.core.books import Entry
    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

PARAMETERS = ("days",)
FIELDS = ("who", "fund", "given", "until", "idle")
_GIVES = {"allot", "carry", "adjust"}

_Pot = tuple[int, str, str]
"""Year, unit and fund."""


class Options(KindOptions):
    """``pools`` are units that hold what is not yet shared out.

    Looked at is what is at least ``percent`` of all the unit got in the year.
    """

    pools: tuple[str, ...] = ("000",)
    percent: int = Field(default=0, ge=0, le=100)


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each unit and fund whose quota waited longer."""
    given = _given(check.books, options.pools)
    if not given:
        return
    whole: dict[tuple[int, str], int] = defaultdict(int)
    for (year, unit, _), (_, amount) in given.items():
        whole[year, unit] += amount
    used = _first_use(check)
    last = check.books.entries[-1].day
    for (year, unit, fund), (entry, amount) in sorted(given.items(), key=_key):
        if amount * 100 < whole[year, unit] * options.percent:
            continue
        days = check.value("days", entry.day)
        first = used.get((year, unit, fund))
        until = first.entry.day if first else min(last, date(year, 12, 31))
        idle = (until - entry.day).days
        if days is None or idle <= (days.value or 0) or not check.applies(entry):
            continue
        registers = check.books.registers
        known = registers.funds.get(fund)
        end = f"{until} 才第一次使用" if first else f"到 {until} 没有使用"
        yield check.finding(
            first or entry,
            subject=f"{year} {unit} {fund}",
            unit=unit,
            amount=amount,
            others=(entry,),
            values=(days,),
            evidence=(f"{entry.day} 下达，当年共 {yuan_text(amount)} 元", end),
            who=f"{unit} {registers.unit_name(unit, entry.day)}",
            fund=f"{fund} {known.name}" if known else fund,
            given=str(entry.day),
            until=end,
            idle=str(idle),
        )


def _when(row: Row) -> tuple[date, tuple[str, str, str, int]]:
    return row.entry.day, row.entry.place


def _key(item: tuple[_Pot, object]) -> _Pot:
    return item[0]


def _given(books: Books, pools: tuple[str, ...]) -> dict[_Pot, tuple[Entry, int]]:
    """Return the first entry that gave quota to each, and all it got, in fen."""
    found: dict[_Pot, tuple[Entry, int]] = {}
    for entry in books.quota_entries:
        if entry.quota not in _GIVES:
            continue
        for row in entry.quota_rows:
            pot, unit, fund = row.place
            if pot != "Q01" or unit in pools or row.amount <= 0:
                continue
            key = (entry.day.year, unit, fund)
            first, amount = found.get(key, (entry, 0))
            if (entry.day, entry.place) < (first.day, first.place):
                first = entry
            found[key] = first, amount + row.amount
    return found


def _first_use(check: Check) -> dict[_Pot, Row]:
    """Return the first expense of each unit and fund in a year."""
    found: dict[_Pot, Row] = {}
    for (year, _, unit, fund, _), rows in check.flows().items():
        row = next((row for row in rows if row.amount > 0), None)
        if row is not None:
            key = (year, unit, fund)
            found[key] = min(row, found.get(key, row), key=_when)
    return found
