"""What one unit may still spend on each purpose（用途）, and what its projects spent.

Quota is given to a unit by fund and not by purpose. So three figures stand side by
side: what the budget sets apart for the unit and the purpose, what the unit's funds
that may pay the purpose still hold, and what the whole union has budgeted for it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from union_ledger.core.budget_lines import top_lines
from union_ledger.core.chart import load_chart
from union_ledger.reports.budget_forms.plan import Plan
from union_ledger.reports.model import Column
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.model import ratio
from union_ledger.reports.project_use import project_budget
from union_ledger.reports.source import in_journal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from union_ledger.core.books import Row as Posting
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.core.quota import QuotaLine
    from union_ledger.reports.model import Cell

PURPOSES = "按用途的余额"
PROJECTS = "项目支出"
_DETAIL = 5
_NOTE = (
    "支出自年初累计到期末。额度按经费来源下达，不按用途分："
    "“可用额度”是本单位可以列支这项用途的各项经费的可用余额之和，"
    "同一笔余额可用于几项用途，不能相加。"
)
_OF_ALL = "“全会”是校工会全部单位的预算和支出；"
_NOT_OURS = "本单位的“预算”为“—”的，预算没有单列给本单位。"


def purpose_table(
    ledger: Ledger, period: Period, unit: str, lines: Iterable[QuotaLine]
) -> Table:
    """Return each 明细科目 the unit spent on, or that the budget in force names."""
    plan = Plan(ledger, period)
    held = list(lines)
    own: Counter[str] = Counter()
    for row in unit_expenses(ledger, period, unit):
        own[row.code[:_DETAIL]] += row.amount
    planned = _planned(ledger, plan, unit)
    codes = {*own, *planned}
    codes |= {code[:_DETAIL] for code in _named(plan) if len(code) >= _DETAIL}
    rows = []
    for code in sorted(codes):
        budget = planned.get(code)
        rows.append(
            Row(
                (
                    code,
                    load_chart().name(code),
                    budget,
                    _spent(own[code], code, unit, period),
                    None if budget is None else budget - own[code],
                    *_payable(ledger, period, held, code),
                    *([] if ledger.share else _of_all(plan, code, period)),
                )
            )
        )
    columns = [
        Column("code", "科目", "code", width=8),
        Column("name", "用途", width=20),
        Column("budget", "预算", "money", group="本单位"),
        Column("spent", "支出", "money", total="sum", group="本单位"),
        Column("left", "预算余额", "money", group="本单位"),
        Column("available", "可用额度", "money", group="本单位"),
        Column("funds", "可列支的经费", width=26, blank=True, group="本单位"),
    ]
    if ledger.share is None:
        columns += [
            Column("whole", "预算", "money", group="全会"),
            Column("whole_spent", "支出", "money", group="全会"),
            Column("whole_left", "余额", "money", group="全会"),
        ]
    return Table(
        PURPOSES,
        tuple(columns),
        tuple(rows),
        total_label="合计",
        note=f"{_NOTE}{'' if ledger.share else _OF_ALL}{_NOT_OURS}",
        empty="本期没有支出，也没有按用途编的预算。",
    )


def unit_project_table(ledger: Ledger, period: Period, unit: str) -> Table:
    """Return the unit's own projects, and others it spent money on."""
    registers = ledger.books.registers
    own: Counter[str] = Counter()
    for row in unit_expenses(ledger, period, unit):
        if row.project:
            own[row.project] += row.amount
    budget = project_budget(ledger, period)
    mine = {code for code in budget if _unit_of(ledger, code) == unit}
    missing = "别的单位的项目" if ledger.share else "未登记"
    rows = []
    for code in sorted({*own, *mine}):
        project = registers.projects.get(code)
        planned = budget.get(code) if code in mine else None
        rows.append(
            Row(
                (
                    code,
                    project.name if project else f"{code}（{missing}）",
                    (project.program if project else None) or None,
                    project.stage if project else None,
                    planned,
                    _of_project(own[code], code, unit, period),
                    None if planned is None else planned - own[code],
                    ratio(own[code], planned, "percent"),
                )
            )
        )
    columns = (
        Column("project", "项目编号", "code", width=12),
        Column("name", "项目", width=28),
        Column("program", "所属工程", width=22, blank=True),
        Column("stage", "阶段", width=6, blank=True),
        Column("budget", "全年预算", "money", total="sum"),
        Column("spent", "本单位支出", "money", total="sum"),
        Column("left", "预算余额", "money"),
        Column("rate", "执行率", "percent"),
    )
    return Table(
        PROJECTS,
        columns,
        tuple(rows),
        total_label="合计",
        note="支出自年初累计到期末。别的单位主办的项目只列本单位的支出，不列预算。",
        empty="本单位没有项目，也没有在项目上支出。",
    )


def unit_expenses(ledger: Ledger, period: Period, unit: str) -> Iterator[Posting]:
    """Yield what the unit spent from the year's beginning to the period's end."""
    for row in ledger.books.of_code("5"):
        day = row.entry.day
        within = day.year == period.year and day <= period.last
        if row.unit == unit and within and not row.entry.closing:
            yield row


def _named(plan: Plan) -> set[str]:
    """Return the expense codes the budget in force names; a unit's ledger is told."""
    share = plan.ledger.share
    if share is None:
        return {line.code for line in plan.lines(plan.now) if line.code[0] == "5"}
    return set(
        share.purposes.get(f"{plan.year} {plan.now.version}" if plan.now else "", ())
    )


def _of_all(plan: Plan, code: str, period: Period) -> tuple[Cell, ...]:
    """Return what the whole union has budgeted and spent for a purpose."""
    whole = plan.budgeted(plan.now, code) or None
    spent = plan.actual(code)
    left = None if whole is None else whole - spent
    return whole, _spent(spent, code, "", period), left


def _unit_of(ledger: Ledger, project: str) -> str:
    known = ledger.books.registers.projects.get(project)
    return (known.unit if known else None) or ""


def _planned(ledger: Ledger, plan: Plan, unit: str) -> dict[str, int]:
    """Return what is set apart for the unit, by itself or by a project of its own."""
    lines = [
        line
        for line in plan.lines(plan.now)
        if line.code[0] == "5"
        and (line.unit or _unit_of(ledger, line.project or "")) == unit
    ]
    planned: Counter[str] = Counter()
    for line in top_lines(lines):
        planned[line.code[:_DETAIL]] += line.amount
    return dict(planned)


def _payable(
    ledger: Ledger, period: Period, lines: list[QuotaLine], code: str
) -> tuple[Cell, str]:
    """Return what is left in the funds that may pay a purpose, and their names."""
    funds = ledger.books.registers.funds
    fitting = [
        line
        for line in lines
        if line.available and line.fund in funds and funds[line.fund].may_pay(code)
    ]
    names = "、".join(funds[line.fund].name for line in fitting)
    if not fitting:
        return 0, ""
    pots = "|".join(line.fund for line in fitting)
    accounts = f"^Equity:Q01-[^:]+:{fitting[0].unit}:({pots})$"
    left = sum(line.available for line in fitting)
    return in_journal(left, accounts, period.time_filter), names


def _time(period: Period) -> str:
    return f"{period.year} - {period.last:%Y-%m}"


def _spent(amount: int, code: str, unit: str, period: Period) -> Cell:
    if not amount:
        return 0
    words = f'any(unit:"^{unit}$") , unit:"^{unit}$"' if unit else ""
    return in_journal(amount, f"^Expenses:(.*:)?{code}", _time(period), words)


def _of_project(amount: int, code: str, unit: str, period: Period) -> Cell:
    if not amount:
        return 0
    of_unit = f'(any(unit:"^{unit}$") , unit:"^{unit}$")'
    words = f'{of_unit} (any(project:"^{code}$") , project:"^{code}$")'
    return in_journal(amount, "^Expenses", _time(period), words)
