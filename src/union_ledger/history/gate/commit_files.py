"""What files a single commit may change（提交里的文件）: name, mode, area and role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.history.gate.file_names import folded
from union_ledger.history.gate.file_names import mode_fault
from union_ledger.history.gate.file_names import name_fault
from union_ledger.history.gate.file_names import twin_fault
from union_ledger.history.gate.refusal import refused
from union_ledger.history.gate.review_policy import ROLES
from union_ledger.history.revisions.entry_changes import SUFFIXES
from union_ledger.history.revisions.entry_changes import entry_changes
from union_ledger.history.revisions.included_files import MAIN

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Mapping

    from union_ledger.history.gate.commit_people import Behind
    from union_ledger.history.gate.refusal import Refusal
    from union_ledger.history.gate.review_policy import Area
    from union_ledger.history.gate.review_policy import Policy
    from union_ledger.history.revisions.repository import Commit
    from union_ledger.history.revisions.repository import FileChange
    from union_ledger.history.revisions.repository import Repository


def meant(places: Mapping[str, Area], spoken: Collection[str]) -> dict[str, Area]:
    """Return the areas of changed files, by title.

    Ledger text that was only formatted or moved counts where nothing else is changed,
    and then as one area: formatting all files is no mixed change. ``spoken`` are the
    ledger files whose directives changed.
    """
    areas = {
        area.title: area
        for path, area in places.items()
        if path == MAIN or not path.endswith(SUFFIXES) or path in spoken
    }
    if not areas and places:
        area = next(iter(places.values()))
        areas = {area.title: area}
    return areas


class CommitFiles:
    """The files commits change, judged by one policy; ``areas`` are those of each."""

    def __init__(self, repository: Repository, policy: Policy) -> None:
        """Begin with no commit looked at."""
        self._repository = repository
        self._policy = policy
        self.areas: dict[str, dict[str, Area]] = {}

    def refusals(self, commit: Commit, behind: Behind) -> Iterator[Refusal]:
        """Yield what is wrong with the files of a commit with one parent."""
        places: dict[str, Area] = {}
        changes = self._repository.changes(commit.parents[0], commit.oid)
        others = self._others(commit) if any(c.before is None for c in changes) else {}
        for change in changes:
            path = self._repository.inside(change.path)
            if path is None:
                continue
            yield from _file_refusals(commit, change, path, others)
            area = self._policy.area_of(path) or self._of_removed(change)
            if area is None:
                said = "复核办法里没有这类文件；不知道谁可以改、谁来批准"
                yield refused("path-unknown", commit, said, path)
            else:
                places[path] = area
        areas = meant(places, self._spoken(commit) if len(places) > 1 else places)
        self.areas[commit.oid] = areas
        yield from _mixed(commit, areas)
        yield from self._roles(commit, behind, areas)

    def _spoken(self, commit: Commit) -> set[str]:
        """Return the ledger files whose directives change, or cannot be read."""
        found = entry_changes(self._repository, commit.parents[0], commit.oid)
        said = {one.file for one in (*found.added, *found.removed)}
        return said | {path for path, _, _ in found.unread}

    def _others(self, commit: Commit) -> dict[str, str]:
        """Return the files there were, by their folded name."""
        before = self._repository.files(commit.parents[0])
        return {folded(path): path for path in before}

    def _of_removed(self, change: FileChange) -> Area | None:
        """Whoever may change the set-up may take away what has no place."""
        if change.after is not None:
            return None
        return next((a for a in self._policy.areas if a.kind == "setup"), None)

    def _roles(
        self, commit: Commit, behind: Behind, areas: dict[str, Area]
    ) -> Iterator[Refusal]:
        for area in areas.values():
            for name in sorted(behind.all_):
                person = self._policy.person(name)
                if person is None or not set(person.roles) & set(area.change):
                    wanted = "、".join(ROLES[role] for role in area.change)
                    said = f"{name} 不能改{area.title}；能改的是{wanted}"
                    yield refused("role", commit, said)


def _file_refusals(
    commit: Commit, change: FileChange, path: str, others: dict[str, str]
) -> Iterator[Refusal]:
    if change.after is None:
        return
    mode = mode_fault(change.after.mode)
    if mode:
        said = f"账簿里只能有普通文件，这是{mode}"
        yield refused("file-mode", commit, said, path)
    name = name_fault(path)
    if change.before is None and not name:
        name = twin_fault(path, others)
    if name:
        yield refused("file-name", commit, f"文件名{name}", path)


def _mixed(commit: Commit, areas: dict[str, Area]) -> Iterator[Refusal]:
    if len({area.group for area in areas.values()}) > 1:
        said = f"一个提交里同时改了{'、'.join(sorted(areas))}；请分开提交、分开复核"
        yield refused("mixed", commit, said)
