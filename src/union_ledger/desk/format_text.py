"""Ledger text in one shape（排版）: amounts in a column, wide characters are two.

Only blanks move: between the parts of a line, before it and after it. Strings,
comments, the order of everything and what is not understood stay. Whoever formats
twice changes nothing the second time.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from beancount.parser.parser import parse_string

from union_ledger.core.errors import InputError
from union_ledger.core.seal_content import canonical
from union_ledger.desk.journal import Journal
from union_ledger.desk.journal import lock_folder
from union_ledger.reports.cells import display_width

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_POSTING = re.compile(
    r"^[ \t]+(?:(?P<flag>[!*&#?%PSTCURM])[ \t]+)?"
    r"(?P<account>[A-Z][^\s:;\"]*(?::[^\s:;\"]+)+)"
    r"(?:[ \t]+(?P<number>[-+]?[\d,]+(?:\.\d*)?)[ \t]+(?P<rest>[^ \t].*?))?[ \t]*$"
)
_META = re.compile(r"^[ \t]+(?P<key>[a-z][A-Za-z0-9_-]*):[ \t]*(?P<value>.*?)[ \t]*$")


def formatted(text: str) -> str:
    """Return the text in its shape; line ends stay what they are."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(end)
    both = list(zip(lines, _not_in_strings(lines), strict=True))
    width, digits = _columns(line for line, free in both if free)
    shaped: list[str] = []
    below = False
    for line, free in both:
        if not free:
            shaped.append(line)
            continue
        posting, meta = _posting(line), _META.match(line)
        if posting:
            shaped.append(_shaped(posting, width, digits))
            below = True
        elif meta:
            indent = "    " if below else "  "
            shaped.append(f"{indent}{meta['key']}: {meta['value']}".rstrip())
        else:
            below = below and bool(line.strip()) and line[:1] in " \t"
            shaped.append(line.rstrip(" \t"))
    return end.join(shaped).rstrip("\r\n \t") + end if text.strip() else text


def format_file(path: Path, *, check: bool) -> bool:
    """Bring a file into its shape; return whether it was not.

    With ``check`` it is not written.

    Raises:
        InputError: It cannot be read, has errors, or would mean something else.
    """
    try:
        old = path.read_bytes()
        text = old.decode("utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        raise InputError(f"文件读不出来（{type(exc).__name__}）", file=path) from None
    new = formatted(text)
    if new == text:
        return False
    if _meaning(text, path) != _meaning(new, path) or formatted(new) != new:
        raise InputError(
            "排版以后意思可能会变，没有改动它",
            file=path,
            hint="请用 union-ledger check 看有没有语法错误；多行的写法请自己对齐。",
        )
    if not check:
        with Journal(lock_folder(path)) as journal:
            journal.replace(path, old, new.encode("utf-8"))
    return True


def _meaning(text: str, path: Path) -> list[str]:
    """Return what the parser reads, in order; blank lines and columns are nothing."""
    entries, errors, options = parse_string(text)
    said = [canonical(entry, path.parent) for entry in entries]
    said += [error.message for error in errors]
    return [*said, str(options.get("plugin")), str(options.get("include"))]


def _not_in_strings(lines: Iterable[str]) -> Iterable[bool]:
    """Tell of each line whether it begins and ends outside strings."""
    inside = False
    for line in lines:
        began = inside
        place = 0
        while place < len(line):
            char = line[place]
            if char == "\\" and inside:
                place += 1
            elif char == '"':
                inside = not inside
            elif char == ";" and not inside:
                break
            place += 1
        yield not began and not inside


def _posting(line: str) -> re.Match[str] | None:
    found = _POSTING.match(line)
    # A comment may look like an account; it stays where its writer put it.
    return found if found and not line.lstrip().startswith(";") else None


def _columns(lines: Iterable[str]) -> tuple[int, int]:
    """Return how wide the widest account and the longest number are."""
    width = digits = 0
    for line in lines:
        found = _posting(line)
        if found and found["number"]:
            width = max(width, display_width(_account(found)))
            digits = max(digits, len(found["number"]))
    return width, digits


def _account(found: re.Match[str]) -> str:
    return f"{found['flag']} {found['account']}" if found["flag"] else found["account"]


def _shaped(found: re.Match[str], width: int, digits: int) -> str:
    account = _account(found)
    if not found["number"]:
        return f"  {account}"
    blanks = " " * (width - display_width(account))
    return f"  {account}{blanks}  {found['number']:>{digits}} {found['rest']}"
