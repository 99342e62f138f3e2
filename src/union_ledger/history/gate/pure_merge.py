"""Whether a merge is nothing but the merge of its parents（纯合并）."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from union_ledger.history.revisions.repository import Commit
    from union_ledger.history.revisions.repository import Repository


def is_pure_merge(repository: Repository, merge: Commit) -> bool:
    """Tell whether git, merging the two parents again, gets the very same tree.

    The objects it makes go into a folder of their own: nothing is written.
    """
    own = os.environ.get("GIT_OBJECT_DIRECTORY")
    if not own:
        own = repository.text("rev-parse", "--git-path", "objects").strip()
    objects = repository.folder / own
    others = os.environ.get("GIT_ALTERNATE_OBJECT_DIRECTORIES", "")
    with tempfile.TemporaryDirectory(prefix="union-ledger-") as folder:
        (Path(folder) / "pack").mkdir()
        done = repository.tried(
            "merge-tree",
            "--write-tree",
            *merge.parents,
            more={
                "GIT_OBJECT_DIRECTORY": folder,
                "GIT_ALTERNATE_OBJECT_DIRECTORIES": os.pathsep.join(
                    part for part in (str(objects), others) if part
                ),
            },
        )
    tree = done.stdout.decode("ascii", "replace").partition("\n")[0]
    return done.returncode == 0 and tree == merge.tree
