"""Proof of completeness: does the statement add up, in itself and to what it states?

The balance of every row is the balance before it plus its amount. That chain is
tried oldest first and newest first; a row lost, doubled or altered breaks it. Rows
missing at either end, and the first amount where no opening balance is stated, it
cannot see: those the ``balance`` directive in the books finds.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from itertools import pairwise
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.importers.statement import Mark
    from union_ledger.importers.statement import Row
    from union_ledger.importers.statement import Statement

OLDEST = "oldest_first"
NEWEST = "newest_first"
MIXED = "mixed"


@dataclass(slots=True)
class Chain:
    """The running balance of one own account; money in fen.

    Attributes:
        rows: The account's rows, oldest first.
        order: The order of the file: ``oldest_first`` or ``newest_first``.
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
    chains = {
        account: _chain(rows, [m for m in statement.marks if m.own_account == account])
        for account, rows in statement.by_account().items()
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
        why += chain.why
    for mark in statement.marks:
        if not mark.own_account and mark.means == "totals":
            above = [row for row in statement.rows if row.line < mark.line]
            why += _totals(mark, above)
    why += _stated(statement, list(chains.values()))
    orders = {chain.order for chain in chains.values() if chain.rows}
    held = [chain.holds for chain in chains.values() if chain.rows]
    breaks = sorted(line for chain in chains.values() for line in chain.breaks)
    holds = None if None in held else all(held)
    order = orders.pop() if len(orders) == 1 else MIXED
    return Proof(chains, order, holds, breaks, why)


def _chain(rows: list[Row], marks: Sequence[Mark]) -> Chain:
    if any(row.balance is None for row in rows):
        chain = Chain(rows, _by_dates(rows))
        chain.why.append("没有余额列，无法证明一行不少")
        return chain
    forward, backward = _breaks(rows), _breaks(rows[::-1])
    order = _by_dates(rows)
    if forward and not backward:
        order = NEWEST
    elif backward and not forward:
        order = OLDEST
    ordered = rows if order == OLDEST else rows[::-1]
    found = forward if order == OLDEST else backward
    chain = Chain(ordered, order, holds=not found)
    for before, after in found:
        chain.breaks.append(after.line)
        chain.why.append(_broken(before, after))
    if ordered:
        chain.opening = (ordered[0].balance or 0) - ordered[0].signed
        chain.closing = ordered[-1].balance
    for mark in marks:
        _check_mark(mark, chain)
    return chain


def _by_dates(rows: list[Row]) -> str:
    return NEWEST if rows and rows[0].date > rows[-1].date else OLDEST


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


def _check_mark(mark: Mark, chain: Chain) -> None:
    """Hold a brought-forward or totals row against the rows above it."""
    if mark.means == "opening":
        if not chain.rows:
            chain.opening = chain.closing = mark.balance
            chain.holds = True
        elif mark.after == 0 and mark.balance not in (None, chain.opening):
            chain.holds = False
            chain.breaks.append(chain.rows[0].line)
            chain.why.append(
                f"第 {mark.line} 行结转余额 {_shown(mark.balance)}，"
                f"与第 {chain.rows[0].line} 行推出的期初 {_shown(chain.opening)} 不符"
            )
        return
    above = [row for row in chain.rows if row.line < mark.line]
    last = above[-1].balance if above else chain.opening
    chain.why += _totals(mark, above)
    if mark.balance not in (None, last):
        chain.why.append(
            f"第 {mark.line} 行写的余额 {_shown(mark.balance)}，"
            f"与 {mark.own_account} 的明细 {_shown(last)} 不符"
        )


def _totals(mark: Mark, above: list[Row]) -> list[str]:
    """Hold the two sums of a totals row against the rows above it."""
    why = []
    for name, side, stated in (
        ("支出合计", "out", mark.sum_out),
        ("收入合计", "in", mark.sum_in),
    ):
        found = sum(row.amount for row in above if row.side == side)
        if stated is not None and stated != found:
            why.append(
                f"第 {mark.line} 行写的{name} {_shown(stated)}，"
                f"与 {mark.own_account or '全部'}明细的 {_shown(found)} 不符"
            )
    return why


def _stated(statement: Statement, chains: list[Chain]) -> list[str]:
    """Hold the control totals above the header against the rows."""
    facts: list[tuple[str, str, int | None]] = [
        ("sum_out", "支出总额", sum(chain.total("out") for chain in chains)),
        ("sum_in", "收入总额", sum(chain.total("in") for chain in chains)),
        ("count_out", "支出笔数", sum(chain.count("out") for chain in chains)),
        ("count_in", "收入笔数", sum(chain.count("in") for chain in chains)),
    ]
    if len(chains) == 1:
        facts += [
            ("opening", "期初余额", chains[0].opening),
            ("closing", "期末余额", chains[0].closing),
        ]
    why = []
    for key, name, found in facts:
        stated = statement.stated.get(key)
        if isinstance(stated, int) and stated != found:
            counted = key.startswith("count")
            texts = (stated, found) if counted else (_shown(stated), _shown(found))
            why.append(f"表头上方写的{name} {texts[0]}，与明细的 {texts[1]} 不符")
    return why


def _shown(fen: int | None) -> str:
    return "（无）" if fen is None else yuan_text(fen)
