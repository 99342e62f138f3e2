"""The year entry（账结）: 4xx and 5xx to 321 and 322, then to what is carried."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from benchmarks.invent import accounts as acc
from benchmarks.invent.entry import Entry
from benchmarks.invent.entry import Leg
from benchmarks.invent.entry import is_expense
from benchmarks.invent.entry import is_income
from benchmarks.invent.world import BOOKKEEPER
from benchmarks.invent.world import REVIEWERS

if TYPE_CHECKING:
    from collections.abc import Iterable

RESTRICTED = {"40", "45"}
# A restricted project that is finished: its rest goes to the surplus.
FINISHED = "P2024-24"


def closing_entries(entries: Iterable[Entry], year: int) -> list[Entry]:
    """Return the closing entries of ``year``, in order."""
    sums: dict[bool, dict[str, int]] = {True: defaultdict(int), False: defaultdict(int)}
    finished = 0
    adjusted = 0
    for entry in entries:
        for leg in entry.legs:
            if is_expense(leg) or is_income(leg):
                limited = entry.dimension(leg, "fund") in RESTRICTED
                sums[limited][leg.account] += leg.fen
                if limited and entry.dimension(leg, "project") == FINISHED:
                    finished -= leg.fen
            elif leg.account == acc.statutory("32201"):
                adjusted -= leg.fen
    current = {True: acc.statutory("32103"), False: acc.statutory("32203")}
    carried = {True: acc.statutory("32104"), False: acc.statutory("32205")}
    names = {True: "限定用途", False: "非限定用途"}
    made = []
    for limited, totals in sums.items():
        legs = [Leg(account, -fen) for account, fen in sorted(totals.items()) if fen]
        rest = sum(totals.values())
        legs.append(Leg(current[limited], rest))
        made.append((f"年末结转{names[limited]}收支", legs))
        legs = [Leg(current[limited], -rest), Leg(carried[limited], rest)]
        name = "累计结转" if limited else "累计结余"
        made.append((f"本年收支差额转入{name}", legs))
    if finished:
        legs = [
            Leg(acc.statutory("32104"), finished),
            Leg(acc.statutory("32204"), -finished),
        ]
        made.append((f"已完成项目 {FINISHED} 剩余资金转入结余", legs))
        legs = [
            Leg(acc.statutory("32204"), finished),
            Leg(acc.statutory("32205"), -finished),
        ]
        made.append(("结转转入并入累计结余", legs))
    if adjusted:
        legs = [
            Leg(acc.statutory("32201"), adjusted),
            Leg(acc.statutory("32205"), -adjusted),
        ]
        made.append(("年初余额调整并入累计结余", legs))
    return [_entry(what, legs, year, place) for place, (what, legs) in enumerate(made)]


def _entry(what: str, legs: list[Leg], year: int, place: int) -> Entry:
    meta: dict[str, str | int | bool | date] = {"closing": str(year)}
    meta |= {"attachments": 1, "bookkeeper": BOOKKEEPER, "reviewer": REVIEWERS[0]}
    day = date(year, 12, 31)
    return Entry(day, what, legs, meta, series="转", room="closing", seq=place)
