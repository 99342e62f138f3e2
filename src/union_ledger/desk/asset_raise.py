"""Money that raises a card's cost（后续支出、大型修缮）.

The lot goes out and comes in again, with its old date and the new cost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.asset_accounts import cost_code
from union_ledger.core.errors import InputError
from union_ledger.desk.asset_buy import paid_legs
from union_ledger.desk.asset_draft import Draft
from union_ledger.desk.asset_draft import Leg
from union_ledger.desk.asset_lots import fund_account
from union_ledger.desk.asset_lots import lot_text
from union_ledger.desk.asset_money import REPAIRS
from union_ledger.desk.asset_money import capital_account
from union_ledger.desk.register_text import Money

if TYPE_CHECKING:
    from union_ledger.desk.asset_buy import Payment
    from union_ledger.desk.asset_desk import AssetDesk

_MAY_BE_RAISED = ("在用", "闲置", "维修")


def raise_cost(  # noqa: PLR0913, PLR0917 - what is said of it
    desk: AssetDesk,
    number: str,
    amount: int,
    remaining: int | None,
    payment: Payment,
    note: str = "",
) -> Draft:
    """Add an amount in fen to a card's cost.

    ``remaining`` is how many months it can be used from this month on, where the work
    prolongs its life.

    Raises:
        InputError: The thing is not there, not the union's, or the books hold it
            otherwise.
    """
    draft = Draft(desk.day)
    held = desk.held_in(number, _MAY_BE_RAISED, "增加原值")
    card = held.card
    if not card.is_own:
        raise InputError(
            f"资产 {number} 是{card.owner}的，不增加原值",
            file=card.filename,
            line=card.lineno,
            hint="为它花的钱按用途列支，只在备查簿上加备注。",
        )
    desk.must_be_open(payment.unit)
    desk.must_have(payment.fund)
    lot = desk.lot(held)
    new = lot_text(number, lot.quantity, lot.cost + amount, lot.acquired)
    spent = capital_account(desk.books, card.class_, payment.account or REPAIRS)
    entry_id = f"ZC-{number}-增值-{desk.day:%Y%m%d}"
    legs = [
        Leg(spent, amount),
        *paid_legs(desk.books, payment, amount),
        Leg(lot.account, lot.taken_out(lot.quantity)),
        Leg(lot.account, new),
        Leg(fund_account(desk.books, cost_code(card.class_)), -amount),
    ]
    said = {"id": entry_id, "asset": number, **payment.said()}
    narration = f"{card.name} {number} 后续支出，增加原值"
    draft.entry(desk.books, narration, legs, said, payment.supplier)
    line = {"remaining": remaining, "voucher": entry_id, "note": note}
    draft.line("asset-raise", [number, Money(amount)], line)
    if card.life and remaining is None:
        draft.notes.append(
            "没有写 --remaining，按原来剩下的月数计提；修缮延长了寿命的请写明"
        )
    return draft
