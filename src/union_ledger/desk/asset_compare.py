"""A list of assets against what the books hold on its day: cards, lots, 162 and 163."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from union_ledger.core.asset_records import DISPOSED
from union_ledger.core.asset_records import UNION
from union_ledger.core.chart import split
from union_ledger.core.money import yuan
from union_ledger.core.money import yuan_text
from union_ledger.importers.lists.asset_words import asset_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from datetime import date

    from union_ledger.core.asset_life import AssetLife
    from union_ledger.core.books import Books
    from union_ledger.importers.lists.asset_cards import Card

_OTHER = "未分类"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which the list and the register disagree about an asset."""

    number: str
    name: str
    what: str
    listed: str
    held: str

    @property
    def said(self) -> str:
        """Return it in a sentence."""
        if self.what == "新增":
            return f"新增 {self.number} {self.name}：登记册里没有，{self.listed}"
        if self.what == "缺少":
            return (
                f"缺少 {self.number} {self.name}：登记册里有（{self.held}），清单没有"
            )
        listed, held = self.listed or "（空）", self.held or "（空）"
        return f"变动 {self.number} {self.name}：{self.what}清单 {listed}，登记 {held}"


@dataclass(slots=True)
class Sums:
    """Fen by class, and what is in no class."""

    by_class: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def total(self) -> int:
        """Return the sum of all classes."""
        return sum(self.by_class.values())


def differences(
    cards: Iterable[Card],
    units: Mapping[str, str],
    held: Mapping[str, AssetLife],
    day: date,
    owner: str,
) -> list[Difference]:
    """Return new, missing and changed cards, in the order of their numbers.

    Args:
        cards: The list.
        units: Code of each unit the list names.
        held: The register's cards with their lives up to that day.
        day: The day the list is of.
        owner: Whose assets the list is of; others are not missed in it.
    """
    listed = {card.number: card for card in cards}
    found: list[Difference] = []
    for number, card in listed.items():
        if number not in held:
            cost = yuan_text(card.cost)
            found.append(Difference(number, card.name, "新增", cost, ""))
        else:
            found += _changes(card, units.get(card.unit, ""), held[number], day)
    for number, each in held.items():
        now = each.on(day)
        gone = now is None or not now.is_held
        if number in listed or gone or each.card.owner != owner:
            continue
        cost = yuan_text(each.card.cost)
        found.append(Difference(number, each.card.name, "缺少", "", cost))
    return sorted(found, key=lambda each: (each.number, each.what))


def _changes(card: Card, unit: str, held: AssetLife, day: date) -> list[Difference]:
    """Return what differs; what a list leaves blank or only suggests is not asked."""
    known, now = held.card, held.on(day) or held.on(held.card.since)
    assert now is not None  # noqa: S101 - a card stands from its own date on
    asked = [
        ("名称", card.name, known.name),
        ("原值", yuan_text(card.cost), yuan_text(now.cost)),
        ("数量", str(card.quantity), str(now.quantity)),
        ("类别", "" if card.guessed else card.class_, known.class_),
        ("使用单位", unit, now.unit),
        ("存放地点", card.place, now.place),
        ("使用状况", card.state, now.state),
        ("折旧月数", str(card.life or ""), str(known.life or "")),
    ]
    return [
        Difference(card.number, card.name, what, new, old)
        for what, new, old in asked
        if new and new != old
    ]


def listed_sums(cards: Iterable[Card], name: str) -> Sums:
    """Return the list's sum of ``cost`` or ``depreciation`` by class, in fen."""
    sums = Sums()
    for card in cards:
        if card.owner == UNION and card.state != DISPOSED:
            sums.by_class[card.class_] += getattr(card, name) or 0
    return sums


def booked_sums(books: Books, code: str, day: date) -> Sums:
    """Return the balance of 162 or 163 by class at the end of ``day``, in fen.

    163 comes out positive, as a list states it.
    """
    sums = Sums()
    for row in books.of_code(code):
        if row.entry.day <= day:
            sign = -1 if code == "163" else 1
            sums.by_class[class_of(row.account)] += sign * row.amount
    sums.by_class = {name: fen for name, fen in sums.by_class.items() if fen}
    return sums


def class_of(account: str) -> str:
    """Return the statutory class of an account below 162 or 163."""
    for part in account.split(":")[2:]:
        if found := asset_words().by_name(split(part)[1]):
            return found
    return _OTHER


def lots_on(books: Books, day: date) -> set[str]:
    """Return the numbers of the lots that 162 holds at the end of ``day``."""
    held: dict[str, int] = defaultdict(int)
    for row in books.of_code("162"):
        if row.lot and row.entry.day <= day:
            held[row.lot] += row.quantity
    return {lot for lot, quantity in held.items() if quantity > 0}


def compared(code: str, name: str, listed: Sums, booked: Sums) -> list[str]:
    """Say whether list and books agree to the fen, and by class where they do not."""
    gap = listed.total - booked.total
    said = (
        f"{code} {name}：清单 {yuan_text(listed.total)}，"
        f"账上 {yuan_text(booked.total)}，"
        + ("相符" if not gap else f"差 {yuan_text(gap)}")
    )
    lines = [said]
    for class_ in sorted({*listed.by_class, *booked.by_class}):
        one, other = listed.by_class.get(class_, 0), booked.by_class.get(class_, 0)
        if one != other:
            lines.append(
                f"  {class_}：清单 {yuan_text(one)}，账上 {yuan_text(other)}，"
                f"差 {yuan_text(one - other)}"
            )
    return lines


def as_record(listed: Sums, booked: Sums) -> dict[str, dict[str, str]]:
    """Return both sums by class as data, yuan as text."""
    return {
        class_: {
            "listed": str(yuan(listed.by_class.get(class_, 0))),
            "booked": str(yuan(booked.by_class.get(class_, 0))),
        }
        for class_ in sorted({*listed.by_class, *booked.by_class})
    }
