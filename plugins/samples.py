"""Samples（样本） for statistics: payments of a year to others than persons.

A sample says nothing below a number of payments that its test names; the rule then
says so and draws no conclusion.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from union_ledger.core.books import Row
    from union_ledger.plugins.check import Check


def by_year(check: Check) -> dict[int, list[Row]]:
    """Return the payments of each year within the rule's scope, of all units."""
    found: dict[int, list[Row]] = defaultdict(list)
    for flow, rows in check.selected.purchases(check.loaded.rule.where).items():
        found[flow[0]] += rows
    return found


def last_of(rows: list[Row]) -> Row:
    """Return the last payment: where a finding about all of them stands."""
    return max(rows, key=lambda row: (row.entry.day, row.entry.place, row.lineno))


def note_few(check: Check, samples: Mapping[int, int], least: int) -> None:
    """Say for which years there are too few payments to conclude anything."""
    few = [f"{year} 年 {n} 笔" for year, n in sorted(samples.items()) if n < least]
    if few or not samples:
        counted = "、".join(few) or "没有可检验的支付"
        check.idle.append(f"样本不足（{counted}），至少要有 {least} 笔才检验")
