"""A month's depreciation as tables（折旧计提表）: by class, and every card's charge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.asset_accounts import CLASSES
from union_ledger.core.asset_accounts import contra_code
from union_ledger.reports.model import Column
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.source import provenance_of

if TYPE_CHECKING:
    from union_ledger.core.ledger import Ledger
    from union_ledger.desk.asset_depreciation import MonthCharge

TITLE = "折旧计提表"
CARDS = "每张卡片的折旧、摊销"
BY_CLASS = "按类别计提"


def depreciation_report(ledger: Ledger, charge: MonthCharge) -> Report:
    """Return what a month books, by class and by card."""
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=charge.period.label,
        provenance=provenance_of(ledger),
        tables=(_by_class(charge), _cards(charge)),
        notes=tuple(notes(charge)),
    )


def notes(charge: MonthCharge) -> list[str]:
    """Say in Chinese what is caught up, and what corrects months before."""
    said = []
    if late := charge.late:
        numbers = "、".join(card.number for card in late)
        said.append(f"晚建卡片 {len(late)} 张，本月补提以前月份的折旧：{numbers}。")
    for class_, fen in charge.others.items():
        more = "补提" if fen > 0 else "冲回"
        said.append(
            f"{class_}以前月份账上与卡片不一致，本月一并{more}，"
            "见“更正以前月份”一栏，请查明原因。"
        )
    return said


def _by_class(charge: MonthCharge) -> Table:
    others = charge.others
    rows = []
    for class_ in CLASSES:
        cards = [card for card in charge.cards if card.class_ == class_]
        if not cards and class_ not in charge.booked:
            continue
        rows.append(
            Row(
                (
                    class_,
                    contra_code(class_),
                    len(cards),
                    sum(card.charge for card in cards),
                    sum(card.caught_up for card in cards),
                    others.get(class_, 0),
                    charge.booked.get(class_, 0),
                )
            )
        )
    columns = (
        Column("class", "类别", width=24),
        Column("code", "科目", width=6),
        Column("cards", "卡片", "count", total="sum", width=8),
        Column("charge", "本月应提", "money", total="sum"),
        Column("caught", "补提", "money", total="sum", nought=False),
        Column("others", "更正以前月份", "money", total="sum", nought=False),
        Column("booked", "本次计提", "money", total="sum"),
    )
    return Table(BY_CLASS, columns, tuple(rows), total_label="合计")


def _cards(charge: MonthCharge) -> Table:
    columns = (
        Column("number", "资产编号", width=16),
        Column("name", "名称", width=24),
        Column("class", "类别", width=22),
        Column("cost", "原值", "money", total="sum"),
        Column("life", "折旧月数", "count"),
        Column("charge", "本月应提", "money", total="sum"),
        Column("caught", "补提", "money", total="sum", nought=False),
        Column("written", "累计已提", "money", total="sum"),
        Column("net", "净值", "money", total="sum"),
    )
    rows = tuple(
        Row(
            (
                card.number,
                card.name,
                card.class_,
                card.cost,
                card.life,
                card.charge,
                card.caught_up,
                card.written_off,
                card.net,
            )
        )
        for card in charge.cards
    )
    return Table(CARDS, columns, rows, total_label="合计")
