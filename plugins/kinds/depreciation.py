"""Every month writes off what the cards say（折旧、摊销逐月重算）.

《工会会计制度》: straight line, no residual, from the month of addition on. At each
month's end 163 and 172 hold, class by class, what all own cards together have
written off.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from union_ledger.core.asset_accounts import CONTRA
from union_ledger.core.asset_accounts import COST
from union_ledger.core.asset_accounts import class_of
from union_ledger.core.asset_accounts import contra_code
from union_ledger.core.asset_accounts import written_off_on
from union_ledger.core.asset_records import INTANGIBLE
from union_ledger.core.depreciation import month_number
from union_ledger.core.money import yuan_text
from union_ledger.core.taken_over import known_from
from union_ledger.plugins.due_periods import periods_over
from union_ledger.plugins.kinds.options import NoOptions as Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.asset_life import AssetLife
    from union_ledger.core.asset_records import Asset
    from union_ledger.core.books import Books
    from union_ledger.core.books import Entry
    from union_ledger.core.findings import Finding
    from union_ledger.core.period import Period
    from union_ledger.plugins.check import Check

__all__ = ["FIELDS", "PARAMETERS", "Options", "check"]

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("month", "sort", "account", "problem")
_SHOWN = 15


@dataclass(slots=True)
class _Booked:
    """What a month's entries put into 163 or 172 of one class, in fen.

    ``charged`` is what entries without a cost account charge, ``moved`` what the
    others take out（处置） or bring in; credit is positive.
    """

    charged: int = 0
    moved: int = 0
    charging: Entry | None = None
    moving: Entry | None = None


@dataclass(slots=True)
class _Due:
    """What the cards of one class say of a month, in fen."""

    charged: int = 0
    moved: int = 0
    cards: list[tuple[int, Asset]] = field(default_factory=list)


class _Classes:
    """By class, or all of 163 together where an account of it names none."""

    def __init__(self, books: Books) -> None:
        rows = books.of_code("163")
        self._whole = any(not class_of(row.account) for row in rows)

    def of(self, class_: str) -> str:
        return "固定资产" if self._whole and class_ != INTANGIBLE else class_


def check(check: Check, _options: Options) -> Iterator[Finding]:
    """Yield a finding for each class and month that makes a difference or adds to it.

    A difference is told when it appears or grows, not while it stays, nor when it is
    caught up. Only months that are over are looked at; the opening comes first.
    Before its cards are taken over from an older register a class is not asked.
    """
    books = check.books
    own = [life for life in books.lives.values() if life.card.is_own]
    if not own or not books.entries:
        return
    classes = _Classes(books)
    first = books.entries[0].day
    opened, months = _booked(books, classes)
    off: dict[str, int] = defaultdict(int, opened)
    for class_, fen in written_off_on(own, first).items():
        off[classes.of(class_)] -= fen
    asked = {classes.of(name): day for name, day in known_from(books).items()}
    for class_ in sorted(name for name, fen in off.items() if fen):
        if class_ not in asked:
            yield from _opening(check, class_, off[class_], opened[class_])
    for period, class_, due, done in _months(books, own, months, classes):
        before = off[class_]
        charged, moved = done.charged - due.charged, done.moved - due.moved
        now = off[class_] = before + charged + moved
        since = asked.get(class_, first)
        if period.last < since:
            continue
        if period.holds(since) and class_ in asked:
            if now:
                yield from _taken_over(check, period, class_, due, done, now)
        elif now and (abs(now) > abs(before) or (now > 0) != (before > 0)):
            yield from _month(check, period, class_, due, done)


def _months(
    books: Books,
    own: list[AssetLife],
    months: dict[int, dict[str, _Booked]],
    classes: _Classes,
) -> Iterator[tuple[Period, str, _Due, _Booked]]:
    """Yield what each class was due and was booked in each month that is over."""
    first, last = books.entries[0].day, books.entries[-1].day
    written = [life.on(first) for life in own]
    before = [standing.written_off if standing else 0 for standing in written]
    for period in periods_over(books, "月"):
        if period.last <= first:
            continue
        done = months.get(month_number(period.last), {})
        if period.last == last and not _is_done(books, period, done):
            continue
        due = _due(own, before, period, classes)
        for class_ in sorted({*due, *done}):
            theirs = done.get(class_, _Booked())
            yield period, class_, due.get(class_, _Due()), theirs


def _booked(
    books: Books, classes: _Classes
) -> tuple[dict[str, int], dict[int, dict[str, _Booked]]]:
    """Return the opening by class, and what was booked by month and class."""
    opened: dict[str, int] = defaultdict(int)
    months: dict[int, dict[str, _Booked]] = defaultdict(lambda: defaultdict(_Booked))
    first = books.entries[0].day
    for row in books.of_code(*CONTRA):
        entry = row.entry
        class_ = classes.of(class_of(row.account))
        if entry.day == first:
            opened[class_] -= row.amount
            continue
        done = months[month_number(entry.day)][class_]
        if any(other.code[:3] in COST for other in entry.rows):
            done.moved -= row.amount
            done.moving = entry
        else:
            done.charged -= row.amount
            done.charging = entry
    return opened, months


def _is_done(books: Books, period: Period, done: dict[str, _Booked]) -> bool:
    """Tell whether the month that ends on the books' last day is finished."""
    return (
        any(each.charging for each in done.values())
        or any(close.day >= period.last for close in books.registers.closes)
        or any(entry.day == period.last for entry in books.closing_entries)
    )


def _due(
    own: list[AssetLife], before: list[int], period: Period, classes: _Classes
) -> dict[str, _Due]:
    """Return what a month writes off by class; ``before`` is moved on by it."""
    found: dict[str, _Due] = defaultdict(_Due)
    for number, life in enumerate(own):
        standing = life.on(period.last)
        if standing is None:
            continue
        card = life.card
        change = standing.written_off - before[number]
        before[number] = standing.written_off
        moved = -sum(
            out.written_off for out in life.taken_out if period.holds(out.line.since)
        )
        if card.depreciated and period.holds(card.since):
            moved += card.depreciated
        if change or moved:
            due = found[classes.of(card.class_)]
            due.charged += change - moved
            due.moved += moved
            due.cards.append((change - moved, card))
    return found


def _opening(check: Check, class_: str, off: int, held: int) -> Iterator[Finding]:
    books = check.books
    first = books.entries[0].day
    rows = (row.entry for row in books.of_code(*CONTRA) if row.entry.day == first)
    entry = next(rows, books.entries[0])
    if not check.applies(entry):
        return
    code = contra_code(class_)
    yield check.finding(
        entry,
        subject=f"期初 {class_}",
        amount=abs(off),
        evidence=(
            f"{first} 账上 {code} {class_} {yuan_text(held)} 元",
            f"各卡片到这一天累计应提 {yuan_text(held - off)} 元",
        ),
        month="期初",
        sort=class_,
        account=code,
        problem=f"账上 {yuan_text(held)} 元，按卡片应为 {yuan_text(held - off)} 元",
    )


def _month(
    check: Check, period: Period, class_: str, due: _Due, done: _Booked
) -> Iterator[Finding]:
    number = bisect_right(check.books.entries, period.last, key=lambda e: e.day)
    last = check.books.entries[max(number - 1, 0)]
    wrongly_moved = done.moved - due.moved
    if wrongly_moved:
        entry = done.moving or last
        problem = (
            f"处置、调入的折旧账上 {yuan_text(done.moved)} 元，"
            f"按卡片应为 {yuan_text(due.moved)} 元"
        )
        amount = wrongly_moved
    else:
        entry = done.charging or last
        amount = done.charged - due.charged
        said = f"按卡片应提 {yuan_text(due.charged)} 元"
        problem = (
            f"账上提了 {yuan_text(done.charged)} 元，{said}"
            if done.charging
            else f"没有计提，{said}"
        )
    if not check.applies(entry):
        return
    yield check.finding(
        entry,
        subject=f"{period.first:%Y-%m} {class_}",
        amount=abs(amount),
        dated=period.last,
        unit="",
        evidence=(problem, *_cards(due, amount)),
        month=f"{period.first:%Y-%m}",
        sort=class_,
        account=contra_code(class_),
        problem=problem,
    )


def _taken_over(  # noqa: PLR0913, PLR0917 - what is said of a month
    check: Check, period: Period, class_: str, due: _Due, done: _Booked, off: int
) -> Iterator[Finding]:
    """Tell what 163 differs by once the cards are there, altogether."""
    number = bisect_right(check.books.entries, period.last, key=lambda e: e.day)
    entry = done.charging or check.books.entries[max(number - 1, 0)]
    if not check.applies(entry):
        return
    more = "多" if off > 0 else "少"
    problem = f"卡片转入以后，账上累计比各卡片应提的{more} {yuan_text(abs(off))} 元"
    yield check.finding(
        entry,
        subject=f"{period.first:%Y-%m} {class_}",
        amount=abs(off),
        dated=period.last,
        unit="",
        evidence=(problem, *_cards(due, off)),
        month=f"{period.first:%Y-%m}",
        sort=class_,
        account=contra_code(class_),
        problem=problem,
    )


def _cards(due: _Due, off: int) -> Iterator[str]:
    """Say what each card is charged, that which explains the difference first."""
    like = [(fen, card) for fen, card in due.cards if fen == abs(off)]
    if len(like) == 1:
        yield f"差额正好是 {like[0][1].number} 本月应提的数"
    cards = sorted(due.cards, key=lambda each: (-each[0], each[1].number))
    for fen, card in cards[:_SHOWN]:
        life = f"{card.life} 个月" if card.life else "不提"
        yield (
            f"{card.number} {card.name}，原值 {yuan_text(card.cost)} 元，"
            f"{life}，本月应提 {yuan_text(fen)} 元"
        )
    if len(cards) > _SHOWN:
        rest = sum(fen for fen, _ in cards[_SHOWN:])
        yield f"另外 {len(cards) - _SHOWN} 张卡片应提 {yuan_text(rest)} 元"
