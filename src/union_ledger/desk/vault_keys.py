"""The private key of a person who may open the vault（私钥文件）: one file, his own."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.explain import os_problem
from union_ledger.desk.age import new_identity
from union_ledger.desk.age import recipient_of
from union_ledger.desk.work_tree import must_be_outside_git

if TYPE_CHECKING:
    from pathlib import Path

PRIVATE = 0o600
_OTHERS = 0o077
_BEGIN = "AGE-SECRET-KEY-1"


def write_key(path: Path) -> str:
    """Make a private key in a new file for its owner only; return the public key.

    Raises:
        InputError: The file is there already or in a repository, or the disk refuses.
    """
    must_be_outside_git(path.absolute().parent, "私钥")
    identity = new_identity()
    public = recipient_of(identity)
    text = f"# 公钥 {public}\n{identity}\n"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError as exc:
        raise InputError(f"私钥写不了（{os_problem(exc)}）", file=path) from None
    return public


def read_key(path: Path) -> str:
    """Return the private key in a file; lines with ``#`` are its owner's notes.

    Raises:
        InputError: It cannot be read, holds no key, others may read it, or it is in a
            repository.
    """
    must_be_outside_git(path.absolute().parent, "私钥")
    try:
        mode = path.stat().st_mode
        lines = path.read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError) as exc:
        said = os_problem(exc) if isinstance(exc, OSError) else "不是文字"
        raise InputError(f"私钥读不出来（{said}）", file=path) from None
    if sys.platform != "win32" and mode & _OTHERS:
        raise InputError(
            "私钥别人也能读", file=path, hint=f"请先运行 chmod 600 {path}。"
        )
    keys = [line for line in lines if line.startswith(_BEGIN)]
    if len(keys) != 1:
        raise InputError(
            f"文件里应有一把 {_BEGIN} 开头的私钥，找到 {len(keys)} 把", file=path
        )
    return keys[0]
