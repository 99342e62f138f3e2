"""New books from the template（新建账簿）, and copies of the reference year."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable


def shipped(name: str) -> Path:
    """Return the folder of books that ships with the package."""
    return Path(str(files("union_ledger") / "ledgers" / name))


def copy_books(
    name: str, folder: Path, keep: Callable[[str], bool] = lambda _: True
) -> None:
    """Copy shipped books into ``folder``, which must be new or empty.

    ``keep`` is asked with each file's path below the books.

    Raises:
        InputError: The folder holds something, or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(
            "目录里已有文件，不会覆盖", file=folder, hint="请换一个新目录，或先清空它。"
        )
    source = shipped(name)
    try:
        for path in sorted(source.rglob("*")):
            below = path.relative_to(source)
            if path.is_dir() or not keep(below.as_posix()):
                continue
            target = folder / below
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    except OSError as exc:
        raise InputError(f"写不进去（{exc.strerror}）", file=folder) from None
