"""What a waiver（豁免） covers, and who may give one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from union_ledger.core.findings import Finding
    from union_ledger.core.records import Waiver
    from union_ledger.core.registers import Registers

WAIVING_ROLES = frozenset({"auditor", "chair"})


def may_waive(waiver: Waiver, registers: Registers) -> bool:
    """Tell whether its approver held an office that may waive, on its day."""
    person = registers.person(waiver.approver, waiver.since)
    return person is not None and bool(WAIVING_ROLES & set(person.roles))


def is_about(waiver: Waiver, finding: Finding) -> bool:
    """Tell whether a waiver names a finding, its term and limit aside."""
    return (
        waiver.rule == finding.rule
        and waiver.finding in {"", finding.id}
        and waiver.subject in {"", finding.subject}
    )


def is_within(waiver: Waiver, finding: Finding) -> bool:
    """Tell whether a finding is below the waiver's limit, which is in fen."""
    return waiver.limit is None or (finding.amount or 0) <= waiver.limit


def waives(waiver: Waiver, finding: Finding) -> bool:
    """Tell whether a waiver covers a finding."""
    return (
        is_about(waiver, finding)
        and is_within(waiver, finding)
        and finding.day <= waiver.expires
    )
