"""Kill or fail a forked child at its n-th call that changes the disk.

The child runs the real command line. The calls are counted where Python makes them:
``os`` functions, files opened for writing, and the lock.
"""

from __future__ import annotations

import builtins
import errno
import fcntl
import io
import os
import signal
import sys
import traceback
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_MOVES = ("rename", "replace", "link", "symlink")
_PLAIN = ("mkdir", "unlink", "rmdir", "truncate", "ftruncate", *_MOVES)
NEVER = 1 << 30
# A lock is had or not, a full disk lets go of what is deleted, and where a second name
# is refused a copy is made.
NEVER_REFUSED = frozenset({"flock", "unlink", "rmdir", "link"})


@dataclass(slots=True)
class Trap:
    """What happens at which call.

    Attributes:
        at: The call, counted from 1.
        how: ``before``, ``half`` or ``after`` kill there (``half`` lets a write put
            down half of its bytes); ``fail`` refuses that call, ``fill`` it and all
            later ones, as a full disk does.
        code: The error of a refusal.
        names: The calls that were made, in order.
        versions: Each name's contents whenever they became so by rename, in a run
            that only watches.
    """

    at: int = NEVER
    how: str = "after"
    code: int = errno.ENOSPC
    names: list[str] = field(default_factory=list)
    pid: int = 0
    versions: set[tuple[str, bytes]] = field(default_factory=set)
    handles: set[int] = field(default_factory=set)

    @property
    def calls(self) -> int:
        """Return how many calls were made."""
        return len(self.names)

    def install(self) -> None:
        """Put the trap around every call of this process that changes the disk."""
        self.pid = os.getpid()
        for name in _PLAIN:
            setattr(os, name, self._around(getattr(os, name), name))
        os.fsync = self._around(os.fsync, "fsync")
        os.write = self._around(os.write, "write")
        os.open = self._opening(os.open)
        os.close = self._closing(os.close)
        fcntl.flock = self._around(fcntl.flock, "flock")
        io.open = builtins.open = self._files(io.open)

    def _around(self, real: Callable[..., Any], name: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            if os.getpid() != self.pid:
                return real(*args, **kwargs)
            self._before(name)
            if name == "write" and self._here("half"):
                handle, data = args
                real(handle, bytes(data)[: len(data) // 2])
                _die()
            result = real(*args, **kwargs)
            if name in _MOVES and self.at == NEVER:
                self._watch(args[1])
            self._after()
            return result

        return call

    def _opening(self, real: Callable[..., int]) -> Callable[..., int]:
        def call(path: Any, flags: int, *args: Any, **kwargs: Any) -> int:
            if os.getpid() != self.pid or not flags & _WRITES:
                return real(path, flags, *args, **kwargs)
            self._before("open")
            handle = real(path, flags, *args, **kwargs)
            self.handles.add(handle)
            self._after()
            return handle

        return call

    def _closing(self, real: Callable[[int], None]) -> Callable[[int], None]:
        close = self._around(real, "close")

        def call(handle: int) -> None:
            if handle not in self.handles:
                real(handle)  # read only: no data hangs on it
                return
            self.handles.discard(handle)
            close(handle)

        return call

    def _files(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
            if os.getpid() != self.pid or not set(mode) & set("wax+"):
                return real(file, mode, *args, **kwargs)
            self._before("open")
            opened = real(file, mode, *args, **kwargs)
            self._after()
            return _File(opened, self)

        return call

    def _before(self, name: str) -> None:
        self.names.append(name)
        if self._here("before") or (name != "write" and self._here("half")):
            _die()
        refused = self._here("fail") or (self.how == "fill" and self.calls >= self.at)
        if refused and name not in NEVER_REFUSED:
            raise OSError(self.code, os.strerror(self.code))

    def _after(self) -> None:
        if self._here("after"):
            _die()

    def _here(self, how: str) -> bool:
        return self.how == how and self.calls == self.at

    def _watch(self, target: Any) -> None:
        path = Path(os.fsdecode(target))
        self.versions.add((path.name, path.read_bytes()))


class _File:
    """A file opened for writing whose ``write`` is a call as well."""

    def __init__(self, real: Any, trap: Trap) -> None:
        self._real = real
        self._trap = trap

    def write(self, data: Any) -> Any:
        self._trap._before("write")
        if self._trap._here("half"):
            self._real.write(data[: len(data) // 2])
            self._real.flush()
            _die()
        result = self._real.write(data)
        self._real.flush()
        self._trap._after()
        return result

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._real.close()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
    signal.pause()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a child ended: its signal (0 for none), exit code and what it printed."""

    killed: int
    code: int
    said: str

    @property
    def told(self) -> str:
        """Return the lines that say why, or the last ones."""
        lines = self.said.splitlines()
        why = [line for line in lines if "没有入账" in line or "错误：" in line]
        return " ".join(why or lines[-6:])[:600]


def run_forked(work: Callable[[], None], printed: Path) -> Outcome:
    """Run ``work`` in a fork of this process; what it prints goes to a file."""
    return wait_for(start_forked(work, printed), printed)


def start_forked(work: Callable[[], None], printed: Path) -> int:
    """Start ``work`` in a fork of this process; return its process id."""
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        code = 70
        try:
            into = os.open(printed, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            os.dup2(into, 1)
            os.dup2(into, 2)
            sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
            sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
            code = _exit_code(work)
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)
    return child


def wait_for(child: int, printed: Path) -> Outcome:
    """Wait for a fork and say how it ended."""
    _, status = os.waitpid(child, 0)
    said = printed.read_text(encoding="utf-8", errors="replace")
    if os.WIFSIGNALED(status):
        return Outcome(os.WTERMSIG(status), -1, said)
    return Outcome(0, os.WEXITSTATUS(status), said)


def _exit_code(work: Callable[[], None]) -> int:
    try:
        work()
    except SystemExit as exc:
        return int(exc.code or 0)
    except BaseException:  # noqa: BLE001 - whatever gets out is what we look for
        traceback.print_exc()
        return 70
    return 0
