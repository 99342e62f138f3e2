"""What a change leaves as it was（只增不改）: evidence, closings, rules in force."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from beancount.core.data import Commodity
from beancount.core.data import Custom
from beancount.core.data import Open

from union_ledger.core.errors import InputError
from union_ledger.core.seal import FOLDER
from union_ledger.history.gate.closing_lines import KINDS
from union_ledger.history.gate.refusal import Refusal
from union_ledger.history.gate.refusal import refused
from union_ledger.history.gate.rules_in_force import rule_faults
from union_ledger.history.gate.rules_in_force import rules_written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.history.gate.change_facts import ChangeFacts

_VERBS = {"M": "改动", "D": "删除", "T": "改动"}


def evidence_refusals(facts: ChangeFacts) -> Iterator[Refusal]:
    """Yield evidence and exports that were changed or removed."""
    for path, change in facts.files_of("evidence").items():
        if change.status in _VERBS:
            said = f"原始凭证只能增加，不能{_VERBS[change.status]}；有误的另存一份说明"
            yield refused("evidence-changed", facts.step.after, said, path)


def closed_refusals(facts: ChangeFacts) -> Iterator[Refusal]:
    """Yield directives of closed months that came, went or were changed.

    Opening an account says nothing yet, and the lines about closing are the chain's.
    """
    if facts.closed_to is None:
        return
    for verb, some in (("增加", facts.entries.added), ("删除", facts.entries.removed)):
        for one in some:
            if one.entry.date > facts.closed_to or one.kind in KINDS:
                continue
            if isinstance(one.entry, (Open, Commodity)):
                continue
            said = (
                f"{one.month} 已经封账（封到 {facts.closed_to}），"
                f"不能{verb}或改动“{one.name}”；请在没有封账的月份更正"
            )
            yield Refusal("closed-month", said, facts.step.after, one.file, one.line)


def seal_refusals(facts: ChangeFacts) -> Iterator[Refusal]:
    """Yield closings that were changed, removed, reordered, or do not fit the chain."""
    commit = facts.step.after
    for path, change in facts.files_of("seals").items():
        if path.startswith(f"{FOLDER}/") and change.status in _VERBS:
            said = f"封存文件不能{_VERBS[change.status]}"
            yield refused("seal-changed", commit, said, path)
    left = [one.content for one in facts.after.lines]
    for one in facts.before.lines:
        if one.content in left:
            left.remove(one.content)
        else:
            said = f"封账的登记“{one.name}”不能改动或删除"
            yield Refusal("seal-changed", said, commit, one.file, one.line)
    known = set(facts.before.faults)
    for fault in facts.after.faults:
        if fault not in known:
            yield refused("seal-changed", commit, fault)
    yield from _days(facts)


def rule_refusals(facts: ChangeFacts) -> Iterator[Refusal]:
    """Yield what is done to rules for time that has begun or is closed."""
    commit = facts.step.after
    rules = facts.files_of("rules")
    if not rules and not facts.files_of("setup"):
        return
    horizon = max(facts.today, facts.closed_to or date.min)
    try:
        before = rules_written(facts.repository, facts.step.before)
        after = rules_written(facts.repository, commit, is_new=True)
    except InputError as exc:
        yield Refusal(
            "rule-unreadable", exc.message, commit, exc.file or "", exc.line or 0
        )
        return
    for path in after.read:
        area = facts.area_of(path)
        if area is None or area.kind != "rules":
            said = "规则目录和它列出的文件都要归在规则一类，由同样的人批准"
            yield refused("rule-unreadable", commit, said, path)
    for fault in rule_faults(before, after, horizon):
        yield refused(fault.code, commit, fault.message, fault.file)


def _days(facts: ChangeFacts) -> Iterator[Refusal]:
    """A month is closed once it is over, and none before one that is closed already."""
    before = [one.content for one in facts.before.lines]
    for one in facts.after.lines:
        if one.content in before or one.kind != "custom close":
            continue
        if not one.text_of("seal"):
            said = f"“{one.name}”没有封印，什么也证明不了"
            yield Refusal("seal-changed", said, facts.step.after, one.file, one.line)
        day = one.entry.values[0].value if isinstance(one.entry, Custom) else None
        if not isinstance(day, date) or day >= facts.today:
            said = f"“{one.name}”封的月份还没有过完"
            yield Refusal("seal-changed", said, facts.step.after, one.file, one.line)
