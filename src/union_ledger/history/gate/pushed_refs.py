"""What a push does to branches and tags（推送）, as a pre-receive hook is told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.history.gate.gate import gate
from union_ledger.history.gate.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from union_ledger.history.revisions.repository import Repository

# Of two things with one name git takes the tag for the branch.
_TAKEN_FOR_OTHERS = re.compile(r"(?:refs|heads|tags|remotes|origin)/|[0-9a-f]{40}$")
_BRANCHES, _TAGS = "refs/heads/", "refs/tags/"


@dataclass(frozen=True, slots=True)
class PushedRef:
    """A branch or tag that a push sets: from and to which object."""

    old: str
    new: str
    name: str

    @property
    def is_new(self) -> bool:
        """Tell whether it was not there before."""
        return not self.old.strip("0")

    @property
    def is_gone(self) -> bool:
        """Tell whether it is removed."""
        return not self.new.strip("0")


def pushed_refs(lines: Iterable[str]) -> list[PushedRef]:
    """Return what git tells a pre-receive hook, a line each.

    Raises:
        InputError: A line is no such line.
    """
    found = []
    for line in lines:
        parts = line.rstrip("\n").split(" ", 2)
        if len(parts) != 3:
            raise InputError(
                f"看不懂 git 给钩子的一行：{line.strip()[:80]}",
                hint="--hook 只在 git 的 pre-receive 钩子里用。",
            )
        found.append(PushedRef(*parts))
    return found


def push_refusals(
    repository: Repository,
    pushed: Iterable[PushedRef],
    branch: str,
    today: date,
    outside: Path | None = None,
) -> list[Refusal]:
    """Return why a push may not be taken; of its branches only one is protected.

    Raises:
        InputError: git cannot read what was pushed.
    """
    refs = list(pushed)
    tags = [ref.new for ref in refs if ref.name.startswith(_TAGS) and not ref.is_gone]
    tags = [oid for oid in tags if repository.text("cat-file", "-t", oid) == "tag\n"]
    protected = f"{_BRANCHES}{branch}"
    found: list[Refusal] = []
    for ref in refs:
        if ref.name == protected:
            if ref.is_gone:
                found.append(_about(ref, "branch-deleted", f"不能删除 {branch}"))
            elif ref.is_new:
                said = f"{branch} 还不存在；第一个版本由管理员在装上守门程序以前放进去"
                found.append(_about(ref, "no-base", said))
            else:
                found += gate(
                    repository, ref.old, ref.new, today, outside=outside, tags=tags
                )
        else:
            said = _ref_fault(ref, branch)
            if said:
                found.append(_about(ref, "ref-refused", said))
    return found


def _ref_fault(ref: PushedRef, branch: str) -> str:
    if not ref.name.startswith((_BRANCHES, _TAGS)):
        return "只收分支和标签"
    if ref.name.startswith(_TAGS) and not ref.is_new:
        return "标签不能移动或删除"
    short = ref.name.removeprefix(_BRANCHES).removeprefix(_TAGS).casefold()
    if not ref.is_gone and (
        short in {branch.casefold(), "head"} or _TAKEN_FOR_OTHERS.match(short)
    ):
        return f"名字会被 git 当成 {branch} 或别的版本"
    return ""


def _about(ref: PushedRef, code: str, said: str) -> Refusal:
    return Refusal(code, f"{ref.name}：{said}")
