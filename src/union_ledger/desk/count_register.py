"""The register as a stocktaking sees it on the day things were counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.asset_life import asset_lives
from union_ledger.core.asset_records import AssetDispose
from union_ledger.core.asset_records import AssetMove
from union_ledger.desk.count_form import printed_of

if TYPE_CHECKING:
    from datetime import date

    from union_ledger.core.asset_life import AssetLife
    from union_ledger.core.asset_life import Standing
    from union_ledger.core.registers import Registers


class Register:
    """Answers about things and persons on one day.

    Args:
        registers: The registers.
        day: The day of the counting.
    """

    def __init__(self, registers: Registers, day: date) -> None:
        """Reckon every card's life up to that day."""
        self.day = day
        self._registers = registers
        self._lives = asset_lives(registers, day)

    def held_by(self, unit: str) -> list[str]:
        """Return the numbers of what a unit holds."""
        return sorted(
            number
            for number, life in self._lives.items()
            if (now := life.on(self.day)) and now.is_held and now.unit == unit
        )

    def name(self, number: str) -> str:
        """Return a thing's name, empty where there is no card."""
        life = self._lives.get(number)
        return life.card.name if life else ""

    def is_own(self, number: str) -> bool:
        """Tell whether the union owns a thing that has a card."""
        return self._lives[number].card.is_own

    def why_not(self, number: str, unit: str = "") -> str:
        """Say why a unit cannot have counted a thing on the day; empty if it can.

        Any unit will do where none is given.
        """
        life = self._lives.get(number)
        if life is None:
            return f"登记册里没有编号 {number}"
        now = life.on(self.day)
        if now is None:
            return f"{self.day} 还没有卡片（卡片日期 {life.card.since}）"
        if not now.is_held:
            return _gone(life, self.day)
        if unit and now.unit != unit:
            moves = [
                line
                for line in life.lines
                if isinstance(line, AssetMove) and line.since <= self.day
            ]
            when = f"已于 {moves[-1].since} 调到" if moves else "登记在"
            return f"{when} {now.unit} 单位，在那边的盘点表上盘"
        return ""

    def standing(self, number: str) -> Standing:
        """Return how a thing stands.

        Raises:
            KeyError: There is no card on the day; ``why_not`` tells.
        """
        now = self._lives[number].on(self.day)
        if now is None:
            raise KeyError(number)
        return now

    def printed(self, number: str) -> tuple[str, ...]:
        """Return what a form of this day would print of a thing."""
        return printed_of(self._lives[number], self.day)

    def is_person(self, code: str) -> bool:
        """Tell whether somebody is registered under this number on the day."""
        return self._registers.person(code, self.day) is not None


def _gone(life: AssetLife, day: date) -> str:
    for line in reversed(life.lines):
        if isinstance(line, AssetDispose) and line.since <= day:
            return f"已于 {line.since} 处置（{line.how}），不用盘"
    return "登记为已处置，不用盘"
