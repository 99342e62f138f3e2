"""All that is asked of one change（一次改动的内容）, put together once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.history.revisions.entry_changes import entry_changes

if TYPE_CHECKING:
    from datetime import date

    from union_ledger.history.gate.change_steps import Step
    from union_ledger.history.gate.closing_lines import ClosingLines
    from union_ledger.history.gate.closing_lines import Closings
    from union_ledger.history.gate.review_policy import Area
    from union_ledger.history.gate.review_policy import Policy
    from union_ledger.history.revisions.entry_changes import EntryChanges
    from union_ledger.history.revisions.repository import FileChange
    from union_ledger.history.revisions.repository import Repository


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """One change of the books: its files by path, its directives, the closings.

    ``closed_to`` is the last day that was closed when the push began or the change
    did; ``authors`` are who made its commits, ``loaded`` the files the books then read.
    """

    repository: Repository
    policy: Policy
    step: Step
    today: date
    authors: frozenset[str]
    files: dict[str, FileChange]
    entries: EntryChanges
    before: Closings
    after: Closings
    closed_to: date | None
    loaded: frozenset[str]

    def area_of(self, path: str) -> Area | None:
        """Return the area of a path of the change."""
        return self.policy.area_of(path)

    def files_of(self, kind: str) -> dict[str, FileChange]:
        """Return the files of areas of one kind."""
        return {
            path: change
            for path, change in self.files.items()
            if (area := self.area_of(path)) and area.kind == kind
        }


def facts_of(  # noqa: PLR0913 - what the facts are of
    repository: Repository,
    policy: Policy,
    step: Step,
    authors: frozenset[str],
    closings: ClosingLines,
    *,
    today: date,
    closed_to: date | None,
) -> ChangeFacts:
    """Read a change; ``closed_to`` is what was closed when the push began."""
    files = {
        inside: change
        for change in repository.changes(step.before, step.after)
        if (inside := repository.inside(change.path)) is not None
    }
    included = closings.included
    loaded = included.of(step.before), included.of(step.after)
    before, after = closings.of(step.before), closings.of(step.after)
    days = [day for day in (closed_to, before.closed_to) if day is not None]
    return ChangeFacts(
        repository=repository,
        policy=policy,
        step=step,
        today=today,
        authors=authors,
        files=files,
        entries=entry_changes(repository, step.before, step.after, loaded),
        before=before,
        after=after,
        closed_to=max(days, default=None),
        loaded=frozenset(loaded[1]),
    )
