"""A new file outside the books, such as a form to hand out, written whole.

It never replaces another: a form may have been filled in since it was printed under
the same name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.explain import os_problem
from union_ledger.desk.journal import Journal
from union_ledger.desk.journal import lock_folder

if TYPE_CHECKING:
    from pathlib import Path


def write_new_file(path: Path, data: bytes) -> None:
    """Write a file and its folder; the very same file there already is fine.

    Raises:
        InputError: A file with other contents has the name, or the disk refuses.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise InputError(
            f"文件夹建不了（{os_problem(exc)}）", file=path.parent
        ) from None
    with Journal(lock_folder(path)) as journal:
        journal.keep(path, data)
