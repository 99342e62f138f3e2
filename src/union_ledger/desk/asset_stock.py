"""Stock（库存物品: 慰问品、奖品）: bought into 141, issued against a signed list.

《工会会计制度》 141: the purchase is the expense; what is issued reduces 资产基金 and
is no expense again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from union_ledger.core.errors import InputError
from union_ledger.core.money import yuan_text
from union_ledger.desk.asset_buy import paid_legs
from union_ledger.desk.asset_draft import Draft
from union_ledger.desk.asset_draft import Leg
from union_ledger.desk.asset_money import spending_account
from union_ledger.desk.asset_money import stock_account
from union_ledger.desk.asset_money import usual_account

if TYPE_CHECKING:
    from collections.abc import Mapping

    from union_ledger.desk.asset_buy import Payment
    from union_ledger.desk.asset_desk import AssetDesk

_FUND = "30101"


class Goods(NamedTuple):
    """Which stock: a part of the name of its account, what it is, and its fen."""

    account: str
    name: str
    amount: int


def take_in(desk: AssetDesk, goods: Goods, payment: Payment) -> Draft:
    """Buy goods into stock; ``payment.account`` is the account of the expense.

    Raises:
        InputError: The accounts, unit or fund are not there, or it cannot be paid so.
    """
    draft = Draft(desk.day)
    desk.must_be_open(payment.unit)
    desk.must_have(payment.fund)
    books = desk.books
    stock = stock_account(books, goods.account)
    legs = [
        Leg(spending_account(books, payment.account), goods.amount),
        *paid_legs(books, payment, goods.amount),
        Leg(stock, goods.amount),
        Leg(usual_account(books, _FUND), -goods.amount),
    ]
    said = {"id": _id(desk, stock, "入库"), **payment.said()}
    narration = f"购入{goods.name}入库"
    draft.entry(books, narration, legs, said, payment.supplier)
    return draft


def issue(desk: AssetDesk, goods: Goods, said: Mapping[str, object]) -> Draft:
    """Issue goods from stock; ``said`` names the signed list.

    Raises:
        InputError: There is not so much in stock.
    """
    draft = Draft(desk.day)
    books = desk.books
    stock = stock_account(books, goods.account)
    left = sum(
        row.amount
        for row in books.of_code("141")
        if row.account == stock and row.entry.day <= desk.day
    )
    if left < goods.amount:
        raise InputError(
            f"{desk.day} {stock} 还有 {yuan_text(left)} 元，"
            f"不够发出 {yuan_text(goods.amount)} 元",
            hint="请核对 --amount 和 --date；入库还没有记的先记入库。",
        )
    legs = [
        Leg(usual_account(books, _FUND), goods.amount),
        Leg(stock, -goods.amount),
    ]
    keys = {"id": _id(desk, stock, "出库"), **said}
    draft.entry(books, f"{goods.name}出库（领用单附后）", legs, keys)
    draft.notes.append(f"发出以后 {stock} 还有 {yuan_text(left - goods.amount)} 元")
    return draft


def _id(desk: AssetDesk, stock: str, step: str) -> str:
    """Return the id of the day's next step with one account of stock."""
    head = f"KC-{stock.rpartition('-')[2]}-{step}-{desk.day:%Y%m%d}"
    known = sum(entry.id.startswith(head) for entry in desk.books.entries)
    return f"{head}-{known + 1}"
