"""The way of a finding（问题整改的步骤）: which answers count, and why not.

新建 → 核实 → 确认 or 排除; 确认 → 整改 → 复核 → 销号. Two ways lead back: 复核 to 整改,
which was not well done, and 排除 or 销号 to 核实, opened again. The same state once
more is a new owner or date. An answer that is no legal step is kept and told, and
settles nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from union_ledger.core.findings import STATE_AFTER
from union_ledger.core.keys import PEOPLE
from union_ledger.core.money import yuan_text

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable

    from union_ledger.core.books import Books
    from union_ledger.core.findings import Finding
    from union_ledger.core.findings import State
    from union_ledger.core.records import Answer
    from union_ledger.core.records import AnswerState
    from union_ledger.core.registers import Registers

NEXT: dict[AnswerState, tuple[AnswerState, ...]] = {
    "新建": ("核实",),
    "核实": ("确认", "排除"),
    "排除": ("核实",),
    "确认": ("整改",),
    "整改": ("复核",),
    "复核": ("销号", "整改"),
    "销号": ("核实",),
}
# Whoever may say that there is nothing (any more): 经审会, not who spent the money.
DECIDING_ROLE = "auditor"
DECISIONS = frozenset({"排除", "销号"})


class Refused(NamedTuple):
    """An answer that does not count, with the reason in Chinese."""

    answer: Answer
    said: str


class Course(NamedTuple):
    """The answers to one finding in order: those that count, those that do not."""

    steps: tuple[Answer, ...] = ()
    refused: tuple[Refused, ...] = ()

    @property
    def reached(self) -> AnswerState:
        """Return the step the finding has come to."""
        return self.steps[-1].state if self.steps else "新建"

    @property
    def state(self) -> State:
        """Return the state that gives the finding."""
        return STATE_AFTER[self.reached]


def courses(findings: Iterable[Finding], books: Books) -> dict[str, Course]:
    """Return how far each answered finding has come, by its id."""
    answers = books.registers.answers
    answered = [finding for finding in findings if finding.id in answers]
    hands = _hands(answered, books)
    return {
        finding.id: course(answers[finding.id], finding, books.registers, hands)
        for finding in answered
    }


def course(
    answers: Iterable[Answer],
    finding: Finding,
    registers: Registers,
    hands: dict[str, frozenset[str]],
) -> Course:
    """Take a finding from step to step; ``hands`` are people by entry id."""
    steps: list[Answer] = []
    refused: list[Refused] = []
    reached: AnswerState = "新建"
    involved = frozenset[str]().union(*(hands.get(i, ()) for i in finding.entry_ids))
    for answer in answers:
        said = not_legal(reached, answer.state) or (
            _not_decided(answer, finding, registers, involved)
            if answer.state in DECISIONS
            else ""
        )
        if said:
            refused.append(Refused(answer, said))
        else:
            steps.append(answer)
            reached = answer.state
    return Course(tuple(steps), tuple(refused))


def not_legal(reached: AnswerState, asked: AnswerState) -> str:
    """Say in Chinese why a step cannot be taken; empty where it can."""
    if asked == reached or asked in NEXT[reached]:
        return ""
    return f"不能从“{reached}”直接到“{asked}”，下一步只能是{'或'.join(NEXT[reached])}"


def _not_decided(
    answer: Answer,
    finding: Finding,
    registers: Registers,
    involved: Collection[str],
) -> str:
    """Say why somebody's decision does not hold; empty where it does."""
    what = answer.state
    if not answer.by:
        return f"{what}要写 by（由谁决定）"
    # The office held on the day of the answer counts, not who holds it today.
    person = registers.person(answer.by, answer.since)
    if person is None or DECIDING_ROLE not in person.roles:
        return f"{answer.by} 当日不是经审人员（auditor），不能{what}"
    if answer.by in involved:
        return f"{answer.by} 在这笔业务上签过字，不能自己{what}"
    if what == "排除":
        return _not_excluded(answer, finding)
    return f"责任人 {answer.by} 不能自己销号" if answer.by == answer.owner else ""


def _not_excluded(answer: Answer, finding: Finding) -> str:
    if not answer.reason.strip() and not answer.note.strip():
        return "排除要写 reason（理由）"
    if answer.amount == finding.amount:
        return ""
    now = _amount(finding.amount)
    if answer.amount is None:
        return f"排除要写 amount（当时涉及的金额），现在是{now}"
    return f"排除时涉及金额为{_amount(answer.amount)}，现在是{now}，须重新核实"


def _amount(amount: int | None) -> str:
    return "没有金额" if amount is None else f" {yuan_text(amount)} 元"


def _hands(findings: list[Finding], books: Books) -> dict[str, frozenset[str]]:
    """Return who had a hand in the entries of these findings, by entry id."""
    wanted = {entry_id for finding in findings for entry_id in finding.entry_ids}
    if not wanted:
        return {}
    return {
        entry.id: frozenset(filter(None, map(entry.text_of, PEOPLE)))
        for entry in books.entries
        if entry.id in wanted
    }
