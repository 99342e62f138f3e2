"""What makes a folder of books a repository（账簿仓库）: hooks, checks, owners, git."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from union_ledger import __version__
from union_ledger.core.errors import InputError
from union_ledger.core.explain import os_problem
from union_ledger.desk.own_git import OwnGit

BRANCH = "main"
# Files that begin with a dot are easily lost on the way into a package.
_DOT = "dot."
_VERSION = "@VERSION@"


def write_repository_files(folder: Path) -> list[str]:
    """Write the files of the repository beside the books; return their names.

    Raises:
        InputError: One of them is there already, or the disk refuses.
    """
    source = Path(str(files("union_ledger.desk") / "templates" / "repository"))
    written = []
    for path in sorted(source.rglob("*")):
        if path.is_dir():
            continue
        below = path.relative_to(source).as_posix()
        name = f".{below.removeprefix(_DOT)}" if below.startswith(_DOT) else below
        target = folder / name
        if target.exists():
            raise InputError("目录里已有这个文件，不会覆盖", file=target)
        text = path.read_text(encoding="utf-8").replace(_VERSION, __version__)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode("utf-8"))
            # The hook too: the gate takes no programs, the server has its own copy.
            target.chmod(0o644)
        except OSError as exc:
            raise InputError(f"写不进去（{os_problem(exc)}）", file=target) from None
        written.append(name)
    return written


def start_repository(folder: Path) -> str:
    """Begin a git repository in the folder and return what was done, in Chinese.

    Nothing is done without git, or where the folder is in a repository already. The
    first commit is the user's.
    """
    git = OwnGit(folder)
    try:
        inside = git.tried("rev-parse", "--show-toplevel")
    except InputError:
        return "这台电脑上没有 git，没有建仓库；装好后在目录里运行 git init -b main"
    if inside.returncode == 0:
        return f"目录已经在 git 仓库 {inside.stdout.strip()} 里，没有另建"
    git.run("init", "--quiet", f"--initial-branch={BRANCH}")
    return f"已建 git 仓库，分支 {BRANCH}；第一次提交请您自己做"
