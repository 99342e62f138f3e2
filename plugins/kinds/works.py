"""Works under way are finished and handed over（在建工程转固）.

《工会会计制度》 161: on completion 162 takes over what 161 held, and 30104 what 30103
did; within a year the final account is drawn up（竣工决算）.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import NoOptions as Options

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from union_ledger.core.books import Entry
    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

__all__ = ["FIELDS", "PARAMETERS", "Options", "check"]

PARAMETERS = ("days",)
FIELDS = ("project", "problem")
_WORKS, _FUND = "161", "30103"
# 固定资产, 无形资产, 长期待摊费用, 待处理财产损溢
_INTO = ("162", "171", "181", "182")


@dataclass(frozen=True, slots=True)
class _Finished:
    """Since when works are finished, and how that is known."""

    since: date
    said: str


def check(check: Check, _options: Options) -> Iterator[Finding]:
    """Yield what was handed over in part only, and what is finished and still there."""
    by_project: dict[str, list[Row]] = defaultdict(list)
    out: dict[int, Entry] = {}
    for row in check.books.of_code(_WORKS):
        # Where no project is named, the contract tells which works they are.
        contract = "".join(row.entry.text_of("contract").split())
        by_project[row.project or contract].append(row)
        if row.amount < 0:
            out[row.entry.position] = row.entry
    for _, entry in sorted(out.items()):
        yield from _handed_over(check, entry)
    for code, rows in sorted(by_project.items()):
        if code:
            yield from _still_there(check, code, rows)


def _handed_over(check: Check, entry: Entry) -> Iterator[Finding]:
    gone = -sum(r.amount for r in entry.rows if r.code[:3] == _WORKS)
    # Within 161 from one part to another, or a payment taken back.
    if gone <= 0 or entry.spent < 0 or not check.applies(entry):
        return
    into = sum(r.amount for r in entry.rows if r.code[:3] in _INTO)
    fund = sum(r.amount for r in entry.rows if r.code == _FUND)
    if into == gone == fund:
        return
    problem = (
        f"161 转出 {yuan_text(gone)} 元，转入资产 {yuan_text(into)} 元，"
        f"冲减 30103 {yuan_text(fund)} 元，三者应相等"
    )
    yield check.finding(
        entry,
        subject="转固",
        amount=max(abs(gone - into), abs(gone - fund)),
        evidence=[f"{r.account} {yuan_text(r.amount)} 元" for r in entry.rows],
        project=entry.text_of("project") or entry.narration,
        problem=problem,
    )


def _still_there(check: Check, code: str, rows: list[Row]) -> Iterator[Finding]:
    rest = sum(row.amount for row in rows)
    last = check.books.entries[-1].day
    limit = check.value("days", last)
    finished = _finished(check, code, rows[-1].entry.day)
    if rest <= 0 or finished is None or limit is None or limit.value is None:
        return
    days = (last - finished.since).days
    if days <= limit.value or not check.applies(rows[-1].entry):
        return
    known = check.books.registers.projects.get(code)
    yield check.finding(
        rows[-1],
        subject=code,
        amount=rest,
        evidence=(
            finished.said,
            *(f"{r.entry.day} {r.entry.name} {yuan_text(r.amount)} 元" for r in rows),
            f"到账簿最后一天 {last}，161 还有 {yuan_text(rest)} 元",
        ),
        values=(limit,),
        project=f"{code} {known.name}" if known else code,
        problem=f"{finished.said}已 {days} 天，161 还有 {yuan_text(rest)} 元没有转出",
    )


def _finished(check: Check, code: str, paid: date) -> _Finished | None:
    """Return since when works are finished; ``paid`` is the day of the last entry."""
    last = check.books.entries[-1].day
    registers = check.books.registers
    done = [
        line.done
        for line in registers.milestones
        if code in {line.project, line.contract}
        and line.is_completion
        and line.done is not None
    ]
    if done:
        return _Finished(min(done), f"{min(done)} 竣工验收")
    known = registers.projects.get(code)
    if known is None:
        return None
    if known.stage == "结项":
        since = min(known.end or paid, last)
        return _Finished(since, f"项目已结项（{since}）")
    if known.end is None or known.end > last:
        return None
    return _Finished(known.end, f"项目期限到 {known.end}")
