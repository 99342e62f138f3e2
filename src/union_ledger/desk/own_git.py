"""The user's own git（提交、推送）, for people who never type it.

Unlike the reading of revisions this runs with the user's settings: his name, his key,
his remote.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LONG = 300  # seconds: a push over a slow line


@dataclass(frozen=True, slots=True)
class FileState:
    """A file that differs from the last commit, as git's short status names it."""

    path: str
    state: str

    @property
    def word(self) -> str:
        """Return what happened to it, in Chinese."""
        if self.state == "??" or "A" in self.state:
            return "新增"
        return "删除" if "D" in self.state else "修改"

    @property
    def is_unmerged(self) -> bool:
        """Tell whether two versions of it still stand side by side."""
        return "U" in self.state or self.state in {"AA", "DD"}


@dataclass(frozen=True, slots=True)
class Identity:
    """Who commits: an id of the register, a mail, and a private key to sign with."""

    person: str
    email: str
    key: Path | None = None


class OwnGit:
    """git in the folder of the books, as one person runs it."""

    def __init__(self, folder: Path, who: Identity | None = None) -> None:
        """Hold the folder; without ``who`` the user's own settings say who it is."""
        self.folder = folder
        self._who = who

    def run(self, *words: str, given: str | None = None) -> str:
        """Return what git printed.

        Raises:
            InputError: There is no git, or it refused; its own words are in it.
        """
        done = self.tried(*words, given=given)
        if done.returncode:
            raise InputError(
                f"git {words[0]} 没有做成（{_reason(done)}）", file=self.folder
            )
        return done.stdout.rstrip("\n")

    def tried(
        self, *words: str, given: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Return how git fared, also where it refused.

        Raises:
            InputError: There is no git, or it takes too long.
        """
        settings = [
            part
            for key, value in self._settings().items()
            for part in ("-c", f"{key}={value}")
        ]
        try:
            return subprocess.run(  # noqa: S603 - no shell
                ["git", "-C", str(self.folder), *settings, *words],  # noqa: S607
                input=given,
                capture_output=True,
                text=True,
                encoding="utf-8",
                errors="replace",
                check=False,
                timeout=_LONG,
            )
        except FileNotFoundError:
            raise InputError(
                "这台电脑上找不到 git 程序", hint="请先安装 git。"
            ) from None
        except subprocess.TimeoutExpired:
            raise InputError(
                f"git {words[0]} 太久没有结束", hint="请检查网络后再试。"
            ) from None

    def _settings(self) -> Mapping[str, str]:
        settings = {"core.quotepath": "off"}
        if self._who is None:
            return settings
        settings |= {"user.name": self._who.person, "user.email": self._who.email}
        if self._who.key is not None:
            settings |= {
                "gpg.format": "ssh",
                "user.signingkey": str(self._who.key.resolve()),
            }
        return settings

    @property
    def signing(self) -> list[str]:
        """Return the option that signs a commit, where there is a key to sign with."""
        if self._who is not None and self._who.key is not None:
            return ["-S"]
        return ["-S"] if self.setting("user.signingkey") else []

    def setting(self, name: str) -> str:
        """Return one of the user's settings; empty where it is not set."""
        done = self.tried("config", "--get", name)
        return done.stdout.strip() if done.returncode == 0 else ""

    def branch(self) -> str:
        """Return the branch the work tree is on; empty where it is on none."""
        done = self.tried("symbolic-ref", "--short", "-q", "HEAD")
        return done.stdout.strip() if done.returncode == 0 else ""

    def states(self) -> list[FileState]:
        """Return the files below the folder that differ from the last commit."""
        raw = self.run("status", "--porcelain=v1", "-z", "-uall", "--", ".")
        parts = [part for part in raw.split("\0") if part]
        states = []
        while parts:
            line = parts.pop(0)
            if line[0] in "RC":
                states.append(FileState(parts.pop(0), "D"))
            states.append(FileState(line[3:], line[:2]))
        return states

    def remote(self) -> str:
        """Return the remote that changes are pushed to; empty where there is none."""
        names = self.run("remote").split()
        return "origin" if "origin" in names else (names[0] if names else "")


def _reason(done: subprocess.CompletedProcess[str]) -> str:
    """Return why git refused: what the other side said, else its last line."""
    said = (done.stderr or done.stdout).strip().splitlines()
    theirs = [
        line.removeprefix("remote:").strip()
        for line in said
        if line.startswith("remote:")
    ]
    told = "；".join(line for line in theirs if line)
    return told or (said[-1] if said else "没有说明原因")
