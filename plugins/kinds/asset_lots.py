"""Card, lot and account agree（卡片、批次、账三相符）, each day, each thing by itself.

《工会会计制度》 162, 171: what the union owns stands in the accounts at its cost,
under its class; what 行政 provides or what is rented is kept for reference only.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Any

from union_ledger.core.asset_accounts import COST
from union_ledger.core.asset_accounts import class_of
from union_ledger.core.asset_accounts import cost_code
from union_ledger.core.asset_records import INTANGIBLE
from union_ledger.core.asset_records import AssetDispose
from union_ledger.core.asset_records import AssetRaise
from union_ledger.core.books import Row
from union_ledger.core.money import yuan_text
from union_ledger.plugins.asset_findings import FIELDS
from union_ledger.plugins.asset_findings import about
from union_ledger.plugins.kinds.options import NoOptions as Options

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from union_ledger.core.asset_life import AssetLife
    from union_ledger.core.asset_life import Standing
    from union_ledger.core.books import Books
    from union_ledger.core.findings import Finding
    from union_ledger.core.record import Record
    from union_ledger.plugins.check import Check

__all__ = ["FIELDS", "PARAMETERS", "Options", "check"]

PARAMETERS = ("days",)
_ALL = "固定资产"


@dataclass(slots=True)
class _Lot:
    """What the accounts hold of one number, day after day; fen and pieces."""

    rows: list[Row] = field(default_factory=list)

    def on(self, day: date) -> tuple[int, int]:
        held = [row for row in self.rows if row.entry.day <= day]
        return sum(row.amount for row in held), sum(row.quantity for row in held)


def check(check: Check, _options: Options) -> Iterator[Finding]:
    """Yield a finding for each thing whose card and lot begin to differ.

    It is told on the day it begins; card and lot may wait ``days`` for each other.
    Amounts in 162 and 171 that name no thing are held, class by class, to the cards
    that no lot has.
    """
    books = check.books
    if not books.entries or not books.registers.assets:
        return
    lots, loose = _held(books)
    unlotted: dict[str, list[AssetLife]] = defaultdict(list)
    for number, life in books.lives.items():
        held = lots.pop(number, None)
        if held is not None:
            yield from _pair(check, life, held)
        elif life.card.is_own:
            unlotted[life.card.class_].append(life)
    for number, lot in sorted(lots.items()):
        yield from _no_card(check, number, lot)
    if "" in loose:
        # An account names no class: only all together can be compared.
        _together(unlotted)
        _together(loose)
    for class_ in sorted({*unlotted, *loose}):
        yield from _loose(check, class_, unlotted[class_], loose[class_])


def _held(books: Books) -> tuple[dict[str, _Lot], dict[str, list[Row]]]:
    """Return the rows of each lot by number, and those of none by class."""
    lots: dict[str, _Lot] = defaultdict(_Lot)
    loose: dict[str, list[Row]] = defaultdict(list)
    for row in books.of_code(*COST):
        if row.lot:
            lots[row.lot].rows.append(row)
        else:
            loose[class_of(row.account)].append(row)
    for lot in lots.values():
        lot.rows.sort(key=lambda row: row.entry.day)
    return lots, loose


def _together(by_class: dict[str, list[Any]]) -> None:
    """Put all that is no 无形资产 under one name."""
    for class_ in [name for name in by_class if name not in {INTANGIBLE, _ALL}]:
        by_class[_ALL] += by_class.pop(class_)
    for items in by_class.values():
        if items and isinstance(items[0], Row):
            items.sort(key=lambda row: row.entry.position)


def _pair(check: Check, life: AssetLife, lot: _Lot) -> Iterator[Finding]:
    """Compare card and lot on every day on which one of them changed."""
    first = check.books.entries[0].day
    card = life.card
    if not card.is_own:
        problem = f"卡片写明是{card.owner}的，只登记备查，账上却记了原值"
        row = lot.rows[0]
        yield from about(
            check, card, row, kind="备查", problem=problem, amount=row.amount
        )
        return
    for row in lot.rows:
        right = class_of(row.account) == card.class_
        if row.quantity > 0 and not (right and row.code[:3] == cost_code(card.class_)):
            problem = f"卡片是{card.class_}，账上记在 {row.account}"
            yield from about(
                check, card, row, kind="类别", problem=problem, amount=row.amount
            )
            break
    begun = max(card.since, first)
    days = {begun, *(row.entry.day for row in lot.rows if row.entry.day > begun)}
    changes: dict[date, Record] = {}
    for line in life.lines:
        if isinstance(line, AssetDispose | AssetRaise) and line.since >= begun:
            days.add(line.since)
            changes[line.since] = line
    limit = check.value("days", check.books.entries[-1].day)
    since = lot.rows[0].entry.day
    waits = limit and limit.value and (since - begun).days <= limit.value
    was = ""
    for day in sorted(days):
        now = life.on(day)
        if now is None or (waits and day < since):
            continue
        kind, problem, amount = _difference(now, *lot.on(day))
        if kind and kind != was:
            moved = [row for row in lot.rows if row.entry.day == day]
            place = changes.get(day) or (moved[-1] if moved else card)
            said = f"{day} {problem}"
            yield from about(
                check,
                card,
                place,
                kind=kind,
                problem=said,
                dated=day,
                amount=amount,
                unit=now.unit,
                evidence=(said,),
            )
        was = kind


def _difference(now: Standing, cost: int, pieces: int) -> tuple[str, str, int]:
    """Return what kind of difference there is, in words, and how much, in fen."""
    if not now.is_held:
        if pieces or cost:
            return "已处置", f"卡片已处置，账上还有 {yuan_text(cost)} 元", abs(cost)
        return "", "", 0
    if not pieces:
        return "账上没有", f"卡片在册 {yuan_text(now.cost)} 元，账上没有", now.cost
    if pieces != now.quantity:
        off = abs(cost - now.cost)
        return "数量", f"卡片 {now.quantity} 件，账上 {pieces} 件", off
    if cost != now.cost:
        said = f"卡片原值 {yuan_text(now.cost)} 元，账上 {yuan_text(cost)} 元"
        return "原值", said, abs(cost - now.cost)
    return "", "", 0


def _no_card(check: Check, number: str, lot: _Lot) -> Iterator[Finding]:
    last = check.books.entries[-1].day
    row = lot.rows[0]
    limit = check.value("days", last)
    if limit is None or limit.value is None or not check.applies(row.entry):
        return
    waited = (last - row.entry.day).days
    if waited <= limit.value:
        return
    yield check.finding(
        row,
        subject=number,
        amount=row.amount,
        values=(limit,),
        evidence=(
            f"{row.entry.day} {row.entry.name} {row.account}",
            f"到账簿最后一天 {last} 已 {waited} 天，登记册没有 {number} 的卡片",
        ),
        number=number,
        name=row.entry.narration,
        problem=f"入账 {waited} 天还没有卡片",
        on=str(row.entry.day),
    )


def _loose(
    check: Check, class_: str, lives: list[AssetLife], rows: list[Row]
) -> Iterator[Finding]:
    """Hold what names no thing to the cards that no lot has, of one class.

    Where the accounts name no thing at all only the sums can be compared, and that
    on the books' last day.
    """
    first, last = check.books.entries[0].day, check.books.entries[-1].day
    limit = check.value("days", last)
    if limit is None or limit.value is None:
        return
    if not rows:
        for life in lives:
            begun = max(life.card.since, first)
            now = life.on(begun)
            if now is None or not now.is_held or (last - begun).days <= limit.value:
                continue
            problem = f"卡片在册 {yuan_text(now.cost)} 元，账上没有"
            yield from about(
                check,
                life.card,
                life.card,
                kind="账上没有",
                problem=problem,
                dated=begun,
                amount=now.cost,
                values=(limit,),
            )
        return
    entry = rows[-1].entry
    held = sum(row.amount for row in rows)
    cards = sum(s.cost for life in lives if (s := life.on(last)) is not None)
    waited = (last - entry.day).days
    if held == cards or waited <= limit.value or not check.applies(entry):
        return
    problem = (
        f"没有写资产编号的原值 {yuan_text(held)} 元，"
        f"没有批次的卡片合计 {yuan_text(cards)} 元"
    )
    yield check.finding(
        entry,
        subject=class_,
        amount=abs(held - cards),
        evidence=(f"{last} {class_ or '未分类'}{problem}",),
        number=class_ or "未分类",
        name="",
        problem=problem,
        on=str(last),
    )
