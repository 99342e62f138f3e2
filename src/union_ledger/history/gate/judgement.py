"""What the policy says of a change（复核结论）: who made it, who agreed, what fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.history.gate.approvals import approvals_of
from union_ledger.history.gate.change_steps import steps_of
from union_ledger.history.gate.commit_people import People
from union_ledger.history.gate.gate import gate
from union_ledger.history.gate.review_policy import read_policy
from union_ledger.history.gate.signers import signers_of

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from union_ledger.history.gate.approvals import Approval
    from union_ledger.history.gate.commit_people import Behind
    from union_ledger.history.gate.refusal import Refusal
    from union_ledger.history.revisions.repository import Commit
    from union_ledger.history.revisions.repository import Repository

# What more people can put right by agreeing; all else the change itself must.
LACKING = frozenset({"more-approvals", "not-reviewed", "approver-role"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """The gate's word on a change, and who stands behind each of its commits.

    ``policy_fault`` says why there is no policy to judge by; all else is empty then.
    """

    commits: tuple[tuple[Commit, Behind | None], ...]
    approvals: tuple[Approval, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    policy_fault: str = ""

    @property
    def faults(self) -> list[Refusal]:
        """Return what must be put right before anybody can agree."""
        return [one for one in self.refusals if one.code not in LACKING]

    @property
    def lacking(self) -> list[Refusal]:
        """Return whose agreement is still missing."""
        return [one for one in self.refusals if one.code in LACKING]


def judged(
    repository: Repository,
    base: str,
    head: str,
    today: date,
    outside: Path | None = None,
) -> Judgement:
    """Judge the commits from ``base`` to ``head`` by the policy of ``base``.

    Raises:
        InputError: The file of signers from outside cannot be read.
    """
    commits = repository.commits(base, head)
    try:
        policy = read_policy(repository, base)
    except InputError as exc:
        unknown = tuple((one, None) for one in commits)
        return Judgement(unknown, policy_fault=str(exc))
    with signers_of(repository, policy, day=today, outside=outside) as signers:
        people = People(policy, signers)
        steps = steps_of(repository, base, head, commits)
        approvals = [
            approval
            for step in steps
            for approval in approvals_of(repository, people, step)
        ]
        known = tuple((one, people.behind(one)) for one in commits)
    refusals = gate(repository, base, head, today, outside=outside)
    return Judgement(known, tuple(dict.fromkeys(approvals)), tuple(refusals))
