"""Asset lots（资产批次） as ledger text, and those that the books hold."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import cast

from union_ledger.core.asset_accounts import class_of
from union_ledger.core.asset_records import INTANGIBLE
from union_ledger.core.chart import code_of
from union_ledger.core.errors import InputError
from union_ledger.core.money import yuan
from union_ledger.core.money import yuan_text
from union_ledger.desk.register_text import value_text

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from beancount.core.position import Cost

    from union_ledger.core.books import Books

_CLASSES = {
    "房屋及构筑物": "01-房屋及构筑物",
    "专用设备": "02-专用设备",
    "通用设备": "03-通用设备",
    "文物和陈列品": "04-文物和陈列品",
    "图书档案": "05-图书档案",
    "家具用具装具及动植物": "06-家具用具装具及动植物",
}
_HEADS = {
    "162": "Assets:162-固定资产",
    "163": "Assets:163-累计折旧",
    "171": "Assets:171-无形资产",
    "172": "Assets:172-累计摊销",
}
_FUNDS = {
    "162": "Equity:301-资产基金:30104-固定资产",
    "171": "Equity:301-资产基金:30105-无形资产",
}


@dataclass(frozen=True, slots=True)
class Lot:
    """What one account holds of one asset; ``cost`` of all pieces, in fen."""

    number: str
    account: str
    quantity: int
    cost: int
    acquired: date

    def taken_out(self, pieces: int) -> str:
        """Return the text that takes some of the pieces out."""
        return f"-{pieces} PC {{{value_text(self.number)}}}"


def lot_text(number: str, quantity: int, cost: int, acquired: date) -> str:
    """Return the text that brings a lot in; ``cost`` of all pieces, in fen."""
    each, left = divmod(cost, quantity)
    # Where the pieces do not cost whole fen, the cost of all of them is written.
    amount = f"{{{{{yuan(cost)} CNY" if left else f"{{{yuan(each)} CNY"
    close = "}}" if left else "}"
    return f"{quantity} PC {amount}, {acquired}, {value_text(number)}{close}"


def lot_held(books: Books, number: str, cost: int, day: date) -> Lot:
    """Return the lot that the books hold of a card at the end of a day.

    Raises:
        InputError: There is none, there are several, or its cost is not the card's.
    """
    held: dict[tuple[str, Decimal, date], list[int]] = defaultdict(lambda: [0, 0])
    for row in books.of_code("162", "171"):
        if row.lot == number and row.entry.day <= day:
            lot = cast("Cost", row.posting.cost)
            sums = held[row.account, lot.number, lot.date]
            sums[0] += row.quantity
            sums[1] += row.amount
    found = {key: sums for key, sums in held.items() if sums[0]}
    if len(found) != 1:
        what = f"有 {len(found)} 个批次" if found else "没有批次"
        raise InputError(
            f"{day} 的账上（162、171）{number} {what}，不能处理",
            hint="卡片和账要先一致：补上或更正取得时的分录，再运行一次。",
        )
    (((account, _, acquired), (quantity, amount)),) = found.items()
    if amount != cost:
        raise InputError(
            f"{number} 账上的原值是 {yuan_text(amount)} 元，"
            f"卡片上是 {yuan_text(cost)} 元，不能处理",
            hint="卡片和账要先一致：更正写错的一边，再运行一次。",
        )
    return Lot(number, account, quantity, amount, acquired)


def class_account(books: Books, code: str, class_: str) -> str:
    """Return the account of a class below 162 or 163, 171 or 172.

    It is the books' own where they have opened one.
    """
    parts = 2 if class_ == INTANGIBLE else 3
    for account in books.opened:
        named = account.split(":")[:parts]
        if code_of(account)[:3] == code and class_of(account) == class_:
            return ":".join(named)
    head = _HEADS[code]
    return head if class_ == INTANGIBLE else f"{head}:{_CLASSES[class_]}"


def fund_account(books: Books, code: str) -> str:
    """Return the account of 资产基金 that mirrors 162 or 171."""
    usual = _FUNDS[code]
    mirror = code_of(usual)
    return next((a for a in books.opened if code_of(a) == mirror), usual)
