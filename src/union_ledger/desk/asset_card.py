"""A new card（建卡）: its number, its life, and what speaks against it."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from union_ledger.core.asset_accounts import cost_code
from union_ledger.core.asset_records import INTANGIBLE
from union_ledger.core.asset_records import UNION
from union_ledger.core.errors import InputError
from union_ledger.core.money import yuan_text
from union_ledger.core.usual_lives import usual_life
from union_ledger.desk.asset_draft import Leg
from union_ledger.desk.asset_lots import class_account
from union_ledger.desk.asset_lots import fund_account
from union_ledger.desk.asset_lots import lot_text
from union_ledger.desk.register_text import Money

if TYPE_CHECKING:
    from union_ledger.desk.asset_desk import AssetDesk
    from union_ledger.desk.asset_draft import Draft

# Threshold of 专用设备 is higher; 《工会会计制度》 art. 31.
_LEAST = {"通用设备": 100000, "专用设备": 150000}
_NOMINAL = 100


@dataclass(frozen=True, slots=True)
class NewCard:
    """What is written on a new card; ``cost`` of all pieces, in fen."""

    name: str
    class_: str
    cost: int
    unit: str
    quantity: int = 1
    number: str = ""
    gb: str = ""
    model: str = ""
    measure: str = ""
    method: str = ""
    funding: str = ""
    custodian: str = ""
    place: str = ""
    life: int | None = None
    voucher: str = ""
    contract: str = ""
    serial: str = ""
    photo: str = ""
    owner: str = UNION
    note: str = ""
    nominal: bool = False

    def said(self) -> dict[str, object]:
        """Return the keys of the register line."""
        return {
            "class": self.class_,
            "gb": self.gb,
            "model": self.model,
            "cost": Money(self.cost),
            "quantity": self.quantity if self.quantity > 1 else "",
            "measure": self.measure,
            "method": self.method,
            "funding": self.funding,
            "unit": self.unit,
            "custodian": self.custodian,
            "place": self.place,
            "state": "在用",
            "life": self.life,
            "voucher": self.voucher,
            "contract": self.contract,
            "serial": self.serial,
            "photo": self.photo,
            "owner": self.owner,
            "note": self.note,
        }


def numbered(desk: AssetDesk, card: NewCard, cards: int, draft: Draft) -> list[NewCard]:
    """Return so many cards with their numbers and life, the cost shared among them.

    Raises:
        InputError: The unit is closed, the custodian not in office, the number taken,
            the cost cannot be shared, or nobody knows the life.
    """
    desk.must_be_open(card.unit)
    desk.must_be_in_office(card.custodian)
    if card.number:
        desk.must_be_free(card.number)
        if cards > 1:
            raise InputError(
                "几张卡片不能用同一个编号",
                hint="不写 --number，自动用连续的空号；或用 --quantity 记一张卡片。",
            )
    each, left = divmod(card.cost, cards)
    if left:
        raise InputError(
            f"原值 {yuan_text(card.cost)} 元不能平分成 {cards} 张卡片",
            hint="请分几次办，各写各的金额。",
        )
    card = replace(card, cost=each, life=_life(card, draft))
    _warn(card, draft)
    return [
        replace(card, number=card.number or desk.next_number(desk.day, place))
        for place in range(cards)
    ]


def lot_leg(desk: AssetDesk, card: NewCard) -> Leg:
    """Return the leg of 162 or 171 that brings a new card's lot in."""
    code = cost_code(card.class_)
    account = f"{class_account(desk.books, code, card.class_)}:{desk.day.year}"
    return Leg(account, lot_text(card.number, card.quantity, card.cost, desk.day))


def fund_leg(desk: AssetDesk, card: NewCard) -> Leg:
    """Return the leg of 资产基金 that mirrors a new card."""
    code = cost_code(card.class_)
    return Leg(fund_account(desk.books, code), -card.cost)


def _life(card: NewCard, draft: Draft) -> int | None:
    """Return the months of life: what is said, else the least the rules allow."""
    if card.owner != UNION or card.nominal:
        return None
    usual = usual_life(card.class_, card.name, card.gb)
    if usual is not None and not usual.years:
        if card.life:
            raise InputError(f"{usual.kind}不计提折旧", hint="不写 --life。")
        return None
    if card.life is None:
        if usual is None:
            raise InputError(
                f"“{card.name}”（{card.class_}）看不出属于哪一种，不知道折旧年限",
                hint="请用 --life 写明月数，如 --life 72。",
            )
        draft.notes.append(
            f"折旧年限按“{usual.kind}”{usual.said}取 {usual.years} 年"
            "（《工会会计制度》附录 2），要改用 --life"
        )
        return usual.years * 12
    if usual is not None and not usual.fits(card.life):
        draft.notes.append(
            f"“{usual.kind}”的折旧年限应{usual.said}（《工会会计制度》附录 2），"
            f"写的是 {card.life} 个月"
        )
    return card.life


def _warn(card: NewCard, draft: Draft) -> None:
    least = _LEAST.get(card.class_, 0)
    if not card.nominal and card.owner == UNION and card.cost < least * card.quantity:
        draft.notes.append(
            f"单价不到 {yuan_text(least)} 元（{card.class_}）；"
            "不是大批同类物资的，应记 141 库存物品，不作固定资产"
        )
    if not card.custodian and card.class_ != INTANGIBLE:
        draft.notes.append("没有写保管人（--custodian）；每件资产应落实到一人")


def nominal_cost() -> int:
    """Return 名义金额 in fen: what nothing tells the value of stands at one yuan."""
    return _NOMINAL
