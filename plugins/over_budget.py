"""Spending held to the budget lines in force, day by day（超预算、无预算）."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from union_ledger.core.budget_lines import Scope
from union_ledger.core.budget_lines import expenses_of
from union_ledger.core.budget_lines import limits_of
from union_ledger.core.budget_lines import scopes_of
from union_ledger.core.chart import label
from union_ledger.core.chart import load_chart
from union_ledger.core.money import yuan_text
from union_ledger.plugins.subsidy import covers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Flow
    from union_ledger.core.books import Row
    from union_ledger.core.budget_lines import ScopesOf
    from union_ledger.core.findings import Finding
    from union_ledger.core.records import BudgetVersion
    from union_ledger.plugins.check import Check

_DAY = attrgetter("entry.day")


def over_lines(check: Check) -> Iterator[Finding]:
    """Yield a finding for each day that ends with a line overspent, or none there."""
    limits = limits_of(check.books.registers.budget_lines)
    if not limits:
        return
    scopes = sorted({scope for lines in limits.values() for scope in lines})
    find = scopes_of(scopes)
    years: dict[int, dict[Flow, list[Row]]] = defaultdict(dict)
    for flow, rows in expenses_of(check.books).items():
        years[flow[0]][flow] = rows
    for year, flows in sorted(years.items()):
        versions = [lines for (y, _), lines in limits.items() if y == str(year)]
        if versions and not _surely_within(scopes, find, versions, flows):
            yield from _year(check, scopes, find, limits, flows)


def _surely_within(
    scopes: list[Scope],
    find: ScopesOf,
    versions: list[dict[Scope, int]],
    flows: dict[Flow, list[Row]],
) -> bool:
    """Tell whether a whole year's spending stays within every version of its budget."""
    spent = [0] * len(scopes)
    for (_, _, unit, fund, project), rows in flows.items():
        numbers = find(rows[0].code, unit, fund, project)
        if not all(
            any(not scopes[n].project and scopes[n] in lines for n in numbers)
            for lines in versions
        ):
            return False
        most = sum(row.amount for row in rows if row.amount > 0)
        for number in numbers:
            spent[number] += most
    return all(
        spent[number] <= lines.get(scope, spent[number])
        for number, scope in enumerate(scopes)
        for lines in versions
    )


def _year(
    check: Check,
    scopes: list[Scope],
    find: ScopesOf,
    limits: dict[tuple[str, str], dict[Scope, int]],
    flows: dict[Flow, list[Row]],
) -> Iterator[Finding]:
    """Go through a year's expenses day by day."""
    registers = check.books.registers
    expenses = sorted((row for rows in flows.values() for row in rows), key=_DAY)
    total = [0] * len(scopes)
    for day, day_rows in groupby(expenses, key=_DAY):
        rows = list(day_rows)
        year = str(day.year)
        touched: dict[int, list[Row]] = defaultdict(list)
        for row in rows:
            for number in find(row.code, row.unit, row.fund, row.project):
                total[number] += row.amount
                touched[number].append(row)
        version = registers.budget_in_force(year, day)
        lines = limits.get((year, version.version)) if version else None
        if version is None or not lines:
            continue
        known = {number: lines.get(scopes[number]) for number in touched}
        covered = {
            id(row)
            for number, used in touched.items()
            if known[number] is not None and not scopes[number].project
            for row in used
        }
        for row in rows:
            if row.amount > 0 and id(row) not in covered and check.applies(row.entry):
                yield _no_budget(check, row, version)
        for number, used in touched.items():
            limit = known[number]
            if limit is not None and total[number] > limit:
                sums = total[number], limit
                yield from _over(check, scopes[number], used, sums, version)


def _over(
    check: Check,
    scope: Scope,
    used: list[Row],
    sums: tuple[int, int],
    version: BudgetVersion,
) -> Iterator[Finding]:
    if sum(row.amount for row in used) <= 0:
        # A day that gives back blames nobody.
        return
    total, limit = sums
    last = max(used, key=lambda row: row.entry.place)
    if not check.applies(last.entry):
        return
    year = last.entry.day.year
    project = check.books.registers.projects.get(scope.project)
    what = f"{scope.code} {load_chart().name(scope.code)}"
    if project is not None:
        what = f"项目 {project.code} {project.name} 的 {what}"
    if scope.unit:
        what = f"单位 {scope.unit} 的 {what}"
    if scope.fund:
        what = f"经费 {scope.fund} 的 {what}"
    over = yuan_text(total - limit)
    excuse = covers(check.books, scope, version, last.entry.day, total - limit)
    yield check.finding(
        last,
        subject=f"预算 {' '.join(part for part in scope if part)}",
        severity="提示" if excuse else None,
        amount=total - limit,
        evidence=(
            f"{year} 年预算 {yuan_text(limit)} 元",
            f"截至 {last.entry.day} 累计支出 {yuan_text(total)} 元",
            f"{yuan_text(total)} − {yuan_text(limit)} = {over} 元",
            *excuse,
        ),
        problem=f"{what} 累计支出 {yuan_text(total)} 元，"
        f"超出 {year} 年预算 {yuan_text(limit)} 元",
    )


def _no_budget(check: Check, row: Row, version: BudgetVersion) -> Finding:
    scope = Scope(row.code, "", row.fund, "")
    excuse = covers(check.books, scope, version, row.entry.day, row.amount)
    return check.finding(
        row,
        subject=f"无预算 {row.code}",
        severity="提示" if excuse else None,
        amount=row.amount,
        evidence=(
            f"现行预算版本 {version.version} 没有 {label(row.account)} 一行",
            *excuse,
        ),
        problem=f"{label(row.account)} 在现行预算（{version.version}）中没有预算",
    )
