"""A proposed opening entry（期初建账） for assets on a list but in no lot."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan
from union_ledger.desk.asset_compare import class_of
from union_ledger.desk.register_text import value_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from union_ledger.core.books import Books
    from union_ledger.importers.lists.asset_cards import Card

_CLASSES = {
    "房屋及构筑物": "01-房屋及构筑物",
    "专用设备": "02-专用设备",
    "通用设备": "03-通用设备",
    "文物和陈列品": "04-文物和陈列品",
    "图书档案": "05-图书档案",
    "家具用具装具及动植物": "06-家具用具装具及动植物",
}
_FUND = "Equity:301-资产基金:30104-固定资产"
_WIDTH = 50


def opening_entry(cards: Sequence[Card], day: date, books: Books) -> str:
    """Return the text of one entry that takes these cards in as lots.

    Each pair by itself: 162 with 301 for the cost, 301 with 163 for what is already
    depreciated. It is for a person to read, to correct and to put into the books.
    """
    names = _accounts(books)
    lines = [f'{day} * "期初固定资产 {len(cards)} 项"', f'  id: "ZC-{day}-期初"']
    worn: dict[str, int] = defaultdict(int)
    for card in cards:
        year = (card.acquired or day).year
        account = f"{names['162', card.class_]}:{year}"
        lines.append(f"  {account:<{_WIDTH}}  {_lot(card, day)}")
        worn[names["163", card.class_]] += card.depreciation or 0
    lines += [
        f"  {account:<{_WIDTH}}  {yuan(-fen)} CNY"
        for account, fen in sorted(worn.items())
        if fen
    ]
    rest = sum(worn.values()) - sum(card.cost for card in cards)
    lines.append(f"  {_FUND:<{_WIDTH}}  {yuan(rest)} CNY")
    return "\n".join(lines) + "\n"


def _lot(card: Card, day: date) -> str:
    each, left = divmod(card.cost, card.quantity)
    # Where the pieces do not cost whole fen, the cost of all of them is written.
    cost = f"{{{{{yuan(card.cost)} CNY" if left else f"{{{yuan(each)} CNY"
    label = value_text(card.number)
    close = "}}" if left else "}"
    return f"{card.quantity} PC {cost}, {card.acquired or day}, {label}{close}"


def _accounts(books: Books) -> dict[tuple[str, str], str]:
    """Return the account of each class, as the books spell it where they have it."""
    heads = {"162": "Assets:162-固定资产", "163": "Assets:163-累计折旧"}
    names = {
        (code, class_): f"{head}:{part}"
        for code, head in heads.items()
        for class_, part in _CLASSES.items()
    }
    for code in heads:
        for row in books.of_code(code):
            parts = row.account.split(":")[:3]
            class_ = class_of(row.account)
            if len(parts) == 3 and (code, class_) in names:
                names[code, class_] = ":".join(parts)
    return names
