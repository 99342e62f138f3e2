"""Rows that say something about the rows above them: brought forward, totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.money import yuan_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from union_ledger.importers.chain import Chain
    from union_ledger.importers.statement import Mark
    from union_ledger.importers.statement import Row


def check_marks(chain: Chain, marks: Sequence[Mark]) -> None:
    """Hold every mark of one account against its rows; what is wrong goes to ``why``.

    Brought forward at the end of a file that is newest first stands before all its
    rows, and in the middle of a file after the rows above it.
    """
    last_year: Mark | None = None
    for mark in marks:
        above = [row for row in chain.rows if row.line < mark.line]
        if mark.means == "opening":
            _opening(mark, chain, above)
            continue
        if mark.means == "year_totals":
            if last_year is not None and last_year.year == mark.year:
                chain.why += _since(mark, last_year, above)
            last_year = mark
        elif mark.means == "month_totals":
            chain.why += totals(mark, _of_month(mark, above))
        else:
            chain.why += totals(mark, above)
        _balance(mark, chain, above)


def totals(mark: Mark, rows: Iterable[Row]) -> list[str]:
    """Hold the sums and counts of a totals row against the rows that it is of."""
    part = list(rows)
    why = []
    for name, side, stated, count in (
        ("支出", "out", mark.sum_out, mark.count_out),
        ("收入", "in", mark.sum_in, mark.count_in),
    ):
        amounts = [row.amount for row in part if row.side == side]
        whose = mark.own_account or "全部"
        if stated is not None and stated != sum(amounts):
            why.append(
                f"第 {mark.line} 行写的{name}合计 {shown(stated)}，"
                f"与 {whose}明细的 {shown(sum(amounts))} 不符"
            )
        if count is not None and count != len(amounts):
            why.append(
                f"第 {mark.line} 行写的{name}笔数 {count}，"
                f"与 {whose}明细的 {len(amounts)} 不符"
            )
    gross = sum(row.amount for row in part)
    net = abs(sum(row.signed for row in part))
    if mark.sum_all is not None and abs(mark.sum_all) not in {gross, net}:
        why.append(
            f"第 {mark.line} 行写的合计 {shown(mark.sum_all)}，"
            f"与明细收支相加的 {shown(gross)} 不符"
        )
    return why


def shown(fen: int | None) -> str:
    """Return fen as people read it, or that there is none."""
    return "（无）" if fen is None else yuan_text(fen)


def _opening(mark: Mark, chain: Chain, above: list[Row]) -> None:
    if not chain.rows:
        chain.opening = chain.closing = mark.balance
        chain.holds = True
        return
    at_edge = mark.after == 0 or (
        chain.order == "newest_first" and mark.after == len(chain.rows)
    )
    before = chain.opening if at_edge else above[-1].balance
    if chain.order != "oldest_first" and not at_edge:
        return
    if mark.balance not in (None, before):
        nearest = chain.rows[0].line if at_edge else above[-1].line
        chain.holds = False
        chain.breaks.append(nearest)
        chain.why.append(
            f"第 {mark.line} 行结转余额 {shown(mark.balance)}，"
            f"与第 {nearest} 行推出的{'期初 ' if at_edge else ''}{shown(before)} 不符"
        )


def _of_month(mark: Mark, above: list[Row]) -> list[Row]:
    """Return the rows of a month's totals: its own month, or that of the row above."""
    if mark.year and mark.month:
        month = (mark.year, mark.month)
    elif above:
        last = max(above, key=lambda row: row.line)
        month = (last.date.year, last.date.month)
    else:
        return []
    return [row for row in above if (row.date.year, row.date.month) == month]


def _since(mark: Mark, before: Mark, above: list[Row]) -> list[str]:
    """Hold the growth of a year's totals against the rows since the totals before.

    The first of a year is taken as it stands: what it adds up may be in another file.
    """
    part = [row for row in above if row.line > before.line]
    why = []
    for name, side, then, now in (
        ("支出", "out", before.sum_out, mark.sum_out),
        ("收入", "in", before.sum_in, mark.sum_in),
    ):
        found = sum(row.amount for row in part if row.side == side)
        if then is not None and now is not None and now - then != found:
            why.append(
                f"第 {mark.line} 行写的本年累计{name}比第 {before.line} 行多 "
                f"{shown(now - then)}，与其间明细的 {shown(found)} 不符"
            )
    return why


def _balance(mark: Mark, chain: Chain, above: list[Row]) -> None:
    last = above[-1].balance if above else chain.opening
    if mark.balance not in (None, last):
        chain.why.append(
            f"第 {mark.line} 行写的余额 {shown(mark.balance)}，"
            f"与 {mark.own_account} 的明细 {shown(last)} 不符"
        )
