"""The findings of a unit as data for its ledger, without a word of other units."""

from __future__ import annotations

from dataclasses import astuple
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable

    from union_ledger.core.findings import Finding
    from union_ledger.core.registers import Registers
    from union_ledger.reports.pages.unit_books.entries import Kept

HIDDEN = "这一项还涉及其他单位或合开的凭证，详情请向校工会会计查询"


def findings_of(
    findings: Iterable[Finding], registers: Registers, unit: str, kept: Kept
) -> list[Finding]:
    """Return the unit's findings; one that rests on others' entries says only that."""
    others = _names_of_others(registers, unit)
    return [
        _shown(finding, kept, others) for finding in findings if finding.unit == unit
    ]


def carried(findings: Iterable[Finding], places: dict[str, int], main: str) -> Any:  # noqa: ANN401 - JSON
    """Return findings as JSON takes them, with their places in the new ledger."""
    return [
        [
            value.isoformat() if hasattr(value, "isoformat") else value
            for value in astuple(
                replace(finding, filename=main, lineno=_line(finding, places))
            )
        ]
        for finding in findings
    ]


def silent_of(
    silent: Iterable[tuple[str, str]], registers: Registers, unit: str
) -> list[tuple[str, str]]:
    """Return the rules that were silent, where the reason names no other unit."""
    others = _names_of_others(registers, unit)
    return [pair for pair in silent if not others(" ".join(pair))]


def _line(finding: Finding, places: dict[str, int]) -> int:
    lines = (places[each] for each in finding.entry_ids if each in places)
    return next(lines, 1)


def _shown(finding: Finding, kept: Kept, others: Callable[[str], bool]) -> Finding:
    said = " ".join((finding.message, finding.subject, *finding.evidence))
    if kept.whole.keys() >= set(finding.entry_ids) and not others(said):
        return finding
    known = kept.whole.keys() | kept.shared.keys()
    entries = [
        kept.whole.get(e) or kept.shared[e] for e in finding.entry_ids if e in known
    ]
    return replace(
        finding,
        subject=finding.unit,
        amount=None,
        message=HIDDEN,
        evidence=(),
        vouchers=tuple(entry.name for entry in entries if entry.voucher),
        entry_ids=tuple(entry.id for entry in entries),
    )


def _names_of_others(registers: Registers, unit: str) -> Callable[[str], bool]:
    """Return whether a text names another unit, by name, short name or project."""
    ours, theirs = _names(registers, unit), set()
    for code in registers.units:
        if code not in {unit, "000"}:
            theirs |= _names(registers, code)
    theirs |= {
        word
        for project in registers.projects.values()
        if project.unit not in {unit, None}
        for word in (project.code, project.name)
    }
    longest = sorted(ours, key=len, reverse=True)
    theirs = {name for name in theirs - ours if len(name) > 1}

    def names_another(text: str) -> bool:
        for name in longest:
            text = text.replace(name, "")
        return any(name in text for name in theirs)

    return names_another


def _names(registers: Registers, code: str) -> set[str]:
    unit = registers.units.get(code)
    if unit is None:
        return set()
    names = {unit.name, registers.unit_name(code), *unit.short}
    names |= {name.removesuffix("工会") for name in names}
    return {name for name in names if name}
