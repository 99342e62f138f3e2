"""A year's stocktaking（盘点）: what was counted, what was found, what became of it.

A thing counted twice has its last result: a second look settles a first doubt.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING

from union_ledger.core.asset_life import asset_lives
from union_ledger.core.asset_records import AssetDispose
from union_ledger.core.asset_records import AssetMove
from union_ledger.core.asset_records import AssetStateChange

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from union_ledger.core.asset_life import AssetLife
    from union_ledger.core.asset_records import AssetLine
    from union_ledger.core.asset_records import Count
    from union_ledger.core.registers import Registers

MATCHED = "相符"
# What was found and is on no card.
WITHOUT_CARD = ("账外", "盘盈")


@dataclass(frozen=True, slots=True)
class Difference:
    """A count that is not 相符; ``settled`` is the day it was dealt with, if it was."""

    count: Count
    settled: date | None


@dataclass(slots=True)
class UnitCount:
    """One sub-union's stocktaking of a year.

    Attributes:
        unit: Its code.
        due: The numbers of what is to be counted: what it holds on the day, and what
            was counted in the year and has gone since.
        counts: The last result of each of them that was counted.
        differences: All that did not match, with what was found without a card.
    """

    unit: str
    due: list[str] = field(default_factory=list)
    counts: dict[str, Count] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)

    @property
    def counted(self) -> int:
        """Return how many of ``due`` were counted; over ``due`` it is the coverage."""
        return len(self.counts)

    @property
    def matched(self) -> int:
        """Return how many were 相符; over ``counted`` it is the match rate."""
        return sum(count.result == MATCHED for count in self.counts.values())

    @property
    def open(self) -> list[str]:
        """Return the numbers that nobody has counted."""
        return [number for number in self.due if number not in self.counts]

    @property
    def unsettled(self) -> list[Difference]:
        """Return the differences that nobody has dealt with."""
        return [each for each in self.differences if each.settled is None]


def stocktaking(
    registers: Registers,
    year: int,
    last: date,
    *,
    own: bool = True,
    lives: Mapping[str, AssetLife] | None = None,
) -> list[UnitCount]:
    """Return the stocktaking of a year by unit, in order of code.

    Args:
        registers: The registers.
        year: Counts dated in it are of this stocktaking.
        last: What is known up to this day counts; what is held is looked at on it, or
            on the last day of the year where that is earlier.
        own: The union's own things; otherwise what is kept for reference（备查）,
            for which there are no findings without a card.
        lives: Every card's life up to ``last``, where somebody has it already.
    """
    day = min(last, date(year, 12, 31))
    latest, loose = _latest(registers, year, day)
    units: dict[str, UnitCount] = {}
    known = asset_lives(registers, last) if lives is None else lives
    for number, life in known.items():
        standing = life.on(day)
        if standing is None or life.card.is_own is not own:
            continue
        count = latest.get(number)
        if not standing.is_held and count is None:
            continue
        unit = standing.unit
        here = units.setdefault(unit, UnitCount(unit))
        here.due.append(number)
        if count is not None:
            here.counts[number] = count
            if count.result != MATCHED:
                here.differences.append(Difference(count, _settled(count, life, last)))
    for count in loose if own else ():
        here = units.setdefault(count.unit, UnitCount(count.unit))
        here.differences.append(Difference(count, _carded(count, registers, last)))
    for each in units.values():
        each.due.sort()
    return [units[code] for code in sorted(units)]


def counts_of(registers: Registers, year: int) -> dict[str, list[Count]]:
    """Return the results of a year by number, in order of date."""
    found: dict[str, list[Count]] = defaultdict(list)
    for count in registers.counts:
        if count.since.year == year:
            found[count.number].append(count)
    return found


def _latest(
    registers: Registers, year: int, day: date
) -> tuple[dict[str, Count], list[Count]]:
    """Return the last result of each card, and what was found without one."""
    latest: dict[str, Count] = {}
    loose: dict[str, Count] = {}
    for number, counts in counts_of(registers, year).items():
        known = [count for count in counts if count.since <= day]
        if not known:
            continue
        last = known[-1]
        if last.result in WITHOUT_CARD:
            loose[number] = last
        else:
            latest[number] = last
    return latest, [loose[number] for number in sorted(loose)]


def _settled(count: Count, life: AssetLife, last: date) -> date | None:
    """Return the day something was done about a difference."""
    later = [line for line in life.lines if count.since <= line.since <= last]
    return min((line.since for line in later if _settles(line, count)), default=None)


def _settles(line: AssetLine, count: Count) -> bool:
    if isinstance(line, AssetDispose):
        return count.result in {"盘亏", "损毁"}
    if isinstance(line, AssetStateChange):
        return count.result == "损毁" and line.state == "维修"
    return isinstance(line, AssetMove) and count.result in {"位置不符", "保管人不符"}


def _carded(count: Count, registers: Registers, last: date) -> date | None:
    """Return the day of the first card that was made for what was found."""
    cards: Iterable[date] = (
        card.since
        for card in registers.assets.values()
        if count.since <= card.since <= last
        and (card.number == count.number or count.number in card.note.split())
    )
    return min(cards, default=None)
