"""The budget as a document（预算编制、审批、调整与公布）: what its lines say.

《工会预算管理办法》 (A) and 《基层工会预算管理办法》 (B). Findings point at lines of
the budget register.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from typing import Literal

from union_ledger.core.budget_lines import day_of
from union_ledger.core.money import yuan_text
from union_ledger.plugins.budget_changes import cut_too_far
from union_ledger.plugins.budget_deficit import deficit
from union_ledger.plugins.budget_steps import Step
from union_ledger.plugins.budget_steps import steps_missing
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.core.findings import Severity
    from union_ledger.core.records import BudgetLine
    from union_ledger.plugins.check import Check

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("problem",)


class Options(KindOptions):
    """What to look at.

    ``deficit``: income and what was saved cover expenses. ``lines``: no line of
    ``codes``, nor of ``own_books`` where no sub-union keeps its own books; no line
    whose note has one of ``words``. ``cuts``: an adjusted line holds what is spent.
    ``steps``: approved versions（``adjusted`` ones alone） say what is in ``need``;
    dates of filing and publication when the year is over. ``none``: a year that
    spends has an approved budget.
    """

    look: Literal["deficit", "lines", "cuts", "steps", "none"]
    codes: tuple[str, ...] = ()
    own_books: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    need: tuple[Step, ...] = ()
    adjusted: bool = False


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield findings at the lines and versions of the budget."""
    if options.look == "deficit":
        for version in check.books.registers.budget_versions:
            yield from deficit(check, version)
    elif options.look == "lines":
        yield from _lines(check, options)
    elif options.look == "cuts":
        yield from cut_too_far(check)
    elif options.look == "steps":
        yield from steps_missing(check, options.need, adjusted=options.adjusted)
    else:
        yield from _none(check)


def _lines(check: Check, options: Options) -> Iterator[Finding]:
    registers = check.books.registers
    codes = options.codes
    if not any(unit.kind == "独立核算" for unit in registers.units.values()):
        codes += options.own_books
    for line in registers.budget_lines:
        if not check.loaded.rule.in_force(day_of(line)):
            continue
        if codes and line.code.startswith(codes) and line.amount:
            said = f"列了科目 {line.code} {yuan_text(line.amount)} 元"
            yield _line(check, line, said)
            continue
        words = [word for word in options.words if word in line.note]
        if words:
            said = f"科目 {line.code} 的说明里有“{'、'.join(words)}”"
            yield _line(check, line, said, "疑点")
    for rows in check.flows().values() if options.codes else ():
        row = rows[0]
        if not row.code.startswith(codes) or not check.applies(row.entry):
            continue
        said = f"在科目 {row.code} 列了支出"
        yield check.finding(row, amount=row.amount, evidence=(said,), problem=said)


def _line(
    check: Check, line: BudgetLine, said: str, severity: Severity | None = None
) -> Finding:
    parts = (line.code, line.unit, line.fund, line.project)
    what = " ".join(part for part in parts if part)
    return check.finding(
        line,
        called=f"{line.year} 年预算 {line.version} {what}",
        dated=day_of(line),
        subject=what,
        severity=severity,
        amount=line.amount,
        evidence=(said, *((f"说明：{line.note}",) if line.note else ())),
        problem=said,
    )


def _none(check: Check) -> Iterator[Finding]:
    versions = check.books.registers.budget_versions
    approved = {version.year for version in versions if version.approved}
    years: dict[int, list[Row]] = defaultdict(list)
    for flow, rows in check.flows().items():
        if versions and str(flow[0]) not in approved:
            years[flow[0]] += rows
    known = "、".join(sorted({v.year for v in versions}))
    for year, rows in sorted(years.items()):
        first = min(rows, key=lambda row: (row.entry.day, row.entry.place))
        if not check.applies(first.entry):
            continue
        total = sum(row.amount for row in rows)
        yield check.finding(
            first,
            subject=f"{year} 年预算",
            unit="",
            amount=total,
            evidence=(
                f"{year} 年支出 {len(rows)} 笔，合计 {yuan_text(total)} 元",
                f"登记了预算的年度：{known}",
            ),
            problem=f"{year} 年支出 {yuan_text(total)} 元，登记里没有委员会批准的预算",
        )
