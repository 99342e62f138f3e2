"""Adjusted budgets that do not hold what was spent before（调整后预算小于已支出）."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from union_ledger.core.budget_lines import expenses_of
from union_ledger.core.budget_lines import limits_of
from union_ledger.core.budget_lines import scope_of
from union_ledger.core.money import yuan_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from union_ledger.core.budget_lines import Scope
    from union_ledger.core.findings import Finding
    from union_ledger.core.record import Record
    from union_ledger.core.records import BudgetVersion
    from union_ledger.plugins.check import Check


def cut_too_far(check: Check) -> Iterator[Finding]:
    """Yield each line that an adjustment cuts below what was spent by its approval."""
    registers = check.books.registers
    adjustments = list(_adjustments(registers.budget_versions))
    if not adjustments:
        return
    limits = limits_of(registers.budget_lines)
    places: dict[tuple[str, str], dict[Scope, Record]] = defaultdict(dict)
    for line in registers.budget_lines:
        places[line.year, line.version].setdefault(scope_of(line), line)
    for before, after in adjustments:
        year = after.year
        day = after.approved or after.since
        now = limits.get((year, after.version), {})
        if not now or not check.loaded.rule.in_force(day):
            continue
        for scope, amount in limits.get((year, before.version), {}).items():
            if now.get(scope, 0) >= amount or not _is_told(scope, now):
                continue
            spent = _spent(check, scope, int(year), day)
            place = places[year, after.version].get(scope, after)
            if spent > now.get(scope, 0):
                sums = amount, now.get(scope, 0), spent
                yield _finding(check, place, after, scope, sums)


def _adjustments(
    versions: Iterable[BudgetVersion],
) -> Iterator[tuple[BudgetVersion, BudgetVersion]]:
    """Yield each approved version with the one before it."""
    years: dict[str, list[BudgetVersion]] = defaultdict(list)
    for version in versions:
        if version.approved:
            years[version.year].append(version)
    for _, approved in sorted(years.items()):
        approved.sort(key=lambda v: (v.approved or v.since, v.since))
        yield from pairwise(approved)


def _is_told(scope: Scope, now: dict[Scope, int]) -> bool:
    """Tell whether the new version still speaks of an account, or dropped it whole.

    A line may be dropped where a wider one goes on to hold it.
    """
    return scope in now or not any(
        scope.code.startswith(other.code)
        and other.unit in {"", scope.unit}
        and other.fund in {"", scope.fund}
        and other.project in {"", scope.project}
        for other in now
    )


def _spent(check: Check, scope: Scope, year: int, day: date) -> int:
    return sum(
        row.amount
        for flow, rows in expenses_of(check.books).items()
        if flow[0] == year
        and rows[0].code.startswith(scope.code)
        and scope.unit in {"", flow[2]}
        and scope.fund in {"", flow[3]}
        and scope.project in {"", flow[4]}
        for row in rows
        if row.entry.day < day
    )


def _finding(
    check: Check,
    place: Record,
    version: BudgetVersion,
    scope: Scope,
    sums: tuple[int, int, int],
) -> Finding:
    before, now, spent = (yuan_text(amount) for amount in sums)
    day = version.approved or version.since
    what = " ".join(part for part in scope if part)
    return check.finding(
        place,
        called=f"{version.year} 年预算 {version.version} {what}",
        dated=max(day, date(int(version.year), 1, 1)),
        subject=what,
        amount=sums[2] - sums[1],
        evidence=(
            f"调整前 {before} 元，调整后 {now} 元",
            f"{day} 审批前已支出 {spent} 元",
            f"{spent} − {now} = {yuan_text(sums[2] - sums[1])} 元",
        ),
        problem=f"{what} 调减到 {now} 元，低于审批前已支出的 {spent} 元",
    )
