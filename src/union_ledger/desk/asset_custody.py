"""Steps in the custody of things（验收、调拨、交接）: no money moves."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from union_ledger.core.asset_records import AssetAccept
from union_ledger.core.errors import InputError
from union_ledger.desk.asset_draft import Draft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.core.asset_records import Asset
    from union_ledger.desk.asset_desk import AssetDesk


class Moving(NamedTuple):
    """Where things go: ``by`` handed them over, ``note`` says why."""

    unit: str
    custodian: str = ""
    place: str = ""
    by: str = ""
    note: str = ""


def accept(desk: AssetDesk, numbers: Sequence[str], by: str, note: str = "") -> Draft:
    """Note that things were looked over and taken（验收）.

    Raises:
        InputError: A thing is not there, or was accepted before.
    """
    draft = Draft(desk.day)
    for person in by.split():
        desk.must_be_in_office(person, "验收人")
    accepted = {
        line.number: line
        for line in desk.registers.asset_lines
        if isinstance(line, AssetAccept)
    }
    for number in each_once(numbers):
        desk.held(number, changes=False)
        before = accepted.get(number)
        if before is not None:
            raise InputError(
                f"资产 {number} 在 {before.since} 已经验收",
                file=before.filename,
                line=before.lineno,
                hint="一件资产只验收一次，请核对编号。",
            )
        draft.line("asset-accept", [number], {"by": by, "note": note})
    return draft


def move(desk: AssetDesk, numbers: Sequence[str], to: Moving) -> Draft:
    """Give things into the custody of another unit, person or place（调拨）.

    Raises:
        InputError: A thing is gone, the unit is closed, the person not in office, or
            nothing changes.
    """
    draft = Draft(desk.day)
    desk.must_be_open(to.unit)
    desk.must_be_in_office(to.custodian)
    for number in each_once(numbers):
        card, now = desk.held(number)
        place = to.place or (now.place if to.unit == now.unit else "")
        if (to.unit, to.custodian, place) == (now.unit, now.custodian, now.place):
            raise InputError(
                f"资产 {number} 本来就在 {to.unit}"
                f"{f'、由 {to.custodian} 保管' if to.custodian else ''}",
                file=card.filename,
                line=card.lineno,
                hint="请核对编号和要调去的单位、保管人、地点。",
            )
        said = {
            "unit": to.unit,
            "custodian": to.custodian,
            "place": to.place,
            "by": to.by,
            "note": to.note,
        }
        draft.line("asset-move", [number], said)
    if not to.custodian:
        draft.notes.append("没有写保管人（--custodian）；每件资产应落实到一人")
    return draft


def held_by(desk: AssetDesk, *, unit: str = "", custodian: str = "") -> list[Asset]:
    """Return the cards of all that a unit holds, or a person keeps, on the day.

    Raises:
        InputError: There is nothing.
    """
    found = [
        life.card
        for _, life in sorted(desk.lives.items())
        if (now := life.on(desk.day)) is not None
        and now.is_held
        and (not unit or now.unit == unit)
        and (not custodian or now.custodian == custodian)
    ]
    if not found:
        whose = f"单位 {unit} 没有" if unit else f"{custodian} 没有保管"
        raise InputError(f"{desk.day} {whose}任何资产", hint="请核对代码和 --date。")
    return found


def hand_over(
    desk: AssetDesk, giver: str, taker: str, by: str = "", note: str = ""
) -> Draft:
    """Give all that one person keeps to another（离任交接）; units and places stay.

    Raises:
        InputError: There is nothing to hand over, or the taker is not in office.
    """
    if giver == taker:
        raise InputError("交出人和接收人是同一个人", hint="请核对两个人员编号。")
    desk.must_be_in_office(taker, "接收人")
    draft = Draft(desk.day)
    for card in held_by(desk, custodian=giver):
        now = desk.held(card.number).now
        said = {
            "unit": now.unit,
            "custodian": taker,
            "place": now.place,
            "by": by or f"{giver} {taker}",
            "note": note or f"{giver} 交接",
        }
        draft.line("asset-move", [card.number], said)
    return draft


def each_once(numbers: Sequence[str]) -> list[str]:
    """Return the numbers; none of them may stand there twice.

    Raises:
        InputError: One is there twice, or there is none.
    """
    if not numbers:
        raise InputError("没有写资产编号", hint="例如 FA-2024-0001，可以写几个。")
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    if twice:
        raise InputError(f"编号写了两次：{'、'.join(twice)}", hint="一个编号只写一次。")
    return list(numbers)
