"""What leaves the stock is signed for（领用签字）: 库存物品 of a 工会.

《工会会计制度》 141: what is issued reduces 资产基金, and is no expense again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.core.chart import label
from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("account", "problem")
_STOCK = "141"
_PENDING = "182"
_FUND = "30101"


class Options(KindOptions):
    """``signed`` are the keys any of which shows the list that was signed."""

    signed: tuple[str, ...] = Field(min_length=1)


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each issue without a list, or booked as an expense.

    What goes out through 182（盘亏、毁损） is no issue. A document linked to the
    entry is a list as well.
    """
    told: set[int] = set()
    for row in check.books.of_code(_STOCK):
        entry = row.entry
        if row.amount >= 0 or entry.closing or entry.position in told:
            continue
        told.add(entry.position)
        moved = sum(r.amount for r in entry.rows if r.code[:3] == _STOCK)
        through = any(r.code[:3] == _PENDING for r in entry.rows)
        if moved >= 0 or through or not check.applies(entry):
            continue
        problems = []
        if not any(entry.text_of(key) for key in options.signed):
            kept = entry.txn.links or frozenset()
            if not any(kept & paper.links for paper in check.books.documents):
                problems.append("没有领用签收单")
        if entry.spent > 0 and not any(r.code == _FUND for r in entry.rows):
            problems.append("又列了一次支出，没有冲减资产基金")
        if problems:
            yield check.finding(
                row,
                subject="领用",
                amount=-moved,
                evidence=[f"{r.account} {yuan_text(r.amount)} 元" for r in entry.rows],
                account=label(row.account),
                problem="、".join(problems),
            )
