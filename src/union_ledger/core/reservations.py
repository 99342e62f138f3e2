"""Reservations of quota（预占）: what an application or an advance has set aside.

Pure arithmetic in fen, shared by the plugin, which posts use, and by commands that
write entries. A reservation belongs to one unit and fund, is drawn on until it is
empty, and never twice.
"""

from __future__ import annotations

from dataclasses import dataclass

from union_ledger.core.pots import Place


class ReservationError(ValueError):
    """A reservation is used, released or made in a way that does not add up."""


@dataclass(slots=True)
class Reservation:
    """What is left of one reservation; ``advance`` marks one made by a 借款."""

    id: str
    unit: str
    fund: str
    rest: int
    advance: bool


@dataclass(frozen=True, slots=True)
class Move:
    """Quota that goes from one pot to another; fen, never negative."""

    source: Place
    target: Place
    amount: int


class Reservations:
    """All reservations of a ledger as its days pass."""

    def __init__(self) -> None:
        """Begin with none."""
        self._by_id: dict[str, Reservation] = {}

    def get(self, reserve_id: str) -> Reservation | None:
        """Return the reservation, with what is left of it."""
        return self._by_id.get(reserve_id)

    def make(self, reserve_id: str, unit: str, fund: str, amount: int) -> Reservation:
        """Note a written reservation of ``amount``.

        Raises:
            ReservationError: The id was used before.
        """
        return self._make(reserve_id, unit, fund, amount, advance=False)

    def advance(self, reserve_id: str, unit: str, fund: str, amount: int) -> Move:
        """Reserve for an advance（借款） under its own id; returns Q01 -> Q05.

        Raises:
            ReservationError: The id was used before.
        """
        self._make(reserve_id, unit, fund, amount, advance=True)
        return Move(Place("Q01", unit, fund), Place("Q05", unit, fund), amount)

    def _make(
        self, reserve_id: str, unit: str, fund: str, amount: int, *, advance: bool
    ) -> Reservation:
        if reserve_id in self._by_id:
            raise ReservationError(f"预占编号 {reserve_id} 已经用过，不能再预占")
        made = Reservation(reserve_id, unit, fund, amount, advance)
        self._by_id[reserve_id] = made
        return made

    def reduce(self, reserve_id: str, unit: str, fund: str, amount: int) -> None:
        """Note a written release, lapse or hand-over of part of a reservation.

        Raises:
            ReservationError: It is unknown, another unit's or fund's, or holds less.
        """
        held = self._checked(reserve_id, unit, fund)
        if amount > held.rest:
            raise ReservationError(f"预占 {reserve_id} 的余额不够，不能再减少")
        held.rest -= amount

    def rehome(self, reserve_id: str, unit: str, fund: str, amount: int) -> None:
        """Note that a reservation emptied by hand-over lives on elsewhere.

        Raises:
            ReservationError: It is unknown or still holds something.
        """
        held = self._by_id.get(reserve_id)
        if held is None:
            raise ReservationError(f"预占 {reserve_id} 不存在")
        if held.rest and (held.unit, held.fund) != (unit, fund):
            raise ReservationError(f"预占 {reserve_id} 还没有从原单位全部移出")
        held.unit, held.fund = unit, fund
        held.rest += amount

    def _checked(self, reserve_id: str, unit: str, fund: str) -> Reservation:
        held = self._by_id.get(reserve_id)
        if held is None:
            raise ReservationError(f"预占 {reserve_id} 不存在")
        if (held.unit, held.fund) != (unit, fund):
            raise ReservationError(
                f"预占 {reserve_id} 属于单位 {held.unit} 经费 {held.fund}，"
                f"不能由单位 {unit} 经费 {fund} 使用"
            )
        return held

    def use(
        self, unit: str, fund: str, amount: int, reserve_id: str = "", settled: int = 0
    ) -> list[Move]:
        """Return how an expense of ``amount`` uses quota.

        A reservation is drawn on first, up to what it holds; of an advance no more
        is drawn than ``settled``, the part of the advance the entry clears. What is
        cleared but not spent goes back to the available quota. A negative amount
        (红字) gives available quota back.

        Raises:
            ReservationError: The reservation is unknown or of another unit or fund.
        """
        available = Place("Q01", unit, fund)
        reserved = Place("Q05", unit, fund)
        used = Place("Q09", unit, fund)
        drawn = back = 0
        if reserve_id:
            held = self._checked(reserve_id, unit, fund)
            limit = min(settled, held.rest) if held.advance else held.rest
            drawn = max(min(amount, limit), 0)
            back = max(min(settled, held.rest) - drawn, 0) if held.advance else 0
            held.rest -= drawn + back
        moves = [
            Move(reserved, used, drawn),
            Move(available, used, amount - drawn)
            if amount >= drawn
            else Move(used, available, drawn - amount),
            Move(reserved, available, back),
        ]
        return [move for move in moves if move.amount]
