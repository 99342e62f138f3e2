"""Whether the work tree of git is in a state that a command may write into.

Who knows no git imports into a tree with uncommitted files all the time, and may. In
the middle of a merge or a rebase he may not: his entries would end up in a commit that
somebody else began.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.desk.own_git import OwnGit

if TYPE_CHECKING:
    from pathlib import Path

    from union_ledger.desk.own_git import FileState

# Files of git that stand as long as something is unfinished.
_UNFINISHED = {
    "MERGE_HEAD": "合并（merge）",
    "rebase-merge": "变基（rebase）",
    "rebase-apply": "变基（rebase）",
    "CHERRY_PICK_HEAD": "挑拣提交（cherry-pick）",
    "REVERT_HEAD": "撤销提交（revert）",
    "BISECT_LOG": "查找提交（bisect）",
}
_SHOWN = 3


def must_be_settled(folder: Path) -> None:
    """Refuse to write while git is in the middle of something.

    Raises:
        InputError: A merge, a rebase or the like is unfinished.
    """
    found = git_folder(folder)
    if found is None:
        return
    for name, said in _UNFINISHED.items():
        if (found / name).exists():
            raise InputError(
                f"git 的{said}还没有做完，现在写会混在一起",
                file=folder,
                hint="请先做完它，或用 git 的 --abort 放弃，再运行一次。",
            )


def must_be_committed(folder: Path) -> None:
    """Refuse to seal what only this computer has.

    Raises:
        InputError: Files of the books are not committed, or the branch lacks commits
            that were already fetched.
    """
    if git_folder(folder) is None:
        return
    git = OwnGit(folder)
    states = git.states()
    if states:
        shown = "、".join(each.path for each in states[:_SHOWN])
        raise InputError(
            f"账簿里有 {len(states)} 个文件还没有提交（{shown}{_more(states)}）",
            file=folder,
            hint="封的应是经过评审的账。请先用 union-ledger submit 提交；"
            "确要现在封的，加 --allow-uncommitted。",
        )
    behind = git.tried("rev-list", "--count", "HEAD..@{upstream}")
    if behind.returncode == 0 and behind.stdout.strip() != "0":
        raise InputError(
            f"这里还缺别人已经提交的 {behind.stdout.strip()} 个版本",
            file=folder,
            hint="请先合并进来（git pull），再封账。",
        )


def must_be_outside_git(path: Path, what: str) -> None:
    """Refuse a place that git would publish: it keeps all it was ever given.

    Raises:
        InputError: The path is in a work tree; ``what`` is said to be there.
    """
    path = path.resolve()
    bare = any(
        (above / "HEAD").is_file() and (above / "objects").is_dir()
        for above in (path, *path.parents)
    )
    if bare or git_folder(path) is not None:
        raise InputError(
            f"{what}不能放在 git 仓库里",
            file=path,
            hint="git 里的东西删不掉，也会传给别人；请放在仓库以外的地方。",
        )


def _more(states: list[FileState]) -> str:
    return " 等" if len(states) > _SHOWN else ""


def git_folder(folder: Path) -> Path | None:
    """Return where git keeps its state for the work tree that holds a folder."""
    folder = folder.resolve()
    for above in (folder, *folder.parents):
        place = above / ".git"
        if place.is_dir():
            return place
        if place.is_file():  # a further work tree, or a submodule
            said = place.read_text(encoding="utf-8", errors="replace")
            return (above / said.removeprefix("gitdir:").strip()).resolve()
    return None
