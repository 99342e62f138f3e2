"""Whether and when a year's budget was made known to members, as registered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.reports.model import Column
from union_ledger.reports.model import Link
from union_ledger.reports.model import Linked
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.passages import to_fill_in

if TYPE_CHECKING:
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.records import BudgetVersion
    from union_ledger.reports.budget_forms.plan import Plan

STATE = "公开情况"
RULE = "R47"


def is_closed(ledger: Ledger, year: int) -> bool:
    """Tell whether the books hold the closing entries of a year."""
    return any(entry.closing == str(year) for entry in ledger.books.closing_entries)


def state_table(ledger: Ledger, plan: Plan) -> Table:
    """Return each version of the budget with the days it was approved and published.

    The registers have no day for the final accounts: that row is left to people.
    """
    versions = [
        v for v in ledger.books.registers.budget_versions if v.year == str(plan.year)
    ]
    rows = [_row(version) for version in versions]
    if rows:
        rows.append(Row(("决算", None, None, None, to_fill_in("公布日期"), None)))
    columns = (
        Column("what", "公开事项", width=20),
        Column("approved", "批准日期", "date", width=12, blank=True),
        Column("published", "公布日期", "date", width=12, blank=True),
        Column("days", "批准后天数", "count", blank=True),
        Column("state", "情况", width=18),
        Column("rule", "规则", "link", width=8, blank=True),
    )
    return Table(
        STATE, columns, tuple(rows), empty="没有登记本年预算，无从判断是否公开。"
    )


def _row(version: BudgetVersion) -> Row:
    approved, published = version.approved, version.published
    days = (published - approved).days if approved and published else None
    if published is None:
        state = "没有登记公布日期"
    elif approved is None:
        state = "未经审批已公布"
    else:
        state = "早于批准" if published < approved else "已公布"
    return Row(
        (
            f"{version.year} 年预算 {version.version}",
            approved,
            published,
            days,
            state,
            Linked(RULE, Link("rule", RULE)),
        )
    )


def said_of(ledger: Ledger, plan: Plan) -> tuple[str, ...]:
    """Return what the rule on publishing found for the year, as a note."""
    found = [
        each
        for each in ledger.findings
        if each.rule == RULE and each.day.year == plan.year
    ]
    rest = "决算的公布没有登记，由人核对（L17）。"
    if not found:
        return (f"规则 {RULE}（预算应向全体会员公布）没有发现问题；{rest}",)
    return (*(f"规则 {RULE}：{each.message}。" for each in found), rest)
