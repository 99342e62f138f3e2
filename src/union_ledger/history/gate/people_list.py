"""Changes of the review policy itself（复核办法与名单）."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.history.gate.approvers import unmet
from union_ledger.history.gate.refusal import Refusal
from union_ledger.history.gate.review_policy import PLACE
from union_ledger.history.gate.review_policy import read_policy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.history.gate.change_facts import ChangeFacts


def people_refusals(facts: ChangeFacts) -> Iterator[Refusal]:
    """Yield why the new policy cannot be used; the next change would stand still."""
    if PLACE not in facts.files:
        return
    commit = facts.step.after
    try:
        policy = read_policy(facts.repository, commit)
    except InputError as exc:
        place = (commit, exc.file or PLACE, exc.line or 0)
        yield Refusal("people-unreadable", exc.message, *place)
        return
    able = [one.id for one in policy.people if one.keys or not policy.needs_signatures]
    for area in policy.areas:
        if unmet(policy, area.approve, able):
            said = f"照新的名单，没有足够的人能批准“{area.title}”"
            yield Refusal("people-unreadable", said, commit, PLACE)


def concerned(facts: ChangeFacts) -> frozenset[str]:
    """Return the people whose own roles or keys a change of the policy touches."""
    if PLACE not in facts.files:
        return frozenset()
    try:
        new = read_policy(facts.repository, facts.step.after)
    except InputError:
        return frozenset()
    old = read_policy(facts.repository, facts.step.before)
    said = [{one.id: one for one in policy.people} for policy in (old, new)]
    return frozenset(
        name for name in {*said[0], *said[1]} if said[0].get(name) != said[1].get(name)
    )
