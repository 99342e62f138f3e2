"""The changes a push brings to the protected branch（一次次改动）, one after the other.

On the branch itself a change is a merge with the commits it brings, or a run of plain
commits that ends where approvals stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from union_ledger.history.revisions.repository import Commit
    from union_ledger.history.revisions.repository import Repository


@dataclass(frozen=True, slots=True)
class Step:
    """A change: the commit before it, its commits, and what it leads to.

    ``commits`` are what is new, the oldest first, the ``merge`` itself left out;
    ``tip`` is where they end.
    """

    before: str
    commits: tuple[Commit, ...]
    merge: Commit | None
    after: str

    @property
    def tip(self) -> str:
        """Return the last commit of what is merged."""
        return self.merge.parents[1] if self.merge else self.after

    @property
    def content(self) -> tuple[Commit, ...]:
        """Return the commits that change something themselves."""
        return tuple(one for one in self.commits if len(one.parents) == 1)


def steps_of(
    repository: Repository, base: str, head: str, commits: Sequence[Commit]
) -> list[Step]:
    """Return the changes from ``base`` to ``head``; ``commits`` are all between."""
    known = {one.oid: one for one in commits}
    listed = repository.text(
        "rev-list", "--first-parent", "--reverse", head, f"^{base}"
    ).split()
    steps: list[Step] = []
    run: list[Commit] = []
    before = base
    trees = _Trees(repository, known)
    for place, oid in enumerate(listed):
        one = known[oid]
        if len(one.parents) > 1:
            if run:
                steps.append(Step(before, tuple(run), None, run[-1].oid))
                before, run = run[-1].oid, []
            new = set(
                repository.text("rev-list", *one.parents[1:], f"^{before}").split()
            )
            brought = tuple(c for c in commits if c.oid in new)
            steps.append(Step(before, brought, one, oid))
            before = oid
            continue
        run.append(one)
        following = known[listed[place + 1]] if place + 1 < len(listed) else None
        # Approvals close a run: what comes after them is another change.
        if trees.is_empty(one) and not (following and trees.is_empty(following)):
            steps.append(Step(before, tuple(run), None, oid))
            before, run = oid, []
    if run:
        steps.append(Step(before, tuple(run), None, run[-1].oid))
    return steps


def is_empty(repository: Repository, one: Commit) -> bool:
    """Tell whether a commit with one parent changes nothing: an approval."""
    return _Trees(repository, {}).is_empty(one)


class _Trees:
    """The trees of commits, asked of git where they are not among those known."""

    def __init__(self, repository: Repository, known: dict[str, Commit]) -> None:
        self._repository = repository
        self._known = known

    def is_empty(self, one: Commit) -> bool:
        if len(one.parents) != 1:
            return False
        parent = self._known.get(one.parents[0]) or self._repository.commit(
            one.parents[0]
        )
        return one.tree == parent.tree


def ids(commits: Iterable[Commit]) -> set[str]:
    """Return the ids of commits."""
    return {one.oid for one in commits}
