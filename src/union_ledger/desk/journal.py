"""The one door through which commands write text: a lock, and whole files or none.

A file is written aside, synced, renamed, and its folder synced: after a crash or a
full disk there is the whole file or none. What a person wrote is never overwritten.
The lock is the kernel's, so that a killed command leaves none behind. Several files
that belong together are one step: after a kill the next command undoes what is there
of it.
"""

from __future__ import annotations

import os
import re
import sys
import time
from contextlib import contextmanager
from contextlib import suppress
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.explain import os_problem
from union_ledger.desk.unfinished import Step
from union_ledger.desk.unfinished import undo_unfinished
from union_ledger.desk.whole_file import clear_leftovers
from union_ledger.desk.whole_file import make_folder
from union_ledger.desk.whole_file import write_whole
from union_ledger.desk.work_tree import must_be_settled

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType
    from typing import Self

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_MAIN = "main.beancount"
_PAUSE = 0.05
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


class Journal:
    """Write access to one set of books, as a context manager.

    Args:
        books_dir: The folder of main.beancount; the lock is on it.
        wait: Seconds to wait for another command to finish.
        mode: Who may read the files that are written.

    Attributes:
        undone: The files that were put back on entering, because the command that
            wrote them was killed.
    """

    def __init__(self, books_dir: Path, wait: float = 10, mode: int = 0o644) -> None:
        """Remember where; the lock is taken on entering."""
        self._books_dir = books_dir
        self._mode = mode
        self._wait = wait
        self._handle = -1
        self._refused = ""
        self._step: Step | None = None
        self.undone: list[Path] = []

    def __enter__(self) -> Self:
        """Take the lock, and undo a step that a killed command left unfinished.

        Raises:
            InputError: The folder is missing or not writable, another command still
                writes after the wait, or git is in the middle of a merge there.
        """
        try:
            self._handle = _open_lock(self._books_dir)
        except OSError as exc:
            raise InputError(
                f"账簿文件夹用不了（{os_problem(exc)}）", file=self._books_dir
            ) from None
        until = time.monotonic() + self._wait
        while not _try_lock(self._handle):
            if time.monotonic() >= until:
                os.close(self._handle)
                raise InputError(
                    "另一个命令正在写这套账簿",
                    file=self._books_dir,
                    hint="请等它结束后再试。",
                )
            time.sleep(_PAUSE)
        try:
            self._begin()
        except BaseException:
            os.close(self._handle)
            raise
        return self

    def _begin(self) -> None:
        if (self._books_dir / _MAIN).is_file():
            must_be_settled(self._books_dir)
        try:
            self.undone = undo_unfinished(self._books_dir)
        except OSError as exc:
            raise InputError(
                f"上一个命令没有写完的文件复原不了（{os_problem(exc)}）",
                file=self._books_dir,
            ) from None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give the lock back."""
        os.close(self._handle)

    @contextmanager
    def step(self) -> Iterator[None]:
        """Have all files that are written inside stand, or none of them.

        Raises:
            InputError: The disk refuses; everything is as it was.
        """
        if self._step is not None:
            yield
            return
        self._step = step = Step(self._books_dir)
        try:
            yield
            self._try(self._books_dir, step.end)
        except BaseException:
            # Where this too is refused, the note stays for the next command.
            with suppress(OSError, InputError):
                step.undo()
            raise
        finally:
            self._step = None

    def write_new(self, path: Path, text: str) -> bool:
        """Write a new file; return ``False`` if the very same one is there already.

        Raises:
            InputError: A file with other contents has the name, or the disk refuses.
        """
        return self._write_new(path, text.encode("utf-8"))

    def _write_new(self, path: Path, data: bytes) -> bool:
        if path.exists():
            if path.is_file() and path.read_bytes() == data:
                return False
            raise InputError(
                "同名文件已经存在，内容不同，没有改动它",
                file=path,
                hint="请核对这个文件，移走或改名后再试。",
            )
        self._write(path, data)
        return True

    def _write(self, path: Path, data: bytes) -> None:
        """Write a whole file; after the first refusal of the disk write no other.

        A refused sync may leave the new file in place although it was reported as
        not written: what comes after it in this run would be booked beside it.
        """
        if self._refused:
            raise InputError(
                f"前面有文件没有写成（{self._refused}），这一次不再写别的",
                file=path,
                hint="请先解决磁盘的问题，再运行一次。",
            )
        self._try(path, lambda: self._put(path, data))

    def _put(self, path: Path, data: bytes) -> None:
        make_folder(path.parent)
        clear_leftovers(path.parent)
        if self._step is not None:
            self._step.before(path, data)
        write_whole(path, data, self._mode)

    def _try(self, path: Path, change: Callable[[], None]) -> None:
        try:
            change()
        except OSError as exc:
            self._refused = os_problem(exc)
            raise InputError(f"文件写不进去（{self._refused}）", file=path) from None

    def insert(self, path: Path, after: int, expected: str, lines: list[str]) -> None:
        """Put lines into a ledger file behind line ``after`` (from 1).

        ``expected`` is what that line begins with: the file may have changed since
        it was read. Every other byte stays.

        Raises:
            InputError: The line is another one, or the disk refuses.
        """
        try:
            text = path.read_bytes().decode("utf-8")
            # As beancount counts lines: \v, \f, U+2028 and the like end none.
            kept = _LINE.findall(text)
            found = kept[after - 1] if after <= len(kept) else ""
            if not found.startswith(expected):
                raise InputError(
                    "这一行已经变了，没有改动文件",
                    file=path,
                    line=after,
                    hint="请重新运行一次。",
                )
            end = "\r\n" if found.endswith("\r\n") else "\n"
            kept[after - 1] = found if found.endswith("\n") else found + end
            kept[after:after] = [line + end for line in lines]
        except OSError as exc:
            raise InputError(f"文件读不出来（{os_problem(exc)}）", file=path) from None
        self._write(path, "".join(kept).encode("utf-8"))

    def replace(self, path: Path, old: bytes | None, data: bytes) -> None:
        """Replace a table of ours that is still as it was read; ``None``: not there.

        Raises:
            InputError: It has changed since, or the disk refuses.
        """
        try:
            now = path.read_bytes() if path.exists() else None
        except OSError as exc:
            raise InputError(f"文件读不出来（{os_problem(exc)}）", file=path) from None
        if now != old:
            raise InputError(
                "文件刚刚变了，没有改动它", file=path, hint="请重新运行一次。"
            )
        self._write(path, data)

    def remove(self, path: Path) -> None:
        """Remove a file of ours that is no longer wanted.

        Raises:
            InputError: The disk refuses.
        """

        def change() -> None:
            if self._step is not None:
                self._step.before(path, None)
            path.unlink(missing_ok=True)

        self._try(path, change)

    def keep(self, path: Path, data: bytes) -> bool:
        """Keep an original document; return ``False`` if it is there already.

        Raises:
            InputError: Another document has the name, or the disk refuses.
        """
        return self._write_new(path, data)


def lock_folder(path: Path) -> Path:
    """Return the folder whose lock a file is written under: the books', or its own."""
    folder = path.absolute().parent
    above = (each for each in (folder, *folder.parents) if (each / _MAIN).is_file())
    return next(above, path.parent)


def _open_lock(folder: Path) -> int:
    if sys.platform == "win32":
        return os.open(folder / ".union-ledger.lock", os.O_RDWR | os.O_CREAT)
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)


def _try_lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
