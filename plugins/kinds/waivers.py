"""Waivers settle something while they last, answers lead on（豁免与答复对得上）.

It is asked after all other rules, of what they found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.answering import courses
from union_ledger.core.money import yuan_text
from union_ledger.core.waiving import is_about
from union_ledger.core.waiving import is_within
from union_ledger.core.waiving import may_waive
from union_ledger.core.waiving import waives
from union_ledger.plugins.kinds.options import NoOptions as Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.findings import Finding
    from union_ledger.core.findings import Severity
    from union_ledger.core.records import Waiver
    from union_ledger.plugins.check import Check

__all__ = ["AFTER", "FIELDS", "PARAMETERS", "Options", "check"]

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("rule", "problem")
AFTER = True


def check(check: Check, _options: Options) -> Iterator[Finding]:
    """Yield a finding for each waiver that settles nothing, or no longer all.

    So do answers to a finding that is not there: it was told away, or misspelt; and
    answers that are no legal step.
    """
    yield from _waivers(check)
    yield from _refused(check)
    known = {finding.id for finding in check.earlier}
    for finding_id, answers in sorted(check.books.registers.answers.items()):
        last = answers[-1]
        if finding_id in known or not check.loaded.rule.in_force(last.since):
            continue
        yield check.finding(
            last,
            called=f"答复 {finding_id}",
            subject="答复",
            evidence=(f"{last.since} 的答复：{last.state}",),
            rule=finding_id.partition("-")[0],
            problem=f"答复写的检查发现 {finding_id} 现在没有，请核对编号",
        )


def _refused(check: Check) -> Iterator[Finding]:
    for finding_id, answered in sorted(courses(check.earlier, check.books).items()):
        for answer, said in answered.refused:
            if not check.loaded.rule.in_force(answer.since):
                continue
            yield check.finding(
                answer,
                called=f"答复 {finding_id}",
                subject=f"答复 {answer.since} {answer.state}",
                severity="疑点",
                evidence=(
                    f"{answer.since} 的答复：{answer.state}，责任人 {answer.owner}",
                    *(f"{step.since} {step.state}" for step in answered.steps),
                ),
                rule=finding_id.partition("-")[0],
                problem=f"{finding_id} 的答复“{answer.state}”不算数：{said}",
            )


def _waivers(check: Check) -> Iterator[Finding]:
    for waiver in check.books.registers.waivers:
        about = [finding for finding in check.earlier if is_about(waiver, finding)]
        found = _problem(check, waiver, about)
        if found is None or not check.loaded.rule.in_force(waiver.since):
            continue
        severity, problem = found
        yield check.finding(
            waiver,
            called=f"{waiver.rule} {waiver.subject or waiver.finding}".strip(),
            subject=waiver.minutes,
            severity=severity,
            evidence=(
                f"豁免 {waiver.since} 至 {waiver.expires}",
                f"批准人 {waiver.approver}，依据 {waiver.minutes}",
                *(f"{each.day} {each.id}：{each.message}" for each in about),
            ),
            rule=waiver.rule,
            problem=problem,
        )


def _problem(
    check: Check, waiver: Waiver, about: list[Finding]
) -> tuple[Severity, str] | None:
    if not may_waive(waiver, check.books.registers):
        return "疑点", f"批准人 {waiver.approver} 当日不是主席或经审人员，豁免无效"
    if waiver.rule not in check.rulebook.rules:
        return "疑点", f"规则库里没有规则 {waiver.rule}"
    later = [finding for finding in about if finding.day > waiver.expires]
    if later:
        return "疑点", f"豁免已于 {waiver.expires} 到期，之后又有 {len(later)} 项"
    beyond = [finding for finding in about if not is_within(waiver, finding)]
    if beyond and waiver.limit is not None:
        most = yuan_text(waiver.limit)
        return "疑点", f"有 {len(beyond)} 项超过豁免限额 {most} 元"
    if not any(waives(waiver, finding) for finding in about):
        return "提示", "没有对应的检查发现，豁免没有用上"
    return None
