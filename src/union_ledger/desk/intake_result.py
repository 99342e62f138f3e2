"""What became of one imported file."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from pathlib import Path

    from union_ledger.desk.intake_rows import RowReport


@dataclass(slots=True)
class ImportResult:
    """One file's outcome.

    Attributes:
        record: The reconciliation record , all its keys always present.
        rows: Every data row of the file, in its order.
        written: Ledger files written, or to be written in a dry run.
        kept: Where the original was put, below the books' folder; empty if nowhere.
        booked: New entries.
        known: Rows that the books held already.
        matched: Rows that are entries typed before; these name them now.
        unknown: New entries that went to 待查.
        problem: Why nothing was booked although the file proves out.
        accepted: The reason for which a file that does not prove out was booked.
        details: Further lines to show, such as a table of differences.
    """

    record: dict[str, Any]
    rows: list[RowReport] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    kept: str = ""
    booked: int = 0
    known: int = 0
    matched: int = 0
    unknown: int = 0
    problem: str = ""
    accepted: str = ""
    details: list[str] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Return whether the file was not taken; the command then exits with 2."""
        taken = self.record["verdict"] == "proven" or bool(self.accepted)
        return not taken or bool(self.problem)
