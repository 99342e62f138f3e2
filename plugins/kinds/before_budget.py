"""Before the budget is approved only what must be is spent（预算批准前的支出）.

《工会预算管理办法》 A44: carried projects, necessary 基本支出, and what was decided
collectively.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from union_ledger.core.books import Entry
    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.core.records import BudgetVersion
    from union_ledger.plugins.check import Check

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("approved",)


class Options(KindOptions):
    """An entry that says anything under one of ``unless`` was decided on."""

    unless: tuple[str, ...] = ()


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each expense before the year's first approval."""
    early = _early_days(check.books.registers.budget_versions)
    if not early:
        return
    found: dict[int, tuple[Row, date]] = {}
    for flow, rows in check.flows().items():
        day = early.get(flow[0])
        if day is None or _is_carried(check, flow[4], flow[0]):
            continue
        for row in rows:
            # Rows come in order of date.
            if row.entry.day >= day:
                break
            if row.amount > 0 and not _is_decided(row.entry, options):
                found.setdefault(row.entry.position, (row, day))
    for _, (row, day) in sorted(found.items()):
        if row.entry.spent > 0 and check.applies(row.entry):
            yield check.finding(
                row,
                amount=row.entry.spent,
                evidence=(
                    f"{day.year} 年预算最早于 {day} 由委员会审批",
                    f"{row.entry.day} 支出，不是上年结转项目，也不是基本支出",
                    "没有写集体研究的纪要（minutes）",
                ),
                approved=str(day),
            )


def _early_days(versions: Iterable[BudgetVersion]) -> dict[int, date]:
    """Return when each year's budget was first approved, if after it began."""
    days: dict[int, date] = {}
    for version in versions:
        if version.approved:
            year = int(version.year)
            days[year] = min(days.get(year, version.approved), version.approved)
    return {year: day for year, day in days.items() if day > date(year, 1, 1)}


def _is_carried(check: Check, code: str, year: int) -> bool:
    """Tell whether a project goes on from an earlier year, or is 基本支出."""
    project = check.books.registers.projects.get(code)
    return project is not None and (
        (project.start or project.since).year < year or project.nature == "基本支出"
    )


def _is_decided(entry: Entry, options: Options) -> bool:
    if any(entry.text_of(key) for key in options.unless):
        return True
    signed = entry.meta.get("contract-date")
    return isinstance(signed, date) and signed.year < entry.day.year
