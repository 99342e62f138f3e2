"""What is about to enter the repository's history, looked through for personal data.

What git has once taken in, it keeps for good: so every commit of a range is looked
at, and what a later commit took out again is told all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from fnmatch import fnmatch
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.explain import os_problem
from union_ledger.core.personal_data import CARD
from union_ledger.history.guard.personal_scan import scan
from union_ledger.history.guard.personal_scan import scan_words
from union_ledger.history.guard.unwanted_files import why_unwanted
from union_ledger.history.revisions.repository import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from union_ledger.history.guard.personal_scan import PersonalNumber
    from union_ledger.history.guard.personal_scan import Scan
    from union_ledger.history.revisions.repository import FileChange
    from union_ledger.history.revisions.repository import Repository

_AT_ONCE = 64  # files held in memory


@dataclass(slots=True)
class GuardReport:
    """What was found: numbers of persons, files not to commit, files not read.

    ``let_pass`` are card numbers in files for which that was asked.
    """

    files: int = 0
    numbers: list[PersonalNumber] = field(default_factory=list)
    let_pass: list[PersonalNumber] = field(default_factory=list)
    unwanted: list[tuple[str, str]] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Tell whether nothing stands against it; unread files are only told."""
        return not self.numbers and not self.unwanted

    def add(self, scanned: Scan) -> None:
        """Take in what one file holds."""
        self.files += 1
        self.numbers += scanned.numbers
        if scanned.unread:
            self.unread.append((scanned.path, scanned.unread))

    def let_cards_pass(self, patterns: Iterable[str]) -> None:
        """Only count the card numbers in files whose path is like a pattern."""
        wanted = tuple(patterns)
        found, self.numbers = self.numbers, []
        for number in found:
            is_let = number.kind == CARD and any(
                fnmatch(number.path, p) for p in wanted
            )
            (self.let_pass if is_let else self.numbers).append(number)


def guard_files(paths: Iterable[Path]) -> GuardReport:
    """Look through files as they stand; folders with all that is below them.

    Raises:
        InputError: A file is missing or cannot be read.
    """
    report = GuardReport()
    for path in paths:
        for file in sorted(_files_below(path)) if path.is_dir() else [path]:
            try:
                data = file.read_bytes()
            except OSError as exc:
                raise InputError(
                    f"文件读不出来（{os_problem(exc)}）", file=file
                ) from None
            report.add(scan(str(file), data))
    return report


def guard_staged(repository: Repository) -> GuardReport:
    """Look through what the next commit would take in."""
    report = GuardReport()
    _add_changes(report, repository, repository.staged(), set())
    return report


def guard_range(repository: Repository, base: str, head: str) -> GuardReport:
    """Look through every commit that ``head`` adds to ``base``, messages too.

    Raises:
        InputError: There is no such revision.
    """
    report = GuardReport()
    start = "" if base in {"", NOTHING} else repository.commit_id(base)
    seen: set[tuple[str, str]] = set()
    for commit in repository.commits(start, repository.commit_id(head)):
        before = commit.parents[0] if commit.parents else NOTHING
        _add_changes(report, repository, repository.changes(before, commit.oid), seen)
        words = scan_words(f"提交 {commit.short} 的说明", commit.message)
        report.numbers += words.numbers
    return report


def _add_changes(
    report: GuardReport,
    repository: Repository,
    changes: list[FileChange],
    seen: set[tuple[str, str]],
) -> None:
    for change in changes:
        if why := why_unwanted(change):
            report.unwanted.append((change.path, why))
    new = [
        (change.path, change.after.blob)
        for change in changes
        if change.after is not None and change.after.is_file
    ]
    new = [each for each in new if each not in seen]
    for place in range(0, len(new), _AT_ONCE):
        some = new[place : place + _AT_ONCE]
        contents = dict(repository.blobs(blob for _, blob in some))
        for path, blob in some:
            seen.add((path, blob))
            report.add(scan(path, contents[blob]))


def _files_below(folder: Path) -> Iterable[Path]:
    return (
        path
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    )
