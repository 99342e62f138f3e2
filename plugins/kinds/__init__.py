"""The kinds of rule: a closed list, one module each.

A kind has ``Options`` (what a rule may say under ``with``), ``PARAMETERS`` (names a
rule must bind), ``FIELDS`` (places its message may hold) and ``check``. One with
``AFTER`` is asked when all others have been, and sees what they found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.plugins.kinds import ageing
from union_ledger.plugins.kinds import approval
from union_ledger.plugins.kinds import asset_cards
from union_ledger.plugins.kinds import asset_custody
from union_ledger.plugins.kinds import asset_disposal
from union_ledger.plugins.kinds import asset_lots
from union_ledger.plugins.kinds import asset_terms
from union_ledger.plugins.kinds import before_budget
from union_ledger.plugins.kinds import budget
from union_ledger.plugins.kinds import budget_changes
from union_ledger.plugins.kinds import budget_law
from union_ledger.plugins.kinds import calendar
from union_ledger.plugins.kinds import capitalise
from union_ledger.plugins.kinds import cash_drawn
from union_ledger.plugins.kinds import cash_limit
from union_ledger.plugins.kinds import cash_receipts
from union_ledger.plugins.kinds import ceiling
from union_ledger.plugins.kinds import concentration
from union_ledger.plugins.kinds import contract
from union_ledger.plugins.kinds import crowded_accounts
from union_ledger.plugins.kinds import depreciation
from union_ledger.plugins.kinds import dimension
from union_ledger.plugins.kinds import disposal_tiers
from union_ledger.plugins.kinds import distribution_list
from union_ledger.plugins.kinds import dues_booked
from union_ledger.plugins.kinds import duplicate
from union_ledger.plugins.kinds import duties
from union_ledger.plugins.kinds import eligibility
from union_ledger.plugins.kinds import event_cap
from union_ledger.plugins.kinds import event_heads
from union_ledger.plugins.kinds import evidence
from union_ledger.plugins.kinds import expected_income
from union_ledger.plugins.kinds import first_digits
from union_ledger.plugins.kinds import forbidden
from union_ledger.plugins.kinds import holding
from union_ledger.plugins.kinds import idle_quota
from union_ledger.plugins.kinds import invoice_run
from union_ledger.plugins.kinds import late_payment
from union_ledger.plugins.kinds import legs
from union_ledger.plugins.kinds import member_cap
from union_ledger.plugins.kinds import member_once
from union_ledger.plugins.kinds import member_units
from union_ledger.plugins.kinds import milestones
from union_ledger.plugins.kinds import near_duplicate
from union_ledger.plugins.kinds import near_limit
from union_ledger.plugins.kinds import offices
from union_ledger.plugins.kinds import order
from union_ledger.plugins.kinds import outlier
from union_ledger.plugins.kinds import pace
from union_ledger.plugins.kinds import pass_through
from union_ledger.plugins.kinds import per_head
from union_ledger.plugins.kinds import project_stage
from union_ledger.plugins.kinds import ratio
from union_ledger.plugins.kinds import related_party
from union_ledger.plugins.kinds import rest_days
from union_ledger.plugins.kinds import restricted
from union_ledger.plugins.kinds import round_figures
from union_ledger.plugins.kinds import rush
from union_ledger.plugins.kinds import same_day
from union_ledger.plugins.kinds import sequence
from union_ledger.plugins.kinds import small_claims
from union_ledger.plugins.kinds import split
from union_ledger.plugins.kinds import statement_months
from union_ledger.plugins.kinds import stock_issue
from union_ledger.plugins.kinds import stocktake
from union_ledger.plugins.kinds import top_up
from union_ledger.plugins.kinds import unit_price
from union_ledger.plugins.kinds import waiting_rows
from union_ledger.plugins.kinds import waivers
from union_ledger.plugins.kinds import works
from union_ledger.plugins.kinds import year_end

if TYPE_CHECKING:
    from types import ModuleType

KINDS: dict[str, ModuleType] = {
    "ageing": ageing,
    "approval": approval,
    "asset-cards": asset_cards,
    "asset-custody": asset_custody,
    "asset-disposal": asset_disposal,
    "asset-lots": asset_lots,
    "asset-terms": asset_terms,
    "before-budget": before_budget,
    "budget": budget,
    "budget-changes": budget_changes,
    "budget-law": budget_law,
    "calendar": calendar,
    "capitalise": capitalise,
    "cash-drawn": cash_drawn,
    "cash-limit": cash_limit,
    "cash-receipts": cash_receipts,
    "ceiling": ceiling,
    "concentration": concentration,
    "contract": contract,
    "crowded-accounts": crowded_accounts,
    "depreciation": depreciation,
    "dimension": dimension,
    "disposal-tiers": disposal_tiers,
    "distribution-list": distribution_list,
    "dues-booked": dues_booked,
    "duplicate": duplicate,
    "duties": duties,
    "eligibility": eligibility,
    "event-cap": event_cap,
    "event-heads": event_heads,
    "evidence": evidence,
    "expected-income": expected_income,
    "first-digits": first_digits,
    "forbidden": forbidden,
    "holding": holding,
    "idle-quota": idle_quota,
    "invoice-run": invoice_run,
    "late-payment": late_payment,
    "legs": legs,
    "member-cap": member_cap,
    "member-once": member_once,
    "member-units": member_units,
    "milestones": milestones,
    "near-duplicate": near_duplicate,
    "near-limit": near_limit,
    "offices": offices,
    "order": order,
    "outlier": outlier,
    "pace": pace,
    "pass-through": pass_through,
    "per-head": per_head,
    "project-stage": project_stage,
    "ratio": ratio,
    "related-party": related_party,
    "rest-days": rest_days,
    "restricted": restricted,
    "round-figures": round_figures,
    "rush": rush,
    "same-day": same_day,
    "sequence": sequence,
    "small-claims": small_claims,
    "split": split,
    "statement-months": statement_months,
    "stock-issue": stock_issue,
    "stocktake": stocktake,
    "top-up": top_up,
    "unit-price": unit_price,
    "waiting-rows": waiting_rows,
    "waivers": waivers,
    "works": works,
    "year-end": year_end,
}
