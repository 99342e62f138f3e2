"""经费效果: what the money reached — people, events, cost — by unit and project.

Only what the books say is divided, and only by what belongs to it: a cost per
participant takes the spending of the events that say how many took part, and no
other. What nobody filled in is missing and never counted as nought.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.chart import label
from union_ledger.reports.effect_aid import home_table
from union_ledger.reports.effect_aid import people_table
from union_ledger.reports.effect_count import Effect
from union_ledger.reports.effect_count import counted
from union_ledger.reports.effect_scope import activities
from union_ledger.reports.effect_scope import expenses
from union_ledger.reports.effect_scope import members_for
from union_ledger.reports.model import Chart
from union_ledger.reports.model import Column
from union_ledger.reports.model import Figure
from union_ledger.reports.model import Ratio
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.model import ratio
from union_ledger.reports.source import provenance_of

if TYPE_CHECKING:
    from union_ledger.core.books import Row as Posting
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period

TITLE = "经费效果"
BY_UNIT = "分单位活动效果"
BY_PROJECT = "分项目效果"
BY_ACCOUNT = "分科目效果"
EVENTS = "各季度活动次数"
_QUARTERS = "一二三四"
_COST = Ratio(("seats_spent",), ("seats",))
_COUNTED = (
    Column("spent", "支出", "money", total="sum"),
    Column("events", "活动次数", "count", total="sum"),
    Column("seats", "参加人次", "count", total="sum"),
    Column("seats_spent", "其中填了人数的支出", "money", total="sum"),
    Column("cost", "每人次成本", "money", total=_COST),
    Column("no_heads", "人数未填", "count", total="sum"),
    Column("no_event", "活动未填", "count", total="sum"),
)
_NOTES = (
    "“—”是凭证上没有填（未填）或无从相除，不是零；未填的不进入分子，也不进入分母。",
    (
        "同一单位、同一活动名称（event）、同一活动日期算一次活动；"
        "一次活动有几张凭证的，参加人数取各凭证所填（headcount）的最大数，不重复相加。"
    ),
    (
        "每人次成本 = 填了人数的活动的支出 ÷ 参加人次；没有填人数的活动，支出不计入。"
        "“未填”两栏是凭证笔数，其中有没写活动的退款（红字），"
        "所以填了人数的支出可能大于支出。"
    ),
    (
        "活动支出是 501 职工活动支出、503 职工服务支出，"
        "不含科目名称有“慰问”的发放；慰问帮扶另列。"
    ),
    (
        "至少覆盖率 = 人数最多的一次活动 ÷ 期内平均会员，是覆盖面的下限："
        "账簿没有逐人名单，不同活动的人次不能当作不同的人相加。"
        "校本级的活动面向全校，除以全部会员；超过 100% 的，有会员以外的人参加。"
    ),
    "一张凭证分摊到几个单位（项目）的，人数不知属于谁，各方都按未填。",
)


def effect(ledger: Ledger, period: Period) -> Report:
    """Return what the period's expenses reached."""
    rows = expenses(ledger, period)
    active = activities(rows)
    by_unit = counted(active, lambda row: row.unit)
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=period.label,
        provenance=provenance_of(ledger),
        figures=_figures(active, rows),
        tables=(
            _units(ledger, period, by_unit),
            _quarters(ledger, period, by_unit),
            _projects(ledger, period, rows),
            _accounts(rows),
            people_table(rows),
            home_table(ledger, period, rows),
        ),
        charts=(
            Chart("bar", "各单位每人次成本", BY_UNIT, "unit_name", ("cost",)),
            Chart("bar", "各单位活动次数", BY_UNIT, "unit_name", ("events",)),
        ),
        notes=_NOTES,
    )


def _figures(active: list[Posting], rows: list[Posting]) -> tuple[Figure, ...]:
    total = counted(active, lambda _: "").get("", Effect())
    people = counted(rows, lambda _: "").get("", Effect()).people
    share = ratio(total.seats_spent, total.spent, "percent")
    return (
        Figure("活动支出", total.spent, "money"),
        Figure("活动次数", total.named, "count"),
        Figure("参加人次", total.seats, "count"),
        Figure("每人次成本", _cost(total), "money", "只算填了人数的活动"),
        Figure("填了人数的支出占比", share, "percent", "其余未填，不参与计算"),
        Figure("慰问帮扶人数", len(people) or None, "count", "实名、不重复"),
    )


def _cost(one: Effect) -> int | None:
    cost = ratio(one.seats_spent, one.seats, "money")
    return cost if isinstance(cost, int) else None


def _cells(one: Effect) -> tuple[int | None, ...]:
    """Return the cells of ``_COUNTED``."""
    return (
        one.spent,
        one.named,
        one.seats,
        one.seats_spent,
        _cost(one),
        one.uncounted,
        one.unnamed,
    )


def _units(ledger: Ledger, period: Period, by_unit: dict[str, Effect]) -> Table:
    rows = []
    for unit, one in sorted(by_unit.items()):
        members = members_for(ledger, unit, period)
        rows.append(
            Row(
                (
                    unit or None,
                    _unit(ledger, unit, period),
                    members,
                    *_cells(one),
                    ratio(one.seats, members, "percent"),
                    ratio(one.largest, members, "percent"),
                )
            )
        )
    columns = (
        Column("unit", "代码", "code", width=6, blank=True),
        Column("unit_name", "单位", width=26),
        Column("members", "平均会员", "count"),
        *_COUNTED,
        Column("per_member", "人次÷会员", "percent"),
        Column("reached", "至少覆盖率", "percent"),
    )
    return _table(BY_UNIT, columns, rows)


def _quarters(ledger: Ledger, period: Period, by_unit: dict[str, Effect]) -> Table:
    wanted = range((period.first.month - 1) // 3, (period.last.month - 1) // 3 + 1)
    rows = []
    for unit, one in sorted(by_unit.items()):
        found = [
            (event.day.month - 1) // 3 for event in one.events.values() if event.named
        ]
        # A unit that names no event anywhere did not fill them in.
        counts = [found.count(each) if found else None for each in wanted]
        name = _unit(ledger, unit, period)
        rows.append(Row((unit or None, name, *counts, len(found) or None, one.unnamed)))
    columns = (
        Column("unit", "代码", "code", width=6, blank=True),
        Column("unit_name", "单位", width=26),
        *(
            Column(f"q{each + 1}", f"第{_QUARTERS[each]}季度", "count", total="sum")
            for each in wanted
        ),
        Column("events", "合计", "count", total="sum"),
        Column("no_event", "活动未填", "count", total="sum"),
    )
    note = "按活动第一张凭证的记账日期归入季度。"
    return _table(EVENTS, columns, rows, note)


def _projects(ledger: Ledger, period: Period, rows: list[Posting]) -> Table:
    registers = ledger.books.registers
    by_project = counted((row for row in rows if row.project), lambda row: row.project)
    shown = []
    for code, one in sorted(by_project.items()):
        project = registers.projects.get(code)
        unit = project.unit if project else None
        shown.append(
            Row(
                (
                    code,
                    project.name if project else f"{code}（未登记）",
                    registers.unit_name(unit, period.last) if unit else None,
                    *_cells(one),
                    len(one.people) or None,
                )
            )
        )
    columns = (
        Column("project", "项目编号", "code", width=12),
        Column("name", "项目", width=28),
        Column("unit", "主办单位", width=20, blank=True),
        *_COUNTED,
        Column("people", "实名人数", "count"),
    )
    return _table(BY_PROJECT, columns, shown)


def _accounts(rows: list[Posting]) -> Table:
    by_account = counted(rows, lambda row: label(row.account))
    shown = [
        Row((name.partition(" ")[0], name.partition(" ")[2], *_cells(one)))
        for name, one in sorted(by_account.items())
    ]
    columns = (
        Column("code", "科目", "code", width=10),
        Column("name", "名称", width=24),
        *_COUNTED,
    )
    note = "不同科目的活动性质不同，每人次成本只宜在同一科目内比较。"
    return _table(BY_ACCOUNT, columns, shown, note)


def _unit(ledger: Ledger, unit: str, period: Period) -> str:
    name = ledger.books.registers.unit_name(unit, period.last)
    return name if unit else "（凭证没有写单位）"


def _table(
    title: str, columns: tuple[Column, ...], rows: list[Row], note: str = ""
) -> Table:
    return Table(
        title,
        columns,
        tuple(rows),
        total_label="合计",
        note=note,
        empty="本期没有支出。",
    )
