"""The reports there are, by the name the command line takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.reports.assets.changes import TITLE as ASSET_CHANGES
from union_ledger.reports.assets.changes import asset_changes
from union_ledger.reports.assets.depreciation import TITLE as DEPRECIATION
from union_ledger.reports.assets.depreciation import depreciation
from union_ledger.reports.assets.idle import TITLE as IDLE_ASSETS
from union_ledger.reports.assets.idle import idle_assets
from union_ledger.reports.assets.register import TITLE as ASSET_REGISTER
from union_ledger.reports.assets.register import asset_register
from union_ledger.reports.assets.stocktaking import TITLE as STOCKTAKING
from union_ledger.reports.assets.stocktaking import stocktaking_report
from union_ledger.reports.brief import TITLE as BRIEF
from union_ledger.reports.brief import brief
from union_ledger.reports.budget_forms.budget import TITLE as BUDGET
from union_ledger.reports.budget_forms.budget import budget
from union_ledger.reports.budget_forms.final_accounts import TITLE as FINAL_ACCOUNTS
from union_ledger.reports.budget_forms.final_accounts import final_accounts
from union_ledger.reports.budget_forms.projects import TITLE as PROJECT_BUDGET
from union_ledger.reports.budget_forms.projects import project_budget
from union_ledger.reports.custodial import TITLE as CUSTODIAL
from union_ledger.reports.custodial import custodial
from union_ledger.reports.disclosure import TITLE as DISCLOSURE
from union_ledger.reports.disclosure import disclosure
from union_ledger.reports.effect import TITLE as EFFECT
from union_ledger.reports.effect import effect
from union_ledger.reports.findings import TITLE as FINDINGS
from union_ledger.reports.findings import findings_report
from union_ledger.reports.overview import TITLE as OVERVIEW
from union_ledger.reports.overview import overview
from union_ledger.reports.projects import TITLE as PROJECTS
from union_ledger.reports.projects import projects
from union_ledger.reports.reconciliation import TITLE as RECONCILIATION
from union_ledger.reports.reconciliation import reconciliation
from union_ledger.reports.rectification import TITLE as RECTIFICATION
from union_ledger.reports.rectification import rectification
from union_ledger.reports.statements.balance_sheet import TITLE as BALANCE_SHEET
from union_ledger.reports.statements.balance_sheet import balance_sheet
from union_ledger.reports.statements.income_statement import TITLE as INCOME_STATEMENT
from union_ledger.reports.statements.income_statement import income_statement
from union_ledger.reports.statements.notes import TITLE as NOTES
from union_ledger.reports.statements.notes import notes
from union_ledger.reports.supervision.report import TITLE as SUPERVISION
from union_ledger.reports.supervision.report import supervision
from union_ledger.reports.utilisation import TITLE as UTILISATION
from union_ledger.reports.utilisation import utilisation
from union_ledger.reports.utilisation_notice import TITLE as NOTICE
from union_ledger.reports.utilisation_notice import notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.reports.model import Report

REPORTS: dict[str, tuple[str, Callable[[Ledger, Period], Report]]] = {
    "overview": (OVERVIEW, overview),
    "utilisation": (UTILISATION, utilisation),
    "findings": (FINDINGS, findings_report),
    "reconciliation": (RECONCILIATION, reconciliation),
    "balance-sheet": (BALANCE_SHEET, balance_sheet),
    "income-statement": (INCOME_STATEMENT, income_statement),
    "notes": (NOTES, notes),
    "budget": (BUDGET, budget),
    "final-accounts": (FINAL_ACCOUNTS, final_accounts),
    "project-budget": (PROJECT_BUDGET, project_budget),
    "custodial": (CUSTODIAL, custodial),
    "notice": (NOTICE, notice),
    "brief": (BRIEF, brief),
    "effect": (EFFECT, effect),
    "disclosure": (DISCLOSURE, disclosure),
    "projects": (PROJECTS, projects),
    "supervision": (SUPERVISION, supervision),
    "rectification": (RECTIFICATION, rectification),
    "asset-register": (ASSET_REGISTER, asset_register),
    "depreciation": (DEPRECIATION, depreciation),
    "asset-changes": (ASSET_CHANGES, asset_changes),
    "stocktaking": (STOCKTAKING, stocktaking_report),
    "idle-assets": (IDLE_ASSETS, idle_assets),
}
