"""What the import page shows of a file, and who does the work behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Protocol

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that lies in the books' folder of exports; ``size`` in bytes."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row of the file and where it goes; ``amount`` in yuan, as text."""

    line: int
    state: str
    day: str
    amount: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A file of the books and the lines that are added to it."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What became of a file, or would.

    ``said`` is the summary that the command prints; ``mark`` is a digest of the
    changes, by which saving knows that they are still those that were looked at.
    """

    name: str
    said: str
    rows: tuple[ShownRow, ...]
    changes: tuple[ShownChange, ...]
    mark: str


class ImportDesk(Protocol):
    """The work behind the page; the command line gives it, for pages know no desk."""

    def waiting(self) -> list[Waiting]:
        """Return the files that lie in the folder of exports."""

    def place(self, name: str) -> Path | None:
        """Return where one of the waiting files lies; None where it is none."""

    def preview(self, file: Path) -> Shown:
        """Try the file on a copy of the books.

        Raises:
            InputError: The books cannot be used.
        """

    def save(self, file: Path) -> Shown:
        """Import the file into the books themselves.

        Raises:
            InputError: The books cannot be used, or the disk refuses.
        """
