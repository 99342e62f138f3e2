"""Where the ``include`` lines of a ledger stand.

Beancount reports an include that leads nowhere at ``<load>:0``. This walks the files
in Beancount's own order, so that each such error gets the line it comes from.
"""

from __future__ import annotations

import glob
import os
import re
from collections import deque
from fnmatch import fnmatch
from pathlib import Path

_INCLUDE = re.compile(r'^[ \t]*include[ \t]+"([^"\n]*)"', re.MULTILINE)
_SUBJECT = re.compile(r'"(.*)"', re.DOTALL)


class IncludeLines:
    """The include lines that lead nowhere; the files are read on the first question."""

    def __init__(self, main: Path) -> None:
        """Begin at the main file."""
        self._main = main
        self._places: dict[str, deque[tuple[str, int]]] | None = None

    def place_of(self, message: str) -> tuple[str, int]:
        """Return file and line of the include a message of the loader is about.

        A message that is about no include is at the first line of the main file.
        """
        found = _SUBJECT.search(message)
        return self.place_of_subject(found.group(1) if found else "")

    def place_of_subject(self, subject: str) -> tuple[str, int]:
        """Return the place of a pattern that matches nothing or a path not to read.

        Asked again of the same subject, the next such line is returned.
        """
        if self._places is None:
            self._places = _walk(str(self._main))
        left = self._places.get(subject)
        return left.popleft() if left else (str(self._main), 1)


def is_included(main: Path, path: Path) -> bool:
    """Tell whether a file at ``path``, there or not, is part of the books of ``main``.

    Both are absolute.
    """
    seen: set[str] = set()
    waiting = [str(main)]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        file = Path(name)
        try:
            text = file.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        for found in _INCLUDE.finditer(text):
            pattern = os.path.normpath(file.parent / found[1])
            if "**" in pattern:
                if fnmatch(str(path), pattern):
                    return True
            elif path.match(pattern):
                return True
            waiting += map(os.path.normpath, glob.glob(pattern, recursive=True))  # noqa: PTH207
    return False


def _walk(main: str) -> dict[str, deque[tuple[str, int]]]:
    """Return the lines by the pattern without a match, the path included again."""
    places: dict[str, deque[tuple[str, int]]] = {}
    seen = {main}
    waiting = deque([main])
    while waiting:
        name = waiting.popleft()
        file = Path(name)
        try:
            text = file.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        for found in _INCLUDE.finditer(text):
            place = (name, text.count("\n", 0, found.start(1)) + 1)
            # As Beancount does it: an absolute path stays what it is.
            matches = glob.glob(str(file.parent / found[1]), recursive=True)  # noqa: PTH207
            if not matches:
                places.setdefault(found[1], deque()).append(place)
            for match in matches:
                path = os.path.normpath(match)
                if path in seen or not Path(path).is_file():
                    places.setdefault(path, deque()).append(place)
                else:
                    seen.add(path)
                    waiting.append(path)
    return places
