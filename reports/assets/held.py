"""What the register holds on a report's last day（在册资产）, and its names."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from typing import NamedTuple

from union_ledger.core.asset_accounts import CLASSES
from union_ledger.core.asset_life import asset_lives
from union_ledger.reports.model import Link
from union_ledger.reports.model import Linked
from union_ledger.reports.statements.dates import day_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from datetime import date

    from union_ledger.core.asset_life import AssetLife
    from union_ledger.core.asset_life import Standing
    from union_ledger.core.asset_records import Asset
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.core.record import Record
    from union_ledger.core.registers import Registers

SIGNERS = ("工会主席", "资产管理员", "会计", "制表")


class Held(NamedTuple):
    """One card and how the thing stood on the day."""

    life: AssetLife
    now: Standing

    @property
    def card(self) -> Asset:
        """Return the card."""
        return self.life.card


def known_until(ledger: Ledger, period: Period) -> date:
    """Return the last day of the period that the books reach.

    Charges of months that are still to come would not be in the accounts yet.
    """
    books = ledger.books
    days = [entry.day for entry in books.entries[-1:]]
    days += [card.since for card in books.registers.assets.values()]
    days += [line.since for line in books.registers.asset_lines]
    if ledger.share is not None and ledger.share.known is not None:
        days.append(ledger.share.known)
    return min(max(days, default=period.last), period.last)


def lives_until(ledger: Ledger, day: date) -> dict[str, AssetLife]:
    """Return every card's life by number, reckoned at least to the end of a day."""
    books = ledger.books
    if books.entries and day <= books.entries[-1].day:
        return books.lives
    return asset_lives(books.registers, day)


def held_on(lives: Iterable[AssetLife], day: date, *, own: bool) -> list[Held]:
    """Return what is there on a day, in order of number: the union's or 备查."""
    found = [
        Held(life, now)
        for life in lives
        if life.card.is_own is own and (now := life.on(day)) and now.is_held
    ]
    return sorted(found, key=lambda each: each.card.number)


def by_class(held: Iterable[Held]) -> Iterator[tuple[str, list[Held]]]:
    """Yield the classes that have something, in the order of the 制度."""
    each = list(held)
    for class_ in CLASSES:
        of_class = [one for one in each if one.card.class_ == class_]
        if of_class:
            yield class_, of_class


def unit_text(registers: Registers, unit: str, day: date) -> str:
    """Return a unit's code and its name as of the day."""
    return f"{unit} {registers.unit_name(unit, day)}" if unit else "没有登记单位"


def at(text: str, record: Record) -> Linked:
    """Link a text to the register line it is told by."""
    return Linked(text, Link("source", record.filename, line=record.lineno))


def month_ends(first: date, last: date) -> list[date]:
    """Return the last day of every month that ends between two days."""
    ends = []
    month = first.replace(day=1)
    while month <= last:
        after = (month + timedelta(days=31)).replace(day=1)
        if after - timedelta(days=1) <= last:
            ends.append(after - timedelta(days=1))
        month = after
    return ends


def span_text(first: date, last: date) -> str:
    """Return from when to when, as a form has it; a day before ``first`` stands alone.

    Books may end before the period begins.
    """
    if last < first:
        return day_text(last)
    return f"{day_text(first)}—{day_text(last)}"


def day_note(day: date, period: Period) -> tuple[str, ...]:
    """Say which day the figures are of, where the books end before the period."""
    if day == period.last:
        return ()
    return (f"账簿只到 {day}，数字是这一天的。",)
