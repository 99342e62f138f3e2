"""总览: the chair's page — money against budget, units against the year, what to do.

It puts together what the other reports compute and reckons no figure of its own. All
is of the year so far, up to the period's end, for that is what a budget is for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.chart import load_chart
from union_ledger.core.findings import SEVERITIES
from union_ledger.core.quota import quota_lines
from union_ledger.reports.assets.register import asset_register
from union_ledger.reports.attention import attention_table
from union_ledger.reports.budget_forms.plan import Plan
from union_ledger.reports.cells import link_of
from union_ledger.reports.cells import value_of
from union_ledger.reports.model import Chart
from union_ledger.reports.model import Column
from union_ledger.reports.model import Figure
from union_ledger.reports.model import Linked
from union_ledger.reports.model import Ratio
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.model import ratio
from union_ledger.reports.monthly_use import pace
from union_ledger.reports.period_parts import year_to
from union_ledger.reports.risk import RISK_NOTE
from union_ledger.reports.risk import UnitRisk
from union_ledger.reports.risk import unit_risks
from union_ledger.reports.source import in_journal
from union_ledger.reports.source import on_page
from union_ledger.reports.source import provenance_of
from union_ledger.reports.utilisation import BY_UNIT
from union_ledger.reports.utilisation import utilisation
from union_ledger.reports.utilisation_columns import BASE

if TYPE_CHECKING:
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.reports.model import Cell

TITLE = "总览"
MONEY = "收支与预算"
UNITS = "各单位执行情况"
_PARTS = (("4", "收入", "Income"), ("5", "支出", "Expenses"))


def overview(ledger: Ledger, period: Period) -> Report:
    """Return the year so far at one glance, up to the period's end."""
    so_far = year_to(period)
    used = utilisation(ledger, so_far)
    lines = quota_lines(ledger.books, so_far)
    plan = Plan(ledger, so_far)
    units = _units(ledger, so_far, period, used.table(BY_UNIT))
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=so_far.label,
        provenance=provenance_of(ledger),
        figures=(
            *_money_figures(plan),
            *_use_figures(used),
            *_finding_figures(ledger, so_far),
            *_asset_figures(ledger, so_far),
        ),
        tables=(
            attention_table(ledger, so_far, lines),
            _money(plan, so_far),
            units,
        ),
        charts=(
            Chart(
                "bar",
                "各单位执行率与时间进度",
                UNITS,
                "unit_name",
                ("rate",),
                mark=pace(so_far),
                mark_label="竖线为时间进度",
            ),
        ),
        notes=(
            "数字都是自年初到期末；执行率 = 已使用 ÷（期初额度 + 本期下达 ± 调整）。",
            "预算取期末有效的版本，没有批准的取最近的草案；年末结转分录不计。",
            RISK_NOTE,
        ),
    )


def _money_figures(plan: Plan) -> tuple[Figure, ...]:
    figures = []
    for class_, name, _ in _PARTS:
        done = sum(plan.actual(code) for code in plan.heads(class_))
        planned = sum(plan.budgeted(plan.now, code) for code in plan.heads(class_))
        figures += [
            Figure(f"本年{name}", done, "money"),
            Figure(
                f"{name}预算完成率" if class_ == "4" else f"{name}预算执行率",
                ratio(done, planned, "percent"),
                "percent",
            ),
        ]
    return tuple(figures)


def _use_figures(used: Report) -> tuple[Figure, ...]:
    wanted = ("执行率", "时间进度", "基层额度占比", "基层使用占比")
    renamed = {"执行率": "额度执行率"}
    return tuple(
        Figure(
            renamed.get(figure.label, figure.label),
            figure.value,
            figure.kind,
            figure.note,
        )
        for figure in used.figures
        if figure.label in wanted
    )


def _finding_figures(ledger: Ledger, period: Period) -> tuple[Figure, ...]:
    open_ = [f for f in ledger.findings if period.holds(f.day) and f.is_open]
    return tuple(
        Figure(
            f"未了结的{severity}",
            sum(f.severity == severity for f in open_),
            "count",
            "检查发现",
        )
        for severity in SEVERITIES
    )


def _asset_figures(ledger: Ledger, period: Period) -> tuple[Figure, ...]:
    held = {figure.label: figure for figure in asset_register(ledger, period).figures}
    return tuple(
        Figure(f"资产{label}" if label != "在册卡片" else "在册资产卡片", value, kind)
        for label in ("在册卡片", "原值", "净值")
        for value, kind in ((held[label].value, held[label].kind),)
    )


def _money(plan: Plan, period: Period) -> Table:
    rows: list[Row] = []
    for class_, name, root in _PARTS:
        rows.append(Row(("", name), role="group"))
        for code in plan.heads(class_):
            planned = plan.budgeted(plan.now, code)
            done = plan.actual(code)
            if not planned and not done:
                continue
            accounts = f"^{root}:{code}-"
            cell = in_journal(done, accounts, period.time_filter) if done else 0
            rows.append(
                Row(
                    (
                        code,
                        load_chart().name(code),
                        planned if plan.now else None,
                        cell,
                        planned - done if plan.now else None,
                        ratio(done, planned, "percent"),
                    )
                )
            )
        rows.append(Row(("", f"{name}小计"), role="subtotal"))
    columns = (
        Column("code", "科目", "code", width=8),
        Column("name", "名称", width=22),
        Column("budget", "全年预算", "money", total="sum"),
        Column("done", "本年累计", "money", total="sum"),
        Column("left", "预算差额", "money", total="sum"),
        Column("rate", "完成率", "percent", total=Ratio(("done",), ("budget",))),
    )
    said = f"预算版本：{plan.now.version}（{plan.now.stage}）。" if plan.now else ""
    return Table(MONEY, columns, tuple(rows), note=said, empty="没有收支，也没有预算。")


def _units(ledger: Ledger, so_far: Period, period: Period, used: Table) -> Table:
    """Return the units of the report on use, and what is open at each."""
    risks = unit_risks(ledger, so_far)
    at = used.index
    rows = []
    for row in used.rows:
        code = str(row.cells[at("unit")])
        risk = risks.get(code, UnitRisk(code))
        name = str(value_of(row.cells[at("unit_name")]))
        time = period.time_filter
        rows.append(
            Row(
                (
                    code,
                    on_page(name, "UnionUnit", unit=code, time=time),
                    _base([row.cells[at(key)] for key in BASE]),
                    *(row.cells[at(key)] for key in ("used", "available")),
                    *(row.cells[at(key)] for key in ("rate", "ahead")),
                    on_page(
                        len(risk.cases),
                        "UnionResults",
                        unit=code,
                        time=f"{so_far.year}",
                    )
                    if risk.cases
                    else 0,
                    risk.score_text,
                )
            )
        )
    columns = (
        Column("unit", "代码", "code", width=6),
        Column("unit_name", "单位", width=28),
        Column("base", "本年额度", "money", total="sum"),
        Column("used", "已使用", "money", total="sum"),
        Column("available", "可用余额", "money", total="sum"),
        Column("rate", "执行率", "percent", total=Ratio(("used",), ("base",))),
        Column("ahead", "比时间进度", "percent"),
        Column("cases", "未了结问题", "count", total="sum"),
        Column("score", "风险分", "code", width=8),
    )
    return Table(
        UNITS, columns, tuple(rows), total_label="合计", empty="本期没有额度记录。"
    )


def _base(cells: list[Cell]) -> Cell:
    total = sum(value for cell in cells if isinstance(value := value_of(cell), int))
    link = next((link for cell in cells if (link := link_of(cell))), None)
    return Linked(total, link) if link else total
