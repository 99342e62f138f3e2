"""What waits in 182 is settled after approval（核销）: the second step of a disposal.

Net value goes to 资产基金; what the sale brought in goes to 408, or to 215 where it is
owed to others, and what it cost more than it brought to 510.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from union_ledger.core.asset_accounts import cost_code
from union_ledger.core.errors import InputError
from union_ledger.desk.asset_custody import each_once
from union_ledger.desk.asset_draft import Draft
from union_ledger.desk.asset_draft import Leg
from union_ledger.desk.asset_lots import fund_account
from union_ledger.desk.asset_money import bank_account
from union_ledger.desk.asset_money import owed_account
from union_ledger.desk.asset_money import usual_account

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from union_ledger.core.books import Books
    from union_ledger.core.books import Row
    from union_ledger.desk.asset_desk import AssetDesk

_PENDING = "182"


@dataclass(frozen=True, slots=True)
class Settling:
    """The decision, and the money of the disposal in fen.

    ``owed_to`` is a part of the name of the account of 215 that the proceeds are owed
    to; empty where they are the union's.
    """

    approver: str
    approved: date
    minutes: str
    proceeds: int = 0
    costs: int = 0
    owed_to: str = ""
    fund: str = ""
    unit: str = ""
    bank: str = ""
    papers: Mapping[str, object] = field(default_factory=dict)


def pending(books: Books, number: str, day: date) -> list[Row]:
    """Return the rows of 182 about one asset up to a day."""
    return [
        row
        for row in books.of_code(_PENDING)
        if row.entry.day <= day and number in row.entry.words_of("asset")
    ]


def write_off(desk: AssetDesk, numbers: Sequence[str], settling: Settling) -> Draft:
    """Settle what waits in 182 of these assets.

    Raises:
        InputError: Nothing waits, the decision is dated after the day, or it is not
            said whose money the proceeds are.
    """
    if settling.approved > desk.day:
        raise InputError(
            f"批准日期 {settling.approved} 晚于核销的日期 {desk.day}",
            hint="先批准，后核销；请核对 --approved 和 --date。",
        )
    draft = Draft(desk.day)
    each = each_once(numbers)
    if (settling.proceeds or settling.costs) and len(each) > 1:
        raise InputError(
            "有处置收入或费用的，一次只核销一件", hint="请一件一件办，各写各的金额。"
        )
    for number in each:
        _settle(desk, number, settling, draft)
    return draft


def _settle(desk: AssetDesk, number: str, settling: Settling, draft: Draft) -> None:
    life = desk.lives.get(number)
    if life is None:
        raise InputError(f"资产 {number} 没有卡片", hint="请核对编号。")
    card = life.card
    waiting = sum(row.amount for row in pending(desk.books, number, desk.day))
    gone = [
        taken
        for taken in life.taken_out
        if taken.line.how not in {"捐赠", "调出"} and card.is_own
    ]
    if not waiting and not (gone and (settling.proceeds or settling.costs)):
        raise InputError(
            f"资产 {number} 在 182 没有待处理的净值",
            file=card.filename,
            line=card.lineno,
            hint="先用 asset dispose、lost 或 found 转入；净值为零的不用核销，"
            "有处置收入的写 --proceeds。",
        )
    entry_id = f"ZC-{number}-核销-{desk.day:%Y%m%d}"
    if any(entry.id == entry_id for entry in desk.books.entries):
        raise InputError(
            f"资产 {number} 在 {desk.day} 已经核销过一次",
            hint="同一天只核销一次；另一笔收入写在别的日期。",
        )
    legs = [
        Leg(fund_account(desk.books, cost_code(card.class_)), waiting),
        Leg(usual_account(desk.books, _PENDING), -waiting),
        *_money(desk, settling),
    ]
    said: dict[str, object] = {
        "id": entry_id,
        "asset": number,
        "decided-by": settling.approver,
        "approved": settling.approved,
        "minutes": settling.minutes,
        "unit": settling.unit,
        "fund": settling.fund,
        **settling.papers,
    }
    narration = f"{card.name} {number} 待处理财产批准核销"
    draft.entry(desk.books, narration, legs, said)


def _money(desk: AssetDesk, settling: Settling) -> list[Leg]:
    """Return the legs of what the disposal brought in and cost."""
    if not settling.proceeds and not settling.costs:
        return []
    if not settling.owed_to and not (settling.fund and settling.unit):
        raise InputError(
            "处置的收支要写明归哪个单位、哪项经费",
            hint="请写 --unit 和 --fund；应上缴的写 --owed-to。",
        )
    if not settling.owed_to:
        desk.must_be_open(settling.unit)
        desk.must_have(settling.fund)
    bank = bank_account(desk.books, settling.bank)
    net = settling.proceeds - settling.costs
    legs = [Leg(bank, settling.proceeds), Leg(bank, -settling.costs)]
    if net < 0:
        return [*legs, Leg(usual_account(desk.books, "510"), -net)]
    to = (
        owed_account(desk.books, settling.owed_to)
        if settling.owed_to
        else usual_account(desk.books, "408")
    )
    return [*legs, Leg(to, -net)]
