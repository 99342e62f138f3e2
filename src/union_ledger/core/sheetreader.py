"""Starts the child that reads a workbook, and takes its answer apart.

The child works while this process looks the same bytes over: its answer counts only
once both are done. It is not trusted either. Of its frames only numbers and text are
taken, and whatever does not fit together is a refusal.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from dataclasses import field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from union_ledger.core.errors import InputError
from union_ledger.core.explain import os_problem

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

_START = """\
import sys
sys.path[:0] = sys.argv[4:]
from union_ledger.core.sheetchild import main
main(sys.argv[1:4])
"""
_LIBRARIES = ("python_calamine", "olefile", "lxml")
# What a process cannot start without; nothing else of ours reaches the child.
_PASSED = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_SECONDS = 2  # of the processor, for a small file
_HEADER = 8 << 20
_ANSWER = 256 << 20
_BETWEEN = "\x1f"


@dataclass(slots=True)
class SheetRows:
    """One sheet as the child read it: cells by line, and how many hold something."""

    name: str
    hidden: bool
    rows: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    damaged: list[tuple[int, int]] = field(default_factory=list)
    filled: int = 0


class Stopped(Exception):  # noqa: N818 - a verdict, not an error of the program
    """The child would not read the file, or could not.

    ``why`` is its word for it: ``locked``, ``damaged``, ``macro``, ``formula``,
    ``error``, ``external``, ``cells``, ``number``, ``lost``, ``slow`` or ``broken``.
    """

    def __init__(self, why: str, details: dict[str, Any] | None = None) -> None:
        """Keep the word and its details."""
        super().__init__(why)
        self.why = why
        self.details = details or {}


class SheetReader:
    """A child at work on the bytes of one file; leaving the block ends it.

    Args:
        data: The file.
        kind: ``xlsx``, ``xls`` or ``html``.
        path: Its name, for messages.
        unpacked: Bytes it unpacks to; memory and time are given accordingly.

    Raises:
        InputError: The child cannot be started.
    """

    def __init__(self, data: bytes, kind: str, path: Path, unpacked: int) -> None:
        """Start the child and feed it."""
        memory = (128 << 20) + 4 * unpacked
        seconds = _SECONDS + (unpacked >> 22)
        told = [str(memory), str(seconds), kind, *_folders()]
        try:
            self._child = subprocess.Popen(  # noqa: S603 - this interpreter, our module
                [sys.executable, "-I", "-S", "-c", _START, *told],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={name: os.environ[name] for name in _PASSED if name in os.environ},
            )
        except OSError as exc:
            raise InputError(
                f"读文件的子进程启动不了（{os_problem(exc)}）", file=path
            ) from None
        self._late = False
        self._clock = threading.Timer(1 + 2 * seconds, self._stop)
        self._clock.daemon = True
        self._clock.start()
        self._feeder = threading.Thread(target=self._feed, args=(data,), daemon=True)
        self._feeder.start()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the child, whatever it is doing."""
        self._clock.cancel()
        self._child.kill()
        self._child.wait()
        self._feeder.join()
        if self._child.stdout:
            self._child.stdout.close()

    def sheets(self) -> list[SheetRows]:
        """Wait for the answer and return it.

        Raises:
            Stopped: There is none that is whole.
        """
        try:
            found = self._read()
        except (ValueError, KeyError, TypeError, RecursionError, OSError):
            raise Stopped("slow" if self._late else "broken") from None
        if self._child.wait():
            raise Stopped("slow" if self._late else "broken")
        return found

    def _read(self) -> list[SheetRows]:
        found: list[SheetRows] = []
        left = _ANSWER
        while True:
            header = json.loads(self._take(int.from_bytes(self._take(4)), _HEADER))
            left -= header["size"]
            body = self._take(header["size"], left)
            match header["what"]:
                case "end":
                    return found
                case "stopped":
                    raise Stopped(header["why"], header)
                case "sheet":
                    found.append(SheetRows(str(header["name"]), bool(header["hidden"])))
                case "rows":
                    _add(found[-1], header, body)
                case "filled":
                    found[-1].filled = int(header["cells"])
                case _:
                    raise ValueError

    def _take(self, size: int, most: int = _HEADER) -> bytes:
        if not 0 <= size <= most or self._child.stdout is None:
            raise ValueError
        taken = self._child.stdout.read(size)
        if len(taken) != size:
            raise ValueError
        return taken

    def _feed(self, data: bytes) -> None:
        if self._child.stdin is None:
            return
        try:
            self._child.stdin.write(data)
            self._child.stdin.close()
        except OSError:
            return  # it ended before it had read everything; its answer says why

    def _stop(self) -> None:
        self._late = True
        self._child.kill()


def _add(sheet: SheetRows, header: dict[str, Any], body: bytes) -> None:
    text = body.decode()
    flat = text.split(_BETWEEN) if header["form"] == "text" else json.loads(text)
    count, width = int(header["rows"]), int(header["width"])
    if width < 1 or count < 1 or len(flat) != count * width:
        raise ValueError
    columns = [flat[place : place + count] for place in range(0, len(flat), count)]
    cells = zip(*columns, strict=True)
    sheet.rows.extend(enumerate(cells, len(sheet.rows) + 1))
    sheet.damaged.extend((int(line), int(column)) for line, column in header["damaged"])


@cache
def _folders() -> tuple[str, ...]:
    """Return where the child finds this package and the libraries it reads with."""
    specs = [find_spec(name) for name in _LIBRARIES]
    origins = [Path(spec.origin).parents[1] for spec in specs if spec and spec.origin]
    return tuple(dict.fromkeys(map(str, [Path(__file__).parents[2], *origins])))
