"""案件: one case for each problem（一个问题一件）, with a printed risk score.

Grouping. Findings are one case
(1) where they are about the very same set of entries and the same unit, whatever
    their rules: one payment that breaks two rules is looked into once;
(2) where they are of one rule and one unit and share an entry: a chain of payments
    found pair by pair is one problem.
Nothing else joins: two findings that merely share a supplier, a contract or one of
several entries stay apart, so that no year is glued together; and one allotment to
sixty units is no problem of all of them. A finding without a unit goes with the one
unit its entries have, if it is one.

Score. severity × confidence × lg(amount in yuan + 1), as the worst finding that is
not settled has it, on the largest amount among those, for the same money is not added
twice. A case whose findings are all settled keeps the score it had. The weights
stand in ``reports/data/case_weights.csv``: the product's own choice, no regulation.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import ROUND_HALF_UP
from decimal import Context
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING
from typing import Literal

from union_ledger.core.answering import courses
from union_ledger.core.findings import SEVERITIES
from union_ledger.core.money import yuan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from union_ledger.core.answering import Course
    from union_ledger.core.findings import Finding
    from union_ledger.core.findings import Severity
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.core.records import Answer
    from union_ledger.core.registers import Registers

CaseState = Literal["新建", "核实", "排除", "确认", "整改", "复核", "销号", "豁免"]
CASE_STATES: tuple[CaseState, ...] = (
    *("新建", "核实", "确认", "整改", "复核", "排除", "销号", "豁免"),
)
"""From the least done to what is settled; a case is as far as its last finding."""
CLOSED: frozenset[CaseState] = frozenset({"排除", "销号", "豁免"})
GROUPING = (
    "一个问题一件：同一单位涉及同一组分录的各项发现合为一件；同一单位、同一规则、"
    "有共同分录的合为一件；只是对方、合同相同的不合并。"
)
SCORING = (
    "风险分 = 严重程度 × 把握 × lg(金额+1)，金额以元计，取未了结的发现中最大的一项，"
    "没有金额或不足 9 元时这一项按 1 计。权数为本产品自定，不是规定。"
)

_STATE_OF: dict[str, CaseState] = {
    "待处理": "新建",
    "已排除": "排除",
    "已销号": "销号",
    "已豁免": "豁免",
}
_EXACT = Context(prec=28, rounding=ROUND_HALF_UP)
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Case:
    """One problem（案件）: its findings, the worst open one first, and its course.

    ``amount`` is fen, the largest of the findings', None where no sum is at stake.
    ``day`` is that of the worst finding. ``history`` are the answers that count,
    ``refused`` those that do not, with the reason. ``reason`` is the last reason or
    note; a waiver's is its minutes.
    """

    id: str
    findings: tuple[Finding, ...]
    severity: Severity
    unit: str
    amount: int | None
    day: date
    vouchers: tuple[str, ...]
    entry_ids: tuple[str, ...]
    citations: tuple[str, ...]
    score: Decimal
    formula: str
    state: CaseState
    owner: str
    due: date | None
    reason: str
    history: tuple[Answer, ...]
    refused: tuple[tuple[Answer, str], ...] = ()

    @property
    def lead(self) -> Finding:
        """Return the worst open finding, whose words stand for the case."""
        return self.findings[0]

    @property
    def is_open(self) -> bool:
        """Tell whether something is still to be done."""
        return self.state not in CLOSED

    def days_over(self, day: date) -> int:
        """Return by how many days an open case is past its due date on ``day``."""
        if not self.is_open or self.due is None:
            return 0
        return max((day - self.due).days, 0)


def cases(ledger: Ledger, period: Period) -> list[Case]:
    """Return the cases with a finding in the period, those of most risk first.

    A case that began earlier or ends later comes with all of its findings.
    """
    return [
        case
        for case in all_cases(ledger)
        if any(period.holds(finding.day) for finding in case.findings)
    ]


def all_cases(ledger: Ledger) -> list[Case]:
    """Return every case of the books, those of most risk first."""
    answered = courses(ledger.findings, ledger.books)
    registers = ledger.books.registers
    found = [_case(group, answered, registers) for group in grouped(ledger.findings)]
    return sorted(found, key=lambda case: (-case.score, case.day, case.id))


def grouped(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Put findings together that are one case; each group has its worst first."""
    ordered = sorted(findings, key=_worst_first)
    parent = list(range(len(ordered)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    units = _units(ordered)
    seen: dict[object, int] = {}
    for at, finding in enumerate(ordered):
        unit = finding.unit or units[frozenset(finding.entry_ids)]
        ties: list[object] = [(unit, frozenset(finding.entry_ids))]
        ties += [(unit, finding.rule, own) for own in finding.entry_ids]
        for tie in ties:
            first, second = sorted((root(seen.setdefault(tie, at)), root(at)))
            parent[second] = first
    groups: dict[int, list[Finding]] = {}
    for at, finding in enumerate(ordered):
        groups.setdefault(root(at), []).append(finding)
    return list(groups.values())


def _units(findings: Iterable[Finding]) -> dict[frozenset[str], str]:
    """Return the one unit that findings about a set of entries name, if it is one."""
    named: dict[frozenset[str], set[str]] = {}
    for finding in findings:
        named.setdefault(frozenset(finding.entry_ids), set()).add(finding.unit)
    for units in named.values():
        units.discard("")
    return {ids: min(u) if len(u) == 1 else "" for ids, u in named.items()}


def _worst_first(finding: Finding) -> tuple[object, ...]:
    place = SEVERITIES.index(finding.severity)
    return (place, finding.rule, finding.day, finding.id)


def _case(
    group: list[Finding], answered: Mapping[str, Course], registers: Registers
) -> Case:
    # What is settled does not lead while something else stands.
    standing = [finding for finding in group if finding.is_open] or group
    lead = standing[0]
    amount = max((f.amount for f in standing if f.amount is not None), default=None)
    score, formula = score_of(standing, amount)
    # What has come least far decides, and its answers are the ones to go on with.
    slowest = min(group, key=lambda f: CASE_STATES.index(_state(f)))
    course = answered.get(slowest.id)
    told = course if course and course.steps else _any_steps(group, answered)
    last = told.steps[-1] if told else None
    steps = chain.from_iterable(answered[f.id].steps for f in group if f.id in answered)
    state = _state(slowest)
    return Case(
        id=f"WT-{group[0].id}",
        findings=(*standing, *(f for f in group if f not in standing)),
        severity=lead.severity,
        unit=lead.unit or next((f.unit for f in group if f.unit), ""),
        amount=amount,
        day=lead.day,
        vouchers=_once(f.vouchers for f in group),
        entry_ids=_once(f.entry_ids for f in group),
        citations=_once((f.citation,) for f in group),
        score=score,
        formula=formula,
        state=state,
        owner=last.owner if last else "",
        due=next((a.due for a in reversed(told.steps) if a.due), None)
        if told
        else None,
        reason=_waived(slowest, registers)
        if state == "豁免"
        else (last.reason or last.note if last else ""),
        history=tuple(sorted(steps, key=lambda a: (a.since, a.filename, a.lineno))),
        refused=tuple(
            (each.answer, each.said)
            for f in group
            if f.id in answered
            for each in answered[f.id].refused
        ),
    )


def _state(finding: Finding) -> CaseState:
    return _STATE_OF.get(finding.state, finding.state)  # type: ignore[arg-type]


def _any_steps(
    group: Sequence[Finding], answered: Mapping[str, Course]
) -> Course | None:
    known = (answered[f.id] for f in group if f.id in answered)
    return next((course for course in known if course.steps), None)


def _waived(finding: Finding, registers: Registers) -> str:
    for waiver in registers.waivers:
        named = waiver.finding in {"", finding.id}
        if waiver.rule == finding.rule and named:
            if waiver.subject not in {"", finding.subject}:
                continue
            return f"{waiver.minutes}，{waiver.note}".rstrip("，")
    return ""


def _once(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(lists)))


def score_of(group: Sequence[Finding], amount: int | None) -> tuple[Decimal, str]:
    """Return a case's score to one decimal, and how it was reckoned, in Chinese.

    ``amount`` is fen. Every factor is rounded as it is printed, so that the formula
    can be checked by hand.
    """
    severity, confidence = max(_weights(finding) for finding in group)
    size = magnitude(amount)
    score = _EXACT.multiply(_EXACT.multiply(severity, confidence), size)
    score = score.quantize(_TENTH, context=_EXACT)
    said = f"严重程度 {severity} × 把握 {confidence} × lg(金额+1) {size} = {score}"
    return score, said


def _weights(finding: Finding) -> tuple[Decimal, Decimal]:
    sure = "示例值" if finding.on_example_value else finding.severity
    table = weights()
    return table["severity", finding.severity], table["confidence", sure]


def magnitude(amount: int | None) -> Decimal:
    """Return lg(yuan + 1) to one decimal, at least 1; ``amount`` is fen."""
    if amount is None:
        return Decimal("1.0")
    size = _EXACT.log10(yuan(abs(amount)) + 1) if amount else Decimal(0)
    return max(size.quantize(_TENTH, context=_EXACT), Decimal("1.0"))


@cache
def weights() -> dict[tuple[str, str], Decimal]:
    """Return the weights by factor and word."""
    path = files("union_ledger.reports") / "data" / "case_weights.csv"
    with path.open(encoding="utf-8") as file:
        return {
            (row["factor"], row["value"]): Decimal(row["weight"])
            for row in csv.DictReader(file)
        }
