"""A list of fixed assets（固定资产清单）: one row a card."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan_text
from union_ledger.importers.amount import parse_money
from union_ledger.importers.dates import parse_moment
from union_ledger.importers.lists.asset_words import asset_words
from union_ledger.importers.lists.layout import AssetLayout
from union_ledger.importers.lists.period import day_of
from union_ledger.importers.lists.reading import Cells
from union_ledger.importers.lists.reading import Listing
from union_ledger.importers.lists.reading import ListRowError
from union_ledger.importers.lists.reading import lines_text
from union_ledger.importers.lists.reading import read_list
from union_ledger.importers.text import identifier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.core.tables import Table
    from union_ledger.importers.header import Header

_NUMBER = re.compile(r"^[A-Z0-9-]+$", re.ASCII)
_SERIAL = re.compile(r"^\d{5}(\.0+)?$", re.ASCII)
_MOST_MONTHS = 1200
_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Card:
    """One asset as the list has it; amounts in fen, its cost that of all pieces.

    ``guessed``: the class comes from the asset's own name. ``custodians`` is how many
    persons are named; of them only the number of one is kept.
    """

    line: int
    number: str
    name: str
    class_: str
    guessed: bool
    gb: str
    cost: int
    quantity: int
    depreciation: int | None
    net: int | None
    monthly: int | None
    acquired: date | None
    life: int | None
    unit: str
    place: str
    state: str
    funding: str
    owner: str
    custodian_number: str
    custodians: int
    shown: str


@dataclass(slots=True)
class AssetList:
    """A list of assets as read; ``day`` is what it is of, ``None`` if not said."""

    listing: Listing
    cards: list[Card]
    day: date | None
    why: list[str]
    notes: list[str] = field(default_factory=list)

    def total(self, name: str) -> int:
        """Return the sum of ``cost``, ``depreciation`` or ``net`` in fen."""
        return sum(getattr(card, name) or 0 for card in self.cards)


def read_assets(tables: Sequence[Table], header: Header) -> AssetList:
    """Read and prove a list of assets.

    Raises:
        InputError: See ``read_list``.
    """
    listing = read_list(tables, header)
    layout = listing.layout
    owner = layout.owner if isinstance(layout, AssetLayout) else "工会"
    seen: dict[str, int] = {}
    cards = listing.items(lambda row: _card(row, layout.dates, owner, seen))
    amounts = {
        role: {card.line: getattr(card, role) or 0 for card in cards}
        for role in AssetLayout.AMOUNTS
        if role in listing.roles
    }
    why = listing.problems(amounts) + _nets(cards)
    found = AssetList(
        listing, cards, day_of([*listing.heading, listing.file.stem]), why
    )
    found.notes = [*listing.notes, *_odd(listing, cards)]
    return found


def _card(row: Cells, dates: tuple[str, ...], owner: str, seen: dict[str, int]) -> Card:
    number = _number(row.text("number"))
    first = seen.setdefault(number, row.line)
    if first != row.line:
        raise ListRowError(f"资产编号 {number} 与第 {first} 行相同")
    if not row.text("name"):
        raise ListRowError("没有资产名称")
    class_, guessed = _class(row)
    cost, depreciation = row.fen("cost"), row.fen("depreciation")
    if cost is None or cost <= 0:
        raise ListRowError("没有原值，或原值不大于零；名义金额的请写 1 元")
    if depreciation is not None and not 0 <= depreciation <= cost:
        raise ListRowError(
            f"累计折旧 {yuan_text(depreciation)} 不在零和原值 {yuan_text(cost)} 之间"
        )
    custodian = row.text("custodian")
    return Card(
        row.line,
        number,
        row.text("name"),
        class_,
        guessed,
        identifier(row.text("class_code")),
        cost,
        _quantity(row.text("quantity")),
        depreciation,
        row.fen("net"),
        row.fen("monthly"),
        _day(row.text("acquired"), dates),
        _life(row),
        row.text("unit"),
        row.text("place"),
        _state(row.text("state")),
        row.text("funding"),
        "工会" if "工会" in row.text("funding") else owner,
        identifier(row.text("custodian_number")),
        len([part for part in custodian.split("+") if part.strip()]),
        row.shown,
    )


def _number(text: str) -> str:
    """Return the asset number; one of digits only gets the letters ZC before it.

    The registers' numbers begin with a letter.
    """
    if text.startswith("="):
        raise ListRowError(
            "资产编号是公式；请在 Excel 里复制整列，选择性粘贴为数值后再导入"
        )
    number = identifier(text).replace("_", "-").replace("/", "-")
    if not number:
        raise ListRowError("没有资产编号")
    if not _NUMBER.match(number):
        raise ListRowError(f"资产编号“{text[:20]}”只能有字母、数字和短横")
    return number if number[0].isalpha() else f"ZC{number}"


def _class(row: Cells) -> tuple[str, bool]:
    """Return the statutory class, and whether it was taken from the asset's name."""
    words = asset_words()
    said = [row.text(role) for role in ("class_name", "class_detail", "class_code")]
    for text in said:
        found = words.by_name(text) or words.by_code(text) if text else ""
        if found:
            return found, False
    if any(said):
        shown = " ".join(text for text in said if text)[:30]
        raise ListRowError(
            f"类别“{shown}”对不上六类固定资产；请加一列“资产类别”，写"
            + "、".join(each.class_ for each in words.classes)
        )
    found = words.by_item(row.text("name"))
    if not found:
        raise ListRowError(
            f"清单没有写类别，名称“{row.text('name')[:20]}”看不出是哪一类；"
            "请加一列“资产类别”"
        )
    return found, True


def _state(text: str) -> str:
    state = asset_words().state(text) if text else "在用"
    if not state:
        allowed = "、".join(asset_words().states)
        raise ListRowError(f"使用状况“{text[:20]}”不认识；请改写为 {allowed} 之一")
    return state


def _quantity(text: str) -> int:
    number = parse_money(text)
    if number is None:
        return 1
    if number != number.to_integral_value() or number < 1:
        raise ListRowError(f"数量“{text[:20]}”不是正整数")
    return int(number)


def _day(text: str, dates: tuple[str, ...]) -> date | None:
    if not text:
        return None
    if _SERIAL.match(text):
        # Days since 1899-12-30, as Excel counts them.
        from_serial = Decimal(text).to_integral_value()
        return _EPOCH + timedelta(days=int(from_serial))
    moment = parse_moment(text, dates)
    if moment is None:
        raise ListRowError(f"日期“{text[:20]}”认不出来；请写成 2024-05-06")
    return moment[0]


def _life(row: Cells) -> int | None:
    """Return the months of depreciation; ``36+24`` is what is done and what is left."""
    for role, months in (("used_months", 1), ("life", 1), ("life_years", 12)):
        text = row.text(role)
        if not text or (role == "used_months" and "+" not in text):
            continue
        parts = [parse_money(part) for part in text.split("+")]
        life = sum((part or Decimal(0) for part in parts), Decimal(0)) * months
        if life != life.to_integral_value() or not 0 <= life <= _MOST_MONTHS:
            raise ListRowError(f"使用年限“{text[:20]}”认不出来；请写整月数")
        return int(life) or None
    return None


def _nets(cards: list[Card]) -> list[str]:
    """Return the rows whose cost less depreciation is not their net value."""
    wrong = [
        f"第 {card.line} 行：原值 {yuan_text(card.cost)} 减累计折旧 "
        f"{yuan_text(card.depreciation)} 不等于净值 {yuan_text(card.net)}"
        for card in cards
        if card.depreciation is not None
        and card.net is not None
        and card.cost - card.depreciation != card.net
    ]
    return wrong[:5] + ([f"共 {len(wrong)} 行净值不符"] if len(wrong) > 5 else [])


def _odd(listing: Listing, cards: list[Card]) -> list[str]:
    notes = []
    guessed = sum(card.guessed for card in cards)
    if guessed:
        notes.append(
            f"{guessed} 件的类别按资产名称推定，请核对；清单里最好有“资产类别”列"
        )
    bulk = sum(card.quantity > 1 for card in cards)
    if bulk:
        notes.append(f"{bulk} 张卡片一卡多件，原值按全部件数的合计")
    uneven = [
        card.line
        for card in cards
        if card.monthly
        and card.life
        # A month's share is rounded to the fen, so that a life may be that much off.
        and abs(card.monthly * card.life - card.cost) > card.life
    ]
    if uneven:
        notes.append(
            f"月折旧额乘月数与原值不符：{len(uneven)} 行（{lines_text(uneven)}）"
        )
    if not listing.totals:
        notes.append("文件没有合计行，件数和金额只能逐行相加")
    return notes
