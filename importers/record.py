"""The reconciliation record of one file, as data for people and programs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from union_ledger.core.money import yuan

if TYPE_CHECKING:
    from pathlib import Path

    from union_ledger.core.errors import InputError
    from union_ledger.importers.chain import Chain
    from union_ledger.importers.proof import Proof
    from union_ledger.importers.statement import Statement

KEYS = (
    *("file", "layout", "own_account"),
    *("rows", "rows_in", "rows_out", "sum_in", "sum_out", "opening", "closing"),
    *("first_date", "last_date", "order", "chain_holds", "chain_breaks"),
    *("skip", "reject", "verdict", "why"),
)


def refused(path: Path, error: InputError) -> dict[str, Any]:
    """Return the record of a file that cannot be read: all keys, and why."""
    record: dict[str, Any] = dict.fromkeys(KEYS)
    record |= {"file": path.name, "skip": [], "reject": [], "chain_breaks": []}
    record |= {"verdict": "refused", "why": str(error)}
    return record


def record_of(statement: Statement, proof: Proof) -> dict[str, Any]:
    """Return the record: amounts as text with two decimals, lines from 1.

    Where a file holds several own accounts (a project ledger), ``own_account``,
    ``opening`` and ``closing`` are ``None`` and ``projects`` has one part for each. A
    page of the union's own books has ``of``, which is ``book``, and its ``subject``.
    """
    chains = proof.chains
    one = next(iter(chains.values())) if len(chains) == 1 else None
    days = sorted(row.date for row in statement.rows)
    record: dict[str, Any] = {
        "file": statement.file.name,
        "layout": statement.layout.id,
        "own_account": next(iter(chains)) if one else None,
        "rows": len(statement.rows),
        "rows_in": sum(chain.count("in") for chain in chains.values()),
        "rows_out": sum(chain.count("out") for chain in chains.values()),
        "sum_in": _text(sum(chain.total("in") for chain in chains.values())),
        "sum_out": _text(sum(chain.total("out") for chain in chains.values())),
        "opening": _text(one.opening) if one else None,
        "closing": _text(one.closing) if one else None,
        "first_date": days[0].isoformat() if days else None,
        "last_date": days[-1].isoformat() if days else None,
        "order": proof.order,
        "chain_holds": proof.holds,
        "chain_breaks": proof.breaks,
        "skip": [{"line": n.line, "what": n.why} for n in statement.skipped],
        "reject": [{"line": n.line, "why": n.why} for n in statement.rejected],
        "verdict": proof.verdict,
        "why": "；".join(proof.why) or None,
    }
    if statement.layout.of == "book":
        record |= {"own_account": None, "of": "book"}
        record["subject"] = statement.stated.get("subject")
    if not one and chains:
        record["projects"] = {key: _part(chain) for key, chain in chains.items()}
        record["sum_debit"], record["sum_credit"] = record["sum_out"], record["sum_in"]
    if statement.notes:
        record["notes"] = list(statement.notes)
    return record


def _part(chain: Chain) -> dict[str, Any]:
    names = {row.text.get("unit_name") for row in chain.rows} - {None}
    advances: dict[str, int] = {}
    for row in chain.rows:
        if "offset" in row.text:
            key = row.text["offset"]
            advances[key] = advances.get(key, 0) - row.signed
    return {
        "unit": names.pop() if len(names) == 1 else None,
        "rows": len(chain.rows),
        "opening": _text(chain.opening),
        "sum_debit": _text(chain.total("out")),
        "sum_credit": _text(chain.total("in")),
        "closing": _text(chain.closing),
        "open_advances": {key: _text(fen) for key, fen in advances.items() if fen},
    }


def _text(fen: int | None) -> str | None:
    return None if fen is None else str(yuan(fen))
