"""Things that come in without a purchase（捐赠、调入、盘盈、行政提供、租入）.

What is given goes to 资产基金 at once; what a stocktaking finds waits in 182 until it
is approved; what 行政 provides or is rented has a card and stands in no account.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from union_ledger.core.asset_records import UNION
from union_ledger.desk.asset_buy import named
from union_ledger.desk.asset_card import fund_leg
from union_ledger.desk.asset_card import lot_leg
from union_ledger.desk.asset_card import numbered
from union_ledger.desk.asset_draft import Draft
from union_ledger.desk.asset_draft import Leg
from union_ledger.desk.asset_money import bank_account
from union_ledger.desk.asset_money import usual_account

if TYPE_CHECKING:
    from union_ledger.desk.asset_buy import Payment
    from union_ledger.desk.asset_card import NewCard
    from union_ledger.desk.asset_desk import AssetDesk

# How it came, and whose it then is.
OWNERS = {
    "捐赠": UNION,
    "调入": UNION,
    "盘盈": UNION,
    "行政提供": "行政",
    "租入": "租入",
}
_FOUND = "盘盈"


def receive(
    desk: AssetDesk, card: NewCard, cards: int, payment: Payment, fees: int = 0
) -> Draft:
    """Take things in; ``card.method`` says how they came.

    Args:
        desk: The books on the day.
        card: What came; ``cost`` is that of all.
        cards: On how many cards it is put.
        payment: Who gave it, the papers, and whose money the fees are.
        fees: What the union paid to get it, in fen.

    Raises:
        InputError: The step is not legal.
    """
    draft = Draft(desk.day)
    owner = OWNERS[card.method]
    new = numbered(desk, replace(card, owner=owner), cards, draft)
    # What waits in 182 is settled card by card, and has an entry of its own each.
    together = [[each] for each in new] if card.method == _FOUND else [new]
    if owner == UNION:
        for some in together:
            _entry(desk, some, payment, fees, draft)
    else:
        draft.notes.append(f"{card.method}的只登记备查，不记 162，不计提折旧")
    for each in new:
        entry_id = _id(each if card.method == _FOUND else new[0])
        voucher = each.voucher or (entry_id if owner == UNION else "")
        made = replace(each, voucher=voucher)
        draft.line("asset", [made.number, made.name], made.said())
    if card.nominal:
        draft.notes.append("按名义金额 1 元入账，不计提折旧，附注中说明")
    if card.method == _FOUND:
        draft.notes.append("在 182 待处理；批准以后用 asset write-off 转入资产基金")
    return draft


def _id(card: NewCard) -> str:
    return f"ZC-{card.number}-{card.method}"


def _entry(
    desk: AssetDesk, cards: list[NewCard], payment: Payment, fees: int, draft: Draft
) -> None:
    """Write the entry that takes some cards in."""
    first = cards[0]
    cost = sum(card.cost for card in cards)
    against = (
        Leg(usual_account(desk.books, "182"), -cost)
        if first.method == _FOUND
        else fund_leg(desk, replace(first, cost=cost))
    )
    legs = [*(lot_leg(desk, card) for card in cards), against]
    if fees:
        desk.must_be_open(payment.unit)
        desk.must_have(payment.fund)
        legs += [
            Leg(usual_account(desk.books, "510"), fees),
            Leg(bank_account(desk.books, payment.bank), -fees),
        ]
    said = {"id": _id(first), "asset": " ".join(card.number for card in cards)}
    narration = f"{first.method}{first.name} {named(cards)}"
    whose = payment.said() if fees else dict(payment.papers)
    draft.entry(desk.books, narration, legs, said | whose, payment.supplier)
