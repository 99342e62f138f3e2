"""A repository whose commits are made by plumbing, each signed by whoever makes it."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.history.gate.books import books
from tests.history.gate.books import policy

PEOPLE = tuple(f"T{number:04d}" for number in range(1, 11))
ALONE = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_TERMINAL_PROMPT": "0",
}
PLAIN, EXECUTABLE, SYMLINK, SUBMODULE = "100644", "100755", "120000", "160000"


def git(folder: Path, *words: str, given: bytes | str = b"", **more: str) -> str:
    """Return what git printed; it must not fail."""
    done = subprocess.run(
        ["git", "-C", str(folder), *words],
        input=given.encode("utf-8", "surrogateescape")
        if isinstance(given, str)
        else given,
        capture_output=True,
        env=os.environ | ALONE | more,
        check=False,
    )
    assert done.returncode == 0, (words, done.stderr.decode())
    return done.stdout.decode().strip()


def make_keys(folder: Path) -> dict[str, str]:
    """Make a key for everybody, one out of use, one of a stranger; public halves."""
    public = {}
    for name in (*PEOPLE, "old", "stranger"):
        path = folder / name
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", path],
            check=True,
            capture_output=True,
        )
        public[name] = path.with_suffix(".pub").read_text().rpartition(" ")[0]
    return public


@dataclass
class Scene:
    """A bare repository in which people commit; ``base`` is where main stands.

    ``push`` are the words after ``git push <server>``; where an attack sets none, the
    last commit is pushed to main.
    """

    folder: Path
    keys: Path
    public: dict[str, str]
    base: str = ""
    before: str = ""
    head: str = ""
    push: tuple[str, ...] = ()

    @classmethod
    def make(cls, folder: Path, signatures: str = "required") -> Scene:
        """Make keys and the first two commits of the books."""
        keys = folder / "keys"
        keys.mkdir(parents=True)
        repository = folder / "people.git"
        repository.mkdir()
        git(repository, "init", "-q", "--bare", "-b", "main")
        scene = cls(repository, keys, make_keys(keys))
        known = {name: scene.public[name] for name in (*PEOPLE, "old")}
        scene.before = scene.commit(
            "T0008", "初始化", books(policy(known, signatures)), parents=()
        )
        readme = {"README.md": "示例\n"}
        scene.base = scene.commit("T0008", "说明", readme, parents=(scene.before,))
        git(repository, "update-ref", "refs/heads/main", scene.base)
        return scene

    def begin(self) -> Scene:
        """Go back to where main stands, without tags."""
        self.head, self.push = self.base, ()
        tags = git(self.folder, "for-each-ref", "--format=%(refname)", "refs/tags")
        for name in tags.splitlines():
            git(self.folder, "update-ref", "-d", name)
        return self

    def text(self, path: str, at: str = "") -> str:
        """Return a file of a commit, the last one where none is given."""
        shown = git(self.folder, "cat-file", "blob", f"{at or self.head}:{path}")
        return f"{shown}\n"

    def blob(self, content: str) -> str:
        """Write a blob."""
        return git(self.folder, "hash-object", "-w", "--stdin", given=content.encode())

    def tree(self, parent: str, files: dict[str, str | tuple[str, str] | None]) -> str:
        """Return the tree of a commit with files changed: text, (mode, blob), gone."""
        index = str(self.folder / "own-index")
        Path(index).unlink(missing_ok=True)
        if parent:
            git(self.folder, "read-tree", parent, GIT_INDEX_FILE=index)
        lines = []
        for path, said in files.items():
            if said is None:
                lines.append(f"0 {'0' * 40}\t{path}")
                continue
            mode, blob = said if isinstance(said, tuple) else (PLAIN, self.blob(said))
            lines.append(f"{mode} {blob}\t{path}")
        given = "".join(f"{line}\0" for line in lines)
        words = ("update-index", "-z", "--index-info")
        git(self.folder, *words, given=given, GIT_INDEX_FILE=index)
        return git(self.folder, "write-tree", GIT_INDEX_FILE=index)

    def commit(
        self,
        person: str,
        message: str,
        files: dict[str, str | tuple[str, str] | None] | None = None,
        *,
        parents: tuple[str, ...] | None = None,
        tree: str = "",
        key: str | None = None,
        author: str = "",
        date: str = "",
    ) -> str:
        """Commit as a person, on the last commit; ``key=""`` leaves it unsigned."""
        above = (self.head,) if parents is None else parents
        tree = tree or self.tree(above[0] if above else "", files or {})
        signer = person if key is None else key
        signed = ["-S"] if signer else []
        own = ["-c", "gpg.format=ssh", "-c", f"user.signingkey={self.keys / signer}"]
        said = {
            "GIT_AUTHOR_NAME": author or person,
            "GIT_AUTHOR_EMAIL": mail(author or person),
            "GIT_COMMITTER_NAME": person,
            "GIT_COMMITTER_EMAIL": mail(person),
        }
        if date:
            said |= {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
        words = [word for parent in above for word in ("-p", parent)]
        self.head = git(
            self.folder,
            *(own if signer else ()),
            "commit-tree",
            *signed,
            *words,
            "-m",
            message,
            tree,
            **said,
        )
        return self.head

    def append(self, path: str, more: str) -> dict[str, str]:
        """Return a change that adds text at the end of a file."""
        return {path: self.text(path) + more}

    def replace(self, path: str, old: str, new: str) -> dict[str, str]:
        """Return a change of some words of a file."""
        text = self.text(path)
        assert old in text
        return {path: text.replace(old, new, 1)}

    def merge(
        self,
        person: str,
        onto: str = "",
        message: str = "合并",
        *,
        key: str | None = None,
    ) -> str:
        """Merge the last commit into main as git would; ``onto`` is main's commit."""
        first, second = onto or self.base, self.head
        tree = git(self.folder, "merge-tree", "--write-tree", first, second)
        parents = (first, second)
        return self.commit(person, message, parents=parents, tree=tree, key=key)

    def approve(self, person: str, *, key: str | None = None) -> str:
        """Approve the last commit by one without content."""
        said = f"批准\n\nApproved-by: {person}"
        return self.commit(person, said, {}, key=key)

    def tag(self, person: str, name: str, *, signed: bool = True) -> str:
        """Tag the last commit; returns the id of the tag object."""
        own = ["-c", "gpg.format=ssh", "-c", f"user.signingkey={self.keys / person}"]
        git(
            self.folder,
            *own,
            "tag",
            "-s" if signed else "-a",
            "-f",
            "-m",
            "批准",
            name,
            self.head,
            GIT_COMMITTER_NAME=person,
            GIT_COMMITTER_EMAIL=mail(person),
        )
        return git(self.folder, "rev-parse", f"refs/tags/{name}")

    def pushed_to(self, server: Path) -> subprocess.CompletedProcess[str]:
        """Push what the attack or the work has made; tells how the server took it."""
        words = self.push or (f"{self.head}:refs/heads/main",)
        return subprocess.run(
            ["git", "-C", str(self.folder), "push", str(server), *words],
            capture_output=True,
            text=True,
            env=os.environ | ALONE,
            check=False,
        )


def mail(person: str) -> str:
    """Return the mail of a person's commits."""
    return f"{person.lower()}@example.org"
