"""The original of an imported file（原件）: what it was, and where it is kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.container import read_bytes
from union_ledger.core.errors import InputError

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from union_ledger.desk.journal import Journal

DOCUMENTS = "documents"
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes of a file as they were when its reading began.

    Attributes:
        file: Where it was.
        data: Its content.
        sha256: The hash of its content, in hexadecimal.
    """

    file: Path
    data: bytes
    sha256: str

    @classmethod
    def of(cls, file: Path) -> Original:
        """Return the original of a file.

        Raises:
            InputError: The file cannot be read.
        """
        data = read_bytes(file)
        return cls(file, data, hashlib.sha256(data).hexdigest())

    def path(self, account: str, day: date) -> str:
        """Return its place below the books' folder, by account and date."""
        kept = (c if c.isalnum() or c in "-_（）()" else "_" for c in self.file.stem)
        stem = "".join(kept)
        name = f"{day}.{stem[:60]}.{self.sha256[:_SHOWN]}{self.file.suffix.lower()}"
        return "/".join((DOCUMENTS, *account.split(":"), name))

    def keep(self, books_dir: Path, place: str, journal: Journal) -> None:
        """Put it below the books' folder; the same content twice is one file.

        Raises:
            InputError: The file has changed since it was read, or the disk refuses.
        """
        if Original.of(self.file).sha256 != self.sha256:
            raise InputError(
                "读的时候文件变了，没有入账", file=self.file, hint="请重新导入一次。"
            )
        journal.keep(books_dir / place, self.data)


def kept_originals(books_dir: Path, sha256: str) -> list[Path]:
    """Return the kept files with this content."""
    found = (books_dir / DOCUMENTS).glob(f"**/*.{sha256[:_SHOWN]}*")
    return [path for path in sorted(found) if Original.of(path).sha256 == sha256]
