"""The snapshot of a commit: the one that was kept, or one taken now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.ledger import load_ledger
from union_ledger.history.lint.ledger_lint import lint
from union_ledger.history.review.snapshot import snapshot_of
from union_ledger.history.review.snapshot_cache import keep
from union_ledger.history.review.snapshot_cache import kept
from union_ledger.history.revisions.revision_folder import revision_folder

if TYPE_CHECKING:
    from pathlib import Path

    from union_ledger.history.review.snapshot import Snapshot
    from union_ledger.history.revisions.repository import Repository

MAIN = "main.beancount"


def snapshot_at(repository: Repository, commit: str, cache: Path | None) -> Snapshot:
    """Return the snapshot of a commit, kept in ``cache`` for the next time.

    Raises:
        InputError: There are no books in it, or its main file would run what is not
            ours; nothing is loaded then.
    """
    _must_be_harmless(repository, commit)
    tree = repository.tree_id(commit)
    found = kept(tree, cache) if cache and tree else None
    if found is None:
        with revision_folder(repository, commit) as folder:
            found = snapshot_of(load_ledger(folder))
        if cache:
            keep(tree, found, cache)
    return found


def _must_be_harmless(repository: Repository, commit: str) -> None:
    content = repository.read(commit, MAIN)
    faults = lint(content, MAIN, is_main=True) if content is not None else []
    for fault in faults:
        raise InputError(
            f"版本 {commit[:10]} 的总文件有问题，没有读这套账（{fault.message}）",
            file=MAIN,
            line=fault.line,
            hint="请不要合并这个版本。",
        )
