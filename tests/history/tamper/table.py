"""The table of tampering（篡改的种类）: what somebody may do behind a seal, and where.

A kind is a function that yields cases: a name, and what it does to the books' files.
``by`` says who must notice: the load（check）, the reckoning anew（close --verify）,
or the heads kept outside（verify --head）. ``month`` is the first that must be named,
empty where it is the books as a whole.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from typing import Literal

import yaml

By = Literal["check", "close --verify", "verify --head"]
Change = Callable[[Path], None]


@dataclass(frozen=True)
class Case:
    """One tampering: its kind, where, who must notice, and the month to be named."""

    kind: str
    where: str
    by: By
    month: str
    change: Change


Maker = Callable[[], Iterator[tuple[str, str, Change]]]
KINDS: dict[str, tuple[By, Maker]] = {}


def kind(title: str, by: By) -> Callable[[Maker], Maker]:
    """Enter a kind into the table."""

    def entered(make: Maker) -> Maker:
        assert title not in KINDS, title
        KINDS[title] = (by, make)
        return make

    return entered


def cases() -> list[Case]:
    """Return every case of every kind."""
    return [
        Case(title, where, by, month, change)
        for title, (by, make) in KINDS.items()
        for where, month, change in make()
    ]


def listed(name: str) -> dict[str, dict[str, Any]]:
    """Return the kinds that a file beside this one lists."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return yaml.safe_load(text)


def text_of(folder: Path, name: str) -> str:
    """Return a file's text."""
    return (folder / name).read_text(encoding="utf-8")


def replaced(name: str, old: str, new: str, times: int = 1) -> Change:
    """Return a change of text that stands somewhere; the first places only."""

    def change(folder: Path) -> None:
        text = text_of(folder, name)
        assert old in text, f"{old!r} is not in {name}"
        (folder / name).write_text(text.replace(old, new, times), encoding="utf-8")

    return change


def added(name: str, text: str) -> Change:
    """Return a change that appends text to a file, new or not."""

    def change(folder: Path) -> None:
        path = folder / name
        before = text_of(folder, name) if path.is_file() else ""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{before}\n{text}", encoding="utf-8")

    return change


def month_file(month: str) -> str:
    """Return the file of a month."""
    return f"2024/{month[5:]}.beancount"
