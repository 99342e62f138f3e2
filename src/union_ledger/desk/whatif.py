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
    """The findings that appear, and those that vanish; the ledger as it is."""

    ledger: Ledger
    appear: tuple[Finding, ...]
    vanish: tuple[Finding, ...]


def what_if(books: Path, suppositions: Iterable[Supposition]) -> Difference:
    """Load the books twice and compare what is found.

    Findings are the same where rule, entries and subject are; one whose amount
    changes stays. Nothing is written.

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
    )


def difference_text(difference: Difference) -> str:
    """Return the difference in Chinese, by unit and amount."""
    registers = difference.ledger.books.registers
    lines = []
    for title, findings in (
        ("新增", difference.appear),
        ("消失", difference.vanish),
    ):
        total = yuan_text(sum(finding.amount or 0 for finding in findings))
        lines.append(f"{title} {len(findings)} 项，涉及 {total} 元")
        by_unit: dict[str, list[Finding]] = defaultdict(list)
        for finding in findings:
            by_unit[finding.unit].append(finding)
        for unit, own in sorted(by_unit.items()):
            name = registers.unit_name(unit, own[0].day) if unit else "不分单位"
            amount = yuan_text(sum(finding.amount or 0 for finding in own))
            lines.append(f"  {unit} {name}　{len(own)} 项　{amount} 元".rstrip())
            lines += [f"    {f.severity} {f.rule}　{f.message}" for f in own]
    if not difference.appear and not difference.vanish:
        lines.append("按这些数值，检查发现没有变化。")
    return "\n".join(lines)
