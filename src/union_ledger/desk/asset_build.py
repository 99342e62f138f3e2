"""Capital projects（在建工程）: paid for step by step, taken into 162 when done.

507 with the money and what is kept back, 161 with 资产基金 30103; on completion 162
with 161, and 30103 with 30104. What 行政 owns and pays is not here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from union_ledger.core.asset_records import INTANGIBLE
from union_ledger.core.errors import InputError
from union_ledger.core.money import yuan_text
from union_ledger.desk.asset_buy import named
from union_ledger.desk.asset_buy import paid_legs
from union_ledger.desk.asset_card import fund_leg
from union_ledger.desk.asset_card import lot_leg
from union_ledger.desk.asset_card import numbered
from union_ledger.desk.asset_draft import Draft
from union_ledger.desk.asset_draft import Leg
from union_ledger.desk.asset_money import bank_account
from union_ledger.desk.asset_money import building_account
from union_ledger.desk.asset_money import capital_account
from union_ledger.desk.asset_money import usual_account

if TYPE_CHECKING:
    from collections.abc import Mapping

    from union_ledger.core.records import Project
    from union_ledger.desk.asset_buy import Payment
    from union_ledger.desk.asset_card import NewCard
    from union_ledger.desk.asset_desk import AssetDesk

_FUND = "30103"
_RETAINED = "21501"


def build(
    desk: AssetDesk, amount: int, payment: Payment, into: str, milestone: str
) -> Draft:
    """Pay a part of a project（工程进度款）.

    ``amount`` in fen holds what is kept back.

    ``into`` is a part of the name of an account of 161, empty where there is only one;
    ``milestone`` is what was reached for it.

    Raises:
        InputError: The project is not registered or not open on the day, or the
            payment is not possible.
    """
    draft = Draft(desk.day)
    project = _project(desk, payment.project)
    desk.must_be_open(payment.unit)
    desk.must_have(payment.fund)
    if not payment.account:
        raise InputError(
            "没有写资本性支出的明细（--account）",
            hint="新建、购建写 50701，大型修缮写 50705，信息网络写 50706。",
        )
    books = desk.books
    legs = [
        Leg(capital_account(books, "房屋及构筑物", payment.account), amount),
        *paid_legs(books, payment, amount),
        Leg(building_account(books, into), amount),
        Leg(usual_account(books, _FUND), -amount),
    ]
    head = f"ZC-{project.code}-进度-"
    part = sum(entry.id.startswith(head) for entry in books.entries) + 1
    said = {
        "id": f"{head}{part}",
        "milestone": milestone,
        **payment.said(),
    }
    narration = f"{project.name}工程款{f'（{milestone}）' if milestone else ''}"
    draft.entry(books, narration, legs, said, payment.supplier)
    if not payment.papers.get("contract"):
        draft.notes.append("没有写合同编号（--contract）；工程款应按合同约定的节点支付")
    spent = sum(_in_progress(desk, project.code).values()) + amount
    draft.notes.append(
        f"{project.name}累计 {yuan_text(spent)} 元；竣工后用 asset complete 转固定资产"
    )
    return draft


def complete(
    desk: AssetDesk, project_code: str, card: NewCard, papers: Mapping[str, object]
) -> Draft:
    """Take a finished project into 162, all that 161 holds of it on one card.

    Raises:
        InputError: Nothing of the project is in 161, or the card is not possible.
    """
    draft = Draft(desk.day)
    project = _project(desk, project_code, ended=True)
    held = _in_progress(desk, project.code)
    cost = sum(held.values())
    whole = sum(
        row.amount for row in desk.books.of_code("161") if row.entry.day <= desk.day
    )
    if cost <= 0 or whole < cost:
        raise InputError(
            f"项目 {project.code} {project.name} 在 161 没有余额，或者已经转出",
            file=project.filename,
            line=project.lineno,
            hint="工程款的分录要写 project；请核对项目编号和 --date。",
        )
    if card.class_ == INTANGIBLE:
        raise InputError("在建工程完工转入固定资产", hint="请核对 --class。")
    (new,) = numbered(desk, replace(card, cost=cost, method="建造"), 1, draft)
    entry_id = f"ZC-{new.number}-竣工"
    legs = [
        lot_leg(desk, new),
        *(Leg(account, -amount) for account, amount in held.items()),
        Leg(usual_account(desk.books, _FUND), cost),
        fund_leg(desk, new),
    ]
    said = {"id": entry_id, "asset": new.number, "project": project.code, **papers}
    narration = f"{project.name}竣工验收，转入固定资产 {named([new])}"
    draft.entry(desk.books, narration, legs, said)
    made = replace(new, voucher=new.voucher or entry_id)
    draft.line("asset", [made.number, made.name], made.said())
    return draft


def release(
    desk: AssetDesk, amount: int, project: str, bank: str, said: Mapping[str, object]
) -> Draft:
    """Pay what was kept back（质保金） of a project or contract; ``amount`` in fen.

    Raises:
        InputError: Not so much is kept back of it.
    """
    draft = Draft(desk.day)
    contract = str(said.get("contract") or "")
    account = usual_account(desk.books, _RETAINED)
    kept = -sum(
        row.amount
        for row in desk.books.of_code(_RETAINED)
        if row.entry.day <= desk.day
        and (not project or row.project == project)
        and (not contract or row.entry.text_of("contract") == contract)
    )
    whose = "、".join(filter(None, (project, contract)))
    if kept < amount:
        raise InputError(
            f"{whose}留下的质保金还有 {yuan_text(kept)} 元，"
            f"不够付 {yuan_text(amount)} 元",
            hint="请核对 --project、--contract 和 --amount。",
        )
    legs = [Leg(account, amount), Leg(bank_account(desk.books, bank), -amount)]
    keys = {
        "id": f"ZC-{whose.replace('、', '-')}-质保金-{desk.day:%Y%m%d}",
        "project": project,
        **said,
    }
    supplier = str(keys.pop("supplier", "") or "")
    draft.entry(desk.books, f"支付质保金 {whose}", legs, keys, supplier)
    return draft


def _project(desk: AssetDesk, code: str, *, ended: bool = False) -> Project:
    project = desk.registers.projects.get(code)
    if project is None:
        raise InputError(
            f"项目 {code or '（没有写）'}没有登记",
            hint="请写 --project；工程先在 registers/projects.beancount 登记。",
        )
    if not ended and not project.is_open(desk.day):
        raise InputError(
            f"项目 {code} {project.name} 在 {desk.day} 不能列支",
            file=project.filename,
            line=project.lineno,
            hint="请核对 --date 和项目的起止日期。",
        )
    return project


def _in_progress(desk: AssetDesk, project: str) -> dict[str, int]:
    """Return what 161 holds of a project on the day, by account, in fen."""
    held: dict[str, int] = defaultdict(int)
    for row in desk.books.of_code("161"):
        if row.project == project and row.entry.day <= desk.day:
            held[row.account] += row.amount
    return {account: amount for account, amount in held.items() if amount}
