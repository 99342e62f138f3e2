"""Which directives two revisions do not share（分录的增减）: parsed, never loaded.

Text that only moved, was formatted anew or got another comment is no change. Nothing is
booked and no plugin runs, so that hostile text can be looked at as well.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from beancount.core.data import Custom
from beancount.core.data import Transaction
from beancount.parser import parser

from union_ledger.core.seal_content import canonical
from union_ledger.core.seal_content import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from beancount.core.data import Directive

    from union_ledger.history.revisions.repository import Repository
    from union_ledger.history.revisions.repository import TreeFile

SUFFIXES = (".beancount", ".bean")
# Where the text is said to stand while it is parsed, so that documents have a place.
_FOLDER = Path("/books")


@dataclass(frozen=True, eq=False)
class Written:
    """A directive as its text has it, with the file it stands in and its line."""

    entry: Directive
    file: str
    line: int

    @cached_property
    def content(self) -> str:
        """Return every word of it that means something."""
        return canonical(self.entry, _FOLDER)

    @property
    def kind(self) -> str:
        """Return the directive's kind: ``transaction``, ``custom close``, ``open``."""
        if isinstance(self.entry, Custom):
            return f"custom {self.entry.type}"
        return type(self.entry).__name__.lower()

    @property
    def name(self) -> str:
        """Return how people find it again."""
        return name_of(self.entry)

    @property
    def month(self) -> str:
        """Return the month it is dated in, like ``2024-03``."""
        return f"{self.entry.date:%Y-%m}"

    @property
    def is_transaction(self) -> bool:
        """Tell whether it books anything."""
        return isinstance(self.entry, Transaction)

    def text_of(self, key: str) -> str:
        """Return a metadata value as text; empty when it is not there."""
        value = (self.entry.meta or {}).get(key)
        return "" if value is None else str(value).strip()

    def words_of(self, key: str) -> list[str]:
        """Return a list kept in one string with blanks between."""
        return self.text_of(key).split()


@dataclass(frozen=True, slots=True)
class EntryChanges:
    """The directives that only one of two revisions has, in order of file and line.

    ``unread`` are the files of the later one that do not parse, with the line and
    what Beancount says.
    """

    added: tuple[Written, ...]
    removed: tuple[Written, ...]
    unread: tuple[tuple[str, int, str], ...] = ()


def entry_changes(
    repository: Repository,
    base: str,
    head: str,
    loaded: tuple[Iterable[str], Iterable[str]] | None = None,
) -> EntryChanges:
    """Return the directives of ledger text that differ between two commits.

    ``loaded`` are the files that each of the two reads: a file that is no longer
    included takes its directives with it. Without it every ledger file counts.
    """
    sides = repository.files(base) if base else {}, repository.files(head)
    texts = [
        _texts(side, loaded[number] if loaded else None)
        for number, side in enumerate(sides)
    ]
    shared = texts[0].items() & texts[1].items()
    wanted = [
        {path: blob for path, blob in side.items() if (path, blob) not in shared}
        for side in texts
    ]
    blobs = dict(repository.blobs([blob for side in wanted for blob in side.values()]))
    removed, _ = _read(wanted[0], blobs)
    added, unread = _read(wanted[1], blobs)
    by_content: dict[str, list[Written]] = defaultdict(list)
    for one in removed:
        by_content[one.content].append(one)
    new = []
    for one in added:
        same = by_content.get(one.content)
        if same:
            same.pop()
        else:
            new.append(one)
    gone = {id(one) for left in by_content.values() for one in left}
    return EntryChanges(
        tuple(new),
        tuple(one for one in removed if id(one) in gone),
        tuple(unread),
    )


def read_text(
    content: bytes, path: str
) -> tuple[list[Written], list[tuple[str, int, str]]]:
    """Return the directives of one file's text, and what could not be parsed."""
    entries, errors, _ = parser.parse_string(
        content, report_filename=str(_FOLDER / path)
    )
    written = [Written(entry, path, int(entry.meta["lineno"])) for entry in entries]
    unread = [
        (path, int(error.source.get("lineno") or 1), str(error.message))
        for error in errors
    ]
    return sorted(written, key=lambda one: one.line), unread


def _texts(
    files: Mapping[str, TreeFile], loaded: Iterable[str] | None
) -> dict[str, str]:
    wanted = None if loaded is None else set(loaded)
    return {
        path: file.blob
        for path, file in files.items()
        if path.endswith(SUFFIXES) and (wanted is None or path in wanted)
    }


def _read(
    wanted: Mapping[str, str], blobs: Mapping[str, bytes]
) -> tuple[list[Written], list[tuple[str, int, str]]]:
    written: list[Written] = []
    unread: list[tuple[str, int, str]] = []
    for path in sorted(wanted):
        own, faults = read_text(blobs[wanted[path]], path)
        written += own
        unread += faults
    return written, unread
