"""The kinds of rule: a closed list, one module each.

A kind has ``Options`` (what a rule may say under ``with``), ``PARAMETERS`` (names a
rule must bind), ``FIELDS`` (places its message may hold) and ``check``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.plugins.kinds import budget
from union_ledger.plugins.kinds import capitalise
from union_ledger.plugins.kinds import cash_limit
from union_ledger.plugins.kinds import dimension
from union_ledger.plugins.kinds import duplicate
from union_ledger.plugins.kinds import duties
from union_ledger.plugins.kinds import evidence
from union_ledger.plugins.kinds import forbidden
from union_ledger.plugins.kinds import member_cap
from union_ledger.plugins.kinds import restricted
from union_ledger.plugins.kinds import sequence
from union_ledger.plugins.kinds import split

if TYPE_CHECKING:
    from types import ModuleType

KINDS: dict[str, ModuleType] = {
    "budget": budget,
    "capitalise": capitalise,
    "cash-limit": cash_limit,
    "dimension": dimension,
    "duplicate": duplicate,
    "duties": duties,
    "evidence": evidence,
    "forbidden": forbidden,
    "member-cap": member_cap,
    "restricted": restricted,
    "sequence": sequence,
    "split": split,
}
