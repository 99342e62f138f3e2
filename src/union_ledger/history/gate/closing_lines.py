"""The closings a revision of the books registers（封账的登记）, read from its blobs."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from union_ledger.core.registers import read_registers
from union_ledger.core.seal import FOLDER
from union_ledger.core.seal_chain import chain_of
from union_ledger.history.revisions.entry_changes import SUFFIXES
from union_ledger.history.revisions.entry_changes import read_text

if TYPE_CHECKING:
    from datetime import date

    from union_ledger.core.records import Close
    from union_ledger.core.records import Reopen
    from union_ledger.history.revisions.entry_changes import Written
    from union_ledger.history.revisions.included_files import IncludedFiles
    from union_ledger.history.revisions.repository import Repository

KINDS = frozenset({"custom close", "custom reopen"})


@dataclass(frozen=True, slots=True)
class Closings:
    """The lines that close and open months, and what is wrong with their chain.

    ``lines`` stand in the order of the chain; ``closed_to`` is the last day that is
    closed, None where no month is.
    """

    lines: tuple[Written, ...]
    closed_to: date | None
    faults: tuple[str, ...]


class ClosingLines:
    """The closings of commits, each read once, of the files that they include."""

    def __init__(self, repository: Repository, included: IncludedFiles) -> None:
        """Begin with nothing read."""
        self._repository = repository
        self.included = included
        self._known: dict[str, Closings] = {}
        # What blobs hold that may be of closings; most hold nothing.
        self._contents: dict[str, bytes] = {}

    def of(self, commit: str) -> Closings:
        """Return the closings of a commit."""
        if commit not in self._known:
            lines = self._lines(commit)
            self._known[commit] = _put_together(self._repository, commit, lines)
        return self._known[commit]

    def _lines(self, commit: str) -> list[Written]:
        loaded = self.included.of(commit)
        texts = {
            path: file.blob
            for path, file in self._repository.files(commit).items()
            if path in loaded and path.endswith(SUFFIXES)
        }
        unread = set(texts.values()) - self._contents.keys()
        for blob, content in self._repository.blobs(unread):
            is_one = b"close" in content or b"reopen" in content
            self._contents[blob] = content if is_one else b""
        return [
            one
            for path, blob in texts.items()
            if self._contents[blob]
            for one in read_text(self._contents[blob], path)[0]
            if one.kind in KINDS
        ]


def _put_together(
    repository: Repository, commit: str, lines: list[Written]
) -> Closings:
    files = repository.files(commit)
    lines.sort(key=lambda one: (one.entry.date, one.file, one.line))
    registers, _ = read_registers([one.entry for one in lines])
    with tempfile.TemporaryDirectory(prefix="union-ledger-") as name:
        folder = Path(name)
        (folder / FOLDER).mkdir()
        seals = {
            path: file.blob
            for path, file in files.items()
            if path.startswith(f"{FOLDER}/") and path.count("/") == 1
        }
        kept = dict(repository.blobs(seals.values()))
        for path, blob in seals.items():
            (folder / path).write_bytes(kept[blob])
        chain = chain_of(registers, folder)
    return Closings(
        tuple(lines),
        _closed_to(registers.closes, registers.reopens),
        tuple(fault.message for fault in chain.faults),
    )


def _closed_to(closes: list[Close], reopens: list[Reopen]) -> date | None:
    """Return the last closed day; a line counts although its chain may be broken."""
    closed: set[date] = set()
    marks = [(line.number, 0, line.day) for line in closes]
    marks += [(line.number, 1, line.day) for line in reopens]
    for _, is_reopened, day in sorted(marks):
        if is_reopened:
            closed = {other for other in closed if other < day}
        else:
            closed.add(day)
    return max(closed, default=None)
