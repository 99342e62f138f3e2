"""The kinds of rule: a closed list, one module each.

A kind has ``Options`` (what a rule may say under ``with``), ``PARAMETERS`` (names a
rule must bind), ``FIELDS`` (places its message may hold) and ``check``. One with
``AFTER`` is asked when all others have been, and sees what they found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.plugins.kinds import ageing
from union_ledger.plugins.kinds import approval
from union_ledger.plugins.kinds import before_budget
from union_ledger.plugins.kinds import budget
from union_ledger.plugins.kinds import budget_law
from union_ledger.plugins.kinds import calendar
from union_ledger.plugins.kinds import capitalise
from union_ledger.plugins.kinds import cash_limit
from union_ledger.plugins.kinds import cash_receipts
from union_ledger.plugins.kinds import ceiling
from union_ledger.plugins.kinds import contract
from union_ledger.plugins.kinds import dimension
from union_ledger.plugins.kinds import distribution_list
from union_ledger.plugins.kinds import duplicate
from union_ledger.plugins.kinds import duties
from union_ledger.plugins.kinds import eligibility
from union_ledger.plugins.kinds import event_cap
from union_ledger.plugins.kinds import evidence
from union_ledger.plugins.kinds import expected_income
from union_ledger.plugins.kinds import forbidden
from union_ledger.plugins.kinds import holding
from union_ledger.plugins.kinds import legs
from union_ledger.plugins.kinds import member_cap
from union_ledger.plugins.kinds import member_once
from union_ledger.plugins.kinds import member_units
from union_ledger.plugins.kinds import near_duplicate
from union_ledger.plugins.kinds import offices
from union_ledger.plugins.kinds import order
from union_ledger.plugins.kinds import pass_through
from union_ledger.plugins.kinds import ratio
from union_ledger.plugins.kinds import restricted
from union_ledger.plugins.kinds import sequence
from union_ledger.plugins.kinds import split
from union_ledger.plugins.kinds import top_up
from union_ledger.plugins.kinds import waivers

if TYPE_CHECKING:
    from types import ModuleType

KINDS: dict[str, ModuleType] = {
    "ageing": ageing,
    "approval": approval,
    "before-budget": before_budget,
    "budget": budget,
    "budget-law": budget_law,
    "calendar": calendar,
    "capitalise": capitalise,
    "cash-limit": cash_limit,
    "cash-receipts": cash_receipts,
    "ceiling": ceiling,
    "contract": contract,
    "dimension": dimension,
    "distribution-list": distribution_list,
    "duplicate": duplicate,
    "duties": duties,
    "eligibility": eligibility,
    "event-cap": event_cap,
    "evidence": evidence,
    "expected-income": expected_income,
    "forbidden": forbidden,
    "holding": holding,
    "legs": legs,
    "member-cap": member_cap,
    "member-once": member_once,
    "member-units": member_units,
    "near-duplicate": near_duplicate,
    "offices": offices,
    "order": order,
    "pass-through": pass_through,
    "ratio": ratio,
    "restricted": restricted,
    "sequence": sequence,
    "split": split,
    "top-up": top_up,
    "waivers": waivers,
}
