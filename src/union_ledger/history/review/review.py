"""What a change of the books means（复核）: two revisions side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import TypeVar

from union_ledger.history.gate.judgement import judged
from union_ledger.history.lint.ledger_lint import lint
from union_ledger.history.review.matching import matched
from union_ledger.history.review.paper_changes import outside_changes
from union_ledger.history.review.paper_changes import paper_changes
from union_ledger.history.review.rules_said import rule_changes
from union_ledger.history.review.setting_changes import setting_changes
from union_ledger.history.review.snapshot import Held
from union_ledger.history.review.snapshot_at import MAIN
from union_ledger.history.review.snapshot_at import snapshot_at
from union_ledger.history.revisions.entry_changes import SUFFIXES
from union_ledger.history.revisions.entry_changes import entry_changes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from union_ledger.core.findings import Finding
    from union_ledger.history.gate.judgement import Judgement
    from union_ledger.history.lint.error import LintError
    from union_ledger.history.review.matching import Change
    from union_ledger.history.review.paper_changes import PaperChange
    from union_ledger.history.review.rules_said import RuleChange
    from union_ledger.history.review.setting_changes import SettingChange
    from union_ledger.history.review.snapshot import Money
    from union_ledger.history.review.snapshot import Problem
    from union_ledger.history.review.snapshot import Snapshot
    from union_ledger.history.revisions.repository import Commit
    from union_ledger.history.revisions.repository import Repository

Key = TypeVar("Key", bound="str | tuple[str, ...]")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class FindingDifference:
    """A finding that came, went, or stands otherwise than before."""

    before: Finding | None
    after: Finding | None

    @property
    def shown(self) -> Finding:
        """Return the finding as it is now, or as it was."""
        shown = self.after or self.before
        if shown is None:
            raise ValueError("a difference of nothing")
        return shown

    @property
    def word(self) -> str:
        """Return what happened, in Chinese."""
        if self.before is None:
            return "新出现"
        if self.after is None:
            return "消失"
        return "有变化" if self.before.id == self.after.id else "换了地方"

    @property
    def is_new_violation(self) -> bool:
        """Tell whether the change brings an open violation that was not one before."""
        after, before = self.after, self.before
        return (
            after is not None
            and after.is_open_violation
            and not (before and before.is_open_violation)
        )


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that two commits do not share, and what the policy says of it.

    ``money``, ``quota``, ``assets`` and ``members`` give what was and what is, where
    the two differ. ``settings`` are lines that decide how text is read. ``papers`` are
    files of the books' folder that are no ledger text, or text that no load reads,
    ``outside`` those of the repository beyond it. ``faults`` are what the linter says
    of the ledger text that changed.
    """

    base: Commit
    head: Commit
    before: Snapshot
    after: Snapshot
    judgement: Judgement
    entries: tuple[Change, ...]
    faults: tuple[LintError, ...]
    money: Mapping[Money, tuple[int, int]]
    quota: Mapping[tuple[str, str], tuple[int, int]]
    assets: Mapping[str, tuple[Held, Held]]
    members: Mapping[str, tuple[int, int]]
    settings: tuple[SettingChange, ...]
    rules: tuple[RuleChange, ...]
    findings: tuple[FindingDifference, ...]
    problems: tuple[Problem, ...]
    papers: tuple[PaperChange, ...]
    outside: tuple[str, ...]

    @property
    def new_violations(self) -> list[Finding]:
        """Return the open violations that the change brings."""
        return [one.shown for one in self.findings if one.is_new_violation]

    @property
    def may_pass(self) -> bool:
        """Tell whether nothing of it must be put right before it is merged."""
        return not (
            self.problems or self.faults or self.new_violations or self.judgement.faults
        )

    @property
    def transactions(self) -> list[Change]:
        """Return the changes that book something."""
        return [one for one in self.entries if one.shown.is_transaction]

    @property
    def lines(self) -> list[Change]:
        """Return the changes of every other directive."""
        return [one for one in self.entries if not one.shown.is_transaction]


def review(  # noqa: PLR0913 - what is compared, and by what it is judged
    repository: Repository,
    base: str,
    head: str,
    cache: Path | None,
    *,
    today: date,
    outside: Path | None = None,
) -> Review:
    """Compare two commits of the books and judge what lies between them.

    Snapshots are taken from ``cache`` and put there; None keeps nothing. ``outside``
    is a file of allowed signers in place of the policy's.

    Raises:
        InputError: One of them holds no books, or they lack the plugin line, or their
            main file would run what is not ours; nothing is loaded then.
    """
    before = snapshot_at(repository, base, cache)
    after = snapshot_at(repository, head, cache)
    changes = entry_changes(repository, base, head, (before.files, after.files))
    known = {(one.file, one.kind, one.message) for one in before.problems}
    return Review(
        base=repository.commit(base),
        head=repository.commit(head),
        before=before,
        after=after,
        judgement=judged(repository, base, head, today, outside),
        entries=tuple(matched(changes)),
        faults=tuple(_linted(repository, base, head)),
        money=_different(before.money, after.money, 0),
        quota=_different(before.quota, after.quota, 0),
        assets=_different(before.assets, after.assets, Held(0, 0)),
        members=_different(before.members, after.members, 0),
        settings=tuple(setting_changes(repository, base, head)),
        rules=tuple(rule_changes(before.rules, after.rules)),
        findings=tuple(_findings(before, after)),
        problems=tuple(
            one
            for one in after.problems
            if (one.file, one.kind, one.message) not in known
        ),
        papers=tuple(paper_changes(repository, base, head, before, after)),
        outside=tuple(outside_changes(repository, base, head)),
    )


def _linted(repository: Repository, base: str, head: str) -> Iterator[LintError]:
    """Yield the faults of ledger text that only the later commit has."""
    was, now = repository.files(base), repository.files(head)
    old = {file.blob for file in was.values()}
    changed = {
        path: file.blob
        for path, file in sorted(now.items())
        if path.endswith(SUFFIXES) and path != MAIN and file.blob not in old
    }
    texts = dict(repository.blobs(changed.values()))
    for path, blob in changed.items():
        yield from lint(texts[blob], path)


def _different(
    before: Mapping[Key, Value], after: Mapping[Key, Value], nothing: Value
) -> dict[Key, tuple[Value, Value]]:
    """Return both sides of what differs, in the keys' order."""
    both = {
        key: (before.get(key, nothing), after.get(key, nothing))
        for key in sorted({*before, *after}, key=str)
    }
    return {key: sides for key, sides in both.items() if sides[0] != sides[1]}


def _findings(before: Snapshot, after: Snapshot) -> list[FindingDifference]:
    was = {finding.id: finding for finding in before.findings}
    now = {finding.id: finding for finding in after.findings}
    gone = [was[one] for one in was if one not in now]
    found = []
    for one, new in now.items():
        old = was.get(one)
        if old is None:
            # The same thing found at another entry has moved, and did not come anew.
            same = (f for f in gone if new.subject and _about(f) == _about(new))
            old = next(same, None)
            if old is not None:
                gone.remove(old)
        if old is None or old.id != one or _told(old) != _told(new):
            found.append(FindingDifference(old, new))
    return found + [FindingDifference(one, None) for one in gone]


def _about(finding: Finding) -> tuple[object, ...]:
    return finding.rule, finding.severity, finding.subject, finding.unit


def _told(finding: Finding) -> tuple[object, ...]:
    """Return what people act upon; where it stands may change with a move."""
    return finding.severity, finding.state, finding.amount, finding.message
