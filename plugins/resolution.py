"""Waivers and answers（豁免与销号）: which findings are settled, and by whom."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from union_ledger.plugins.waiving import may_waive
from union_ledger.plugins.waiving import waives

if TYPE_CHECKING:
    from union_ledger.core.findings import Finding
    from union_ledger.core.findings import State
    from union_ledger.core.registers import Registers

# Whoever may strike a finding off: 经审会, not the one who spent the money.
CLOSING_ROLE = "auditor"


def resolve(findings: list[Finding], registers: Registers) -> list[Finding]:
    """Return the findings with the state that waivers and answers give them."""
    return [replace(finding, state=_state(finding, registers)) for finding in findings]


def _state(finding: Finding, registers: Registers) -> State:
    if any(
        waives(waiver, finding) and may_waive(waiver, registers)
        for waiver in registers.waivers
    ):
        return "已豁免"
    answers = registers.answers.get(finding.id, [])
    if answers and answers[-1].state == "销号":
        # The office held on the day of the answer counts, not who holds it today.
        person = registers.person(answers[-1].by, answers[-1].since)
        if person is not None and CLOSING_ROLE in person.roles:
            return "已销号"
    return "待处理"
