"""Things leave the union（处置、捐赠、调出、盘亏）: the first step of it.

What is scrapped, sold or missing waits in 182 at its net value until it is approved;
what is given away goes out of 资产基金 at once, and needs the approval at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from union_ledger.core.asset_accounts import contra_code
from union_ledger.core.asset_accounts import contra_on
from union_ledger.core.asset_accounts import cost_code
from union_ledger.core.asset_accounts import written_off_on
from union_ledger.core.asset_records import AssetDispose
from union_ledger.core.errors import InputError
from union_ledger.core.money import yuan_text
from union_ledger.desk.asset_custody import each_once
from union_ledger.desk.asset_draft import Draft
from union_ledger.desk.asset_draft import Leg
from union_ledger.desk.asset_lots import class_account
from union_ledger.desk.asset_lots import fund_account
from union_ledger.desk.asset_lots import lot_text
from union_ledger.desk.asset_money import usual_account
from union_ledger.desk.asset_tiers import approval_needed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from union_ledger.core.asset_life import TakenOut
    from union_ledger.desk.asset_desk import AssetDesk
    from union_ledger.desk.asset_desk import Held
    from union_ledger.rules.loader import Rulebook

# Given away, for nothing: no 182 between.
GIVEN = ("捐赠", "调出")
_MAY_GO = ("在用", "闲置", "维修", "待报废")
# What is missing or destroyed does not come back first.
_WITHOUT_RETURN = ("盘亏", "毁损")


@dataclass(frozen=True, slots=True)
class Leaving:
    """How things leave: ``quantity`` pieces of a bulk card, None for all of it.

    ``approver`` is the level that decided, ``approved`` when, ``minutes`` where that
    stands; empty where it is not decided yet. ``to`` is who gets it.
    """

    how: str
    reason: str = ""
    quantity: int | None = None
    to: str = ""
    approver: str = ""
    approved: date | None = None
    minutes: str = ""
    appraisal: str = ""
    by: str = ""
    note: str = ""

    @property
    def is_decided(self) -> bool:
        """Tell whether level, day and paper of the decision are all there."""
        return bool(self.approver and self.approved and self.minutes)


def leave(
    desk: AssetDesk, numbers: Sequence[str], leaving: Leaving, rulebook: Rulebook
) -> Draft:
    """Take things out of 162 and the register; say who must approve it.

    Raises:
        InputError: A thing is not there or lent, there are not so many pieces, the
            books hold it otherwise, or what is given away is not approved.
    """
    _must_be_possible(leaving, desk.day)
    draft = Draft(desk.day)
    cost = 0
    if leaving.quantity is not None and len(numbers) > 1:
        raise InputError("写了 --quantity，一次只处理一张卡片", hint="请分几次办。")
    for number in each_once(numbers):
        held = (
            desk.held(number)
            if leaving.how in _WITHOUT_RETURN
            else desk.held_in(number, _MAY_GO, leaving.how)
        )
        pieces = _pieces(held, leaving)
        said = _said(held, leaving, pieces)
        taken = desk.taken_out(_as_record(desk, number, said))
        if held.card.is_own:
            cost += taken.cost
            said["voucher"] = _entry(desk, held, leaving, taken, draft)
        draft.line("asset-dispose", [number], said)
    if cost:
        draft.notes += _not_charged(desk, numbers)
        draft.notes.append(approval_needed(rulebook, cost, desk.day))
    if cost and leaving.how not in GIVEN:
        draft.notes.append(
            "净值在 182 待处理财产损溢；批准以后用 asset write-off 核销，"
            "年终结账前要处理完"
        )
    if leaving.how == "报废" and not leaving.appraisal:
        draft.notes.append("没有写技术鉴定意见（--appraisal）")
    return draft


def _not_charged(desk: AssetDesk, numbers: Sequence[str]) -> list[str]:
    """Say in which classes the months before have not been written off in the books."""
    before = desk.day.replace(day=1) - timedelta(days=1)
    due = written_off_on(desk.lives.values(), before)
    booked = contra_on(desk.books, before)
    classes = dict.fromkeys(desk.lives[number].card.class_ for number in numbers)
    return [
        f"到 {before} {contra_code(class_)}（{class_}）按卡片应提 "
        f"{yuan_text(due[class_])} 元，账上 {yuan_text(booked[class_])} 元；"
        f"请用 asset depreciate --month {before:%Y-%m} 计提"
        for class_ in classes
        if due[class_] != booked[class_]
    ]


def _must_be_possible(leaving: Leaving, day: date) -> None:
    if leaving.how in GIVEN and not leaving.is_decided:
        raise InputError(
            f"{leaving.how}要先批准",
            hint="请写明 --approver（批准的层级）、--approved（日期）和 --minutes。",
        )
    if leaving.approved is not None and leaving.approved > day:
        raise InputError(
            f"批准日期 {leaving.approved} 晚于 {day}",
            hint="先批准，后处理；请核对 --approved 和 --date。",
        )
    given = (leaving.approver, leaving.approved, leaving.minutes)
    if any(given) and not all(given):
        raise InputError(
            "批准的层级、日期和文号要写就都写",
            hint="请写明 --approver、--approved 和 --minutes；还没有批准的一个也不写。",
        )


def _pieces(held: Held, leaving: Leaving) -> int:
    there = held.now.quantity
    if leaving.quantity is not None and leaving.quantity > there:
        raise InputError(
            f"资产 {held.card.number} 只有 {there} 件，"
            f"不能{leaving.how} {leaving.quantity} 件",
            file=held.card.filename,
            line=held.card.lineno,
            hint="请核对 --quantity；不写就是全部。",
        )
    return leaving.quantity or there


def _said(held: Held, leaving: Leaving, pieces: int) -> dict[str, object]:
    note = leaving.note or (f"给 {leaving.to}" if leaving.to else "")
    return {
        "how": leaving.how,
        "reason": leaving.reason,
        "quantity": pieces if pieces < held.now.quantity else "",
        "approver": leaving.approver,
        "approved": leaving.approved,
        "minutes": leaving.minutes,
        "appraisal": leaving.appraisal,
        "by": leaving.by,
        "note": note,
    }


def _as_record(desk: AssetDesk, number: str, said: dict[str, object]) -> AssetDispose:
    kept = {key: value for key, value in said.items() if value not in {"", None}}
    return AssetDispose.model_validate({"since": desk.day, "number": number, **kept})


def _entry(
    desk: AssetDesk, held: Held, leaving: Leaving, taken: TakenOut, draft: Draft
) -> str:
    """Write the entry that takes it out; return its id."""
    card, books = held.card, desk.books
    code = cost_code(card.class_)
    contra = class_account(books, contra_code(card.class_), card.class_)
    lot = desk.lot(held)
    net = taken.cost - taken.written_off
    against = (
        fund_account(books, code)
        if leaving.how in GIVEN
        else usual_account(books, "182")
    )
    legs = [
        Leg(against, net),
        Leg(contra, taken.written_off),
    ]
    if lot.cost * taken.quantity == taken.cost * lot.quantity:
        legs.append(Leg(lot.account, lot.taken_out(taken.quantity)))
    else:
        # The pieces do not share the cost evenly: all go out, the rest comes back.
        left = lot.quantity - taken.quantity
        rest = lot_text(card.number, left, lot.cost - taken.cost, lot.acquired)
        legs += [
            Leg(lot.account, lot.taken_out(lot.quantity)),
            Leg(lot.account, rest),
        ]
    entry_id = f"ZC-{card.number}-{leaving.how}-{desk.day:%Y%m%d}"
    pieces = f" {taken.quantity} 件" if card.quantity > 1 else ""
    step = leaving.how if leaving.how in GIVEN else f"{leaving.how}转入待处理"
    narration = f"{card.name} {card.number}{pieces} {step}"
    said: dict[str, object] = {
        "id": entry_id,
        "asset": card.number,
        "minutes": leaving.minutes,
    }
    draft.entry(books, narration, legs, said, leaving.to)
    draft.notes.append(
        f"{card.number} 原值 {yuan_text(taken.cost)} 元，"
        f"已提折旧 {yuan_text(taken.written_off)} 元，净值 {yuan_text(net)} 元"
    )
    return entry_id
