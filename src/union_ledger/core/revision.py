"""Which state of the books a report was made from: asked of git."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit and whether files under the books differ from it."""

    commit: str
    committed: datetime
    changed: bool


def revision_of(folder: Path) -> Revision | None:
    """Return the revision of the books in ``folder``; None outside version control.

    A folder that git ignores, like one under ``build/``, is outside it too.
    """
    head = _git(folder, "log", "-1", "--format=%h %cI", "--", ".")
    if not head:
        return None
    commit, committed = head.split()
    changed = bool(_git(folder, "status", "--porcelain", "--", "."))
    return Revision(commit, datetime.fromisoformat(committed), changed)


def _git(folder: Path, *args: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - fixed words and a path of the user's own
            ["git", "-C", str(folder), *args],  # noqa: S607 - the user's git
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=20,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
