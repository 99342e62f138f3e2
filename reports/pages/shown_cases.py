"""The cases as 审计 shows them: the score with its formula, and the evidence."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from union_ledger.core.findings import SEVERITIES
from union_ledger.core.money import yuan_text
from union_ledger.reports.audit.case_list import case_list
from union_ledger.reports.audit.case_list import unit_of
from union_ledger.reports.audit.guide import Guide
from union_ledger.reports.cases import CASE_STATES
from union_ledger.reports.pages.asked_findings import Choice
from union_ledger.reports.pages.links import address
from union_ledger.reports.pages.links import journal_of
from union_ledger.reports.pages.links import source

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from union_ledger.core.findings import Finding
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.reports.cases import Case
    from union_ledger.reports.model import Report

NAMES = ("unit", "severity", "state")
NO_UNIT = "-"
_CLASSES = {"违规": "violation", "疑点": "doubt", "提示": "remark"}


@dataclass(frozen=True, slots=True)
class ShownCaseFinding:
    """One finding of a case, its place on the page 检查结果 and in the books."""

    finding: Finding
    address: str
    source: str


@dataclass(frozen=True, slots=True)
class ShownCase:
    """One case; ``vouchers`` are (text, address in Fava's journal)."""

    case: Case
    severity_class: str
    unit: str
    amount: str
    vouchers: tuple[tuple[str, str | None], ...]
    findings: tuple[ShownCaseFinding, ...]


def case_choices(
    found: Sequence[Case], asked: Mapping[str, str], ledger: Ledger, period: Period
) -> tuple[Choice, ...]:
    """Return what the cases can be chosen by: unit, severity and state."""
    name_of = ledger.books.registers.unit_name
    units = {
        case.unit or NO_UNIT: f"{case.unit} {name_of(case.unit, period.last)}"
        if case.unit
        else "不属于某个单位"
        for case in found
    }
    lists: dict[str, tuple[str, list[tuple[str, str]]]] = {
        "unit": ("单位", sorted(units.items())),
        "severity": ("程度", [(each, each) for each in SEVERITIES]),
        "state": ("状态", [(each, each) for each in CASE_STATES]),
    }
    return tuple(
        Choice(name, label, (("", "全部"), *_with(options, asked[name])), asked[name])
        for name, (label, options) in lists.items()
    )


def lets(case: Case, asked: Mapping[str, str]) -> bool:
    """Tell whether the reader asked for this case; an empty word lets all through."""
    return (
        asked["unit"] in {"", case.unit or NO_UNIT}
        and asked["severity"] in {"", case.severity}
        and asked["state"] in {"", case.state}
    )


def listed(ledger: Ledger, period: Period, chosen: Sequence[Case]) -> Report:
    """Return the list of the audit package, which has no package beside it here."""
    report = case_list(ledger, period, Guide(ledger, chosen, frozenset()))
    (table,) = report.tables
    named = replace(table.columns[-1], title="问题编号")
    table = replace(table, columns=(*table.columns[:-1], named))
    return replace(report, tables=(table,))


def shown(ledger: Ledger, chosen: Sequence[Case]) -> tuple[ShownCase, ...]:
    """Return the cases with where their parts lead."""
    guide = Guide(ledger, chosen, frozenset())
    return tuple(
        ShownCase(
            case=case,
            severity_class=_CLASSES[case.severity],
            unit=f"{case.unit} {unit_of(ledger, case)}" if case.unit else "",
            amount="" if case.amount is None else yuan_text(case.amount),
            vouchers=tuple(
                (entry.name, journal_of(entry))
                for entry in guide.entries_of(case.entry_ids)
            ),
            findings=tuple(
                ShownCaseFinding(
                    finding, _place(finding), source(finding.filename, finding.lineno)
                )
                for finding in case.findings
            ),
        )
        for case in chosen
    )


def _place(finding: Finding) -> str:
    page = address(
        "extension_report",
        extension_name="UnionResults",
        rule=finding.rule,
        unit=finding.unit or NO_UNIT,
        time=f"{finding.day:%Y-%m}",
    )
    return f"{page}#finding-{finding.id}"


def _with(options: list[tuple[str, str]], chosen: str) -> list[tuple[str, str]]:
    """Put what was asked for among the options, also where this period has none."""
    if chosen and chosen not in dict(options):
        return [*options, (chosen, f"{chosen}（本期没有）")]
    return options
