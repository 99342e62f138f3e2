"""Waivers and answers（豁免与答复）: how far each finding has come, and by whom."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from union_ledger.core.answering import courses
from union_ledger.core.waiving import may_waive
from union_ledger.core.waiving import waives

if TYPE_CHECKING:
    from union_ledger.core.answering import Course
    from union_ledger.core.books import Books
    from union_ledger.core.findings import Finding
    from union_ledger.core.findings import State
    from union_ledger.core.registers import Registers


def resolve(findings: list[Finding], books: Books) -> list[Finding]:
    """Return the findings with the state that waivers and answers give them."""
    answered = courses(findings, books)
    return [
        replace(
            finding, state=_state(finding, answered.get(finding.id), books.registers)
        )
        for finding in findings
    ]


def _state(finding: Finding, answered: Course | None, registers: Registers) -> State:
    if any(
        waives(waiver, finding) and may_waive(waiver, registers)
        for waiver in registers.waivers
    ):
        return "已豁免"
    return answered.state if answered is not None else "待处理"
