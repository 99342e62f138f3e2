"""A file that is there whole or not at all: written aside, synced, renamed."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ASIDE = ".writing-"
# So that nobody who looks for *.beancount reads what a killed command left.
_ENDING = ".part"


def write_whole(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write a file; after a crash or a full disk the old one is there, or none.

    Raises:
        OSError: The disk refuses. After a refused sync the new file may stand.
    """
    aside = path.with_name(f"{ASIDE}{path.name}{_ENDING}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(handle, view) :]
            os.fsync(handle)
        finally:
            os.close(handle)
        aside.replace(path)
    except BaseException:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Make a folder, those above it too, and sync each."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def clear_leftovers(folder: Path) -> None:
    """Remove what a killed command left; under the lock nobody else is writing."""
    for left in folder.glob(f"{ASIDE}*"):
        left.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
