"""Cards taken over from an older register（转来的卡片）, later than the books begin.

What such a thing was written off before its card was dated, the register does not say
month by month: until then its class cannot be reckoned again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.asset_accounts import COST

if TYPE_CHECKING:
    from datetime import date

    from union_ledger.core.asset_records import Asset
    from union_ledger.core.books import Books


def known_from(books: Books) -> dict[str, date]:
    """Return by class the day its last card was taken over; most have none.

    A card is taken over where its thing was in the books before, or in none of their
    lots, and it says what was written off or was acquired before the books began.
    """
    found: dict[str, date] = {}
    if not books.entries:
        return found
    first = books.entries[0].day
    cards = [card for card in books.registers.assets.values() if _is_old(card, first)]
    if not cards:
        return found
    lots: dict[str, date] = {}
    for row in books.of_code(*COST):
        if row.lot:
            lots.setdefault(row.lot, row.entry.day)
    for card in cards:
        if lots.get(card.number, first) < card.since:
            since = found.get(card.class_, card.since)
            found[card.class_] = max(since, card.since)
    return found


def _is_old(card: Asset, first: date) -> bool:
    said = card.depreciated is not None or card.acquired_on < first
    return card.is_own and card.since > first and said
