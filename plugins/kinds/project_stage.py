"""A project is paid for before it is approved, or after it ended（立项前、结项后）.

That the day of an expense is within the project's days is checked where every expense
is placed. Here: a project still applied for pays; an advance is outside its days; the
event itself was before or after them, though the payment is within.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.plugins.kinds.options import NoOptions as Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.core.records import Project
    from union_ledger.plugins.check import Check

__all__ = ["FIELDS", "PARAMETERS", "Options", "check"]

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("project", "problem")


def check(check: Check, _options: Options) -> Iterator[Finding]:
    """Yield a finding for each posting outside its project."""
    projects = check.books.registers.projects
    for (_, _, _, _, code), rows in check.flows().items():
        project = projects.get(code)
        if project is None:
            continue
        for row in rows:
            problem = _problem(project, row) if row.amount > 0 else ""
            if problem and check.applies(row.entry):
                yield check.finding(
                    row,
                    subject=f"{code} {row.account}",
                    amount=row.amount,
                    evidence=_days(project, row),
                    project=f"{code} {project.name}",
                    problem=problem,
                )


def _problem(project: Project, row: Row) -> str:
    paid, event = row.entry.day, row.entry.event_date
    if project.stage == "申报":
        return "项目还在申报，没有立项就付款"
    if not project.is_open(paid):
        # An expense then is another rule's finding.
        return "" if row.code[:1] == "5" else f"{paid} 不在项目执行期内就借支"
    if event < (project.start or project.since):
        return f"活动日期 {event} 在立项执行之前"
    if project.end is not None and event > project.end:
        return f"活动日期 {event} 在项目结束之后"
    return ""


def _days(project: Project, row: Row) -> tuple[str, ...]:
    end = project.end or "未定"
    return (
        f"项目阶段 {project.stage}，执行期 {project.start or project.since} 至 {end}",
        f"付款 {row.entry.day}，活动 {row.entry.event_date}",
    )
