"""The reconciliation record of a trial balance, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from union_ledger.core.money import yuan
from union_ledger.importers.record import KEYS

if TYPE_CHECKING:
    from union_ledger.importers.balances.proof import BalanceProof
    from union_ledger.importers.balances.table import TrialBalance


def balance_record(found: TrialBalance, proof: BalanceProof) -> dict[str, Any]:
    """Return the record; balances are signed from the debit side, in yuan."""
    record: dict[str, Any] = dict.fromkeys(KEYS)
    return record | {
        "file": found.file.name,
        "layout": found.layout.id,
        "rows": len(found.accounts),
        "first_date": found.months.start.isoformat(),
        "last_date": found.months.end.isoformat(),
        "accounts": {
            account.code: {
                key: str(yuan(fen))
                for key, fen in zip(
                    ("opening", "debit", "credit", "closing"),
                    account.figures,
                    strict=True,
                )
            }
            for account in found.accounts
        },
        "chain_breaks": [],
        "skip": [{"line": n.line, "what": n.why} for n in found.skipped],
        "reject": [{"line": n.line, "why": n.why} for n in found.rejected],
        "verdict": proof.verdict,
        "why": "；".join(proof.why) or None,
        "notes": list(found.notes),
    }
