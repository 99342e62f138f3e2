"""A budget must not run a deficit（基层工会不得编制赤字预算）."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from union_ledger.core.budget_lines import day_of
from union_ledger.core.budget_lines import name_of
from union_ledger.core.budget_lines import top_lines
from union_ledger.core.money import yuan_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.findings import Finding
    from union_ledger.core.records import BudgetVersion
    from union_ledger.plugins.check import Check


def deficit(check: Check, version: BudgetVersion) -> Iterator[Finding]:
    """Yield a version whose expenses neither income nor savings cover."""
    lines = top_lines(
        line
        for line in check.books.registers.budget_lines
        if (line.year, line.version) == (version.year, version.version)
    )
    income = sum(line.amount for line in lines if line.code[0] == "4")
    expense = sum(line.amount for line in lines if line.code[0] == "5")
    gap = expense - income
    if gap <= 0 or not check.loaded.rule.in_force(day_of(version)):
        return
    first = date(int(version.year), 1, 1)
    saved = _saved(check, first)
    if income and saved is not None and gap <= saved:
        return
    evidence = [
        f"收入预算合计 {yuan_text(income)} 元",
        f"支出预算合计 {yuan_text(expense)} 元",
        f"{yuan_text(expense)} − {yuan_text(income)} = {yuan_text(gap)} 元",
    ]
    # Only a decided budget beside a known opening balance proves a deficit.
    known = bool(income and version.approved)
    if saved is None:
        known = False
        evidence.append("账上没有年初结转结余，是否足以弥补无从确认")
    else:
        evidence.append(f"年初结转结余（321、322）{yuan_text(saved)} 元")
        short = yuan_text(gap - saved)
        evidence.append(f"{yuan_text(gap)} − {yuan_text(saved)} = {short} 元")
    known = known and check.books.entries[-1].day >= first
    yield check.finding(
        version,
        called=name_of(version),
        dated=day_of(version),
        subject="赤字",
        severity=None if known else "疑点",
        amount=gap - (saved or 0),
        evidence=evidence,
        problem=f"支出比收入多 {yuan_text(gap)} 元，"
        + (
            f"动用全部年初结转结余 {yuan_text(saved)} 元仍不足"
            if saved is not None
            else "账上看不到可以动用的结余"
        ),
    )


def _saved(check: Check, first: date) -> int | None:
    """Return what the books hold unspent at the year's beginning; None if unknown."""
    rows = [
        row
        for row in check.books.of_code("321", "322", "4", "5")
        if row.entry.day < first or (row.entry.day == first and row.code[0] == "3")
    ]
    if not any(row.code[0] == "3" for row in rows):
        return None
    return -sum(row.amount for row in rows)
