"""A card says what its class is written off over（折旧年限）, and is worth a card.

《工会会计制度》: 文物和陈列品, 图书档案, animals and plants are not written off, and
nothing of a nominal yuan; all others are, over no less than the statutory life.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Literal

from pydantic import Field

from union_ledger.core.asset_records import AssetClass
from union_ledger.core.asset_records import AssetRaise
from union_ledger.core.money import yuan_text
from union_ledger.core.usual_lives import usual_life
from union_ledger.plugins.asset_findings import FIELDS
from union_ledger.plugins.asset_findings import about
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.asset_life import AssetLife
    from union_ledger.core.asset_records import Asset
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

__all__ = ["FIELDS", "PARAMETERS", "Options", "check"]

PARAMETERS: tuple[str, ...] = ()
_NOMINAL = 100


class Price(KindOptions):
    """From which price of a piece on, a parameter, a class is 固定资产."""

    classes: tuple[AssetClass, ...] = Field(min_length=1)
    above: str


class Options(KindOptions):
    """``what`` is asked: whether there is a 年限, whether it is 够长, or 单价.

    ``exempt`` are words of names that are not written off whatever their class;
    ``bulk`` is the parameter with how many pieces are 大批同类.
    """

    what: Literal["年限", "最低年限", "单价"]
    exempt: tuple[str, ...] = ()
    prices: tuple[Price, ...] = ()
    bulk: str = ""

    @property
    def named(self) -> tuple[str, ...]:
        """Return the parameters the options speak of."""
        return (*(price.above for price in self.prices), *filter(None, (self.bulk,)))


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each own card whose terms are not those of its class."""
    for life in check.books.lives.values():
        card = life.card
        if not card.is_own or not life.on(card.since):
            continue
        if options.what == "年限":
            yield from _has_life(check, options, life)
        elif options.what == "最低年限":
            yield from _long_enough(check, card)
        else:
            yield from _price(check, options, card)


def _has_life(check: Check, options: Options, life: AssetLife) -> Iterator[Finding]:
    card = life.card
    nominal = card.cost <= _NOMINAL * card.quantity
    exempt = nominal or any(word in card.name for word in options.exempt)
    usual = usual_life(card.class_, card.name, card.gb)
    never = exempt or (usual is not None and not usual.years)
    if never and card.life:
        yield from about(
            check,
            card,
            card,
            kind="不应折旧",
            problem=f"{card.class_}不提折旧，却写了折旧月数 {card.life}",
        )
    elif not never and not card.life and card.state != "已处置":
        yield from about(
            check,
            card,
            card,
            kind="没有年限",
            problem=f"{card.class_}应当折旧或摊销，卡片没有写月数（life）",
        )
    yield from _raised(check, life)


def _raised(check: Check, life: AssetLife) -> Iterator[Finding]:
    """Find money added to what was written off already: nothing would charge it."""
    card = life.card
    for line in life.lines:
        if not isinstance(line, AssetRaise) or line.remaining or not card.life:
            continue
        now = life.on(line.since)
        last = life.on(check.books.entries[-1].day)
        if now is None or last is None or not last.is_held:
            continue
        if now.written_off == now.cost - line.amount and now.net == line.amount:
            added = yuan_text(line.amount)
            yield from about(
                check,
                card,
                line,
                kind=f"增值 {line.since}",
                amount=line.amount,
                problem=f"折旧提足后又增加原值 {added} 元，没有写还可用的月数"
                "（remaining），这笔不会再提折旧",
            )


def _long_enough(check: Check, card: Asset) -> Iterator[Finding]:
    usual = usual_life(card.class_, card.name, card.gb)
    if usual is None or not usual.years or not card.life or usual.fits(card.life):
        return
    yield from about(
        check,
        card,
        card,
        kind="年限",
        problem=f"折旧 {card.life} 个月，附录 2“{usual.kind}”应{usual.said}",
    )


def _price(check: Check, options: Options, card: Asset) -> Iterator[Finding]:
    if not check.loaded.rule.in_force(card.acquired_on):
        return
    bulk = check.value(options.bulk, card.acquired_on) if options.bulk else None
    for price in options.prices:
        if card.class_ not in price.classes:
            continue
        limit = check.fen_value(price.above, card.acquired_on)
        many = bulk and bulk.value is not None and card.quantity >= bulk.value
        if limit is None or many or card.cost <= _NOMINAL * card.quantity:
            continue
        if card.cost < limit[0] * card.quantity:
            each = yuan_text(card.cost // card.quantity)
            yield from about(
                check,
                card,
                card,
                kind="单价",
                problem=f"单价 {each} 元，不够固定资产标准 {yuan_text(limit[0])} 元，"
                f"只有 {card.quantity} 件",
                values=(limit[1], *((bulk,) if bulk else ())),
            )
