"""固定资产台账: what the union owns, its ties to the accounts, and what it keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.reports.assets.agreement import agreement_checks
from union_ledger.reports.assets.agreement import class_table
from union_ledger.reports.assets.agreement import thing_table
from union_ledger.reports.assets.held import SIGNERS
from union_ledger.reports.assets.held import at
from union_ledger.reports.assets.held import by_class
from union_ledger.reports.assets.held import day_note
from union_ledger.reports.assets.held import held_on
from union_ledger.reports.assets.held import known_until
from union_ledger.reports.assets.held import lives_until
from union_ledger.reports.assets.held import unit_text
from union_ledger.reports.assets.summaries import summaries
from union_ledger.reports.model import Column
from union_ledger.reports.model import Figure
from union_ledger.reports.model import Filing
from union_ledger.reports.model import Formed
from union_ledger.reports.model import Ref
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.source import provenance_of
from union_ledger.reports.statements.dates import day_text

if TYPE_CHECKING:
    from datetime import date

    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.core.registers import Registers
    from union_ledger.reports.assets.held import Held
    from union_ledger.reports.model import Check

TITLE = "固定资产台账"
KEPT = "备查资产"
_NOTES = (
    (
        "列入期末在册的工会自有资产（含无形资产），按类别小计；行政提供和租入的另列备查，"
        "不入 162。"
    ),
    (
        "累计折旧从卡片逐月推算，当月增加的当月提，当月减少的当月不提，不留残值；"
        "净值 = 原值 − 累计折旧。"
    ),
    "核对不符的，看“分类核对”“卡片与批次不一致”两张表。",
)

_OF_SHARE = "只列本单位保管的资产；卡片和总账的核对在校工会做。"


def asset_register(ledger: Ledger, period: Period) -> Report:
    """Return the register on the period's last day."""
    books = ledger.books
    day = known_until(ledger, period)
    lives = lives_until(ledger, day)
    own = held_on(lives.values(), day, own=True)
    kept = held_on(lives.values(), day, own=False)
    if ledger.share is not None:
        return _of_share(ledger, period, own, kept)
    checks = agreement_checks(books, lives, day)
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=period.label,
        provenance=provenance_of(ledger),
        figures=figures(own, kept, checks),
        tables=(
            _own(books.registers, own, day, checks),
            _kept(books.registers, kept, day),
            class_table(books, lives, day),
            thing_table(books, lives, day),
            *summaries(books.registers, own, day),
        ),
        notes=(*day_note(day, period), *_NOTES),
    )


def _of_share(
    ledger: Ledger, period: Period, own: list[Held], kept: list[Held]
) -> Report:
    """Return one unit's part of the register, in its own ledger.

    The accounts of assets are the whole union's, and are not set against a part.
    """
    registers, day = ledger.books.registers, known_until(ledger, period)
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=period.label,
        provenance=provenance_of(ledger),
        figures=figures(own, kept, ())[:-1],
        tables=(_own(registers, own, day, ()), _kept(registers, kept, day)),
        notes=(*day_note(day, period), *_NOTES[:-1], _OF_SHARE),
    )


def figures(
    own: list[Held], kept: list[Held], checks: tuple[Check, ...]
) -> tuple[Figure, ...]:
    """Return the headline figures of what is held."""
    wrong = sum(not check.holds for check in checks)
    return (
        Figure("在册卡片", len(own), "count"),
        Figure("原值", sum(each.now.cost for each in own), "money"),
        Figure("累计折旧", sum(each.now.written_off for each in own), "money"),
        Figure("净值", sum(each.now.net for each in own), "money"),
        Figure("备查卡片", len(kept), "count"),
        Figure("核对不符", wrong, "count", "卡片、批次、162、163、301 两两核对"),
    )


def _own(
    registers: Registers, own: list[Held], day: date, checks: tuple[Check, ...]
) -> Table:
    rows: list[Row] = []
    for class_, held in by_class(own):
        rows.append(Row((class_,), role="group"))
        for each in held:
            card, now = each.card, each.now
            place = len(rows)
            rows.append(
                Row(
                    (
                        at(card.number, card),
                        card.name,
                        card.gb or None,
                        unit_text(registers, now.unit, day),
                        now.custodian or None,
                        now.place or None,
                        now.state,
                        card.acquired_on,
                        card.life,
                        now.quantity,
                        now.cost,
                        now.written_off,
                        Formed((Ref(place, "cost"),), (Ref(place, "written"),)),
                    ),
                    level=1,
                )
            )
        rows.append(Row(("小计",), role="subtotal"))
    columns = (
        Column("number", "资产编号", "link", width=16),
        Column("name", "名称", width=20),
        Column("gb", "国标分类", "code", width=12, blank=True),
        Column("unit", "使用单位", width=27),
        Column("custodian", "保管人", "code", width=9, blank=True),
        Column("place", "存放地点", width=16, blank=True),
        Column("state", "状态", "code", width=7),
        Column("acquired", "取得日期", "date", width=12),
        Column("life", "折旧月数", "count", width=7),
        Column("quantity", "数量", "count", width=6, total="sum"),
        Column("cost", "原值", "money", width=14, total="sum"),
        Column("written", "累计折旧", "money", width=14, total="sum"),
        Column("net", "净值", "money", width=14, total="sum"),
    )
    filing = Filing(
        day=day_text(day), signers=SIGNERS, upright=False, long=True, checks=checks
    )
    return Table(
        TITLE,
        columns,
        tuple(rows),
        total_label="合计",
        empty="登记册里没有在册的工会资产。",
        filing=filing,
    )


def _kept(registers: Registers, kept: list[Held], day: date) -> Table:
    rows = tuple(
        Row(
            (
                at(each.card.number, each.card),
                each.card.name,
                each.card.class_,
                each.card.owner,
                unit_text(registers, each.now.unit, day),
                each.now.custodian or None,
                each.now.place or None,
                each.now.state,
                each.card.acquired_on,
                each.now.quantity,
                each.now.cost,
            )
        )
        for each in kept
    )
    columns = (
        Column("number", "资产编号", "link", width=16),
        Column("name", "名称", width=22),
        Column("class", "类别", width=20),
        Column("owner", "产权", "code", width=6),
        Column("unit", "使用单位", width=27),
        Column("custodian", "保管人", "code", width=9, blank=True),
        Column("place", "存放地点", width=18, blank=True),
        Column("state", "状态", "code", width=7),
        Column("acquired", "登记日期", "date", width=12),
        Column("quantity", "数量", "count", width=6, total="sum"),
        Column("cost", "参考价值", "money", total="sum"),
    )
    return Table(
        KEPT, columns, rows, total_label="合计", empty="没有行政提供或租入的资产。"
    )
