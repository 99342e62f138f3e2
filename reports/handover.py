"""资产交接清单: what one person gives into the custody of another, to be signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.reports.model import Column
from union_ledger.reports.model import Figure
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.source import provenance_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from union_ledger.core.asset_life import Standing
    from union_ledger.core.asset_records import Asset
    from union_ledger.core.ledger import Ledger

TITLE = "资产交接清单"
_COLUMNS = (
    Column("place_in_list", "序号", width=6),
    Column("number", "编号", width=15),
    Column("name", "名称", width=18),
    Column("quantity", "数量", "count", width=6, total="sum"),
    Column("cost", "原值", "money", width=13, total="sum"),
    Column("net", "净值", "money", width=13, total="sum"),
    Column("unit", "使用单位", width=16),
    Column("place", "存放地点", width=14, blank=True),
    Column("state", "状态", width=8),
    Column("found", "核对与备注", width=14, blank=True),
)
_SIGNED = (
    "交出人（签字）：____________　接收人（签字）：____________　"
    "监交人（签字）：____________　交接日期：____ 年 __ 月 __ 日"
)


def handover(
    ledger: Ledger,
    day: date,
    giver: str,
    taker: str,
    items: Sequence[tuple[Asset, Standing]],
) -> Report:
    """Return the list of what ``giver`` hands to ``taker``, with room for signatures.

    Both are ids of registered persons: names stand outside the books.
    """
    registers = ledger.books.registers
    rows = [
        Row(
            (
                str(place),
                card.number,
                card.name,
                now.quantity,
                now.cost,
                now.net,
                registers.unit_name(now.unit, day),
                now.place,
                now.state,
                "",
            )
        )
        for place, (card, now) in enumerate(items, 1)
    ]
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=str(day),
        provenance=provenance_of(ledger),
        figures=(
            Figure("交出人", giver),
            Figure("接收人", taker),
            Figure("卡片", len(rows), "count"),
            Figure("原值", sum(now.cost for _, now in items), "money"),
        ),
        tables=(
            Table(
                TITLE,
                _COLUMNS,
                tuple(rows),
                total_label="合计",
                note=_SIGNED,
            ),
        ),
        notes=("逐件核对实物后签字；实物与清单不符的写在最后一栏，先查明再交接。",),
    )
