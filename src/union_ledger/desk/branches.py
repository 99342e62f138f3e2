"""Branches of the books（分支）: the protected one, those under review, a remote's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.history.gate.approvals import SENT_BACK

if TYPE_CHECKING:
    from union_ledger.desk.own_git import OwnGit

PREFIX = "submit/"


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of the change that the work tree stands on.

    ``branch`` is where the work tree stands now; ``merged`` is the branch it was on
    before that one was merged, ``sent_back`` the reason of somebody who did not agree.
    """

    branch: str
    merged: str = ""
    sent_back: str = ""


def update(git: OwnGit, main: str) -> Standing:
    """Take over what others decided: merged changes, and why one was sent back.

    After a merge the work tree goes on from the protected branch; what is not handed
    in yet goes along.

    Raises:
        InputError: Somebody else moved on as well, and the two cannot be put together.
    """
    remote = fetch(git, main)
    now = git.branch()
    if not now.startswith(PREFIX):
        return Standing(now)
    theirs = git.tried("rev-parse", "-q", "--verify", f"{remote}/{now}").stdout.strip()
    ours = git.run("rev-parse", now)
    if theirs and theirs != ours and _is_before(git, ours, theirs):
        advance(git, now, ours, theirs)
    if _is_before(git, now, main):
        if git.tried("switch", "-q", main).returncode:
            raise InputError(
                "上一次提交的已经合并，没提交的改动和它对不上",
                file=git.folder,
                hint=f"请先 git stash、git switch {main}、git stash pop，再继续。",
            )
        return Standing(main, merged=now)
    subject = git.run("log", "-1", "--format=%s")
    reason = subject.removeprefix(SENT_BACK).lstrip("：")
    return Standing(now, sent_back=reason if subject.startswith(SENT_BACK) else "")


def fetch(git: OwnGit, main: str) -> str:
    """Fetch from the remote and bring the protected branch up to it.

    Returns the remote's name, empty where there is none.

    Raises:
        InputError: The two have drifted apart.
    """
    remote = git.remote()
    if not remote:
        return ""
    git.run("fetch", "-q", remote)
    theirs = git.tried("rev-parse", "-q", "--verify", f"{remote}/{main}")
    ours = git.run("rev-parse", main)
    new = theirs.stdout.strip()
    if theirs.returncode or new == ours:
        return remote
    if _is_before(git, new, ours):
        return remote
    if not _is_before(git, ours, new):
        raise InputError(
            f"本机的 {main} 与 {remote} 上的各走各的，没有动",
            file=git.folder,
            hint="请找维护人员核对，不要强行推送。",
        )
    advance(git, main, ours, new)
    return remote


def advance(git: OwnGit, branch: str, old: str, new: str) -> None:
    """Move a branch on; the work tree goes along where it stands on it."""
    ref = f"refs/heads/{branch}"
    is_there = git.tried("rev-parse", "-q", "--verify", ref).returncode == 0
    if git.branch() == branch:
        git.run("merge", "-q", "--ff-only", new)
    else:
        git.run("update-ref", ref, new, *([old] if is_there else []))


def _is_before(git: OwnGit, old: str, new: str) -> bool:
    return git.tried("merge-base", "--is-ancestor", old, new).returncode == 0
