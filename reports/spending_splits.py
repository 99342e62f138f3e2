"""Expenses of the year so far, by 科目 and by 工程, beside the year before."""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from typing import TYPE_CHECKING

from union_ledger.core.chart import load_chart
from union_ledger.reports.budget_forms.plan import Plan
from union_ledger.reports.last_year import change
from union_ledger.reports.last_year import column
from union_ledger.reports.last_year import has_accounts
from union_ledger.reports.last_year import lacking_note
from union_ledger.reports.last_year import year_before
from union_ledger.reports.model import Cell
from union_ledger.reports.model import Column
from union_ledger.reports.model import Ratio
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.model import ratio
from union_ledger.reports.project_use import NO_PROGRAM
from union_ledger.reports.project_use import project_budget
from union_ledger.reports.source import in_journal

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from union_ledger.core.books import Row as Posting
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period

BY_ACCOUNT = "分科目支出情况"
BY_DETAIL = "分明细科目支出情况"
BY_PROGRAM = "四大工程支出情况"
_DETAIL = 5
_SO_FAR = "支出自年初累计到期末，年末结转分录不计。"


def account_table(ledger: Ledger, period: Period) -> Table:
    """Return each first-level account: budget in force, spent, the year before."""
    plan = Plan(ledger, period)
    spent, before = _by_code(ledger, period, 3)
    planned = {
        code: plan.budgeted(plan.now, code)
        for code in plan.heads("5")
        if any(line.code.startswith(code) for line in plan.lines(plan.now))
    }
    rows = [
        Row(
            (
                code,
                load_chart().name(code),
                planned.get(code),
                _linked(spent[code], code, period),
                ratio(spent[code], planned.get(code), "percent"),
                before[code] if before is not None else None,
                change(spent[code], before[code] if before is not None else None),
            )
        )
        for code in sorted({*spent, *planned, *(before or ())})
    ]
    columns = (
        Column("code", "科目", "code", width=8),
        Column("name", "名称", width=22),
        Column("budget", "全年预算", "money", total="sum"),
        Column("spent", "累计支出", "money", total="sum"),
        Column("rate", "预算执行率", "percent", total=Ratio(("spent",), ("budget",))),
        column("上年同期", known=before is not None),
        column("增减", "change", known=before is not None),
    )
    return _table(ledger, period, BY_ACCOUNT, columns, rows)


def detail_table(ledger: Ledger, period: Period) -> Table:
    """Return each 明细 of the chart under its first-level account."""
    spent, before = _by_code(ledger, period, _DETAIL)
    total = sum(spent.values())
    rows: list[Row] = []
    last = ""
    for code in sorted({*spent, *(before or ())}):
        if last and code[:3] != last:
            rows.append(Row(("", "小计"), role="subtotal"))
        if code[:3] != last:
            last = code[:3]
            rows.append(Row((last, load_chart().name(last)), role="group"))
        was = before[code] if before is not None else None
        rows.append(
            Row(
                (
                    code,
                    load_chart().name(code),
                    _linked(spent[code], code, period),
                    ratio(spent[code], total, "percent"),
                    was,
                    change(spent[code], was),
                )
            )
        )
    if rows:
        rows.append(Row(("", "小计"), role="subtotal"))
    columns = (
        Column("code", "科目", "code", width=9),
        Column("name", "名称", width=24),
        Column("spent", "累计支出", "money", total="sum"),
        Column("share", "占全部支出", "percent"),
        column("上年同期", known=before is not None),
        column("增减", "change", known=before is not None),
    )
    return _table(ledger, period, BY_DETAIL, columns, rows)


def program_table(ledger: Ledger, period: Period) -> Table:
    """Return each 工程 with its projects together; what has no project comes last."""
    planned = project_budget(ledger, period)
    projects = ledger.books.registers.projects

    def program(code: str) -> str:
        project = projects.get(code)
        return (project.program if project else None) or NO_PROGRAM

    spent: Counter[str] = Counter()
    names: dict[str, set[str]] = defaultdict(set)
    budget: Counter[str] = Counter()
    loose = 0
    for row in _expenses(ledger, period):
        if row.project:
            spent[program(row.project)] += row.amount
            names[program(row.project)].add(row.project)
        else:
            loose += row.amount
    for code, amount in planned.items():
        budget[program(code)] += amount
        names[program(code)].add(code)
    before = _programs_before(ledger, period, program)
    total = spent.total() + loose
    rows = [
        Row(
            (
                name,
                len(names[name]),
                budget.get(name),
                spent[name],
                ratio(spent[name], budget[name], "percent"),
                ratio(spent[name], total, "percent"),
                before[name] if before is not None else None,
            )
        )
        for name in sorted({*names, *(before or ())} - {""}, key=_programs_last)
    ]
    if total:
        was = before[""] if before is not None else None
        rows.append(
            Row(
                (
                    "未列项目的支出",
                    0,
                    None,
                    loose,
                    None,
                    ratio(loose, total, "percent"),
                    was,
                )
            )
        )
    columns = (
        Column("program", "工程", width=26),
        Column("projects", "项目数", "count", total="sum"),
        Column("budget", "项目预算", "money", total="sum"),
        Column("spent", "累计支出", "money", total="sum"),
        Column("rate", "执行率", "percent"),
        Column("share", "占全部支出", "percent"),
        column("上年同期", known=before is not None),
    )
    return _table(ledger, period, BY_PROGRAM, columns, rows)


def _programs_before(
    ledger: Ledger, period: Period, program: Callable[[str], str]
) -> Counter[str] | None:
    if not has_accounts(ledger, period.year - 1):
        return None
    before: Counter[str] = Counter()
    for row in _expenses(ledger, year_before(period)):
        before[program(row.project) if row.project else ""] += row.amount
    return before


def _programs_last(name: str) -> tuple[bool, str]:
    return name == NO_PROGRAM, name


def _expenses(ledger: Ledger, period: Period) -> Iterator[Posting]:
    """Yield the expenses from the year's beginning to the period's end."""
    for row in ledger.books.of_code("5"):
        day = row.entry.day
        if day.year == period.year and day <= period.last and not row.entry.closing:
            yield row


def _by_code(
    ledger: Ledger, period: Period, length: int
) -> tuple[Counter[str], Counter[str] | None]:
    """Return what was spent by code, and last year; None where it is not there."""
    spent: Counter[str] = Counter()
    for row in _expenses(ledger, period):
        spent[row.code[:length]] += row.amount
    if not has_accounts(ledger, period.year - 1):
        return spent, None
    before: Counter[str] = Counter()
    for row in _expenses(ledger, year_before(period)):
        before[row.code[:length]] += row.amount
    return spent, before


def _linked(amount: int, code: str, period: Period) -> Cell:
    if not amount:
        return 0
    time = f"{period.year} - {period.last:%Y-%m}"
    return in_journal(amount, f"^Expenses:(.*:)?{code}-", time)


def _table(
    ledger: Ledger,
    period: Period,
    title: str,
    columns: tuple[Column, ...],
    rows: list[Row],
) -> Table:
    return Table(
        title,
        columns,
        tuple(rows),
        total_label="合计",
        note=_SO_FAR + lacking_note(ledger, period.year - 1, quota=False),
        empty="本期没有支出。",
    )
