"""A repository that remembers what it was asked: objects of git never change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.history.revisions.repository import Repository

if TYPE_CHECKING:
    from union_ledger.history.revisions.repository import Commit
    from union_ledger.history.revisions.repository import FileChange
    from union_ledger.history.revisions.repository import TreeFile


class RememberedRepository(Repository):
    """The same repository, to be asked of commits by their ids only.

    What it returns is shared by all who ask, and not to be changed.
    """

    def __init__(self, repository: Repository) -> None:
        """Begin with nothing remembered."""
        self.__dict__.update(repository.__dict__)
        self._trees: dict[str, str] = {}
        self._files: dict[str, dict[str, TreeFile]] = {}
        self._commits: dict[str, Commit] = {}
        self._changes: dict[tuple[str, str], list[FileChange]] = {}

    def tree_id(self, commit: str) -> str:
        """Return the id of the tree of the folder in a commit; empty without one."""
        if commit not in self._trees:
            self._trees[commit] = super().tree_id(commit)
        return self._trees[commit]

    def files(self, commit: str) -> dict[str, TreeFile]:
        """Return the files of the folder in a commit, by their path in it."""
        if commit not in self._files:
            self._files[commit] = super().files(commit)
        return self._files[commit]

    def commit(self, oid: str) -> Commit:
        """Return a commit, read from its object."""
        if oid not in self._commits:
            self._commits[oid] = super().commit(oid)
        return self._commits[oid]

    def changes(self, before: str, after: str) -> list[FileChange]:
        """Return how files of the whole repository differ; a move is D and A."""
        if (before, after) not in self._changes:
            self._changes[before, after] = super().changes(before, after)
        return self._changes[before, after]
