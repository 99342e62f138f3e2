"""工会经费收支预算表 and its adjustment, with cover and explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.reports.budget_forms.cover import cover
from union_ledger.reports.budget_forms.cover import explanation
from union_ledger.reports.budget_forms.layout import Measure
from union_ledger.reports.budget_forms.layout import columns_of
from union_ledger.reports.budget_forms.layout import rows_of
from union_ledger.reports.budget_forms.plan import Plan
from union_ledger.reports.budget_forms.proofs import enough_for_spent
from union_ledger.reports.budget_forms.proofs import finding_lines
from union_ledger.reports.budget_forms.proofs import no_deficit
from union_ledger.reports.budget_forms.proofs import version_lines
from union_ledger.reports.filing import BUDGET_SIGNERS
from union_ledger.reports.model import Filing
from union_ledger.reports.model import Formed
from union_ledger.reports.model import Ref
from union_ledger.reports.model import Report
from union_ledger.reports.model import Table
from union_ledger.reports.source import provenance_of
from union_ledger.reports.statements.dates import day_text

if TYPE_CHECKING:
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.core.records import BudgetVersion

TITLE = "工会经费收支预算"
PLANNED = "工会经费收支预算表"
ADJUSTED = "工会经费收支预算表(调整)"
_NOTES = (
    (
        "年初核定预算数取年内最先批准的预算版本，调整后预算数取期末现行的版本；"
        "说明取预算登记（budget-line）的 note。"
    ),
    "上年决算数取账簿里上年的发生额；账簿里没有上年的，取预算登记的 previous。",
    "上缴上级工会的部分不是本级收入，不在预算之内。",
)


def budget(ledger: Ledger, period: Period) -> Report:
    """Return cover, explanation, the budget as first approved, and its adjustment."""
    plan = Plan(ledger, period)
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=period.label,
        provenance=provenance_of(ledger),
        passages=(
            cover(plan, "预算", plan.first.since if plan.first else None),
            explanation(
                plan, "预算", plan.first, lambda code: plan.budgeted(plan.first, code)
            ),
        ),
        tables=(_planned(plan), _adjusted(plan)),
        notes=_NOTES,
    )


def reported_on(plan: Plan, version: BudgetVersion | None) -> str:
    """Return the year and the day of a form."""
    day = day_text(version.since) if version else "＿＿年＿月＿日"
    return f"{plan.year} 年度　编报日期：{day}"


def _planned(plan: Plan) -> Table:
    measures = (
        Measure("last", "上年决算数", plan.last_year),
        Measure(
            "planned",
            "本年预算数",
            lambda code: plan.budgeted(plan.first, code),
            carries=True,
        ),
    )
    filing = Filing(
        day=reported_on(plan, plan.first),
        signers=BUDGET_SIGNERS,
        sealed=True,
        checks=(no_deficit(plan, plan.first, "预算"),),
        remarks=(*version_lines(plan), *finding_lines(plan)),
    )
    return Table(
        PLANNED,
        columns_of(measures),
        rows_of(plan, measures, lambda code: plan.note(plan.first, code)),
        filing=filing,
    )


def _adjusted(plan: Plan) -> Table:
    measures = (
        Measure(
            "planned",
            "年初核定预算数",
            lambda code: plan.budgeted(plan.first, code),
            carries=True,
            width=16,
        ),
        Measure(
            "change",
            "预算调整数",
            lambda code: (
                plan.budgeted(plan.now, code) - plan.budgeted(plan.first, code)
            ),
            moves=True,
            width=15,
        ),
        Measure(
            "adjusted",
            "调整后预算数",
            formed=lambda row: Formed((Ref(row, "planned"), Ref(row, "change"))),
            width=16,
        ),
        Measure(
            "share",
            "与年初预算对比",
            formed=lambda row: Formed(
                (Ref(row, "change"),), over=(Ref(row, "planned"),)
            ),
            kind="percent",
            width=10,
        ),
    )
    reason = plan.now.note if plan.now and plan.is_adjusted else ""
    filing = Filing(
        day=reported_on(plan, plan.now),
        signers=BUDGET_SIGNERS,
        sealed=True,
        checks=(no_deficit(plan, plan.now, "调整后"), *enough_for_spent(plan)),
        remarks=(
            *version_lines(plan),
            *((f"调整理由和资金来源：{reason}",) if reason else ()),
            *finding_lines(plan),
        ),
    )

    def note(code: str) -> str | None:
        return plan.note(plan.now, code) if plan.is_adjusted else None

    return Table(
        ADJUSTED, columns_of(measures), rows_of(plan, measures, note), filing=filing
    )
