"""The running balance of one own account, in whatever order the file has its rows."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from datetime import time
from itertools import pairwise
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan_text
from union_ledger.importers.marks import check_marks
from union_ledger.importers.order import put_in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.importers.statement import Mark
    from union_ledger.importers.statement import Row

OLDEST = "oldest_first"
NEWEST = "newest_first"
SHUFFLED = "shuffled"


@dataclass(slots=True)
class Chain:
    """The running balance of one own account; money in fen.

    Attributes:
        rows: The account's rows, oldest first.
        order: The order of the file: ``oldest_first``, ``newest_first``, or
            ``shuffled`` where the rows were put in order by their balances.
        opening: Balance before the first row, ``None`` without a balance column.
        closing: Balance after the last row.
        holds: Whether every balance follows; ``None`` without a balance column.
        breaks: Lines at which it does not.
        why: What is wrong, in Chinese, with the rows around it.
    """

    rows: list[Row]
    order: str
    opening: int | None = None
    closing: int | None = None
    holds: bool | None = None
    breaks: list[int] = field(default_factory=list)
    why: list[str] = field(default_factory=list)

    def total(self, side: str) -> int:
        """Return the sum of one side (``in`` or ``out``); reversals lower it."""
        return sum(row.amount for row in self.rows if row.side == side)

    def count(self, side: str) -> int:
        """Return the number of rows of one side."""
        return sum(row.side == side for row in self.rows)


def chain_of(
    rows: list[Row], marks: Sequence[Mark] = (), stated: int | None = None
) -> Chain:
    """Return the chain of one account's rows, in the order of the file.

    It is tried oldest first and newest first; where neither holds, the rows are put
    in order by their balances within each day.

    Args:
        rows: The rows, in the order of the file.
        marks: The account's brought-forward and totals rows.
        stated: The opening balance where the file states it.
    """
    if any(row.balance is None for row in rows):
        chain = Chain(rows, _by_dates(rows))
        chain.why.append("没有余额列，无法证明一行不少")
        return chain
    chain = _chain(rows, _opening(marks, stated))
    if chain.rows:
        chain.opening = (chain.rows[0].balance or 0) - chain.rows[0].signed
        chain.closing = chain.rows[-1].balance
    check_marks(chain, marks)
    return chain


def _opening(marks: Sequence[Mark], stated: int | None) -> int | None:
    brought = [m.balance for m in marks if m.means == "opening" and m.after == 0]
    return brought[0] if brought else stated


def _chain(rows: list[Row], opening: int | None) -> Chain:
    forward, backward = _breaks(rows), _breaks(rows[::-1])
    order = _by_dates(rows)
    if forward and not backward:
        order = NEWEST
    elif backward and not forward:
        order = OLDEST
    if forward and backward:
        ordered = put_in_order(rows, opening)
        if not isinstance(ordered, str):
            return Chain(ordered, SHUFFLED, holds=True)
        if ordered:
            return Chain(rows, order, holds=False, why=[ordered])
        if len(forward) != len(backward):
            order = OLDEST if len(forward) < len(backward) else NEWEST
    ordered = rows if order == OLDEST else rows[::-1]
    found = forward if order == OLDEST else backward
    chain = Chain(ordered, order, holds=not found)
    for before, after in found:
        chain.breaks.append(after.line)
        chain.why.append(_broken(before, after))
    if not found:
        chain.why += _against_time(ordered)
    return chain


def _against_time(ordered: list[Row]) -> list[str]:
    """Find a chain that holds only from the latest row to the earliest.

    A wrong sign can make a short statement add up when it is read backwards.
    """
    if not ordered or _by_dates(ordered) == OLDEST:
        return []
    first, last = ordered[0], ordered[-1]
    why = (
        f"余额只有从第 {first.line} 行（{_moment(first)}）到"
        f"第 {last.line} 行（{_moment(last)}）才接得上，"
        "与时间的先后相反，请核对金额的正负"
    )
    return [why]


def _by_dates(rows: list[Row]) -> str:
    return NEWEST if rows and _moment(rows[0]) > _moment(rows[-1]) else OLDEST


def _moment(row: Row) -> datetime:
    return datetime.combine(row.date, row.time or time.min)


def _breaks(rows: list[Row]) -> list[tuple[Row, Row]]:
    return [
        (before, after)
        for before, after in pairwise(rows)
        if (before.balance or 0) + after.signed != after.balance
    ]


def _broken(before: Row, after: Row) -> str:
    expected = (before.balance or 0) + after.signed
    return (
        f"余额接不上：第 {before.line} 行（{before.date}）余额 "
        f"{yuan_text(before.balance or 0)}，第 {after.line} 行（{after.date}）"
        f"{'收入' if after.side == 'in' else '支出'} {yuan_text(after.amount)} 后应为 "
        f"{yuan_text(expected)}，文件写的是 {yuan_text(after.balance or 0)}"
    )
