"""Nothing is spent without budget or beyond it（无预算、超预算列支）.

基层工会预算管理办法 B21. Judged at the end of each day, on three things apart: the
quota of a unit and fund, the budget line of an account, the line of a project.
Blamed is the day's last use in an order that moving files does not change.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING
from typing import NamedTuple

from union_ledger.core.chart import label
from union_ledger.core.chart import load_chart
from union_ledger.core.money import yuan_text
from union_ledger.core.pots import place_of
from union_ledger.plugins.kinds.options import NoOptions as Options

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from union_ledger.core.books import Entry
    from union_ledger.core.books import Flow
    from union_ledger.core.books import QuotaRow
    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.core.records import BudgetLine
    from union_ledger.plugins.check import Check

    _ScopesOf = Callable[[str, str, str, str], tuple[int, ...]]

__all__ = ["FIELDS", "PARAMETERS", "Options", "check"]

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("problem",)
_DAY = attrgetter("entry.day")


def check(check: Check, _options: Options) -> Iterator[Finding]:
    """Yield a finding for each day that ends overdrawn by a use of that day."""
    yield from _quota(check)
    yield from _lines(check)


def _quota(check: Check) -> Iterator[Finding]:
    registers = check.books.registers
    for account in sorted(check.books.quota_dips):
        place = place_of(account)
        fund = registers.funds.get(place.fund)
        if place.pot != "Q01" or fund is None or place.unit not in registers.units:
            # Belonging nowhere is another rule's finding.
            continue
        own = (row for row in check.books.quota_rows if row.account == account)
        rows = sorted(own, key=_DAY)
        balance = 0
        for day, day_rows in groupby(rows, key=_DAY):
            today = list(day_rows)
            moved = sum(row.amount for row in today)
            balance += moved
            if balance >= 0 or moved >= 0:
                continue
            taken = [row for row in today if row.amount < 0]
            last = max(taken, key=lambda r: r.entry.place)
            if not check.applies(last.entry):
                continue
            unit = registers.unit_name(place.unit, day)
            pot = f"{place.unit} {unit}·{place.fund} {fund.name}"
            yield check.finding(
                _blamed(last),
                subject=f"额度 {place.unit} {place.fund}",
                unit=place.unit,
                amount=-balance,
                evidence=(
                    f"{day} 日初可用额度 {yuan_text(balance - moved)} 元",
                    f"当日变动 {yuan_text(moved)} 元",
                    f"日末可用额度 {yuan_text(balance)} 元",
                ),
                problem=f"{pot} 的可用额度在 {day} 日末为 {yuan_text(balance)} 元，"
                f"超支 {yuan_text(-balance)} 元",
            )


def _blamed(row: QuotaRow) -> Row | Entry:
    """Return the posting that used the quota, or the entry when there is none."""
    for posting in row.entry.rows:
        if posting.lineno == row.meta.get("lineno"):
            return posting
    return row.entry


class _Scope(NamedTuple):
    """What a budget line is about; empty fields mean any."""

    code: str
    unit: str
    fund: str
    project: str


def _lines(check: Check) -> Iterator[Finding]:
    limits = _limits(check.books.registers.budget_lines)
    if not limits:
        return
    scopes = sorted({scope for lines in limits.values() for scope in lines})
    scopes_of = _scopes_of(scopes)
    years: dict[int, dict[Flow, list[Row]]] = defaultdict(dict)
    for flow, rows in _expenses(check).items():
        years[flow[0]][flow] = rows
    for year, flows in sorted(years.items()):
        versions = [lines for (y, _), lines in limits.items() if y == str(year)]
        if versions and not _surely_within(scopes, scopes_of, versions, flows):
            yield from _year(check, scopes, scopes_of, limits, flows)


def _surely_within(
    scopes: list[_Scope],
    scopes_of: _ScopesOf,
    versions: list[dict[_Scope, int]],
    flows: dict[Flow, list[Row]],
) -> bool:
    """Tell whether a whole year's spending stays within every version of its budget."""
    spent = [0] * len(scopes)
    for (_, _, unit, fund, project), rows in flows.items():
        numbers = scopes_of(rows[0].code, unit, fund, project)
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
    scopes: list[_Scope],
    scopes_of: _ScopesOf,
    limits: dict[tuple[str, str], dict[_Scope, int]],
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
            for number in scopes_of(row.code, row.unit, row.fund, row.project):
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
            if row.amount > 0 and id(row) not in covered:
                yield _no_budget(check, row, version.version)
        for number, used in touched.items():
            limit = known[number]
            if limit is not None and total[number] > limit:
                yield from _over(check, scopes[number], used, total[number], limit)


def _scopes_of(known: list[_Scope]) -> _ScopesOf:
    """Return what tells the known scopes an expense counts under, by number."""

    @cache
    def scopes(code: str, unit: str, fund: str, project: str) -> tuple[int, ...]:
        return tuple(
            number
            for number, scope in enumerate(known)
            if code.startswith(scope.code)
            and scope.unit in {"", unit}
            and scope.fund in {"", fund}
            and scope.project in {"", project}
        )

    return scopes


def _limits(
    lines: list[BudgetLine],
) -> dict[tuple[str, str], dict[_Scope, int]]:
    """Return the expense limits of each year and version, in fen."""
    limits: dict[tuple[str, str], dict[_Scope, int]] = defaultdict(dict)
    for line in lines:
        if line.code[0] == "5":
            known = limits[line.year, line.version]
            scope = _scope(line)
            known[scope] = known.get(scope, 0) + line.amount
    return limits


def _scope(line: BudgetLine) -> _Scope:
    return _Scope(line.code, line.unit or "", line.fund or "", line.project or "")


def _expenses(check: Check) -> dict[Flow, list[Row]]:
    """Return the expenses that budget lines are for."""
    own_books = {
        unit.code
        for unit in check.books.registers.units.values()
        if unit.kind == "独立核算"
    }
    return {
        flow: rows
        for flow, rows in check.books.flows.items()
        if rows[0].code[:1] == "5"
        and (flow[2] not in own_books or rows[0].code.startswith("508"))
    }


def _over(
    check: Check, scope: _Scope, used: list[Row], total: int, limit: int
) -> Iterator[Finding]:
    if sum(row.amount for row in used) <= 0:
        # A day that gives back blames nobody.
        return
    last = max(used, key=lambda row: row.entry.place)
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
    yield check.finding(
        last,
        subject=f"预算 {' '.join(part for part in scope if part)}",
        amount=total - limit,
        evidence=(
            f"{year} 年预算 {yuan_text(limit)} 元",
            f"截至 {last.entry.day} 累计支出 {yuan_text(total)} 元",
            f"{yuan_text(total)} − {yuan_text(limit)} = {over} 元",
        ),
        problem=f"{what} 累计支出 {yuan_text(total)} 元，"
        f"超出 {year} 年预算 {yuan_text(limit)} 元",
    )


def _no_budget(check: Check, row: Row, version: str) -> Finding:
    return check.finding(
        row,
        subject=f"无预算 {row.code}",
        amount=row.amount,
        evidence=(f"现行预算版本 {version} 没有 {label(row.account)} 一行",),
        problem=f"{label(row.account)} 在现行预算（{version}）中没有预算",
    )
