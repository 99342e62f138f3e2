"""What is checked beside a budget: no deficit, no cut below what is spent, findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.chart import load_chart
from union_ledger.reports.filing import Check

if TYPE_CHECKING:
    from union_ledger.core.records import BudgetVersion
    from union_ledger.reports.budget_forms.plan import Plan

# The rules about the budget itself, and about spending held to it.
BUDGET_RULES = frozenset(
    {
        *("R37", "R38", "R46", "R47"),
        *("L01", "L02", "L03", "L05", "L06", "L07", "L12", "L15"),
    }
)
_MOST = 8


def no_deficit(plan: Plan, version: BudgetVersion | None, name: str) -> Check:
    """Return 收入 + 年初结转结余 ≥ 支出（基层工会不得编制赤字预算，B18）."""
    income = sum(plan.budgeted(version, code) for code in plan.heads("4"))
    expense = sum(plan.budgeted(version, code) for code in plan.heads("5"))
    saved = plan.opening or 0
    return Check(
        f"无赤字：{name}收入＋年初结转结余",
        income + saved,
        f"{name}支出",
        expense,
        at_least=True,
    )


def enough_for_spent(plan: Plan) -> list[Check]:
    """Return 调整后预算数 ≥ 已发生金额, in total and for each account that fails."""
    total = Check(
        "调整后支出预算",
        sum(plan.budgeted(plan.now, code) for code in plan.heads("5")),
        "已发生支出",
        sum(plan.actual(code) for code in plan.heads("5")),
        at_least=True,
    )
    each = [
        Check(
            f"{code} {load_chart().name(code)}调整后预算数",
            plan.budgeted(plan.now, code),
            "已发生金额",
            plan.actual(code),
            at_least=True,
        )
        for head in plan.heads("5")
        for code in (plan.details(head) or [head])
    ]
    return [total, *(check for check in each if not check.holds)]


def finding_lines(plan: Plan) -> list[str]:
    """Return the findings about this year's budget, one line each, open ones first."""
    about = [
        finding
        for finding in plan.ledger.findings
        if finding.rule in BUDGET_RULES
        and finding.day <= plan.period.last
        and (finding.day.year == plan.year or str(plan.year) in finding.subject)
    ]
    about.sort(key=lambda finding: not finding.is_open)
    if not about:
        return ["检查发现：没有关于本年预算的发现。"]
    lines = [
        f"检查发现 {each.rule}（{each.severity}，{each.state}）：{each.message}"
        for each in about[:_MOST]
    ]
    if len(about) > _MOST:
        lines.append(f"另有 {len(about) - _MOST} 条，见“检查发现”报表。")
    return lines


def version_lines(plan: Plan) -> list[str]:
    """Return what the reader must know of the versions the form is made from."""
    if plan.first is None or plan.now is None:
        return [f"账簿里没有登记 {plan.year} 年预算（budget-version、budget-line）。"]
    lines = []
    if not plan.is_approved:
        lines.append(f"预算版本 {plan.now.version} 到{plan.period.label}末还没有批准。")
    elif plan.is_adjusted:
        lines.append(
            f"年初预算为版本 {plan.first.version}，现行预算为版本 {plan.now.version}。"
        )
    else:
        lines.append(f"预算版本 {plan.now.version}，本年没有调整。")
    return lines
