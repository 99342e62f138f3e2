"""What 借 and 贷 mean, where only the running balance tells.

In a bank's file 借 is money out; in the union's own books it is money in. A table
with 日期、摘要、借方、贷方、余额 may be either. Read the wrong way, its balances do not
follow.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.importers.chain import chain_of

if TYPE_CHECKING:
    from union_ledger.importers.chain import Chain
    from union_ledger.importers.statement import Mark
    from union_ledger.importers.statement import Row
    from union_ledger.importers.statement import Statement

_HINT = "请从网银重新导出带表头说明的全部列，或改用列名写明“收入”“支出”的版式。"


def settle_direction(statement: Statement) -> None:
    """Turn 借 and 贷 round where the balances follow only so.

    Raises:
        InputError: They follow neither way, or both ways.
    """
    if not statement.rows:
        return
    bank = _chain(statement, statement.rows, statement.marks)
    rows = [replace(row, side=_other(row.side)) for row in statement.rows]
    marks = [_turned(mark) for mark in statement.marks]
    book = _chain(statement, rows, marks)
    if not bank.why and not book.why:
        raise InputError(
            "借方和贷方哪一边是收入，从余额看不出来（两种读法余额都接得上）",
            file=statement.file,
            line=statement.header_line,
            hint=_HINT,
        )
    if bank.why and book.why:
        raise InputError(
            "借方和贷方哪一边是收入，从余额看不出来（两种读法余额都接不上）。"
            f"按借方支出读：{bank.why[0]}。按借方收入读：{book.why[0]}",
            file=statement.file,
            line=statement.header_line,
            hint=_HINT,
        )
    if bank.why:
        statement.rows, statement.marks = rows, marks
    means = ("贷", "借") if book.why else ("借", "贷")
    statement.notes.append(f"余额表明：{means[0]}方是收入，{means[1]}方是支出")


def _chain(statement: Statement, rows: list[Row], marks: list[Mark]) -> Chain:
    """Return the chain read one way, with what is wrong with it."""
    stated = statement.stated.get("opening")
    opening = stated if isinstance(stated, int) else None
    chain = chain_of(rows, marks, opening)
    if opening not in {None, chain.opening}:
        chain.why.append("与表头上方写的期初余额不符")
    return chain


def _other(side: str) -> str:
    return "in" if side == "out" else "out"


def _turned(mark: Mark) -> Mark:
    return replace(
        mark,
        sum_out=mark.sum_in,
        sum_in=mark.sum_out,
        count_out=mark.count_in,
        count_in=mark.count_out,
    )
