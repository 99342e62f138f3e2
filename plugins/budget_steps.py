"""The steps of a budget after its approval（纪要、备案、公布、调整理由）."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from typing import Literal

from union_ledger.core.budget_lines import day_of
from union_ledger.core.budget_lines import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

Step = Literal["minutes", "note", "filed", "published"]
_STEPS = {
    "minutes": "会议纪要（minutes）",
    "note": "调整理由和资金来源（note）",
    "filed": "报上级备案的日期（filed）",
    "published": "向全体会员公布的日期（published）",
}


def steps_missing(
    check: Check, need: tuple[Step, ...], *, adjusted: bool
) -> Iterator[Finding]:
    """Yield the approved versions, or ``adjusted`` ones alone, that lack a step."""
    seen: set[str] = set()
    entries = check.books.entries
    approved = [v for v in check.books.registers.budget_versions if v.approved]
    for version in sorted(approved, key=lambda v: (v.approved, v.since)):
        first = version.year not in seen
        seen.add(version.year)
        if adjusted and first:
            continue
        if not check.loaded.rule.in_force(day_of(version)):
            continue
        last = date(int(version.year), 12, 31)
        over = bool(entries) and entries[-1].day >= last
        missing = [
            _STEPS[step]
            for step in need
            if not getattr(version, step) and (over or step in {"minutes", "note"})
        ]
        said = [f"没有{name}" for name in missing]
        day = version.published
        if "published" in need and day and day < (version.approved or day):
            said.append(f"{day} 公布，早于 {version.approved} 委员会审批")
        if said:
            yield check.finding(
                version,
                called=name_of(version),
                dated=last if over and missing else day_of(version),
                subject="、".join(need),
                evidence=(f"{version.approved} 委员会审批", *said),
                problem="；".join(said),
            )
