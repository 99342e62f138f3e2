"""The table of projects（项目执行情况）: budget, spent, rate, by 工程 of the plan."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from union_ledger.reports.model import Cell
from union_ledger.reports.model import Column
from union_ledger.reports.model import Ratio
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.model import ratio
from union_ledger.reports.source import in_journal

if TYPE_CHECKING:
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period

TITLE = "项目执行情况"
NO_PROGRAM = "未列入四大工程"


def project_table(ledger: Ledger, period: Period) -> Table:
    """Return each project with its budget in force and what it spent.

    Spending is counted from the year's beginning to the period's end, as the budget
    is for the year.
    """
    spent: dict[str, int] = defaultdict(int)
    for row in ledger.books.of_code("5"):
        day = row.entry.day
        within = day.year == period.year and day <= period.last
        if row.project and within and not row.entry.closing:
            spent[row.project] += row.amount
    budget = project_budget(ledger, period)
    registers = ledger.books.registers
    by_program: dict[str, list[Row]] = defaultdict(list)
    for code in sorted({*spent, *budget}):
        project = registers.projects.get(code)
        program = (project.program if project else None) or NO_PROGRAM
        planned = budget.get(code)
        by_program[program].append(
            Row(
                (
                    code,
                    project.name if project else f"{code}（未登记）",
                    registers.unit_name(project.unit)
                    if project and project.unit
                    else "",
                    project.line if project else "",
                    project.stage if project else "",
                    planned,
                    _spending(code, spent[code], period),
                    None if planned is None else planned - spent[code],
                    ratio(spent[code], planned, "percent"),
                )
            )
        )
    rows: list[Row] = []
    for program, projects in by_program.items():
        rows.append(Row(("", program), role="group"))
        rows += projects
        rows.append(Row(("", "小计"), role="subtotal"))
    columns = (
        Column("project", "项目编号", "code", width=12),
        Column("name", "项目", width=30),
        Column("unit", "主办单位", width=20),
        Column("line", "工作线", width=8),
        Column("stage", "阶段", width=6),
        Column("budget", "全年预算", "money", total="sum"),
        Column("spent", "累计支出", "money", total="sum"),
        Column("left", "预算余额", "money", total="sum"),
        Column("rate", "执行率", "percent", total=Ratio(("spent",), ("budget",))),
    )
    return Table(
        TITLE,
        columns,
        tuple(rows),
        total_label="合计",
        note="支出自年初累计到期末。没有单列预算的项目，预算显示为“—”。",
        empty="本期没有项目支出，也没有项目预算。",
    )


def _spending(code: str, amount: int, period: Period) -> Cell:
    if not amount:
        return 0
    time = f"{period.year} - {period.last:%Y-%m}"
    words = f'any(project:"^{code}$") , project:"^{code}$"'
    return in_journal(amount, "^Expenses", time, words)


def project_budget(ledger: Ledger, period: Period) -> dict[str, int]:
    """Return what the budget in force plans for each project, in fen."""
    registers = ledger.books.registers
    version = registers.budget_in_force(str(period.year), period.last)
    budget: dict[str, int] = defaultdict(int)
    for line in registers.budget_lines:
        if (
            version is not None
            and line.project
            and line.code[0] == "5"
            and (line.year, line.version) == (version.year, version.version)
        ):
            budget[line.project] += line.amount
    return budget
