"""Files that were sent to the page, kept in a private folder until it is shut."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

_MOST = 50
_LONGEST = 120
_ODD = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")


class Uploads:
    """The files by a random name; a ``with`` block, at whose end they are gone."""

    def __init__(self) -> None:
        """Begin with none."""
        self._folder = TemporaryDirectory(prefix="union-ledger-")
        self._files: dict[str, Path] = {}

    def __enter__(self) -> Self:
        """Keep the folder."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Remove the folder."""
        self._folder.cleanup()

    def keep(self, name: str, data: bytes) -> str:
        """Keep a file under its own name, made harmless; return its ticket.

        The name stays for its reader: some layouts say there whose month it is.
        """
        plain = _ODD.sub("_", Path(name.replace("\\", "/")).name).strip(". ")
        stem, dot, end = plain.rpartition(".")
        kept = f"{stem[: _LONGEST - len(end)]}{dot}{end}" if stem else plain[:_LONGEST]
        ticket = secrets.token_urlsafe(12)
        folder = Path(self._folder.name) / ticket
        folder.mkdir(mode=0o700)
        path = folder / (kept or "未命名")
        path.write_bytes(data)
        self._files[ticket] = path
        for old in list(self._files)[:-_MOST]:
            self._files.pop(old).unlink(missing_ok=True)
        return ticket

    def file(self, ticket: str) -> Path | None:
        """Return where a file lies; None where no such file is kept."""
        return self._files.get(ticket)
