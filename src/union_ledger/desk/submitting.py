"""Hand a change in for review（提交复核）: a branch, a commit, a push or a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.desk.branches import PREFIX
from union_ledger.desk.branches import update
from union_ledger.desk.work_tree import must_be_settled

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from union_ledger.desk.own_git import FileState
    from union_ledger.desk.own_git import OwnGit


@dataclass(frozen=True, slots=True)
class Submitted:
    """A change that was handed in: its branch, its commit, and where it went."""

    branch: str
    commit: str
    remote: str
    bundle: Path | None
    pages: tuple[FileState, ...]


def changes_to_submit(git: OwnGit) -> list[FileState]:
    """Return the files that would be handed in; none where nothing changed.

    Raises:
        InputError: Something unfinished stands in the way.
    """
    must_be_settled(git.folder)
    states = git.states()
    unmerged = [state.path for state in states if state.is_unmerged]
    if unmerged:
        raise InputError(
            "这个文件里两个版本并排放着，还没有合并好",
            file=unmerged[0],
            hint="请先选定一个，再提交。",
        )
    return states


def submit(  # noqa: PLR0913 - what is handed in, and how
    git: OwnGit,
    main: str,
    who: str,
    message: str,
    day: date,
    *,
    bundle: Path | None = None,
) -> Submitted:
    """Commit what changed below the books' folder on a branch for review.

    ``main`` is the protected branch. A branch that is still under review gets one
    more commit; after it was merged a new one begins.

    Raises:
        InputError: Nothing changed, or git refuses.
    """
    states = changes_to_submit(git)
    if not states:
        raise InputError("没有改动，不用提交", file=git.folder)
    branch = _branch(git, main, who, day)
    git.run("add", "-A", "--", ".")
    git.run("commit", "-q", *git.signing, "-m", message, "--", ".")
    commit = git.run("rev-parse", "HEAD")
    remote = git.remote()
    if bundle is not None:
        git.run("bundle", "create", str(bundle.resolve()), branch, f"^{main}")
    elif remote:
        git.run("push", "-q", "-u", remote, branch)
    return Submitted(branch, commit, "" if bundle else remote, bundle, tuple(states))


def resend(git: OwnGit) -> str:
    """Push what an earlier submit committed and could not send.

    Returns its branch, or nothing where all was sent.

    Raises:
        InputError: The remote refuses again.
    """
    branch, remote = git.branch(), git.remote()
    if not branch.startswith(PREFIX) or not remote:
        return ""
    theirs = git.tried("rev-parse", "-q", "--verify", f"{remote}/{branch}")
    if theirs.stdout.strip() == git.run("rev-parse", "HEAD"):
        return ""
    git.run("push", "-q", "-u", remote, branch)
    return branch


def _branch(git: OwnGit, main: str, who: str, day: date) -> str:
    """Return the branch of this change, and have the work tree stand on it."""
    now = update(git, main).branch
    if now.startswith(PREFIX):
        return now
    if now != main:
        raise InputError(
            f"现在在分支 {now or '（无）'} 上，不知道改动该从哪里算起",
            file=git.folder,
            hint=f"请先 git switch {main}，再提交。",
        )
    names = set(git.run("for-each-ref", "--format=%(refname:short)").split())
    remote = git.remote()
    number = 1
    while {_name(who, day, number), f"{remote}/{_name(who, day, number)}"} & names:
        number += 1
    branch = _name(who, day, number)
    git.run("switch", "-q", "-c", branch)
    return branch


def _name(who: str, day: date, number: int) -> str:
    return f"{PREFIX}{day:%Y%m%d}-{who}-{number}"
