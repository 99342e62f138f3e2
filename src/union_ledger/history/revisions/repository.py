"""A git repository, read by plumbing alone: no work tree, hooks or replaced objects.

What the user's or the system's git is told to do plays no part here, nor does what
the repository itself says of filters, aliases and replaced objects.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from pathlib import Path
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

REGULAR, EXECUTABLE, SYMLINK, SUBMODULE = "100644", "100755", "120000", "160000"
# No object: what git says of a file or a branch that was not there.
NOTHING = "0" * 40


@dataclass(frozen=True, slots=True)
class TreeFile:
    """A file of a revision: its mode and the id of its blob."""

    mode: str
    blob: str

    @property
    def is_file(self) -> bool:
        """Tell whether there is a file's content behind it, or where a link leads."""
        return self.mode != SUBMODULE


@dataclass(frozen=True, slots=True)
class FileChange:
    """How a commit changed a file: ``status`` is git's letter, A, M, D or T."""

    path: str
    status: str
    before: TreeFile | None
    after: TreeFile | None


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit; ``signed`` tells whether it carries a signature, good or not.

    ``day`` is the one its author says, ``2024-03-31``: free text like the name.
    """

    oid: str
    tree: str
    parents: tuple[str, ...]
    author: str
    author_mail: str
    committer: str
    committer_mail: str
    message: str
    signed: bool
    day: str = ""

    @property
    def subject(self) -> str:
        """Return the first line of the message."""
        return self.message.partition("\n")[0]

    @property
    def short(self) -> str:
        """Return the beginning of its id, as people write it."""
        return self.oid[:10]


class Repository:
    """The git repository that holds ``folder``; ``prefix`` is where the folder stands.

    Raises:
        InputError: There is no git, or the folder stands in no repository.
    """

    def __init__(self, folder: Path) -> None:
        """Find the repository of a folder; a bare one has the books at its top."""
        self.folder = folder.resolve()
        bare = self.tried("rev-parse", "--is-bare-repository")
        if bare.returncode:
            raise InputError(
                "这个目录不在 git 仓库里",
                file=folder,
                hint="请在账簿目录运行 git init，提交第一个版本；见 docs/账簿仓库.md。",
            )
        if bare.stdout.strip() == b"true":
            self.root, self.prefix = self.folder, ""
        else:
            top = self.text("rev-parse", "--show-toplevel").strip()
            self.root = Path(top)
            self.prefix = self.text("rev-parse", "--show-prefix").strip()

    def run(
        self, *words: str, given: bytes | None = None, more: Mapping[str, str] = {}
    ) -> bytes:
        """Return what git printed.

        Raises:
            InputError: There is no git, or it refused.
        """
        done = self.tried(*words, given=given, more=more)
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise InputError(
                f"git 没有照办（{said[-1] if said else words[0]}）",
                file=self.folder,
                hint="账簿要在 git 仓库里，版本要写提交号、分支或标签。",
            )
        return done.stdout

    def tried(
        self, *words: str, given: bytes | None = None, more: Mapping[str, str] = {}
    ) -> subprocess.CompletedProcess[bytes]:
        """Return how git fared, also where it refused.

        Raises:
            InputError: There is no git.
        """
        try:
            return subprocess.run(  # noqa: S603 - no shell; revisions are resolved first
                # Only plumbing runs here, so whoever owns the folder can do no harm.
                ["git", "-C", str(self.folder), *_OVERRULED, *words],  # noqa: S607
                input=given,
                capture_output=True,
                env={**os.environ, **_ALONE, **more},
                check=False,
            )
        except FileNotFoundError:
            raise InputError(
                "这台电脑上找不到 git 程序", hint="请先安装 git。"
            ) from None

    def text(self, *words: str) -> str:
        """Return what git printed, as text."""
        return self.run(*words).decode("utf-8", "surrogateescape")

    def commit_id(self, revision: str) -> str:
        """Return the id of the commit that a revision names.

        Raises:
            InputError: There is no such revision.
        """
        done = self.tried(
            "rev-parse", "--verify", "-q", "--end-of-options", f"{revision}^{{commit}}"
        )
        if done.returncode:
            raise InputError(
                f"git 里找不到版本 {revision}",
                file=self.folder,
                hint="请写提交号、分支、标签或 HEAD~1 这样的版本。",
            )
        return done.stdout.decode().strip()

    @property
    def has_commits(self) -> bool:
        """Tell whether anything was committed yet."""
        return self.tried("rev-parse", "--verify", "-q", "HEAD").returncode == 0

    def tree_id(self, commit: str) -> str:
        """Return the id of the tree of the folder in a commit; empty without one."""
        place = f"{commit}:{self.prefix}".rstrip("/")
        place = place if self.prefix else f"{commit}^{{tree}}"
        done = self.tried("rev-parse", "--verify", "-q", "--end-of-options", place)
        return done.stdout.decode().strip() if done.returncode == 0 else ""

    def files(self, commit: str) -> dict[str, TreeFile]:
        """Return the files of the folder in a commit, by their path in it."""
        tree = self.tree_id(commit)
        if not tree:
            return {}
        listed = self.text("ls-tree", "-r", "-z", "--full-tree", tree)
        files = {}
        for line in listed.split("\0"):
            if line:
                head, _, path = line.partition("\t")
                mode, _, blob = head.split(" ")
                files[path] = TreeFile(mode, blob)
        return files

    def blob(self, oid: str) -> bytes:
        """Return the content of a blob."""
        return self.run("cat-file", "blob", oid)

    def blobs(self, oids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield blobs with their ids, all read by one process."""
        wanted = list(dict.fromkeys(oids))
        if not wanted:
            return
        given = "".join(f"{oid}\n" for oid in wanted).encode()
        read = self.run("cat-file", "--batch", given=given)
        place = 0
        while place < len(read):
            end = read.index(b"\n", place)
            oid, kind, *size = read[place:end].decode().split(" ")
            if kind != "blob":
                raise InputError(f"git 对象 {oid} 不是文件", file=self.folder)
            start = end + 1
            place = start + int(size[0]) + 1
            yield oid, read[start : place - 1]

    def read(self, commit: str, path: str) -> bytes | None:
        """Return a file of the folder in a commit; None where it is not there."""
        found = self.files_at(commit, path).get(path)
        return self.blob(found.blob) if found else None

    def files_at(self, commit: str, path: str) -> dict[str, TreeFile]:
        """Return one file of the folder in a commit, or none."""
        tree = self.tree_id(commit)
        if not tree:
            return {}
        line = self.text("ls-tree", "-z", "--full-tree", tree, "--", path).strip("\0")
        if not line:
            return {}
        head, _, name = line.partition("\t")
        mode, kind, blob = head.split(" ")
        return {name: TreeFile(mode, blob)} if kind == "blob" else {}

    def is_ancestor(self, base: str, head: str) -> bool:
        """Tell whether a commit is in the history of another."""
        done = self.tried("merge-base", "--is-ancestor", base, head)
        return done.returncode == 0

    def merge_base(self, base: str, head: str) -> str:
        """Return the last commit two histories share; empty where they share none."""
        return self.tried("merge-base", base, head).stdout.decode().strip()

    def commits(self, base: str, head: str) -> list[Commit]:
        """Return the commits that ``head`` adds to ``base``, the oldest first."""
        span = [head, f"^{base}"] if base and base != NOTHING else [head]
        listed = self.text("rev-list", "--topo-order", "--reverse", *span)
        return [self.commit(oid) for oid in listed.split()]

    def commit(self, oid: str) -> Commit:
        """Return a commit, read from its object."""
        raw = self.run("cat-file", "commit", oid).decode("utf-8", "surrogateescape")
        head, _, message = raw.partition("\n\n")
        said: dict[str, list[str]] = {}
        for line in head.split("\n"):
            if not line.startswith(" "):
                key, _, value = line.partition(" ")
                said.setdefault(key, []).append(value)
        if not {"author", "committer", "tree"} <= said.keys():
            raise InputError(f"提交 {oid[:10]} 残缺，不能读", file=self.folder)
        author, author_mail = _person(said["author"][0])
        committer, committer_mail = _person(said["committer"][0])
        return Commit(
            oid=oid,
            tree=said["tree"][0],
            parents=tuple(said.get("parent", ())),
            author=author,
            author_mail=author_mail,
            committer=committer,
            committer_mail=committer_mail,
            message=message.rstrip("\n"),
            signed="gpgsig" in said,
            day=_day(said["author"][0]),
        )

    def changes(self, before: str, after: str) -> list[FileChange]:
        """Return how files of the whole repository differ; a move is D and A.

        ``before`` may be ``NOTHING``; paths begin at the top of the repository.
        """
        old = self._empty_tree() if before in {"", NOTHING} else before
        raw = self.text("diff-tree", "-r", "-z", "--no-renames", old, after)
        return _all_changed(raw)

    def touching(self, base: str, head: str, paths: Iterable[str]) -> list[Commit]:
        """Return the commits between two that changed one of the folder's paths."""
        span = [head, f"^{base}"] if base else [head]
        names = [f":(top,literal){self.prefix}{path}" for path in paths]
        listed = self.text("rev-list", *span, "--", *names)
        return [self.commit(oid) for oid in listed.split()]

    def staged(self) -> list[FileChange]:
        """Return how the index differs from the last commit, or from nothing."""
        done = self.tried("rev-parse", "--verify", "-q", "HEAD^{commit}")
        head = done.stdout.decode().strip() or self._empty_tree()
        raw = self.text("diff-index", "--cached", "-r", "-z", "--no-renames", head)
        return _all_changed(raw)

    def _empty_tree(self) -> str:
        empty = self.run("hash-object", "-t", "tree", "--stdin", given=b"")
        return empty.decode().strip()

    def inside(self, path: str) -> str | None:
        """Return a path of the repository as seen from the folder; None outside it."""
        if path.startswith(self.prefix):
            return str(PurePosixPath(path[len(self.prefix) :]))
        return None


# What the repository's own configuration may not have done: programs that it names,
# and a list of commits beside the commits.
_OVERRULED = (
    *("-c", "safe.directory=*"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.commitGraph=false"),
    *("-c", "advice.graftFileDeprecated=false"),
)
_ALONE = {
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    # What is missing is never fetched: the repository itself says from where, and how.
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
}


def _person(said: str) -> tuple[str, str]:
    name, _, rest = said.partition(" <")
    return name, rest.partition(">")[0]


def _day(said: str) -> str:
    seconds, _, zone = said.rpartition("> ")[2].partition(" ")
    try:
        away = timedelta(hours=int(zone[:3]), minutes=int(zone[0] + zone[3:]))
        return f"{datetime.fromtimestamp(int(seconds), timezone(away)):%Y-%m-%d}"
    except (ValueError, IndexError, OverflowError, OSError):
        return ""


def _all_changed(raw: str) -> list[FileChange]:
    parts = raw.split("\0")
    return [
        _changed(parts[place], parts[place + 1])
        for place in range(0, len(parts) - 1, 2)
    ]


def _changed(head: str, path: str) -> FileChange:
    mode, new_mode, blob, new_blob, status = head.lstrip(":").split(" ")
    before = None if blob == NOTHING else TreeFile(mode, blob)
    after = None if new_blob == NOTHING else TreeFile(new_mode, new_blob)
    return FileChange(path, status[0], before, after)
