"""Which accounts hold assets of which class（资产类科目）.

固定资产 stand in 162 and 163 below their class; 无形资产 in 171 and 172.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING
from typing import get_args

from union_ledger.core.asset_records import INTANGIBLE
from union_ledger.core.asset_records import AssetClass
from union_ledger.core.chart import code_of
from union_ledger.core.chart import split

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from union_ledger.core.asset_life import AssetLife
    from union_ledger.core.books import Books

COST = ("162", "171")
CONTRA = ("163", "172")
CLASSES: tuple[AssetClass, ...] = get_args(AssetClass)


def cost_code(class_: str) -> str:
    """Return the code that holds the cost of a class."""
    return "171" if class_ == INTANGIBLE else "162"


def contra_code(class_: str) -> str:
    """Return the code that holds what is written off of a class."""
    return "172" if class_ == INTANGIBLE else "163"


@cache
def class_of(account: str) -> str:
    """Return the class an account is of; empty where its name says none."""
    if code_of(account)[:3] in {"171", "172"}:
        return INTANGIBLE
    names = [split(part)[1] for part in account.split(":")[2:]]
    return next((name for name in names if name in CLASSES), "")


def written_off_on(lives: Iterable[AssetLife], day: date) -> dict[str, int]:
    """Return what own cards say is written off by class at a day's end, in fen."""
    sums: dict[str, int] = defaultdict(int)
    for life in lives:
        standing = life.on(day) if life.card.is_own else None
        if standing is not None:
            sums[life.card.class_] += standing.written_off
    return sums


def contra_on(books: Books, day: date) -> dict[str, int]:
    """Return what 163 and 172 hold by class at a day's end, in fen, credit positive."""
    sums: dict[str, int] = defaultdict(int)
    for row in books.of_code(*CONTRA):
        if row.entry.day <= day:
            sums[class_of(row.account)] -= row.amount
    return sums
