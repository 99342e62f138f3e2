"""盘点报告: coverage and match rate by unit, every difference, what was not counted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from typing import get_args

from union_ledger.core.asset_records import CountResult
from union_ledger.core.stocktaking import MATCHED
from union_ledger.core.stocktaking import stocktaking
from union_ledger.reports.assets.held import at
from union_ledger.reports.assets.held import day_note
from union_ledger.reports.assets.held import known_until
from union_ledger.reports.assets.held import lives_until
from union_ledger.reports.assets.held import unit_text
from union_ledger.reports.filing import BLANK
from union_ledger.reports.model import Column
from union_ledger.reports.model import Figure
from union_ledger.reports.model import Filing
from union_ledger.reports.model import Link
from union_ledger.reports.model import Linked
from union_ledger.reports.model import Ratio
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.model import ratio
from union_ledger.reports.source import provenance_of
from union_ledger.reports.statements.dates import day_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from union_ledger.core.asset_life import AssetLife
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.core.stocktaking import Difference
    from union_ledger.core.stocktaking import UnitCount
    from union_ledger.reports.model import Cell

TITLE = "盘点报告"
DIFFERENCES = "盘点差异"
OPEN = "没有盘点的资产"
RULES = "盘点规则检查"
# Full count each year, and differences dealt with in time.
RULE_IDS = ("ZC09", "ZC091")
_SIGNERS = ("盘点人", "监盘人", "资产管理员", "单位负责人", "工会主席")
_NOTES = (
    "应盘 = 期末在册的工会自有卡片，加当年盘点过、后来处置的；一件盘几次的取最后一次。",
    (
        "覆盖率 = 已盘 ÷ 应盘；相符率 = 相符 ÷ 已盘。没有卡片的盘盈、账外列入差异，"
        "不算应盘。"
    ),
    "《工会会计制度》要求资产每年至少全面盘点一次，差异查明原因，年末结账前处理。",
)


def stocktaking_report(ledger: Ledger, period: Period) -> Report:
    """Return the stocktaking of the period's year, as known at the period's end."""
    registers = ledger.books.registers
    day = known_until(ledger, period)
    lives = lives_until(ledger, day)
    units = stocktaking(registers, period.year, day, lives=lives)
    kept = stocktaking(registers, period.year, day, own=False, lives=lives)
    due = sum(len(unit.due) for unit in units)
    counted = sum(unit.counted for unit in units)
    matched = sum(unit.matched for unit in units)
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=f"{period.year} 年",
        provenance=provenance_of(ledger),
        figures=(
            Figure("应盘", due, "count"),
            Figure("已盘", counted, "count"),
            Figure("覆盖率", ratio(counted, due, "percent"), "percent"),
            Figure("相符率", ratio(matched, counted, "percent"), "percent"),
            Figure("差异", sum(len(unit.differences) for unit in units), "count"),
            Figure(
                "没有处理的差异", sum(len(unit.unsettled) for unit in units), "count"
            ),
        ),
        tables=(
            _coverage(ledger, units, day),
            _differences(ledger, units, lives, day),
            _open(ledger, units, lives, day),
            _kept(ledger, kept, day),
            _findings(ledger, period.year),
        ),
        notes=(*day_note(day, period), *_NOTES),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("unit", "单位", width=30),
        Column("due", "应盘", "count", total="sum"),
        Column("counted", "已盘", "count", total="sum"),
        Column("coverage", "覆盖率", "percent", total=Ratio(("counted",), ("due",))),
        Column("matched", "相符", "count", total="sum"),
        Column("match", "相符率", "percent", total=Ratio(("matched",), ("counted",))),
        Column("differences", "差异", "count", total="sum"),
        Column("unsettled", "没有处理", "count", total="sum"),
        Column("open", "没有盘点", "count", total="sum"),
        Column("last", "最后盘点", "date", width=12),
    )


def _rows(ledger: Ledger, units: list[UnitCount], day: date) -> tuple[Row, ...]:
    registers = ledger.books.registers
    return tuple(
        Row(
            (
                unit_text(registers, unit.unit, day),
                len(unit.due),
                unit.counted,
                ratio(unit.counted, len(unit.due), "percent"),
                unit.matched,
                ratio(unit.matched, unit.counted, "percent"),
                len(unit.differences),
                len(unit.unsettled),
                len(unit.open),
                max((count.since for count in unit.counts.values()), default=None),
            )
        )
        for unit in units
    )


def _coverage(ledger: Ledger, units: list[UnitCount], day: date) -> Table:
    remarks = (f"盘点结论：{BLANK * 4}", f"差异原因和处理意见：{BLANK * 4}")
    filing = Filing(
        day=day_text(day), signers=_SIGNERS, upright=False, long=True, remarks=remarks
    )
    return Table(
        TITLE,
        _columns(),
        _rows(ledger, units, day),
        total_label="合计",
        empty="登记册没有要盘点的资产。",
        filing=filing,
    )


def _kept(ledger: Ledger, units: list[UnitCount], day: date) -> Table:
    return Table(
        "备查资产的盘点",
        _columns(),
        _rows(ledger, units, day),
        total_label="合计",
        empty="没有行政提供或租入的资产。",
    )


def _differences(
    ledger: Ledger,
    units: list[UnitCount],
    lives: Mapping[str, AssetLife],
    day: date,
) -> Table:
    rows: list[Row] = []
    found = [(unit.unit, each) for unit in units for each in unit.differences]
    for result in (name for name in get_args(CountResult) if name != MATCHED):
        of_kind = [pair for pair in found if pair[1].count.result == result]
        if not of_kind:
            continue
        rows.append(Row((f"{result}（{len(of_kind)} 项）",), role="group"))
        for unit, each in of_kind:
            cells = _difference(ledger, unit, each, lives, day)
            rows.append(Row(cells, level=1))
    columns = (
        Column("number", "资产编号", "link", width=16),
        Column("name", "名称", width=20),
        Column("unit", "单位", width=24),
        Column("day", "盘点日期", "date", width=12),
        Column("cost", "原值", "money"),
        Column("registered", "登记", width=26, blank=True),
        Column("seen", "盘点所见", width=26, blank=True),
        Column("by", "盘点人", "code", width=9, blank=True),
        Column("done", "处理", width=26),
        Column("note", "说明", width=24, blank=True),
    )
    return Table(DIFFERENCES, columns, tuple(rows), empty="盘点过的都相符，没有差异。")


def _difference(
    ledger: Ledger,
    unit: str,
    each: Difference,
    lives: Mapping[str, AssetLife],
    day: date,
) -> tuple[Cell, ...]:
    registers = ledger.books.registers
    count = each.count
    life = lives.get(count.number)
    # How it stood when it was counted, whatever was put right since.
    then = life.on(count.since) if life else None
    written = (then.custodian, then.place, f"{then.quantity} 件") if then else ()
    pieces = "" if count.quantity is None else f"{count.quantity} 件"
    seen = (
        unit_text(registers, count.unit, count.since) if count.unit else "",
        *(count.custodian, count.place, count.state, pieces),
    )
    return (
        at(count.number, count),
        (life.card.name if life else count.name) or None,
        unit_text(registers, unit, day),
        count.since,
        then.cost if then else None,
        " ".join(filter(None, written)) or None,
        " ".join(filter(None, seen)) or None,
        count.by or None,
        _done(each, life),
        count.note or None,
    )


def _done(each: Difference, life: AssetLife | None) -> str:
    if each.settled is None:
        return "没有处理"
    if each.count.result in {"盘盈", "账外"}:
        return f"{each.settled} 建卡"
    lines = life.lines if life else []
    kinds = {
        "AssetDispose": "处置",
        "AssetMove": "调拨、更正",
        "AssetStateChange": "送修",
    }
    named = [
        kinds[type(line).__name__]
        for line in lines
        if line.since == each.settled and type(line).__name__ in kinds
    ]
    return f"{each.settled} {named[0] if named else '已处理'}"


def _open(
    ledger: Ledger,
    units: list[UnitCount],
    lives: Mapping[str, AssetLife],
    day: date,
) -> Table:
    registers = ledger.books.registers
    rows: list[Row] = []
    for unit in units:
        if not unit.open:
            continue
        name = unit_text(registers, unit.unit, day)
        rows.append(Row((f"{name}（{len(unit.open)} 张）",), role="group"))
        for number in unit.open:
            life = lives[number]
            now = life.on(min(day, date(day.year, 12, 31)))
            cells: tuple[Cell, ...] = (
                at(number, life.card),
                life.card.name,
                life.card.since,
                (now.custodian or None) if now else None,
                (now.place or None) if now else None,
                now.quantity if now else None,
                now.cost if now else None,
            )
            rows.append(Row(cells, level=1))
    columns = (
        Column("number", "资产编号", "link", width=20),
        Column("name", "名称", width=24),
        Column("since", "建卡日期", "date", width=12),
        Column("custodian", "保管人", "code", width=9, blank=True),
        Column("place", "存放地点", width=20, blank=True),
        Column("quantity", "数量", "count", total="sum"),
        Column("cost", "原值", "money", total="sum"),
    )
    return Table(
        OPEN,
        columns,
        tuple(rows),
        total_label="合计" if rows else None,
        empty="应盘的都盘过了。",
    )


def _findings(ledger: Ledger, year: int) -> Table:
    rows = tuple(
        Row(
            (
                Linked(each.rule, Link("rule", each.rule)),
                each.rule_title,
                each.severity,
                each.state,
                each.message,
                each.amount,
                each.citation or None,
            )
        )
        for each in ledger.findings
        if each.rule in RULE_IDS and each.day.year == year
    )
    columns = (
        Column("rule", "规则", "link", width=8),
        Column("title", "检查什么", width=24),
        Column("severity", "性质", "code", width=6),
        Column("state", "状态", "code", width=8),
        Column("message", "内容", width=50),
        Column("amount", "涉及原值", "money"),
        Column("citation", "依据", width=30, blank=True),
    )
    return Table(RULES, columns, rows, empty="盘点规则没有发现问题。")
