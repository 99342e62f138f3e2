"""What a change of the books means（复核）: two revisions side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import TypeVar

from union_ledger.core.ledger import load_ledger
from union_ledger.history.entry_changes import entry_changes
from union_ledger.history.matching import matched
from union_ledger.history.paper_changes import outside_changes
from union_ledger.history.paper_changes import paper_changes
from union_ledger.history.revision_folder import revision_folder
from union_ledger.history.rules_said import rule_changes
from union_ledger.history.snapshot import Held
from union_ledger.history.snapshot import snapshot_of
from union_ledger.history.snapshot_cache import keep
from union_ledger.history.snapshot_cache import kept

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from union_ledger.core.findings import Finding
    from union_ledger.history.matching import Change
    from union_ledger.history.paper_changes import PaperChange
    from union_ledger.history.repository import Commit
    from union_ledger.history.repository import Repository
    from union_ledger.history.rules_said import RuleChange
    from union_ledger.history.snapshot import Money
    from union_ledger.history.snapshot import Problem
    from union_ledger.history.snapshot import Snapshot

Key = TypeVar("Key", bound="str | tuple[str, ...]")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class FindingDifference:
    """A finding that came, went, or stands otherwise than before."""

    before: Finding | None
    after: Finding | None

    @property
    def shown(self) -> Finding:
        """Return the finding as it is now, or as it was."""
        shown = self.after or self.before
        if shown is None:
            raise ValueError("a difference of nothing")
        return shown

    @property
    def word(self) -> str:
        """Return what happened, in Chinese."""
        if self.before is None:
            return "新出现"
        return "消失" if self.after is None else "有变化"

    @property
    def is_new_violation(self) -> bool:
        """Tell whether the change brings an open violation that was not one before."""
        after, before = self.after, self.before
        return (
            after is not None
            and after.is_open_violation
            and not (before and before.is_open_violation)
        )


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that two commits do not share, and the commits between them.

    ``money``, ``quota``, ``assets`` and ``members`` give what was and what is, where
    the two differ. ``papers`` are files of the books' folder that no load reads,
    ``outside`` those of the repository beyond it. ``unread`` is text that does not
    parse.
    """

    base: Commit
    head: Commit
    before: Snapshot
    after: Snapshot
    commits: tuple[Commit, ...]
    entries: tuple[Change, ...]
    unread: tuple[tuple[str, int, str], ...]
    money: Mapping[Money, tuple[int, int]]
    quota: Mapping[tuple[str, str], tuple[int, int]]
    assets: Mapping[str, tuple[Held, Held]]
    members: Mapping[str, tuple[int, int]]
    rules: tuple[RuleChange, ...]
    findings: tuple[FindingDifference, ...]
    problems: tuple[Problem, ...]
    papers: tuple[PaperChange, ...]
    outside: tuple[str, ...]

    @property
    def new_violations(self) -> list[Finding]:
        """Return the open violations that the change brings."""
        return [one.shown for one in self.findings if one.is_new_violation]

    @property
    def transactions(self) -> list[Change]:
        """Return the changes that book something."""
        return [one for one in self.entries if one.shown.is_transaction]

    @property
    def lines(self) -> list[Change]:
        """Return the changes of every other directive."""
        return [one for one in self.entries if not one.shown.is_transaction]


def review(repository: Repository, base: str, head: str, cache: Path | None) -> Review:
    """Compare two commits of the books.

    Snapshots are taken from ``cache`` and put there; None keeps nothing.

    Raises:
        InputError: One of them holds no books, or they lack the plugin line.
    """
    before = _snapshot(repository, base, cache)
    after = _snapshot(repository, head, cache)
    changes = entry_changes(repository, base, head, (before.files, after.files))
    known = {(one.file, one.kind, one.message) for one in before.problems}
    return Review(
        base=repository.commit(base),
        head=repository.commit(head),
        before=before,
        after=after,
        commits=tuple(repository.commits(base, head)),
        entries=tuple(matched(changes)),
        unread=changes.unread,
        money=_different(before.money, after.money, 0),
        quota=_different(before.quota, after.quota, 0),
        assets=_different(before.assets, after.assets, Held(0, 0)),
        members=_different(before.members, after.members, 0),
        rules=tuple(rule_changes(before.rules, after.rules)),
        findings=tuple(_findings(before, after)),
        problems=tuple(
            one
            for one in after.problems
            if (one.file, one.kind, one.message) not in known
        ),
        papers=tuple(paper_changes(repository, base, head, before, after)),
        outside=tuple(outside_changes(repository, base, head)),
    )


def _snapshot(repository: Repository, commit: str, cache: Path | None) -> Snapshot:
    tree = repository.tree_id(commit)
    found = kept(tree, cache) if cache and tree else None
    if found is None:
        with revision_folder(repository, commit) as folder:
            found = snapshot_of(load_ledger(folder))
        if cache:
            keep(tree, found, cache)
    return found


def _different(
    before: Mapping[Key, Value], after: Mapping[Key, Value], nothing: Value
) -> dict[Key, tuple[Value, Value]]:
    """Return both sides of what differs, in the keys' order."""
    both = {
        key: (before.get(key, nothing), after.get(key, nothing))
        for key in sorted({*before, *after}, key=str)
    }
    return {key: sides for key, sides in both.items() if sides[0] != sides[1]}


def _findings(before: Snapshot, after: Snapshot) -> list[FindingDifference]:
    was = {finding.id: finding for finding in before.findings}
    now = {finding.id: finding for finding in after.findings}
    found = []
    for one in dict.fromkeys([*now, *was]):
        old, new = was.get(one), now.get(one)
        if old is None or new is None or _told(old) != _told(new):
            found.append(FindingDifference(old, new))
    return found


def _told(finding: Finding) -> tuple[object, ...]:
    """Return what people act upon; where it stands may change with a move."""
    return finding.severity, finding.state, finding.amount, finding.message
