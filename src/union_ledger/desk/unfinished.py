"""A step of several files, undone if it is cut off（没有写完的一步）.

Before a file of the step is touched, a note beside the books says what it was, and
keeps it. The note goes when the last file is written: that ends the step. A note that
is still there tells of a command that was killed; the next one puts everything back.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from union_ledger.core.errors import InputError
from union_ledger.desk.whole_file import clear_leftovers
from union_ledger.desk.whole_file import sync_folder

FOLDER = ".union-ledger-unfinished"
_NOTE = "note"


@dataclass(frozen=True, slots=True)
class _Touched:
    """One line of the note.

    Attributes:
        path: The file, as seen from the books.
        was: The sha256 of what it was; empty where it was not there.
        new: The sha256 of what it becomes; empty where it is removed.
        kept: The name under which the old file is kept, if it was there.
    """

    path: str
    was: str
    new: str
    kept: str


class Step:
    """The note of the step that is being written. Call under the lock.

    The methods raise OSError where the disk refuses.
    """

    def __init__(self, books_dir: Path) -> None:
        """Remember where; the folder is made with the first file."""
        self._books_dir = books_dir
        self._folder = books_dir / FOLDER
        self._handle = -1
        self._known: dict[str, _Touched] = {}

    def before(self, path: Path, new: bytes | None) -> None:
        """Note what a file is before it becomes ``new``, or is removed."""
        name = os.path.relpath(path, self._books_dir)
        first = self._known.get(name)
        if self._handle < 0:
            self._begin()
        if first is None:
            was = _digest(path)
            kept = f"{len(self._known)}.old" if was else ""
            if was:
                _keep(path, self._folder / kept)
                sync_folder(self._folder)
            first = _Touched(name, was, "", kept)
        line = _Touched(first.path, first.was, _digest_of(new), first.kept)
        self._known[name] = line
        os.write(self._handle, f"{json.dumps(_named(line))}\n".encode())
        os.fsync(self._handle)

    def end(self) -> None:
        """Let the new files stand."""
        self._close()
        if self._known:
            _forget(self._folder)

    def undo(self) -> None:
        """Put back what was."""
        self._close()
        if self._folder.is_dir():
            undo_unfinished(self._books_dir)

    def _begin(self) -> None:
        self._folder.mkdir(exist_ok=True)
        # git is to leave the note alone, whoever adds everything.
        (self._folder / ".gitignore").write_bytes(b"*\n")
        sync_folder(self._books_dir)
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND
        self._handle = os.open(self._folder / _NOTE, flags, 0o644)
        sync_folder(self._folder)

    def _close(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def is_unfinished(books_dir: Path) -> bool:
    """Tell whether a step was cut off, or is being written now."""
    return (books_dir / FOLDER / _NOTE).exists()


def undo_unfinished(books_dir: Path) -> list[Path]:
    """Put back what a step that was cut off has changed; return those files.

    Call under the lock. Cut off itself, it is done again the next time.

    Raises:
        InputError: Somebody has changed one of the files since; nothing is put back.
        OSError: The disk refuses.
    """
    folder = books_dir / FOLDER
    if not folder.is_dir():
        return []
    first: dict[str, _Touched] = {}
    made: dict[str, set[str]] = {}
    for line in _lines(folder / _NOTE):
        first.setdefault(line.path, line)
        made.setdefault(line.path, {line.was}).add(line.new)
    for name, allowed in made.items():
        if _digest(books_dir / name) not in allowed:
            raise InputError(
                "上一个命令没有写完，它写过的这个文件后来又被改动，不能自动复原",
                file=books_dir / name,
                hint=f"写以前的原文在 {folder} 里；请核对这个文件，"
                f"改好后删去 {FOLDER} 文件夹，再运行一次。",
            )
    back = []
    for line in reversed(first.values()):
        path = Path(os.path.normpath(books_dir / line.path))
        if path.parent.is_dir():
            clear_leftovers(path.parent)
        if _digest(path) != line.was:
            if line.was:
                (folder / line.kept).replace(path)
            else:
                path.unlink()
            sync_folder(path.parent)
            back.append(path)
    _forget(folder)
    return back


def _lines(note: Path) -> list[_Touched]:
    """Return the whole lines; behind a torn one nothing was touched."""
    text = note.read_bytes() if note.is_file() else b""
    whole = text[: text.rfind(b"\n") + 1].splitlines()
    return [_Touched(**json.loads(line)) for line in whole]


def _named(line: _Touched) -> dict[str, str]:
    return {name: getattr(line, name) for name in _Touched.__slots__}


def _keep(path: Path, kept: Path) -> None:
    """Keep a file under another name: no second copy, where the disk knows links."""
    kept.unlink(missing_ok=True)
    try:
        kept.hardlink_to(path)
    except OSError:
        shutil.copyfile(path, kept)
        handle = os.open(kept, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _forget(folder: Path) -> None:
    """End the step: the note goes first, what it kept thereafter."""
    (folder / _NOTE).unlink(missing_ok=True)
    sync_folder(folder)
    # What is left without a note means nothing.
    with suppress(OSError):
        shutil.rmtree(folder)


def _digest(path: Path) -> str:
    return _digest_of(path.read_bytes()) if path.is_file() else ""


def _digest_of(data: bytes | None) -> str:
    return hashlib.sha256(data).hexdigest() if data is not None else ""
