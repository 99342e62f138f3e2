"""The opening entry（期初建账） of cards that stand in no lot yet.

A register that is taken over has cards with what was written off before. One entry
brings them into the accounts, each pair by itself: 162 with 301 for the cost, 301
with 163 for what is written off already; intangible things likewise in 171 and 172.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from union_ledger.core.asset_accounts import COST
from union_ledger.core.asset_accounts import cost_code
from union_ledger.core.asset_records import UNION
from union_ledger.core.errors import InputError
from union_ledger.core.money import yuan_text
from union_ledger.desk.asset_draft import Draft
from union_ledger.desk.asset_draft import Leg
from union_ledger.desk.asset_lots import class_account
from union_ledger.desk.asset_lots import fund_account
from union_ledger.desk.asset_lots import lot_text

if TYPE_CHECKING:
    from union_ledger.core.asset_life import Standing
    from union_ledger.core.asset_records import Asset
    from union_ledger.desk.asset_desk import AssetDesk

_WORN = {"162": "163", "171": "172"}


def opening(desk: AssetDesk) -> Draft:
    """Bring every card of the union's own that is held on the day into a lot.

    What is written off is that of the end of the day, as the cards have it.

    Raises:
        InputError: Every card has its lot.
    """
    cards = _without_lot(desk)
    if not cards:
        raise InputError(
            f"{desk.day} 的卡片在账上都有批次，没有期初要建",
            hint="请核对 --date；资产清单还没有导入的，先用 union-ledger import 导入。",
        )
    legs: list[Leg] = []
    worn: dict[str, int] = defaultdict(int)
    fund: dict[str, int] = defaultdict(int)
    for card, now in cards:
        code = cost_code(card.class_)
        since = card.acquired or card.since
        account = f"{class_account(desk.books, code, card.class_)}:{since.year}"
        legs.append(Leg(account, lot_text(card.number, now.quantity, now.cost, since)))
        worn[class_account(desk.books, _WORN[code], card.class_)] += now.written_off
        fund[fund_account(desk.books, code)] += now.net
    legs.sort(key=lambda leg: leg.account)
    legs += [Leg(account, -fen) for account, fen in sorted(worn.items())]
    legs += [Leg(account, -fen) for account, fen in sorted(fund.items())]
    draft = Draft(desk.day)
    title = f"期初固定资产 {len(cards)} 张卡片"
    draft.entry(desk.books, title, legs, {"id": f"ZC-{desk.day}-期初"})
    cost = sum(now.cost for _, now in cards)
    written = sum(now.written_off for _, now in cards)
    draft.notes.append(
        f"{len(cards)} 张卡片，原值 {yuan_text(cost)} 元，"
        f"累计折旧 {yuan_text(written)} 元，净值 {yuan_text(cost - written)} 元"
    )
    draft.notes.append("以后每月用 asset depreciate 计提；这一天以前的不再补提")
    return draft


def _without_lot(desk: AssetDesk) -> list[tuple[Asset, Standing]]:
    booked = {row.lot for row in desk.books.of_code(*COST) if row.lot}
    found = []
    for number, life in sorted(desk.lives.items()):
        now = life.on(desk.day)
        if (
            life.card.owner == UNION
            and number not in booked
            and now is not None
            and now.is_held
        ):
            found.append((life.card, now))
    return found
