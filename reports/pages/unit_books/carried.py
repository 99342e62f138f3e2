"""The findings of a unit as data for its ledger, without a word of other units."""

from __future__ import annotations

from dataclasses import astuple
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from typing import Any

from union_ledger.core.period import Period
from union_ledger.reports.assets.held import known_until
from union_ledger.reports.cases import all_cases
from union_ledger.reports.pages.unit_books.others import Others

if TYPE_CHECKING:
    from collections.abc import Iterable

    from union_ledger.core.findings import Finding
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.registers import Registers
    from union_ledger.reports.pages.unit_books.custody import Custody
    from union_ledger.reports.pages.unit_books.entries import Kept

_ALL_TIME = Period(date.min, date.max, "")
HIDDEN = "这一项还涉及其他单位或合开的凭证，详情请向校工会会计查询"


def findings_of(
    findings: Iterable[Finding], custody: Custody, kept: Kept
) -> list[Finding]:
    """Return the unit's findings; one that rests on others' entries says only that.

    A finding about a thing names it where others name an entry.
    """
    unit = custody.unit
    others = Others(custody.registers, unit)
    own = kept.whole.keys() | custody.always
    return [
        _shown(finding, kept, own, others)
        for finding in findings
        if finding.unit == unit
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


def share_of(ledger: Ledger, unit: str) -> dict[str, Any]:
    """Return what of the whole books the unit's pages need, as JSON takes it.

    Of the budget only which purposes it names, of the unit's cases only the score:
    some rest on entries that are not the unit's alone.
    """
    purposes: dict[str, set[str]] = {}
    for line in ledger.books.registers.budget_lines:
        if line.code[0] == "5":
            key = f"{line.year} {line.version}"
            purposes.setdefault(key, set()).add(line.code)
    # A finding without a unit is this one's where no other's is about its entries.
    loose = {frozenset(each.entry_ids) for each in ledger.findings if not each.unit}
    near = tuple(
        each
        for each in ledger.findings
        if each.unit in {unit, ""} or frozenset(each.entry_ids) in loose
    )
    books = ledger.books
    days = [entry.day for entry in books.entries[-1:]]
    known = known_until(ledger, _ALL_TIME) if days or books.registers.assets else None
    return {
        "unit": unit,
        "ends": days[0].isoformat() if days else None,
        "known": known.isoformat() if known else None,
        "purposes": {key: sorted(codes) for key, codes in purposes.items()},
        "cases": [
            (str(case.score), sorted({f.day.isoformat() for f in case.findings}))
            for case in all_cases(replace(ledger, findings=near))
            if case.is_open and case.unit == unit
        ],
    }


def silent_of(
    silent: Iterable[tuple[str, str]], registers: Registers, unit: str
) -> list[tuple[str, str]]:
    """Return the rules that were silent, where the reason names no other unit."""
    others = Others(registers, unit)
    return [pair for pair in silent if not others.named_in(" ".join(pair))]


def _line(finding: Finding, places: dict[str, int]) -> int:
    lines = (places[each] for each in finding.entry_ids if each in places)
    return next(lines, 1)


def _shown(finding: Finding, kept: Kept, own: set[str], others: Others) -> Finding:
    said = " ".join((finding.message, finding.subject, *finding.evidence))
    of_things = not kept.whole.keys() >= set(finding.entry_ids)
    named = others.said_in(said) if of_things else others.named_in(said)
    if own >= set(finding.entry_ids) and not named:
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
