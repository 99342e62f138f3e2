"""The books as they stand for one step in an asset's life, and what the step may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import NamedTuple

from union_ledger.core.asset_life import AssetLife
from union_ledger.core.asset_life import asset_lives
from union_ledger.core.asset_records import AssetAccept
from union_ledger.core.asset_records import Count
from union_ledger.core.errors import InputError
from union_ledger.core.ledger import load_ledger
from union_ledger.desk.asset_lots import Lot
from union_ledger.desk.asset_lots import lot_held

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from pathlib import Path

    from union_ledger.core.asset_life import Standing
    from union_ledger.core.asset_life import TakenOut
    from union_ledger.core.asset_records import Asset
    from union_ledger.core.asset_records import AssetDispose
    from union_ledger.core.books import Books
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.registers import Registers

# What tells of a thing and changes nothing about it.
_ONLY_SAID = (AssetAccept, Count)


class Held(NamedTuple):
    """A thing that is there on the day: its card and how it stands."""

    card: Asset
    now: Standing


@dataclass(frozen=True, slots=True)
class AssetDesk:
    """The books on the day of a step; every question refuses in Chinese."""

    ledger: Ledger
    day: date
    lives: dict[str, AssetLife]

    @property
    def books(self) -> Books:
        """Return the books."""
        return self.ledger.books

    @property
    def registers(self) -> Registers:
        """Return the registers."""
        return self.ledger.books.registers

    def held(self, number: str, *, changes: bool = True) -> Held:
        """Return a thing that is there on the day and that nothing later changes.

        A step that ``changes`` nothing about it may be noted afterwards.

        Raises:
            InputError: It has no card, or only a later one; it is gone; a later line
                changes it.
        """
        life = self.lives.get(number)
        if life is None:
            raise InputError(
                f"资产 {number} 没有卡片",
                hint="请核对编号；还没有登记的，先用 asset buy 或 receive 登记。",
            )
        card, now = life.card, life.on(self.day)
        if now is None:
            raise InputError(
                f"{self.day} 早于资产 {number} 卡片的日期 {card.since}",
                file=card.filename,
                line=card.lineno,
                hint="请核对 --date；卡片建立之前的事不能写。",
            )
        if not now.is_held:
            raise InputError(
                f"资产 {number} 在 {self.day} 已经处置，不能再办这件事",
                file=card.filename,
                line=card.lineno,
                hint="请核对编号和 --date。",
            )
        for line in self.registers.asset_lines:
            about = line.number == number and not isinstance(line, _ONLY_SAID)
            if changes and about and line.since > self.day:
                raise InputError(
                    f"资产 {number} 在 {line.since} 已有后面的变动，"
                    f"不能再写 {self.day} 的",
                    file=line.filename,
                    line=line.lineno,
                    hint="请核对 --date；要补写更早的事，先更正后面的一行。",
                )
        return Held(card, now)

    def held_in(self, number: str, states: Collection[str], step: str) -> Held:
        """Return a thing that is there, in one of the states a step begins from.

        Raises:
            InputError: It is in another state, or not there.
        """
        found = self.held(number)
        if found.now.state not in states:
            raise InputError(
                f"资产 {number} 在 {self.day} 的状态是“{found.now.state}”，不能{step}",
                file=found.card.filename,
                line=found.card.lineno,
                hint=f"{step}之前应是{'、'.join(states)}；{_WAY_BACK[found.now.state]}",
            )
        return found

    def lot(self, held: Held) -> Lot:
        """Return what 162 or 171 holds of a thing.

        Raises:
            InputError: The books hold it not, or otherwise than its card says.
        """
        return lot_held(self.books, held.card.number, held.now.cost, self.day)

    def taken_out(self, line: AssetDispose) -> TakenOut:
        """Return what a disposal takes out, reckoned as the register will reckon it."""
        life = self.lives[line.number]
        after = AssetLife(life.card, [*life.lines, line])
        after.follow(self.day)
        return after.taken_out[-1]

    def next_number(self, day: date, after: int = 0) -> str:
        """Return the next free number of a year; ``after`` are taken in this step."""
        head = f"FA-{day.year}-"
        known = [
            *self.registers.assets,
            *(r.lot for r in self.books.of_code("162", "171")),
        ]
        used = [
            int(name.removeprefix(head))
            for name in known
            if name.startswith(head) and name.removeprefix(head).isdecimal()
        ]
        return f"{head}{max(used, default=0) + 1 + after:04d}"

    def must_be_free(self, number: str) -> None:
        """Refuse a number that a card has already."""
        card = self.registers.assets.get(number)
        if card is not None:
            raise InputError(
                f"编号 {number} 已经登记过（{card.name}）",
                file=card.filename,
                line=card.lineno,
                hint="换一个编号；不写 --number 就用下一个空号。",
            )

    def must_be_open(self, unit: str) -> None:
        """Refuse a unit that is not registered, or closed on the day."""
        known = self.registers.units.get(unit)
        if known is None:
            raise InputError(
                f"单位 {unit} 没有登记", hint="先在 registers/units.beancount 登记。"
            )
        if not known.is_open(self.day):
            until = f"，只到 {known.closed}" if known.closed else ""
            raise InputError(
                f"单位 {unit} {known.name} 在 {self.day} 不能使用"
                f"（自 {known.since}{until}）",
                file=known.filename,
                line=known.lineno,
                hint="撤并了的单位，请写接收它的单位。",
            )

    def must_have(self, fund: str) -> None:
        """Refuse a fund that is not registered, or closed on the day."""
        known = self.registers.funds.get(fund)
        if known is None or not known.is_open(self.day):
            names = "、".join(
                f"{each.code} {each.name}"
                for each in self.registers.funds.values()
                if each.is_open(self.day)
            )
            raise InputError(
                f"经费 {fund} 在 {self.day} 没有登记或已停用",
                hint=f"--fund 可以写 {names}。",
            )

    def must_be_in_office(self, person: str, what: str = "保管人") -> None:
        """Refuse a person who is not registered on the day; empty is nobody."""
        if person and self.registers.person(person, self.day) is None:
            known = self.registers.persons.get(person)
            raise InputError(
                f"{what} {person} "
                + (f"在 {self.day} 不在册" if known else "没有登记"),
                hint="请写 registers/persons.beancount 里当天在册的人员编号。",
            )


_WAY_BACK = {
    "在用": "它正在用着。",
    "闲置": "先用 asset use 恢复使用。",
    "出租": "先用 asset return 收回。",
    "出借": "先用 asset return 收回。",
    "维修": "先用 asset use 恢复使用。",
    "待报废": "先用 asset use 恢复使用，或用 asset dispose 处置。",
}


def open_desk(books: Path, day: date) -> AssetDesk:
    """Load the books for a step on a day.

    Raises:
        InputError: There are no books, they cannot be read, or the month is closed.
    """
    return desk_of(load_ledger(books), day)


def desk_of(ledger: Ledger, day: date) -> AssetDesk:
    """Return the desk for a step on a day.

    Raises:
        InputError: The books cannot be read, or the month is closed.
    """
    for problem in ledger.problems:
        if problem.is_unreadable:
            raise InputError(
                f"账簿有读不通的地方：{problem.message.rstrip('。')}",
                file=problem.filename,
                line=problem.lineno,
                hint="先改正它，再办资产的事。",
            )
    registers = ledger.books.registers
    closed = max((close.day for close in registers.closes), default=None)
    if closed is not None and day <= closed:
        raise InputError(
            f"{day} 所在的月份已经结账（结到 {closed}），不能再写",
            file=ledger.main,
            hint="请写在结账以后的日期。",
        )
    return AssetDesk(ledger, day, asset_lives(registers, day))
