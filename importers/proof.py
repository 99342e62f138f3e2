"""Proof of completeness: does the statement add up, in itself and to what it states?

The balance of every row is the balance before it plus its amount (``chain``). A row
lost, doubled or altered breaks that. Rows missing at either end, and the first amount
where no opening balance is stated, it cannot see: those the ``balance`` directive in
the books finds. What the file states about itself is held against it as well
(``marks``, ``envelope``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan_text
from union_ledger.importers.chain import Chain
from union_ledger.importers.chain import chain_of
from union_ledger.importers.envelope import check_envelope
from union_ledger.importers.marks import totals

if TYPE_CHECKING:
    from union_ledger.importers.statement import Row
    from union_ledger.importers.statement import Statement

MIXED = "mixed"


@dataclass(slots=True)
class Proof:
    """What was found about a statement.

    ``verdict`` is ``proven`` or ``unproven``; ``why`` says what is wrong, in Chinese,
    and is empty when proven.
    """

    chains: dict[str, Chain]
    order: str
    holds: bool | None
    breaks: list[int]
    why: list[str]

    @property
    def verdict(self) -> str:
        """Return the verdict."""
        return "unproven" if self.why else "proven"


def prove(statement: Statement) -> Proof:
    """Check chain, brought-forward and totals rows, stated totals and row counts."""
    parts = statement.by_account()
    opening = statement.stated.get("opening") if len(parts) == 1 else None
    chains = {
        account: chain_of(
            rows,
            [m for m in statement.marks if m.own_account == account],
            opening if isinstance(opening, int) else None,
        )
        for account, rows in parts.items()
    }
    why = [
        f"第 {noted.line} 行读不懂：{noted.why}（{noted.raw[:60]}）"
        for noted in statement.rejected
    ]
    read = len(statement.rows) + len(statement.skipped) + len(statement.rejected)
    if read != statement.data_rows:
        why.append(f"数据行 {statement.data_rows}，只交代了 {read} 行")
    if not statement.rows:
        why.append("没有一行是收支明细")
    for chain in chains.values():
        why += chain.why + _repeated(chain.rows)
    for mark in statement.marks:
        if not mark.own_account and mark.means == "totals":
            above = [row for row in statement.rows if row.line < mark.line]
            why += totals(mark, above)
    why += check_envelope(statement, list(chains.values()))
    orders = {chain.order for chain in chains.values() if chain.rows}
    held = [chain.holds for chain in chains.values() if chain.rows]
    breaks = sorted(line for chain in chains.values() for line in chain.breaks)
    holds = None if None in held else all(held)
    order = orders.pop() if len(orders) == 1 else MIXED
    return Proof(chains, order, holds, breaks, why)


def _repeated(rows: list[Row]) -> list[str]:
    """Find rows that stand twice, the balance after them included.

    Genuine twins differ in their balance, but for a payment that was undone and made
    again: then in the second or in the serial number. A block of rows that adds up to
    nothing and was pasted twice keeps the chain whole, and is found here.
    """
    seen: dict[tuple[object, ...], Row] = {}
    why = []
    for row in rows:
        # Midnight is what a bank prints that does not tell the time.
        serial = row.text.get("serial")
        if row.balance is None or not (serial or row.time not in {None, time.min}):
            continue
        key = (row.date, row.time, serial, row.side, row.amount, row.balance)
        first = seen.setdefault(key, row)
        if first is not row:
            why.append(
                f"第 {first.line} 行和第 {row.line} 行的时间、金额和余额都相同"
                f"（{row.date}，{yuan_text(row.signed)}），同一笔可能重复了"
            )
    return why
