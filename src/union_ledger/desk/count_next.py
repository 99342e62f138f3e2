"""What to do next about a difference that a stocktaking found（下一步）."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from union_ledger.core.stocktaking import MATCHED

if TYPE_CHECKING:
    from datetime import date

    from union_ledger.core.asset_life import Standing
    from union_ledger.desk.count_answers import Found

_ASSET = "union-ledger asset"


def next_step(
    found: Found, now: Standing | None, day: date, *, own: bool = True
) -> str:
    """Return what to do about a result, empty where it is 相符.

    Nothing is done by itself: each is to be looked into and decided first.

    Args:
        found: The result.
        now: How the register has the thing, None for what is on no card.
        day: The day of the counting.
        own: Whether the union owns it; of what is kept for reference the owner
            decides.
    """
    number = found.number
    if found.result == MATCHED:
        return ""
    if now is None:
        told = {
            "--name": found.name,
            "--quantity": str(found.quantity or 1),
            "--unit": found.unit,
            "--place": found.place,
            "--custodian": found.custodian,
            "--note": number,
        }
        return f"查明来历，是本会的补登记：{_ASSET} found {_words(told, day)}"
    if found.result in {"盘亏", "损毁"} and not own:
        return "告知物主（行政或出租方），由物主处理"
    if found.result == "盘亏":
        missing = now.quantity - (found.quantity or 0)
        told = {"--quantity": str(missing) if missing < now.quantity else ""}
        return (
            f"查明原因，转入待处理：{_ASSET} lost {number} {_words(told, day)}"
            " --reason 原因；批准后 write-off"
        )
    if found.result == "损毁":
        return (
            f"鉴定能不能修：能修的 {_ASSET} repair {number}，"
            f"不能修的 {_ASSET} dispose {number} --how 毁损"
        )
    # A move names everything anew: what it leaves out is nobody's.
    told = {
        "--unit": now.unit,
        "--custodian": found.custodian or now.custodian,
        "--place": found.place or now.place,
    }
    return f"核实后登记：{_ASSET} move {number} {_words(told, day)}"


def _words(told: dict[str, str], day: date) -> str:
    told["--date"] = day.isoformat()
    return " ".join(f"{key} {shlex.quote(said)}" for key, said in told.items() if said)
