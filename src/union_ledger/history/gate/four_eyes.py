"""Whether the right other people approved a change（换人复核）."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.history.gate.approvers import unmet
from union_ledger.history.gate.people_list import concerned
from union_ledger.history.gate.refusal import Refusal
from union_ledger.history.gate.refusal import refused
from union_ledger.history.gate.review_policy import ROLES
from union_ledger.history.gate.spending import most_to_one
from union_ledger.history.gate.spending import named_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from union_ledger.history.gate.approvals import Approval
    from union_ledger.history.gate.approvers import Slot
    from union_ledger.history.gate.change_facts import ChangeFacts
    from union_ledger.history.gate.review_policy import Area


def approval_refusals(
    facts: ChangeFacts, areas: Iterable[Area], approvals: Sequence[Approval]
) -> Iterator[Refusal]:
    """Yield what is missing of the approvals of a change."""
    commit = facts.step.after
    involved = facts.authors | named_in(facts) | concerned(facts)
    proved = [one for one in approvals if one.is_verified]
    counted = proved if facts.policy.needs_signatures else list(approvals)
    others = sorted({one.person for one in counted} - involved)
    if not others:
        yield _nobody(facts, approvals, counted)
        return
    for what, slots in _wanted(facts, areas):
        left = unmet(facts.policy, slots, others)
        if not left:
            continue
        stated = sorted({one.person for one in approvals} - involved)
        wanted = "；".join("、".join(ROLES[role] for role in slot) for slot in slots)
        by = "、".join(others)
        if not unmet(facts.policy, slots, stated):
            said = f"{what}要{wanted}批准；有的批准只是文字声明，没有签名"
            yield refused("statement-only", commit, said)
        elif len(others) < len(slots) and left == len(slots) - len(others):
            said = f"{what}要 {len(slots)} 个人批准（{wanted}），现在只有 {by}"
            yield refused("more-approvals", commit, said)
        else:
            said = f"{what}要{wanted}批准，{by} 没有这个职责"
            yield refused("approver-role", commit, said)
    yield from _named(facts, {one.person for one in counted})


def _named(facts: ChangeFacts, approved: set[str]) -> Iterator[Refusal]:
    """Whoever a closing line names as its approver is to approve it himself."""
    for one in facts.entries.added:
        name = one.text_of("approver")
        is_set_aside = one.kind == "custom close" and one.text_of("accepted")
        if not name or not (is_set_aside or one.kind == "custom reopen"):
            continue
        if name in facts.authors:
            said = f"“{one.name}”写的批准人 {name} 就是提交的人"
            yield Refusal("own-approval", said, facts.step.after, one.file, one.line)
        elif name not in approved:
            said = f"“{one.name}”写的批准人 {name} 还没有批准这次改动"
            yield Refusal("more-approvals", said, facts.step.after, one.file, one.line)


def _nobody(
    facts: ChangeFacts, approvals: Sequence[Approval], counted: Sequence[Approval]
) -> Refusal:
    commit = facts.step.after
    if counted:
        by = "、".join(sorted({one.person for one in counted}))
        said = f"批准的 {by} 就是改的人，或者经手了所批的内容；要请别人批准"
        return refused("own-approval", commit, said)
    if approvals:
        by = "；".join(map(str, approvals))
        said = f"批准只有文字声明（{by}），复核办法要求签名"
        return refused("statement-only", commit, said)
    return refused("not-reviewed", commit, "没有别人批准这次改动")


def _wanted(
    facts: ChangeFacts, areas: Iterable[Area]
) -> Iterator[tuple[str, list[Slot]]]:
    """Yield what wants approvals, and the roles of each approver."""
    found = list(areas)
    for area in found:
        yield area.title, list(area.approve)
    amounts = facts.policy.amounts
    amount, payee = most_to_one(facts)
    if amount > amounts.above:
        whom = f"付给“{payee}”的 " if payee else "支出 "
        yield (
            f"{whom}{amount} 元（超过 {amounts.above} 元）",
            [amounts.by] * amounts.approvals,
        )
