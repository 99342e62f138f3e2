"""Agree to a change or send it back（批准、退回）: a signed merge, or a signed word.

The merge is made of git objects alone, judged by the gate, and only then becomes the
protected branch: whoever stands on another branch is not disturbed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal

from union_ledger.core.errors import InputError
from union_ledger.desk.branches import PREFIX
from union_ledger.desk.branches import advance
from union_ledger.history.gate.approvals import SENT_BACK
from union_ledger.history.gate.gate import gate
from union_ledger.history.gate.judgement import LACKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from union_ledger.desk.own_git import OwnGit
    from union_ledger.history.gate.refusal import Refusal
    from union_ledger.history.revisions.repository import Repository


@dataclass(frozen=True, slots=True)
class Waiting:
    """A change that waits for somebody to agree."""

    branch: str
    commit: str
    author: str
    day: str
    subject: str

    @property
    def is_sent_back(self) -> bool:
        """Tell whether it waits for its author and not for somebody to agree."""
        return self.subject.startswith(SENT_BACK)


@dataclass(frozen=True, slots=True)
class Approved:
    """What an approval led to: merged, or noted because others must agree as well."""

    outcome: Literal["merged", "noted", "refused"]
    commit: str
    refusals: tuple[Refusal, ...] = ()


def waiting(git: OwnGit, main: str) -> list[Waiting]:
    """Return the changes that are not merged yet, the oldest first."""
    listed = git.run(
        "for-each-ref",
        "--sort=committerdate",
        "--format=%(refname)%09%(objectname)%09%(authorname)%09%(committerdate:short)"
        "%09%(subject)",
        f"--no-merged={main}",
        f"refs/heads/{PREFIX}",
        "refs/remotes",
    )
    found: dict[str, Waiting] = {}
    for line in listed.splitlines():
        name, commit, author, day, subject = line.split("\t", 4)
        place = name.find(PREFIX)
        if place >= 0:
            found[name[place:]] = Waiting(name[place:], commit, author, day, subject)
    return list(found.values())


def take_in(git: OwnGit, file: Path) -> list[str]:
    """Take the branches of a bundle in; return their names.

    Raises:
        InputError: It is no bundle, or builds on what is not there.
    """
    listed = git.run("bundle", "list-heads", str(file.resolve()))
    names = [line.split()[1] for line in listed.splitlines()]
    wanted = [name for name in names if name.startswith(f"refs/heads/{PREFIX}")]
    if not wanted:
        raise InputError("文件里没有提交复核的改动", file=file)
    git.run("fetch", "-q", str(file.resolve()), *(f"{name}:{name}" for name in wanted))
    return [name.removeprefix("refs/heads/") for name in wanted]


def approve(  # noqa: PLR0913 - what is approved, and how
    git: OwnGit,
    repository: Repository,
    main: str,
    change: str,
    message: str,
    *,
    today: date,
    remote: str = "",
    outside: Path | None = None,
) -> Approved:
    """Merge a change if the gate lets it pass, else note that this person agrees.

    ``change`` is a commit; ``message`` is that of the merge.

    Raises:
        InputError: It contradicts what was merged meanwhile, or git refuses.
    """
    base = git.run("rev-parse", main)
    branch = _branch_of(git, change)
    merge = _merged(git, base, change, message)
    refusals = tuple(gate(repository, base, merge, today, outside=outside))
    if not refusals:
        _publish(git, main, base, merge, remote)
        return Approved("merged", merge)
    if not {one.code for one in refusals} <= LACKING:
        return Approved("refused", change, refusals)
    said = f"批准：{message.partition('：')[2] or message}"
    noted = _word(git, branch, change, said, remote)
    return Approved("noted", noted, refusals)


def send_back(git: OwnGit, change: str, reason: str, *, remote: str = "") -> str:
    """Note on the branch of a change why it is not agreed to; return the commit.

    Raises:
        InputError: There is no reason, or git refuses.
    """
    if not reason.strip():
        raise InputError("退回要写原因")
    branch = _branch_of(git, change)
    return _word(git, branch, change, f"{SENT_BACK}：{reason.strip()}", remote)


def _branch_of(git: OwnGit, change: str) -> str:
    listed = git.run("for-each-ref", "--points-at", change, "--format=%(refname)")
    for name in listed.splitlines():
        place = name.find(PREFIX)
        if place >= 0:
            return name[place:]
    raise InputError("这个改动不在提交复核的分支上", file=git.folder)


def _merged(git: OwnGit, base: str, change: str, message: str) -> str:
    """Return a merge of a change into the protected branch, an object of its own."""
    done = git.tried("merge-tree", "--write-tree", base, change)
    if done.returncode:
        raise InputError(
            "这个改动与后来合并的改动有冲突，不能自动合并",
            file=git.folder,
            hint="请退回，让提交的人在最新的账上重新做。",
        )
    tree = done.stdout.split()[0]
    parents = ("-p", base, "-p", change)
    return git.run("commit-tree", tree, *parents, *git.signing, "-m", message)


def _word(git: OwnGit, branch: str, change: str, message: str, remote: str) -> str:
    """Put a commit without content on a branch: what somebody said of it."""
    tree = git.run("rev-parse", f"{change}^{{tree}}")
    said = git.run("commit-tree", tree, "-p", change, *git.signing, "-m", message)
    _publish(git, branch, change, said, remote)
    return said


def _publish(git: OwnGit, branch: str, old: str, new: str, remote: str) -> None:
    """Have a branch go on to a commit, the remote's first: it may still refuse."""
    if remote:
        git.run("push", "-q", remote, f"{new}:refs/heads/{branch}")
    advance(git, branch, old, new)
