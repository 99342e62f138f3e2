"""What would another value of a parameter find（试算）?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.ledger import load_ledger
from union_ledger.core.money import yuan_text
from union_ledger.rules.loader import supposing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from union_ledger.core.findings import Finding
    from union_ledger.core.ledger import Ledger
    from union_ledger.rules.loader import Supposition


@dataclass(frozen=True, slots=True)
class Difference:
    """The findings that appear, vanish or say something else; the ledger as it is.

    ``change`` pairs a finding of today with what it would become: another amount,
    severity or state.
    """

    ledger: Ledger
    appear: tuple[Finding, ...]
    vanish: tuple[Finding, ...]
    change: tuple[tuple[Finding, Finding], ...]


def what_if(books: Path, suppositions: Iterable[Supposition]) -> Difference:
    """Load the books twice and compare what is found.

    Findings are the same where rule, entries and subject are. Nothing is written.

    Raises:
        InputError: The books cannot be read, or a parameter is unknown.
    """
    today = load_ledger(books)
    with supposing(suppositions):
        other = load_ledger(books)
    for problem in other.problems:
        if problem.kind == "RulebookError":
            raise InputError(problem.message.rstrip("。"))
    now = {finding.id: finding for finding in today.findings}
    then = {finding.id: finding for finding in other.findings}
    return Difference(
        today,
        tuple(finding for key, finding in then.items() if key not in now),
        tuple(finding for key, finding in now.items() if key not in then),
        tuple(
            (finding, then[key])
            for key, finding in now.items()
            if key in then and _weight(finding) != _weight(then[key])
        ),
    )


def _weight(finding: Finding) -> tuple[object, ...]:
    """Return what makes a finding graver or lighter, its wording aside."""
    return finding.severity, finding.amount, finding.state


def difference_text(difference: Difference) -> str:
    """Return the difference in Chinese, by unit and amount."""
    registers = difference.ledger.books.registers
    lines = []
    for title, findings in (
        ("新增", difference.appear),
        ("消失", difference.vanish),
    ):
        lines.append(f"{title} {len(findings)} 项，涉及 {_sum(findings)} 元")
        for unit, own in _by_unit(findings):
            name = registers.unit_name(unit, own[0].day) if unit else "不分单位"
            lines.append(f"  {unit} {name}　{len(own)} 项　{_sum(own)} 元".rstrip())
            lines += [f"    {_said(f)}　{f.message}" for f in own]
    if difference.change:
        lines.append(f"仍在、轻重有变 {len(difference.change)} 项")
        for before, after in difference.change:
            lines.append(f"    {before.rule}　{before.id}　{before.vouchers[0]}")
            lines.append(f"      现在：{_said(before)}　{before.message}")
            lines.append(f"      改后：{_said(after)}　{after.message}")
    if not (difference.appear or difference.vanish or difference.change):
        lines.append("按这些数值，检查发现没有变化。")
    return "\n".join(lines)


def _by_unit(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    by_unit: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_unit[finding.unit].append(finding)
    return sorted(by_unit.items())


def _sum(findings: Iterable[Finding]) -> str:
    return yuan_text(sum(finding.amount or 0 for finding in findings))


def _said(finding: Finding) -> str:
    settled = "" if finding.state == "待处理" else f"〔{finding.state}〕"
    amount = "" if finding.amount is None else f"　{yuan_text(finding.amount)} 元"
    return f"{finding.severity} {finding.rule}{settled}{amount}"
