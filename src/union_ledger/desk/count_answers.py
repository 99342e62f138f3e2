"""What became of every row of a stocktaking, and what is to be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from union_ledger.core.stocktaking import MATCHED
from union_ledger.desk.register_text import register_line

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

BOOKED = "入账"
HELD = "未入账"
KNOWN = "已在账"
OPEN = "未盘"
REJECTED = "不收"
SKIPPED = "跳过"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing's result as it goes into the register.

    ``quantity``, ``place``, ``custodian`` and ``state`` only where they are not what
    the register says; ``name`` and ``unit`` of what is on no card.
    """

    number: str
    result: str
    quantity: int | None = None
    place: str = ""
    custodian: str = ""
    state: str = ""
    name: str = ""
    unit: str = ""
    note: str = ""

    @property
    def answer(self) -> tuple[object, ...]:
        """Return what two results must agree in to be the same."""
        return (
            *(self.result, self.quantity, self.place, self.custodian),
            *(self.state, self.name),
        )

    def line(self, day: date, sheet: str, by: str) -> str:
        """Return it as a line of the register."""
        quantity: object = "" if self.quantity is None else self.quantity
        said = {
            "result": self.result,
            "name": self.name,
            "unit": self.unit,
            "quantity": quantity,
            "place": self.place,
            "custodian": self.custodian,
            "state": self.state,
            "by": by,
            "sheet": sheet,
            "note": self.note,
        }
        return register_line(day, "count", [self.number], said)


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """What became of one row.

    Attributes:
        sheet: The sheet it stands in, empty in a text file.
        line: Row in the file, from 1; 0 for a row that is missing.
        state: ``入账``, ``未入账``, ``已在账``, ``未盘``, ``不收`` or ``跳过``.
        number: The asset's number.
        name: Its name.
        why: The result, or the reason.
        found: The result, where the row is booked.
        unit: The sub-union it belongs to.
        next: What to do about a difference; empty where there is nothing to do.
    """

    sheet: str
    line: int
    state: str
    number: str
    name: str
    why: str
    found: Found | None = None
    unit: str = ""
    next: str = ""


@dataclass(slots=True)
class CountOutcome:
    """One file's outcome.

    Attributes:
        file: The file.
        title: What it is: the form's number and unit, or that it is a list of scans.
        rows: Every row.
        problem: Why the file as a whole was not taken; empty if it was.
        notes: Further things to say.
        written: The register file, or where it would be in a dry run.
    """

    file: Path
    title: str = ""
    rows: list[RowAnswer] = field(default_factory=list)
    problem: str = ""
    notes: list[str] = field(default_factory=list)
    written: Path | None = None

    def of(self, state: str) -> list[RowAnswer]:
        """Return the rows of one state."""
        return [row for row in self.rows if row.state == state]

    @property
    def is_clear(self) -> bool:
        """Tell whether every row has a result that can be booked."""
        return not (self.problem or self.of(REJECTED) or self.of(OPEN))

    @property
    def differences(self) -> list[RowAnswer]:
        """Return the rows with a result that is not 相符."""
        return [row for row in self.rows if row.found and row.found.result != MATCHED]
