"""An account holds no more lots than Beancount books quickly（批次过多）.

Booking takes a time that grows with the square of the lots in one account.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.asset_accounts import COST
from union_ledger.plugins.kinds.options import NoOptions as Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

__all__ = ["FIELDS", "PARAMETERS", "Options", "check"]

PARAMETERS = ("lots",)
FIELDS = ("account", "count")


def check(check: Check, _options: Options) -> Iterator[Finding]:
    """Yield a finding for each account that holds too many, at the lot that is."""
    held: dict[str, set[str]] = {}
    told: set[str] = set()
    for row in check.books.of_code(*COST):
        if not row.lot:
            continue
        lots = held.setdefault(row.account, set())
        if row.quantity <= 0:
            lots.discard(row.lot)
            continue
        lots.add(row.lot)
        if row.account not in told:
            yield from _crowded(check, row, len(lots), told)


def _crowded(check: Check, row: Row, count: int, told: set[str]) -> Iterator[Finding]:
    if not check.applies(row.entry):
        return
    limit = check.value("lots", row.entry.day)
    if limit is None or limit.value is None or count <= limit.value:
        return
    told.add(row.account)
    yield check.finding(
        row,
        subject=row.account,
        evidence=(f"{row.entry.day} 起 {row.account} 有 {count} 个批次",),
        values=(limit,),
        account=row.account,
        count=str(count),
    )
