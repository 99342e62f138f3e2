"""Which files of some books are linted, and as what."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.explain import os_problem
from union_ledger.history.lint.error import LintError
from union_ledger.history.lint.ledger_lint import lint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

MAIN = "main.beancount"


def ledger_files(paths: tuple[Path, ...]) -> list[tuple[Path, Path]]:
    """Return the ledger files that are named or below a folder, each with its books.

    The books of a file are the folder asked for or the one we are in, if it has a main
    file, else the nearest folder above the file that has one, else its own.

    Raises:
        InputError: Nothing is there, or a folder has no ledger files.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        if path.is_dir():
            all_ = sorted(path.rglob("*.beancount"))
            below = [each for each in all_ if _is_seen(each.relative_to(path))]
            if not below:
                raise InputError("目录里没有 .beancount 文件", file=path)
            for each in below:
                found[each] = _books_of(each, path)
        elif path.exists():
            found[path] = _books_of(path, Path())
        else:
            raise InputError("没有这个文件", file=path)
    return list(found.items())


def lint_file(path: Path, books: Path, today: date | None = None) -> list[LintError]:
    """Return the faults of a file; their path is as ``path`` is given.

    Raises:
        InputError: It cannot be read.
    """
    if path.is_symlink():
        return [LintError(str(path), 1, "symlink", "账簿文件不能是指向别处的链接")]
    below = (path.parent.resolve() / path.name).relative_to(books).as_posix()
    try:
        data = path.read_bytes()
    except OSError as exc:
        raise InputError(f"文件读不出来（{os_problem(exc)}）", file=path) from None
    faults = lint(data, below, is_main=below == MAIN, today=today)
    return [fault._replace(path=str(path)) for fault in faults]


def lint_paths(paths: tuple[Path, ...]) -> Iterator[tuple[Path, list[LintError]]]:
    """Yield each file with its faults.

    Raises:
        InputError: A file is missing or cannot be read.
    """
    for path, books in ledger_files(paths):
        yield path, lint_file(path, books)


def _is_seen(below: Path) -> bool:
    return not any(part.startswith(".") for part in below.parts)


def _books_of(path: Path, asked: Path) -> Path:
    """Return the books of a file: those asked for, else the nearest above it."""
    whole = path.parent.resolve() / path.name
    asked = asked.resolve()
    if (asked / MAIN).is_file() and whole.is_relative_to(asked):
        return asked
    for folder in whole.parents:
        if (folder / MAIN).is_file():
            return folder
    return whole.parent
