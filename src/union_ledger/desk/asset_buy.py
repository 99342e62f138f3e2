"""Buying（购置）: the four legs and the card, in one step.

507 with the money, 162 (or 171) with 资产基金: each pair by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.money import yuan_text
from union_ledger.desk.asset_card import NewCard
from union_ledger.desk.asset_card import fund_leg
from union_ledger.desk.asset_card import lot_leg
from union_ledger.desk.asset_card import numbered
from union_ledger.desk.asset_draft import Draft
from union_ledger.desk.asset_draft import Leg
from union_ledger.desk.asset_money import bank_account
from union_ledger.desk.asset_money import capital_account
from union_ledger.desk.asset_money import usual_account

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from union_ledger.core.books import Books
    from union_ledger.desk.asset_desk import AssetDesk

_ADVANCE = ("135",)


@dataclass(frozen=True, slots=True)
class Payment:
    """How something is paid for; amounts in fen.

    Attributes:
        fund: The fund that pays.
        unit: The unit whose money it is.
        supplier: Who is paid.
        project: The project, if it is one's.
        bank: A part of the bank account's name; empty where there is only one.
        account: The code below 507; empty for that of the class.
        retention: What is kept back until the warranty ends（质保金）.
        advance: The id of the advance（借款） that is settled with it.
        papers: Further keys of the entry: invoice, handler and the like.
    """

    fund: str
    unit: str
    supplier: str = ""
    project: str = ""
    bank: str = ""
    account: str = ""
    retention: int = 0
    advance: str = ""
    papers: Mapping[str, object] = field(default_factory=dict)

    def said(self) -> dict[str, object]:
        """Return the keys of the entry that say whose money it is."""
        whose = {"unit": self.unit, "fund": self.fund, "project": self.project}
        settled = {"reserve": self.advance} if self.advance else {}
        return {**whose, **settled, **self.papers}


def buy(desk: AssetDesk, card: NewCard, cards: int, payment: Payment) -> Draft:
    """Buy one thing or several of a kind.

    Args:
        desk: The books on the day it is paid.
        card: What is bought; ``cost`` is that of all.
        cards: On how many cards it is put.
        payment: How it is paid for.

    Raises:
        InputError: The step is not legal.
    """
    draft = Draft(desk.day)
    desk.must_be_open(payment.unit)
    desk.must_have(payment.fund)
    funding = card.funding or desk.registers.funds[payment.fund].name
    bought = replace(card, method="购置", funding=funding)
    new = numbered(desk, bought, cards, draft)
    entry_id = f"ZC-{new[0].number}-购置"
    spent = capital_account(desk.books, card.class_, payment.account)
    legs = [
        Leg(spent, card.cost),
        *paid_legs(desk.books, payment, card.cost),
        *(lot_leg(desk, each) for each in new),
        fund_leg(desk, card),
    ]
    said = {"id": entry_id, "asset": " ".join(c.number for c in new), **payment.said()}
    narration = f"购置{card.name} {named(new)}"
    draft.entry(desk.books, narration, legs, said, payment.supplier)
    for each in new:
        made = replace(each, voucher=each.voucher or entry_id)
        draft.line("asset", [made.number, made.name], made.said())
    return draft


def named(cards: Sequence[NewCard]) -> str:
    """Return the number of one card, first and last of several."""
    if len(cards) == 1:
        return cards[0].number
    return f"{cards[0].number} 至 {cards[-1].number} 共 {len(cards)} 张卡片"


def paid_legs(books: Books, payment: Payment, amount: int) -> list[Leg]:
    """Return the legs that pay an amount: money or an advance, and what is kept back.

    Raises:
        InputError: More is kept back than is owed, or the advance is not there.
    """
    paid = amount - payment.retention
    if paid < 0:
        raise InputError(
            f"质保金 {yuan_text(payment.retention)} 元多于应付的 "
            f"{yuan_text(amount)} 元",
            hint="请核对 --retention。",
        )
    source = (
        _advance_account(books, payment.advance, paid)
        if payment.advance
        else bank_account(books, payment.bank)
    )
    return [
        Leg(source, -paid),
        Leg(usual_account(books, "21501"), -payment.retention),
    ]


def _advance_account(books: Books, advance: str, amount: int) -> str:
    """Return the account of 135 an advance stands in, if it covers the amount."""
    rows = [
        row
        for row in books.of_code(*_ADVANCE)
        if advance in {row.entry.id, row.entry.text_of("reserve")}
    ]
    left = sum(row.amount for row in rows)
    if left < amount:
        raise InputError(
            f"借款 {advance} 还有 {yuan_text(left)} 元，不够冲 {yuan_text(amount)} 元"
            if rows
            else f"账上没有编号是 {advance} 的借款（135）",
            hint="请核对 --advance；超出的部分另付另记。",
        )
    return rows[0].account
