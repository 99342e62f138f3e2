"""Vouchers（记账凭证） as read from a file: whole, with every line that is none."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from union_ledger.importers.statement import Noted
    from union_ledger.importers.vouchers.layout import VoucherLayout


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a voucher（分录）.

    Attributes:
        line: Row in the file, from 1.
        code: Account code as in the file, digits and letters only.
        name: Account name as in the file, empty where the file gives codes only.
        summary: Its 摘要.
        side: ``借`` or ``贷``: the column it stands in, whatever its sign.
        amount: Fen in that column; negative for 红字.
        text: Further roles as text (``department``, ``project`` …); absent where empty.
        raw: The row as it stands in the file, for showing.
    """

    line: int
    code: str
    name: str
    summary: str
    side: str
    amount: int
    text: dict[str, str]
    raw: str

    @property
    def signed(self) -> int:
        """Return fen, debit positive."""
        return self.amount if self.side == "借" else -self.amount

    @property
    def subject(self) -> str:
        """Return code and name as an accountant reads them."""
        return f"{self.code} {self.name}".strip()


@dataclass(slots=True)
class Voucher:
    """One voucher: all lines of one number in one month.

    Attributes:
        day: Its date.
        word: The word of its series（凭证字）.
        number: Its number in that series and month.
        written: The number as the file writes it.
        lines: Its lines, in the order of the file.
        spoiled: Lines of the file that belong to it and cannot be read.
    """

    day: date
    word: str
    number: int
    written: str
    lines: list[Line] = field(default_factory=list)
    spoiled: list[int] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Return what names it in its set of books: ``202410-记-0001``."""
        return f"{self.day:%Y%m}-{self.name}"

    @property
    def name(self) -> str:
        """Return its number as printed: ``记-0001``."""
        return f"{self.word}-{self.number:04d}"

    @property
    def debit(self) -> int:
        """Return the fen of its debit column."""
        return sum(line.amount for line in self.lines if line.side == "借")

    @property
    def credit(self) -> int:
        """Return the fen of its credit column."""
        return sum(line.amount for line in self.lines if line.side == "贷")

    @property
    def whole(self) -> bool:
        """Return whether every line was read and the two sides agree."""
        return not self.spoiled and self.debit == self.credit

    def first(self, role: str) -> str:
        """Return the first text that a line has in this role, or an empty one."""
        return next((text for x in self.lines if (text := x.text.get(role))), "")


@dataclass(frozen=True, slots=True)
class Total:
    """A totals row: what it says of the lines above it; ``None`` where empty."""

    line: int
    debit: int | None
    credit: int | None
    above: int


@dataclass(slots=True)
class VoucherList:
    """All that was read from one file; every data row is in exactly one list.

    Attributes:
        file: The file.
        layout: The layout it has.
        data_rows: Rows below the header that are not blank.
        vouchers: The vouchers, in the order of the file.
        lines: Their lines, in the order of the file.
        totals: Totals rows (these are in ``skipped`` as well).
        skipped: Rows that are no lines, with the reason.
        rejected: Rows that should be lines and cannot be read.
        notes: Remarks on what was left unread, such as other sheets.
    """

    file: Path
    layout: VoucherLayout
    data_rows: int = 0
    vouchers: list[Voucher] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    skipped: list[Noted] = field(default_factory=list)
    rejected: list[Noted] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
