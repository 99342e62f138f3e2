"""项目: every project by 工程, with budget, spending and unit, and one's entries."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from union_ledger.core.chart import label
from union_ledger.reports.model import Column
from union_ledger.reports.model import Figure
from union_ledger.reports.model import Link
from union_ledger.reports.model import Linked
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.model import ratio
from union_ledger.reports.project_use import project_budget
from union_ledger.reports.project_use import project_table
from union_ledger.reports.source import in_entry
from union_ledger.reports.source import on_page
from union_ledger.reports.source import provenance_of
from union_ledger.reports.spending_splits import program_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from union_ledger.core.books import Row as Posting
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period

TITLE = "项目"
CARD = "项目登记"
ENTRIES = "项目支出明细"


def projects(
    ledger: Ledger,
    period: Period,
    project: str = "",
    keeps: Callable[[Posting], bool] | None = None,
) -> Report:
    """Return all projects of the year so far, or one with its entries.

    Of the list of entries, and of nothing else, only what ``keeps`` is shown. The
    entries of all projects are listed only where something narrows them.
    """
    rows = _spent(ledger, period, project)
    budget = project_budget(ledger, period)
    planned = budget.get(project) if project else sum(budget.values()) or None
    spent = sum(row.amount for row in rows)
    known = ledger.books.registers.projects.get(project)
    tables: tuple[Table, ...]
    if project:
        tables = (_card(ledger, period, project),)
    else:
        listed = _leading_on(project_table(ledger, period), period)
        tables = (program_table(ledger, period), listed)
    if project or keeps is not None:
        tables += (_entries(ledger, [r for r in rows if keeps is None or keeps(r)]),)
    return Report(
        title=f"{TITLE}（{project} {known.name if known else ''}）"
        if project
        else TITLE,
        entity=ledger.entity,
        period=period.label,
        provenance=provenance_of(ledger),
        figures=(
            Figure("全年预算", planned, "money"),
            Figure("累计支出", spent, "money"),
            Figure("预算余额", None if planned is None else planned - spent, "money"),
            Figure("预算执行率", ratio(spent, planned, "percent"), "percent"),
            *(
                ()
                if project
                else (
                    Figure("项目", len({*budget, *(r.project for r in rows)}), "count"),
                )
            ),
        ),
        tables=tables,
        notes=(
            "支出自年初累计到期末，年末结转分录不计；预算为期末有效版本的项目预算。",
            *(() if project else ("点项目编号看一个项目的登记和支出明细。",)),
        ),
    )


def _spent(ledger: Ledger, period: Period, project: str) -> list[Posting]:
    rows = [
        row
        for row in ledger.books.of_code("5")
        if row.project
        and project in {"", row.project}
        and row.entry.day.year == period.year
        and row.entry.day <= period.last
        and not row.entry.closing
    ]
    return sorted(rows, key=lambda row: (row.entry.day, row.entry.place, row.lineno))


def _leading_on(table: Table, period: Period) -> Table:
    """Link each project to the page that shows it alone.

    Sums are left to the new table.
    """
    rows = tuple(
        replace(
            row,
            cells=(
                on_page(code, "UnionProjects", project=code, time=period.time_filter),
                *row.cells[1:],
            ),
        )
        if row.role == "detail" and isinstance(code := row.cells[0], str)
        else replace(row, cells=row.cells[:2])
        for row in table.rows
    )
    return replace(table, rows=rows)


def _card(ledger: Ledger, period: Period, code: str) -> Table:
    registers = ledger.books.registers
    known = registers.projects.get(code)
    rows = []
    if known is not None:
        unit = known.unit or ""
        fund = registers.funds.get(known.fund or "")
        source = Link("source", known.filename, line=known.lineno)
        rows = [
            Row(("编号", Linked(code, source))),
            Row(("名称", known.name)),
            Row(("主办单位", registers.unit_name(unit, period.last) if unit else None)),
            Row(("经费来源", fund.name if fund else known.fund)),
            Row(("所属工程", known.program)),
            Row(("工作线", known.line or None)),
            Row(("阶段", known.stage)),
            Row(("起止", f"{known.start or known.since} 至 {known.end or '没有写'}")),
        ]
    columns = (Column("name", "项目", width=12), Column("value", "登记", width=40))
    return Table(CARD, columns, tuple(rows), empty="这个项目没有登记。")


def _entries(ledger: Ledger, rows: list[Posting]) -> Table:
    registers = ledger.books.registers
    listed = tuple(
        Row(
            (
                row.entry.day,
                Linked(
                    row.entry.voucher or row.entry.id,
                    Link("source", row.filename, line=row.entry.lineno),
                ),
                row.project,
                registers.unit_name(row.unit, row.entry.day) if row.unit else None,
                row.entry.payee or None,
                row.entry.narration or None,
                label(row.account),
                in_entry(row.amount, row.entry),
            )
        )
        for row in rows
    )
    columns = (
        Column("day", "日期", "date", width=12),
        Column("voucher", "凭证", "link", width=12),
        Column("project", "项目编号", "code", width=12),
        Column("unit", "单位", width=22),
        Column("payee", "收款人", width=24, blank=True),
        Column("summary", "摘要", width=34, blank=True),
        Column("account", "科目", width=22),
        Column("amount", "金额", "money", total="sum"),
    )
    return Table(
        ENTRIES, columns, listed, total_label="合计", empty="没有这样的项目支出。"
    )
