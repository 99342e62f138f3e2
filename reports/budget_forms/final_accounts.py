"""工会经费收支决算表: what was planned beside what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.period import parse_period
from union_ledger.reports.budget_forms.cover import cover
from union_ledger.reports.budget_forms.cover import explanation
from union_ledger.reports.budget_forms.layout import Measure
from union_ledger.reports.budget_forms.layout import columns_of
from union_ledger.reports.budget_forms.layout import rows_of
from union_ledger.reports.budget_forms.plan import Plan
from union_ledger.reports.budget_forms.proofs import finding_lines
from union_ledger.reports.budget_forms.proofs import version_lines
from union_ledger.reports.cells import value_of
from union_ledger.reports.filing import BUDGET_SIGNERS
from union_ledger.reports.filing import Check
from union_ledger.reports.model import Filing
from union_ledger.reports.model import Formed
from union_ledger.reports.model import Ref
from union_ledger.reports.model import Report
from union_ledger.reports.model import Table
from union_ledger.reports.source import provenance_of
from union_ledger.reports.statements.dates import year_start
from union_ledger.reports.statements.income_statement import income_table
from union_ledger.reports.statements.proofs import adjustment

if TYPE_CHECKING:
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period

TITLE = "工会经费收支决算"
FINAL = "工会经费收支决算表"
_NOTES = (
    "核定预算数取期末现行的预算版本，决算数取年初到期末的发生额，年末结转分录不计。",
    "决算数与工会02表的本年收入、支出一致。",
)


def final_accounts(ledger: Ledger, period: Period) -> Report:
    """Return cover, explanation and 决算表 of the period's whole year."""
    period = parse_period(str(period.year))
    plan = Plan(ledger, period)
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=period.label,
        provenance=provenance_of(ledger),
        passages=(
            cover(plan, "决算", None),
            explanation(plan, "决算", plan.now, plan.actual),
        ),
        tables=(_final(plan),),
        notes=_NOTES,
    )


def _final(plan: Plan) -> Table:
    measures = (
        Measure(
            "planned",
            "核定预算数",
            lambda code: plan.budgeted(plan.now, code),
            carries=True,
        ),
        Measure(
            "actual", "决算数", plan.actual, carries=True, adjusted=_adjusted(plan)
        ),
        Measure(
            "share",
            "完成决算",
            formed=lambda row: Formed(
                (Ref(row, "actual"),), over=(Ref(row, "planned"),)
            ),
            kind="percent",
            width=10,
        ),
    )
    filing = Filing(
        day=f"{plan.year} 年度　编报日期：＿＿年＿月＿日",
        signers=BUDGET_SIGNERS,
        sealed=True,
        checks=tuple(_checks(plan)),
        remarks=(*version_lines(plan), *finding_lines(plan)),
    )
    return Table(
        FINAL,
        columns_of(measures),
        rows_of(plan, measures, lambda code: plan.note(plan.now, code)),
        filing=filing,
    )


def _adjusted(plan: Plan) -> int:
    return adjustment(plan.accounts, year_start(plan.period), plan.period.last)


def _checks(plan: Plan) -> list[Check]:
    """Return 决算表 beside 工会02表, which is made from the accounts by itself."""
    statement = income_table(plan.accounts, parse_period(str(plan.year)))
    by_name = {row.cells[0]: value_of(row.cells[2]) for row in statement.rows}
    checks = []
    totals = {
        name: sum(plan.actual(code) for code in plan.heads(class_))
        for name, class_ in (("收入", "4"), ("支出", "5"))
    }
    opening = plan.opening or 0
    for name, line, total in (
        ("收入合计", "三、收入合计", totals["收入"]),
        ("支出合计", "四、支出合计", totals["支出"]),
        (
            "年末资金结转结余",
            "六、年末资金结转结余",
            opening + _adjusted(plan) + totals["收入"] - totals["支出"],
        ),
    ):
        stated = by_name[line]
        amount = stated if isinstance(stated, int) else 0
        checks.append(Check(f"决算表{name}", total, f"工会02表{name}", amount))
    return checks
