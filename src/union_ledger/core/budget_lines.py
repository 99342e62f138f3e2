"""Budget lines（预算科目）: what each is about, and which expenses count under it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import cache
from itertools import product
from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from union_ledger.core.books import Books
    from union_ledger.core.books import Flow
    from union_ledger.core.books import Row
    from union_ledger.core.records import BudgetLine
    from union_ledger.core.records import BudgetVersion


class Scope(NamedTuple):
    """What a budget line is about; empty fields mean any."""

    code: str
    unit: str
    fund: str
    project: str


ScopesOf = Callable[[str, str, str, str], tuple[int, ...]]
"""Code, unit, fund and project to the numbers of the scopes they count under."""


def name_of(version: BudgetVersion) -> str:
    """Return what a version is called in findings."""
    return f"{version.year} 年预算 {version.version}"


def day_of(record: BudgetVersion | BudgetLine) -> date:
    """Return the day a version or line is judged: in its year, or later if later."""
    return max(record.since, date(int(record.year), 1, 1))


def limits_of(
    lines: list[BudgetLine],
) -> dict[tuple[str, str], dict[Scope, int]]:
    """Return the expense limits of each year and version, in fen."""
    limits: dict[tuple[str, str], dict[Scope, int]] = defaultdict(dict)
    for line in lines:
        if line.code[0] == "5":
            known = limits[line.year, line.version]
            scope = scope_of(line)
            known[scope] = known.get(scope, 0) + line.amount
    return limits


def scope_of(line: BudgetLine) -> Scope:
    """Return what a line is about."""
    return Scope(line.code, line.unit or "", line.fund or "", line.project or "")


def expenses_of(books: Books) -> dict[Flow, list[Row]]:
    """Return the expenses that budget lines are for."""
    own_books = {
        unit.code for unit in books.registers.units.values() if unit.kind == "独立核算"
    }
    return {
        flow: rows
        for flow, rows in books.flows.items()
        if rows[0].code[:1] == "5"
        and (flow[2] not in own_books or rows[0].code.startswith("508"))
    }


def scopes_of(known: list[Scope]) -> ScopesOf:
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


def top_lines(lines: Iterable[BudgetLine]) -> list[BudgetLine]:
    """Return the lines no other is part of（其中）: those that add up to the whole.

    A line for a project is part of the one for its account, 50102 of 501.
    """
    lines = list(lines)
    scopes = {scope_of(line) for line in lines}
    return [
        line
        for line in lines
        if not any(wider in scopes for wider in _wider(scope_of(line)))
    ]


def _wider(scope: Scope) -> Iterator[Scope]:
    """Yield every scope that would hold the whole of ``scope``, itself aside."""
    codes = [scope.code[:end] for end in range(3, len(scope.code) + 1)]
    units, funds, projects = ({"", part} for part in scope[1:])
    for parts in product(codes, units, funds, projects):
        if parts != scope:
            yield Scope(*parts)
