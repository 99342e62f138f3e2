"""A proposed opening entry（期初建账） for assets on a list but in no lot."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan
from union_ledger.desk.asset_lots import class_account
from union_ledger.desk.asset_lots import lot_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from union_ledger.core.books import Books
    from union_ledger.importers.lists.asset_cards import Card

_FUND = "Equity:301-资产基金:30104-固定资产"
_WIDTH = 50


def opening_entry(cards: Sequence[Card], day: date, books: Books) -> str:
    """Return the text of one entry that takes these cards in as lots.

    Each pair by itself: 162 with 301 for the cost, 301 with 163 for what is already
    depreciated. It is for a person to read, to correct and to put into the books.
    """
    lines = [f'{day} * "期初固定资产 {len(cards)} 项"', f'  id: "ZC-{day}-期初"']
    worn: dict[str, int] = defaultdict(int)
    for card in cards:
        since = card.acquired or day
        account = f"{class_account(books, '162', card.class_)}:{since.year}"
        lot = lot_text(card.number, card.quantity, card.cost, since)
        lines.append(f"  {account:<{_WIDTH}}  {lot}")
        worn[class_account(books, "163", card.class_)] += card.depreciation or 0
    lines += [
        f"  {account:<{_WIDTH}}  {yuan(-fen)} CNY"
        for account, fen in sorted(worn.items())
        if fen
    ]
    rest = sum(worn.values()) - sum(card.cost for card in cards)
    lines.append(f"  {_FUND:<{_WIDTH}}  {yuan(rest)} CNY")
    return "\n".join(lines) + "\n"
