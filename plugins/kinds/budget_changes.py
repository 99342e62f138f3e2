"""The budget is adjusted too much, or one line of it too often（调整异常）.

Of a year's approved versions, each against the one before it: what its expense lines
went up and down by, added up, beside the first version's total; and how many times
each line was changed.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from union_ledger.core.budget_lines import day_of
from union_ledger.core.budget_lines import name_of
from union_ledger.core.budget_lines import scope_of
from union_ledger.core.budget_lines import top_lines
from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import NoOptions as Options
from union_ledger.plugins.sums import percent_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.budget_lines import Scope
    from union_ledger.core.findings import Finding
    from union_ledger.core.records import BudgetVersion
    from union_ledger.plugins.check import Check

__all__ = ["FIELDS", "PARAMETERS", "Options", "check"]

PARAMETERS = ("share", "times")
FIELDS = ("problem",)


def check(check: Check, _options: Options) -> Iterator[Finding]:
    """Yield a finding for each year changed by more, each line changed more often."""
    years: dict[str, list[BudgetVersion]] = defaultdict(list)
    for version in check.books.registers.budget_versions:
        if version.approved:
            years[version.year].append(version)
    for _, versions in sorted(years.items()):
        versions.sort(key=lambda v: (v.approved or v.since, v.since))
        if len(versions) > 1 and check.loaded.rule.in_force(day_of(versions[-1])):
            yield from _year(check, versions)


def _year(check: Check, versions: list[BudgetVersion]) -> Iterator[Finding]:
    limits = [_limits(check, version) for version in versions]
    changed: dict[Scope, list[str]] = defaultdict(list)
    moved, steps = 0, []
    for (before, after), version in zip(pairwise(limits), versions[1:], strict=True):
        here = 0
        for scope in sorted(before.keys() | after.keys()):
            difference = after.get(scope, 0) - before.get(scope, 0)
            if difference:
                changed[scope].append(f"{version.version} {yuan_text(difference)} 元")
                here += abs(difference)
        moved += here
        steps.append(f"{version.version}（{version.approved}）{yuan_text(here)} 元")
    yield from _too_much(check, versions, sum(limits[0].values()), moved, steps)
    yield from _too_often(check, versions[-1], changed)


def _limits(check: Check, version: BudgetVersion) -> dict[Scope, int]:
    """Return a version's expense lines in fen, none of which is part of another."""
    found: dict[Scope, int] = defaultdict(int)
    lines = check.books.registers.budget_lines
    own = [
        line
        for line in lines
        if (line.year, line.version) == (version.year, version.version)
        and line.code[0] == "5"
    ]
    for line in top_lines(own):
        found[scope_of(line)] += line.amount
    return found


def _too_much(
    check: Check,
    versions: list[BudgetVersion],
    first: int,
    moved: int,
    steps: list[str],
) -> Iterator[Finding]:
    last = versions[-1]
    most = check.value("share", day_of(last))
    if (
        most is None
        or first <= 0
        or Fraction(moved, first) <= Fraction(most.value or 0)
    ):
        return
    share = percent_text(Fraction(moved, first))
    sums = f"{yuan_text(moved)} ÷ {yuan_text(first)} = {share}"
    yield check.finding(
        last,
        called=name_of(last),
        dated=day_of(last),
        subject=f"{last.year} 年预算调整",
        amount=moved,
        values=(most,),
        evidence=(
            f"最初批准的 {versions[0].version} 支出 {yuan_text(first)} 元",
            *(f"调增、调减合计：{step}" for step in steps),
            sums,
        ),
        problem=f"{last.year} 年预算调增、调减合计是原预算的 {share}",
    )


def _too_often(
    check: Check, last: BudgetVersion, changed: dict[Scope, list[str]]
) -> Iterator[Finding]:
    for scope, steps in sorted(changed.items()):
        most = check.value("times", day_of(last))
        if most is None or len(steps) <= (most.value or 0):
            continue
        what = " ".join(part for part in scope if part)
        yield check.finding(
            last,
            called=f"{name_of(last)} {what}",
            dated=day_of(last),
            subject=what,
            unit=scope.unit,
            values=(most,),
            evidence=steps,
            problem=f"{last.year} 年预算 {what} 一年调整 {len(steps)} 次",
        )
