"""Steps in the use of things（出借、出租、归还、闲置、维修、恢复使用）."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.desk.asset_custody import each_once
from union_ledger.desk.asset_draft import Draft

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from union_ledger.core.asset_records import AssetState
    from union_ledger.desk.asset_desk import AssetDesk


@dataclass(frozen=True, slots=True)
class Step:
    """A change of use: what it is called, from which states it leads to which."""

    called: str
    begins: tuple[AssetState, ...]
    ends: AssetState


LEND = Step("出借", ("在用", "闲置"), "出借")
LET = Step("出租", ("在用", "闲置"), "出租")
RETURN = Step("归还", ("出借", "出租"), "在用")
IDLE = Step("转为闲置", ("在用", "维修"), "闲置")
USE = Step("恢复使用", ("闲置", "维修", "待报废"), "在用")
REPAIR = Step("送修", ("在用", "闲置"), "维修")
RETIRE = Step("申请报废", ("在用", "闲置", "维修"), "待报废")


@dataclass(frozen=True, slots=True)
class Terms:
    """Who has it meanwhile, until when, on which decision and contract."""

    to: str = ""
    until: date | None = None
    minutes: str = ""
    contract: str = ""
    by: str = ""
    note: str = ""


def change(desk: AssetDesk, numbers: Sequence[str], step: Step, terms: Terms) -> Draft:
    """Change the use of things.

    Raises:
        InputError: A thing is not there or in another state, or the day it is to come
            back is before the step.
    """
    if terms.until is not None and terms.until < desk.day:
        raise InputError(
            f"归还日期 {terms.until} 早于{step.called}的日期 {desk.day}",
            hint="请核对 --until 和 --date。",
        )
    draft = Draft(desk.day)
    for number in each_once(numbers):
        desk.held_in(number, step.begins, step.called)
        said = {
            "to": terms.to,
            "until": terms.until,
            "minutes": terms.minutes,
            "contract": terms.contract,
            "by": terms.by,
            "note": terms.note,
        }
        draft.line("asset-state", [number, step.ends], said)
    if step is LET:
        draft.notes.append("租金收入记 408 其他收入，不得另设账外收入")
    if step in {LEND, LET} and not terms.minutes:
        draft.notes.append("没有写会议纪要（--minutes）；出租出借应经集体研究")
    return draft
