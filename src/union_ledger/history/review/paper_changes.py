"""Files that are no ledger text: evidence（附件）, lists, rules, seals, and others."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.seal import FOLDER as SEALS
from union_ledger.history.revisions.entry_changes import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.history.review.snapshot import Snapshot
    from union_ledger.history.revisions.repository import Repository
    from union_ledger.history.revisions.repository import TreeFile


@dataclass(frozen=True, slots=True)
class PaperChange:
    """One file: what it is to the books, what happened, and its sha256 before and now.

    ``came_from`` is where the same content stood before, if it only moved.
    """

    path: str
    kind: str
    before: str
    after: str
    came_from: str = ""

    @property
    def word(self) -> str:
        """Return what happened, in Chinese."""
        if self.came_from:
            return "移动"
        if not self.before:
            return "新增"
        return "替换" if self.after else "删除"


def paper_changes(
    repository: Repository, base: str, head: str, before: Snapshot, after: Snapshot
) -> Iterator[PaperChange]:
    """Yield the files of the folder that differ, but for ledger text that is read."""
    was, now = repository.files(base), repository.files(head)
    read = before.files | after.files
    named = before.documents | after.documents
    changed = [
        path
        for path in sorted({*was, *now})
        if was.get(path) != now.get(path)
        and not (path in read and path.endswith(SUFFIXES))
    ]
    gone = {was[path].blob: path for path in changed if path not in now}
    moved = {
        path: gone[now[path].blob]
        for path in changed
        if path not in was and now[path].blob in gone
    }
    left = set(moved.values())
    for path in changed:
        if path not in left:
            yield PaperChange(
                path,
                _kind(path, named, read),
                _sha256(repository, was.get(path)),
                _sha256(repository, now.get(path)),
                moved.get(path, ""),
            )


def outside_changes(repository: Repository, base: str, head: str) -> Iterator[str]:
    """Yield the files of the repository that differ beyond the books' folder."""
    for change in repository.changes(base, head):
        if repository.inside(change.path) is None:
            yield change.path


def _kind(path: str, named: frozenset[str], read: frozenset[str]) -> str:
    if path in named:
        return "附件"
    if path.startswith(f"{SEALS}/"):
        return "封存文件"
    if path in read:
        return "规则文件" if path.endswith((".yaml", ".yml")) else "读入的名单"
    return "没有读入的账簿文本" if path.endswith(SUFFIXES) else "其他文件"


def _sha256(repository: Repository, file: TreeFile | None) -> str:
    return hashlib.sha256(repository.blob(file.blob)).hexdigest() if file else ""
