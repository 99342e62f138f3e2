"""The same thing bought much dearer（价格偏离）, by the asset cards.

The cards are the only place of the books that says name, 国标分类, model and quantity
together. A card's unit price is held against the median of the other cards of the same
thing, bought not long before or after.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction
from heapq import merge
from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import KindOptions
from union_ledger.plugins.sums import percent_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from union_ledger.core.asset_records import Asset
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check
    from union_ledger.rules.loader import Value

PARAMETERS = ("times",)
FIELDS = ("number", "name", "price", "median", "share", "count")
_GIVEN = {"捐赠", "调入", "盘盈", "建造", "行政提供", "租入"}


class Options(KindOptions):
    """At least ``comparable`` other cards of a thing, bought within ``years``."""

    comparable: int = Field(default=3, ge=2)
    years: int = Field(default=3, ge=1)


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding at each card whose unit price is above so many times the median.

    Things given to the union have no price; another model is another thing.
    """
    same: dict[tuple[str, str, str], list[Asset]] = defaultdict(list)
    for card in check.books.registers.assets.values():
        if card.owner == "工会" and card.method not in _GIVEN and card.cost:
            same[card.gb, card.name, card.model.upper()].append(card)
    for _, cards in sorted(same.items()):
        if len(cards) > options.comparable:
            yield from _dear(check, options, cards)


def _dear(check: Check, options: Options, cards: list[Asset]) -> Iterator[Finding]:
    """Yield a finding for each of some cards of one thing that is dear."""
    by_year: dict[int, list[Asset]] = defaultdict(list)
    for card in sorted(cards, key=lambda each: (_price(each), each.number)):
        by_year[_bought(card).year].append(card)
    for year, bought in sorted(by_year.items()):
        near = [other for other in by_year if abs(other - year) <= options.years]
        same = list(merge(*(by_year[other] for other in near), key=_price))
        if len(same) <= options.comparable:
            continue
        # The lower median of the others: a dear card stands behind it.
        middle = same[(len(same) - 2) // 2]
        for card in bought:
            day = _bought(card)
            times = check.value("times", day)
            if times is None or times.value is None:
                continue
            if _price(card) <= _price(middle) * times.value or card is middle:
                continue
            if check.loaded.rule.in_force(day):
                yield _finding(check, card, same, middle, times)


def _finding(
    check: Check, card: Asset, same: list[Asset], middle: Asset, times: Value
) -> Finding:
    price, usual = _price(card), _price(middle)
    share = percent_text(Fraction(price, usual))
    dearest = same[-2] if same[-1] is card else same[-1]
    shown = {"最低": same[0], "中位": middle, "最高": dearest}
    return check.finding(
        card,
        called=card.number,
        unit=card.unit,
        amount=(price - usual) * card.quantity,
        values=(times,),
        evidence=(
            *(
                f"其他各件{name} {other.number}（{_bought(other)}）"
                f"单价 {yuan_text(_price(other))} 元"
                for name, other in shown.items()
            ),
            f"{yuan_text(price)} ÷ {yuan_text(usual)} = {share}",
        ),
        number=card.number,
        name=card.name,
        price=yuan_text(price),
        median=yuan_text(usual),
        share=share,
        count=str(len(same) - 1),
    )


def _bought(card: Asset) -> date:
    return card.acquired or card.since


def _price(card: Asset) -> int:
    """Return the unit price in whole fen."""
    return card.cost // card.quantity
