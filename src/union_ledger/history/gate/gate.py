"""The gate of the protected branch（守门）: may these commits enter the books?

It reads git objects only, trusts nothing that the change itself says of people, rules
or closed months, and takes the day from the server's clock. Design: security.md §3b.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.history.gate.approvals import approvals_of
from union_ledger.history.gate.approvals import is_word
from union_ledger.history.gate.change_facts import facts_of
from union_ledger.history.gate.change_steps import steps_of
from union_ledger.history.gate.closing_lines import ClosingLines
from union_ledger.history.gate.commit_files import CommitFiles
from union_ledger.history.gate.commit_files import meant
from union_ledger.history.gate.commit_people import People
from union_ledger.history.gate.four_eyes import approval_refusals
from union_ledger.history.gate.kept_content import closed_refusals
from union_ledger.history.gate.kept_content import evidence_refusals
from union_ledger.history.gate.kept_content import rule_refusals
from union_ledger.history.gate.kept_content import seal_refusals
from union_ledger.history.gate.ledger_texts import include_refusals
from union_ledger.history.gate.ledger_texts import text_refusals
from union_ledger.history.gate.people_list import people_refusals
from union_ledger.history.gate.personal_words import personal_refusals
from union_ledger.history.gate.pure_merge import is_pure_merge
from union_ledger.history.gate.refusal import Refusal
from union_ledger.history.gate.refusal import refused
from union_ledger.history.gate.review_policy import read_policy
from union_ledger.history.gate.signers import signers_of
from union_ledger.history.gate.spending import hand_refusals
from union_ledger.history.gate.spending import paper_refusals
from union_ledger.history.revisions.included_files import IncludedFiles
from union_ledger.history.revisions.remembered import RememberedRepository

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from union_ledger.history.gate.change_facts import ChangeFacts
    from union_ledger.history.gate.change_steps import Step
    from union_ledger.history.gate.review_policy import Area
    from union_ledger.history.gate.review_policy import Policy
    from union_ledger.history.revisions.repository import Commit
    from union_ledger.history.revisions.repository import Repository

_CHECKS: tuple[Callable[[ChangeFacts], Iterator[Refusal]], ...] = (
    evidence_refusals,
    closed_refusals,
    seal_refusals,
    rule_refusals,
    people_refusals,
    text_refusals,
    include_refusals,
    paper_refusals,
    hand_refusals,
)


def gate(  # noqa: PLR0913 - what is judged, and by what
    repository: Repository,
    base: str,
    head: str,
    today: date,
    *,
    outside: Path | None = None,
    tags: Iterable[str] = (),
) -> list[Refusal]:
    """Return why the commits from ``base`` to ``head`` may not enter; none if they may.

    Args:
        repository: Where both are; seen from the books' folder.
        base: The commit the protected branch is at.
        head: The commit it shall be at.
        today: The day by the server's clock.
        outside: A file of allowed signers in place of the keys of the policy.
        tags: Ids of tag objects that are pushed together with the commits.

    Raises:
        InputError: There is no such commit, or the file from outside cannot be read.
    """
    repository = RememberedRepository(repository)
    old, new = repository.commit_id(base), repository.commit_id(head)
    if not repository.is_ancestor(old, new):
        said = "新的历史里没有原来的最后一次提交；不能改写历史，只能往后接"
        return [refused("history-rewritten", new, said)]
    try:
        policy = read_policy(repository, old)
    except InputError as exc:
        return [Refusal("no-policy", str(exc), old)]
    commits = repository.commits(old, new)
    foreign = _foreign(commits, old, new)
    if foreign:
        return foreign
    with signers_of(repository, policy, day=today, outside=outside) as signers:
        judge = _Judge(repository, policy, People(policy, signers), today)
        found = judge.commits(commits)
        closed = judge.closings.of(old).closed_to
        for step in steps_of(repository, old, new, commits):
            found += judge.step(step, closed, tags)
    return list(dict.fromkeys(found))


def _foreign(commits: Sequence[Commit], base: str, head: str) -> list[Refusal]:
    """Refuse histories without a beginning in ours, and ours taken in from the side."""
    for one in commits:
        if not one.parents:
            said = "带进了一段没有来历的历史"
            return [refused("history-rewritten", one, said)]
    known = {one.oid: one for one in commits}
    place = head
    while place in known:
        place = known[place].parents[0]
    if place != base:
        said = "主线被接到了别的分支上（合并时把账簿当成了被并入的一方）"
        return [refused("history-rewritten", head, said)]
    return []


class _Judge:
    def __init__(
        self, repository: Repository, policy: Policy, people: People, today: date
    ) -> None:
        self.repository = repository
        self.policy = policy
        self.people = people
        self.today = today
        self.files = CommitFiles(repository, policy)
        self.closings = ClosingLines(repository, IncludedFiles(repository))

    def commits(self, commits: Sequence[Commit]) -> list[Refusal]:
        found: list[Refusal] = []
        for one in commits:
            found += self.people.faults(one)
            if len(one.parents) > 2:
                found.append(refused("octopus", one, "一次只能合并一个分支"))
            elif len(one.parents) == 2:
                if not is_pure_merge(self.repository, one):
                    said = "合并里有两边都没有的改动，或者有冲突；请在分支上重做再合并"
                    found.append(refused("impure-merge", one, said))
            else:
                found += self.files.refusals(one, self.people.behind(one))
                found += self._empty(one)
                found += personal_refusals(self.repository, self.policy, one)
        return found

    def step(
        self, step: Step, closed_to: date | None, tags: Iterable[str]
    ) -> list[Refusal]:
        behind = [
            self.people.behind(one)
            for one in step.content
            if not is_word(self.repository, one)
        ]
        facts = facts_of(
            self.repository,
            self.policy,
            step,
            frozenset(name for one in behind for name in one.all_),
            self.closings,
            today=self.today,
            closed_to=closed_to,
        )
        areas = self._areas(facts)
        if not areas:
            return []
        found: list[Refusal] = []
        if len({area.group for area in areas.values()}) > 1:
            said = f"一次改动里有{'、'.join(sorted(areas))}；请分开提交、分开复核"
            found.append(refused("mixed", step.after, said))
        for check in _CHECKS:
            found += check(facts)
        approvals = approvals_of(self.repository, self.people, step, tags)
        found += approval_refusals(facts, areas.values(), approvals)
        return found

    def _areas(self, facts: ChangeFacts) -> dict[str, Area]:
        places = {path: area for path in facts.files if (area := facts.area_of(path))}
        spoken = {one.file for one in (*facts.entries.added, *facts.entries.removed)}
        areas = meant(places, spoken | {path for path, _, _ in facts.entries.unread})
        for one in facts.step.content:
            areas |= self.files.areas.get(one.oid, {})
        return areas

    def _empty(self, one: Commit) -> list[Refusal]:
        if self.repository.commit(one.parents[0]).tree != one.tree:
            return []
        if is_word(self.repository, one):
            return []
        said = "提交里什么也没有；要批准请把说明写成“批准……”"
        return [refused("empty-change", one, said)]
