"""Which ledger files a revision reads（带入的文件）, told without a load."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from union_ledger.history.lint.tokens import statements
from union_ledger.history.lint.tokens import tokens_of
from union_ledger.history.revisions.path_patterns import is_like

if TYPE_CHECKING:
    from collections.abc import Mapping

    from union_ledger.history.revisions.repository import Repository
    from union_ledger.history.revisions.repository import TreeFile

MAIN = "main.beancount"


class IncludedFiles:
    """The include lines of blobs, each read once."""

    def __init__(self, repository: Repository) -> None:
        """Begin with nothing read."""
        self._repository = repository
        self._patterns: dict[str, tuple[str, ...]] = {}
        self._known: dict[str, set[str]] = {}

    def of(self, commit: str) -> set[str]:
        """Return the files a commit's main file leads to; every file without a main."""
        if commit not in self._known:
            self._known[commit] = self._led_to(self._repository.files(commit))
        return self._known[commit]

    def _led_to(self, files: Mapping[str, TreeFile]) -> set[str]:
        if MAIN not in files:
            return set(files)
        found = {MAIN}
        waiting = [MAIN]
        while waiting:
            self._read({files[path].blob for path in waiting})
            following: set[str] = set()
            for path in waiting:
                folder = posixpath.dirname(path)
                for pattern in self._patterns[files[path].blob]:
                    following |= _matching(posixpath.join(folder, pattern), files)
            waiting = sorted(following - found)
            found |= following
        return found

    def _read(self, blobs: set[str]) -> None:
        wanted = blobs - self._patterns.keys()
        for oid, content in self._repository.blobs(wanted):
            self._patterns[oid] = _includes(content)


def _includes(content: bytes) -> tuple[str, ...]:
    if b"include" not in content:
        return ()
    tokens = tokens_of(content.decode("utf-8", "replace"))
    return tuple(said[0] for _, said in statements(tokens, "INCLUDE") if said)


def _matching(pattern: str, files: Mapping[str, TreeFile]) -> set[str]:
    plain = posixpath.normpath(pattern)
    return {path for path in files if path == plain or is_like(path, plain)}
