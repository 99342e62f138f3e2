"""Two sides of the books stay level every day（对应关系逐日相等）.

《工会会计制度》: 资产基金 mirrors every asset that is not money, 代管经费 the money
held for others; cash is not below nought; 待处理财产损溢 is cleared by year's end.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import zip_longest
from typing import TYPE_CHECKING
from typing import Literal

from pydantic import Field

from union_ledger.core.money import yuan_text
from union_ledger.plugins.balances import Sums
from union_ledger.plugins.balances import days_of
from union_ledger.plugins.balances import ends_year
from union_ledger.plugins.balances import is_held
from union_ledger.plugins.balances import last_that
from union_ledger.plugins.balances import of_accounts
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Books
    from union_ledger.core.books import Entry
    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("pair", "left", "right", "on")


class Pair(KindOptions):
    """Debit balances ``left`` and credit balances ``right``, by account code.

    With ``left_ending`` only accounts count of which a part below the first is
    named so. ``right`` may be empty: then ``left`` is held against nought.
    """

    name: str
    left: tuple[str, ...] = Field(min_length=1)
    left_ending: tuple[str, ...] = ()
    right: tuple[str, ...] = ()


class Options(KindOptions):
    """``relation`` of left to right and ``when`` it is asked for.

    A difference that stands in the accounts ``in_process`` is not one yet.
    """

    pairs: tuple[Pair, ...] = Field(min_length=1)
    relation: Literal["相等", "不小于"] = "相等"
    when: Literal["每日", "年末"] = "每日"
    in_process: tuple[str, ...] = ()


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each break, at the day's last entry that made it.

    A difference is told when it appears or grows, not on every day that it stays.
    """
    for pair in options.pairs:
        yield from _breaks(check, options, pair)


def _rows(books: Books, pair: Pair, in_process: tuple[str, ...]) -> Iterator[Row]:
    left = books.of_code(*pair.left)
    if pair.left_ending:
        left = of_accounts(left, lambda account: is_held(account, pair.left_ending))
    yield from left
    if pair.right or in_process:
        yield from books.of_code(*pair.right, *in_process)


def _breaks(check: Check, options: Options, pair: Pair) -> Iterator[Finding]:
    rows = list(_rows(check.books, pair, options.in_process))
    of_entry: dict[Entry, list[Row]] = defaultdict(list)
    for row in rows:
        of_entry[row.entry].append(row)
    sums = Sums()
    before = 0
    moved: list[tuple[Entry, int]] = []
    days = list(days_of(rows))
    for (day, entries), following in zip_longest(days, days[1:]):
        for entry in entries:
            start = sums
            for row in of_entry[entry]:
                sums = sums.plus(row, pair.right, options.in_process)
            off = sums.left + sums.right - start.left - start.right
            # What is taken out of process uncovers the difference it stood for.
            moved.append((entry, off or sums.waiting - start.waiting))
        if options.when == "年末" and not ends_year(check.books, day, following):
            continue
        off = _off(options, sums)
        if _is_worse(options, off, before):
            blamed = last_that(moved, 1 if off > before else -1)
            if blamed is not None and check.applies(blamed):
                yield _finding(check, options, pair, blamed, sums, off - before)
        before, moved = off, []


def _off(options: Options, sums: Sums) -> int:
    """Return by how much the sides differ, in fen; 0 where that is in order."""
    return sums.shortfall() if options.relation == "不小于" else sums.difference()


def _is_worse(options: Options, off: int, before: int) -> bool:
    if options.relation == "不小于":
        return bool(off) and not before
    return bool(off) and (abs(off) > abs(before) or (off > 0) != (before > 0))


def _finding(  # noqa: PLR0913, PLR0917 - what is said of a break
    check: Check,
    options: Options,
    pair: Pair,
    entry: Entry,
    sums: Sums,
    grown: int,
) -> Finding:
    left, right = yuan_text(sums.left), yuan_text(-sums.right)
    part = f"（{'、'.join(pair.left_ending)}）" if pair.left_ending else ""
    evidence = [f"{entry.day} 日末，{'、'.join(pair.left)}{part} 余额 {left} 元"]
    if pair.right:
        evidence += [
            f"{entry.day} 日末，{'、'.join(pair.right)} 余额 {right} 元",
            f"{left} - {right} = {yuan_text(sums.left + sums.right)} 元",
        ]
    if sums.waiting:
        said = f"{'、'.join(options.in_process)} 余额 {yuan_text(sums.waiting)} 元"
        evidence.append(f"处理中的 {said}，不足以说明这一差额")
    evidence += [f"本笔 {row.account} {yuan_text(row.amount)} 元" for row in entry.rows]
    year = f" {entry.day.year}" if options.when == "年末" else ""
    return check.finding(
        entry,
        subject=f"{pair.name}{year}",
        amount=abs(grown),
        evidence=evidence,
        pair=pair.name,
        left=left,
        right=right,
        on=str(entry.day),
    )
