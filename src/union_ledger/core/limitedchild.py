"""A child process with little memory and time, to read what may be hostile.

A library that hangs, eats memory or brings its process down then takes nothing with
it. The child is a module of this package: it reads standard input, and what it writes
to standard output is the answer.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.explain import os_problem

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class ChildLimits:
    """What a child may use: bytes of memory, seconds, bytes of answer."""

    memory: int = 1 << 30
    seconds: int = 20
    answer: int = 64 << 20


CHILD_LIMITS = ChildLimits()


def run_limited(
    module: str,
    data: bytes,
    file: Path,
    *arguments: str,
    limits: ChildLimits = CHILD_LIMITS,
) -> bytes:
    """Return what the module answers to ``data``.

    The module calls ``ownlimits.limit_self`` before it imports or reads anything else,
    and ends with 0 once its answer is whole.

    Raises:
        InputError: It took too long, ran out of memory, or broke down; ``file`` is
            named as the cause.
    """
    told = [str(limits.memory), str(limits.seconds), *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - this interpreter and a module of ours
            # -P: no module is taken from the folder the command was started in.
            [sys.executable, "-P", "-m", module, *told],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.seconds * 2,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _hostile("读了太久，停下了", file) from None
    except OSError as exc:
        raise InputError(
            f"读文件的子进程启动不了（{os_problem(exc)}）", file=file
        ) from None
    if done.returncode:
        raise _hostile("读不出来，读的过程用尽了内存或时间，或中途出错", file)
    if len(done.stdout) > limits.answer:
        raise _hostile("内容太多", file)
    return done.stdout


def _hostile(what: str, file: Path) -> InputError:
    return InputError(
        f"文件{what}", file=file, hint="文件可能已损坏或有害，请重新下载原件。"
    )
