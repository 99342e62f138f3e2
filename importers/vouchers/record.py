"""The reconciliation record of a voucher journal, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from union_ledger.core.money import yuan
from union_ledger.importers.record import KEYS

if TYPE_CHECKING:
    from union_ledger.importers.vouchers.proof import VoucherProof
    from union_ledger.importers.vouchers.voucher import VoucherList


def voucher_record(found: VoucherList, proof: VoucherProof) -> dict[str, Any]:
    """Return the record; keys that are for statements only are ``None``."""
    days = sorted(voucher.day for voucher in found.vouchers)
    record: dict[str, Any] = dict.fromkeys(KEYS)
    sums = {
        side: sum(line.amount for line in found.lines if line.side == side)
        for side in "借贷"
    }
    return record | {
        "file": found.file.name,
        "layout": found.layout.id,
        "rows": len(found.lines),
        "vouchers": sum(bool(voucher.lines) for voucher in found.vouchers),
        "sum_debit": str(yuan(sums["借"])),
        "sum_credit": str(yuan(sums["贷"])),
        "red_rows": sum(line.amount < 0 for line in found.lines),
        "first_date": days[0].isoformat() if days else None,
        "last_date": days[-1].isoformat() if days else None,
        "unbalanced_vouchers": [voucher.key for voucher in proof.unbalanced],
        "chain_breaks": [],
        "skip": [{"line": n.line, "what": n.why} for n in found.skipped],
        "reject": [{"line": n.line, "why": n.why} for n in found.rejected],
        "verdict": proof.verdict,
        "why": "；".join(proof.why) or None,
        "notes": list(found.notes),
    }
