"""A linter of ledger text（账簿文字检查） that only parses: nothing is loaded or run.

Ledger text can load code, read files and show itself other than it is read. What the
books need of that stands in the main file; everything else is refused before anybody
loads or opens the books.
"""

from __future__ import annotations

import posixpath
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from typing import TYPE_CHECKING

from beancount.parser.parser import parse_string

from union_ledger.core.beancount_words import in_chinese
from union_ledger.history.lint.characters import unseen
from union_ledger.history.lint.entries import entry_faults
from union_ledger.history.lint.error import LintError
from union_ledger.history.lint.lines import line_faults
from union_ledger.history.lint.main import main_faults
from union_ledger.history.lint.tokens import token_faults
from union_ledger.history.lint.tokens import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from union_ledger.history.lint.error import Fault

__all__ = ["LintError", "lint"]

_LARGEST = 16 * 1024 * 1024  # bytes
_QUOTED = 160  # characters
_CHINA = timezone(timedelta(hours=8))


def lint(
    text: str | bytes, path: str, *, is_main: bool = False, today: date | None = None
) -> list[LintError]:
    """Return the faults of a ledger file's text, in order of line.

    Args:
        text: What the file holds.
        path: Where it stands, seen from the books' folder, with ``/``.
        is_main: It is the main file: there the plugin line, the includes and a few
            options have their place.
        today: The day by which far dates are told; today's where none is given.
    """
    day = today or datetime.now(UTC).astimezone(_CHINA).date()
    faults = sorted(set(_faults(text, path, day, is_main=is_main)))
    return [LintError(path, line, code, _shown(said)) for line, code, said in faults]


def _shown(message: str) -> str:
    """Return a message with nothing unseen of the text it quotes, and not too long."""
    plain = "".join(char if char.isprintable() else "?" for char in message)
    return plain if len(plain) <= _QUOTED else f"{plain[:_QUOTED]}…"


def _faults(
    text: str | bytes, path: str, today: date, *, is_main: bool
) -> Iterator[Fault]:
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(data) > _LARGEST:
        yield 1, "size", f"文件太大（超过 {_LARGEST // 1024 // 1024} MB），请按月分开"
        return
    try:
        said = data.decode("utf-8")
    except UnicodeDecodeError as exc:
        line = data.count(b"\n", 0, exc.start) + 1
        yield line, "encoding", "文件不是 UTF-8 编码，请另存为 UTF-8"
        return
    yield from unseen(said)
    too_long = False
    for fault in line_faults(said):
        too_long = too_long or fault[1] == "long-line"
        yield fault
    if too_long or "\0" in said:
        return  # not for the parser
    tokens = tokens_of(said)
    yield from token_faults(tokens, posixpath.dirname(path), is_main=is_main)
    entries, errors, _ = parse_string(said, report_filename=path)
    for error in errors:
        place = int(error.source.get("lineno") or 1)
        message = str(error.message)
        code = "number" if "number format" in message else "syntax"
        yield place, code, in_chinese(message)
    yield from entry_faults(entries, today, is_main=is_main)
    if is_main:
        yield from main_faults(tokens, entries)
