"""The life of an asset（资产的一生）: its card and every line about it, by date.

One place answers where a thing was on a day, in whose hands, in which state, what it
had cost and what of that was written off.
"""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING
from typing import NamedTuple

from union_ledger.core.asset_records import DISPOSED
from union_ledger.core.asset_records import AssetDispose
from union_ledger.core.asset_records import AssetMove
from union_ledger.core.asset_records import AssetRaise
from union_ledger.core.asset_records import AssetStateChange
from union_ledger.core.depreciation import WritingOff
from union_ledger.core.depreciation import month_number

if TYPE_CHECKING:
    from union_ledger.core.asset_records import Asset
    from union_ledger.core.asset_records import AssetLine
    from union_ledger.core.asset_records import AssetState
    from union_ledger.core.registers import Registers


class Standing(NamedTuple):
    """A thing on one day; ``cost`` and ``written_off`` in fen, of the pieces left."""

    unit: str
    custodian: str
    place: str
    state: AssetState
    quantity: int
    cost: int
    written_off: int

    @property
    def net(self) -> int:
        """Return 净值 in fen."""
        return self.cost - self.written_off

    @property
    def is_held(self) -> bool:
        """Tell whether the thing, or a piece of it, is still there."""
        return self.quantity > 0


class TakenOut(NamedTuple):
    """What a disposal took out: cost and what of it was written off, in fen."""

    line: AssetDispose
    quantity: int
    cost: int
    written_off: int


@dataclass(slots=True)
class AssetLife:
    """One card with its lines, and what follows from them."""

    card: Asset
    lines: list[AssetLine] = field(default_factory=list)
    taken_out: list[TakenOut] = field(default_factory=list)
    _charges: dict[int, int] = field(default_factory=dict)
    _days: list[date] = field(default_factory=list)
    _standings: list[Standing] = field(default_factory=list)

    @property
    def number(self) -> str:
        """Return the card's number."""
        return self.card.number

    def on(self, day: date) -> Standing | None:
        """Return how the thing stood at the end of a day; None before its card.

        A month's charge counts from the last day of the month on.
        """
        place = bisect_right(self._days, day)
        return self._standings[place - 1] if place else None

    def charge(self, month: date) -> int:
        """Return what is written off for the month of a day, in fen.

        Months before the card's date count as taken over, and have no charge.
        """
        return self._charges.get(month_number(month), 0)

    def follow(self, last: date) -> None:
        """Reckon everything up to the end of the month of ``last``, once."""
        by_month: dict[int, list[AssetLine]] = defaultdict(list)
        for line in self.lines:
            by_month[month_number(line.since)].append(line)
        value, charged_from = _begin(self.card)
        first = month_number(self.card.since)
        self._note(self.card.since, _standing(self.card, value))
        for month in range(first, max(month_number(last), first) + 1):
            for line in by_month.get(month, ()):
                self._note(line.since, self._after(line, value))
            if month < charged_from or not value.left:
                continue
            self._charges[month] = value.charge()
            now = self._standings[-1]._replace(written_off=value.written)
            self._note(_month_end(month), now)

    def _note(self, day: date, standing: Standing) -> None:
        self._days.append(day)
        self._standings.append(standing)

    def _after(self, line: AssetLine, value: WritingOff) -> Standing:
        """Return how the thing stands once a line has happened."""
        now = self._standings[-1]
        if isinstance(line, AssetMove):
            # A move names what changes; nobody keeps custody by silence.
            place = line.place or (now.place if line.unit == now.unit else "")
            return now._replace(unit=line.unit, custodian=line.custodian, place=place)
        if isinstance(line, AssetStateChange):
            return now._replace(state=line.state)
        if isinstance(line, AssetRaise):
            value.add(line.amount, line.remaining)
            return now._replace(cost=value.cost)
        if isinstance(line, AssetDispose) and now.is_held:
            pieces = min(line.quantity or now.quantity, now.quantity)
            out = value.take_out(pieces, now.quantity)
            self.taken_out.append(TakenOut(line, pieces, *out))
            left = now.quantity - pieces
            return now._replace(
                quantity=left,
                cost=value.cost,
                written_off=value.written,
                state=now.state if left else DISPOSED,
            )
        return now


def asset_lives(registers: Registers, last: date) -> dict[str, AssetLife]:
    """Return every card's life by number, reckoned to the end of the month of ``last``.

    Lines dated before their card are left out; the register reports them.
    """
    lives = {number: AssetLife(card) for number, card in registers.assets.items()}
    for line in registers.asset_lines:
        life = lives.get(line.number)
        if life is not None and line.since >= life.card.since:
            life.lines.append(line)
    for life in lives.values():
        life.follow(last)
    return lives


def _begin(card: Asset) -> tuple[WritingOff, int]:
    """Return what is written off on the card's date, and the first month charged."""
    if card.state == DISPOSED:
        return WritingOff.new(0, None), 0
    months = card.life if card.is_own else None
    acquired = month_number(card.acquired_on)
    used = month_number(card.since) - acquired
    at_end = card.since == _month_end(month_number(card.since))
    if at_end and (used or card.depreciated is not None):
        used += 1
    value = WritingOff.taken_over(card.cost, months, used, card.depreciated)
    return value, acquired + used


def _standing(card: Asset, value: WritingOff) -> Standing:
    gone = card.state == DISPOSED
    return Standing(
        unit=card.unit,
        custodian=card.custodian,
        place=card.place,
        state=card.state,
        quantity=0 if gone else card.quantity,
        cost=value.cost,
        written_off=value.written,
    )


@cache
def _month_end(month: int) -> date:
    year, number = divmod(month, 12)
    return date(year, number + 1, monthrange(year, number + 1)[1])
