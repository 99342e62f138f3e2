"""A month's depreciation（计提折旧、摊销）: what the cards are charged, and its entry.

The entry books by class what the cards have written off by the month's end, less what
163 and 172 hold then: a card that was made late is caught up by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from union_ledger.core.asset_accounts import CLASSES
from union_ledger.core.asset_accounts import CONTRA
from union_ledger.core.asset_accounts import COST
from union_ledger.core.asset_accounts import contra_on
from union_ledger.core.asset_accounts import written_off_on
from union_ledger.core.asset_life import asset_lives
from union_ledger.core.depreciation import month_number
from union_ledger.core.errors import InputError
from union_ledger.core.money import yuan_text
from union_ledger.core.period import parse_period
from union_ledger.core.taken_over import known_from

if TYPE_CHECKING:
    from union_ledger.core.asset_life import AssetLife
    from union_ledger.core.books import Books
    from union_ledger.core.books import Entry
    from union_ledger.core.period import Period


@dataclass(frozen=True, slots=True)
class CardCharge:
    """What one card is charged, in fen; ``caught_up`` is for the months before."""

    number: str
    name: str
    class_: str
    cost: int
    life: int | None
    charge: int
    caught_up: int
    written_off: int
    net: int


@dataclass(frozen=True, slots=True)
class MonthCharge:
    """A month's charges: by card, and what is to be booked by class, in fen.

    ``others`` is the part of ``booked`` that no card of the month explains: what was
    booked too much or too little before.
    """

    period: Period
    cards: tuple[CardCharge, ...]
    booked: dict[str, int]

    @property
    def total(self) -> int:
        """Return what is booked altogether."""
        return sum(self.booked.values())

    @property
    def late(self) -> list[CardCharge]:
        """Return the cards that are caught up for months before."""
        return [card for card in self.cards if card.caught_up]

    @property
    def others(self) -> dict[str, int]:
        """Return by class what is booked beside the cards' own charges."""
        rest = dict(self.booked)
        for card in self.cards:
            rest[card.class_] = rest.get(card.class_, 0) - card.charge - card.caught_up
        return {class_: fen for class_, fen in rest.items() if fen}


def month_of(text: str) -> Period:
    """Read a month such as ``2024-05``.

    Raises:
        InputError: It is none.
    """
    period = parse_period(text)
    if (period.first.year, period.first.month) != (period.last.year, period.last.month):
        raise InputError(f"“{text}”不是一个月", hint="请写 2024-05 这样的月份。")
    return period


def month_charge(books: Books, period: Period, today: date) -> MonthCharge:
    """Return what is to be booked for a month.

    Args:
        books: The books, read.
        period: The month.
        today: Months after this day's are still to come.

    Raises:
        InputError: The month is not there to be booked: it is to come, closed, done,
            before the books begin, or one before it is not done.
    """
    lives = asset_lives(books.registers, period.last)
    _refuse(books, period, today, lives)
    should = written_off_on(lives.values(), period.last)
    held = contra_on(books, period.last)
    if "" in held:
        raise InputError(
            f"累计折旧科目下有没有分类的余额 {yuan_text(held[''])} 元，不知道是哪一类",
            hint="163 按资产类别设明细，如 Assets:163-累计折旧:03-通用设备。",
        )
    booked: dict[str, int] = {
        class_: should.get(class_, 0) - held.get(class_, 0)
        for class_ in CLASSES
        if should.get(class_, 0) != held.get(class_, 0)
    }
    cards = tuple(_cards(lives, period))
    if not booked:
        raise InputError(
            f"{period.label}没有要计提的：各类累计折旧、摊销已经与卡片一致"
        )
    return MonthCharge(period, cards, booked)


def charging_entries(books: Books, period: Period) -> list[Entry]:
    """Return the entries that charge depreciation in a month, disposals left out."""
    found: dict[int, Entry] = {}
    for row in books.of_code(*CONTRA):
        entry = row.entry
        if period.holds(entry.day) and not any(r.code[:3] in COST for r in entry.rows):
            found[entry.position] = entry
    return [found[position] for position in sorted(found)]


def _cards(lives: dict[str, AssetLife], period: Period) -> list[CardCharge]:
    found = []
    for life in lives.values():
        standing = life.on(period.last) if life.card.is_own else None
        if standing is None:
            continue
        card = life.card
        charge = life.charge(period.last)
        caught_up = 0
        if period.holds(card.since) and card.depreciated is None:
            begun = life.on(card.since)
            # What was taken over on the card's date; a card dated on the last day
            # has had its month's charge by then.
            caught_up = begun.written_off if begun else 0
            caught_up -= charge if card.since == period.last else 0
        if not charge and not caught_up:
            continue
        found.append(
            CardCharge(
                card.number,
                card.name,
                card.class_,
                standing.cost,
                card.life,
                charge,
                caught_up,
                standing.written_off,
                standing.net,
            )
        )
    return sorted(found, key=lambda c: (CLASSES.index(c.class_), c.number))


def _refuse(
    books: Books, period: Period, today: date, lives: dict[str, AssetLife]
) -> None:
    label = period.label
    if not books.entries:
        raise InputError("账簿里还没有分录", hint="请先记期初余额。")
    if period.first > today:
        raise InputError(f"{label}还没有到，不能计提", hint="请到月末再计提。")
    closed = [c.day for c in books.registers.closes if c.day >= period.last]
    if closed:
        raise InputError(
            f"{label}已经结账（结到 {max(closed)}），不能再计提",
            hint="差额在没有结账的月份计提，以前各月少提的会一次补上。",
        )
    first = books.entries[0].day
    if period.last <= first:
        raise InputError(
            f"账簿从 {first} 开始，{label}在这以前",
            hint="以前提的折旧在期初余额里。",
        )
    done = charging_entries(books, period)
    if done:
        raise _done(books, period, done, lives)
    taken_over = max(known_from(books).values(), default=first)
    if taken_over > period.last:
        raise InputError(
            f"有卡片到 {taken_over} 才从旧登记转来，算不出{label}的折旧",
            hint="从转来的那个月起计提；以前各月按旧登记记账。",
        )
    _refuse_gap(books, period, lives, taken_over)


def _done(
    books: Books, period: Period, done: list[Entry], lives: dict[str, AssetLife]
) -> InputError:
    should = written_off_on(lives.values(), period.last)
    held = contra_on(books, period.last)
    names = "、".join(entry.name for entry in done)
    off = [
        f"{class_ or '未分类'} 账上 {yuan_text(held.get(class_, 0))}，"
        f"卡片 {yuan_text(should.get(class_, 0))}，"
        f"差 {yuan_text(held.get(class_, 0) - should.get(class_, 0))}"
        for class_ in ("", *CLASSES)
        if held.get(class_, 0) != should.get(class_, 0)
    ]
    said = f"{period.label}已经计提（{names}）"
    if not off:
        return InputError(f"{said}，累计折旧、摊销与卡片一致，没有再写")
    return InputError(
        f"{said}，与卡片不一致：{'；'.join(off)}",
        file=done[-1].filename,
        line=done[-1].lineno,
        hint="分录错了的请更正；晚建的卡片由下一个月的计提一次补上。",
    )


def _refuse_gap(
    books: Books, period: Period, lives: dict[str, AssetLife], since: date
) -> None:
    """Stop where a month before had something to charge and was not booked."""
    charged = {
        month_number(row.entry.day)
        for row in books.of_code(*CONTRA)
        if not any(r.code[:3] in COST for r in row.entry.rows)
    }
    start = month_number(max(since, books.entries[0].day + timedelta(days=1)))
    for number in range(start, month_number(period.first)):
        year, month = divmod(number, 12)
        day = date(year, month + 1, 1)
        due = any(life.card.is_own and life.charge(day) for life in lives.values())
        if due and number not in charged:
            raise InputError(
                f"{year} 年 {month + 1} 月的折旧还没有计提，不能先提{period.label}",
                hint=f"请先计提 {day:%Y-%m}，逐月往后。",
            )
