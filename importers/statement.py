"""A statement as read from a file: typed rows, and every row that is none."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from datetime import time
    from pathlib import Path

    from union_ledger.importers.statement_layout import StatementLayout


@dataclass(frozen=True, slots=True)
class Row:
    """One movement of money, seen from the union's account.

    Attributes:
        line: Row in the file, from 1.
        date: Day of the movement.
        time: Time of day where the layout gives one.
        side: ``in`` or ``out``: the column it stands in, whatever its sign.
        amount: Fen in that column; negative for a reversal (红字).
        balance: Fen on the account afterwards, where the layout gives it.
        own_account: The union's own account, or the project's number.
        text: The remaining roles of the layout as text (``counterparty``, ``summary``,
            ``purpose``, ``serial``, ``bank_voucher`` …); absent where empty.
        raw: The row as it stands in the file, for showing.
    """

    line: int
    date: date
    time: time | None
    side: str
    amount: int
    balance: int | None
    own_account: str
    text: dict[str, str]
    raw: str

    @property
    def signed(self) -> int:
        """Return the change of the own account in fen."""
        return self.amount if self.side == "in" else -self.amount


@dataclass(frozen=True, slots=True)
class Mark:
    """A row that says something about an account without being a movement.

    ``means`` is that of the rule by which it was skipped; amounts are fen, ``None``
    where absent. ``own_account`` is empty for the totals of the whole file.
    ``after`` is how many movements of the account stand above it. ``year`` and
    ``month`` are its own, where it has them in columns; ``sum_all`` is in and out
    together, where they stand in one column.
    """

    line: int
    means: str
    own_account: str
    after: int
    sum_out: int | None
    sum_in: int | None
    balance: int | None
    year: int | None = None
    month: int | None = None
    count_out: int | None = None
    count_in: int | None = None
    sum_all: int | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """A row that was skipped or rejected, with the reason and its text.

    ``foreign`` marks a movement in another currency.
    """

    line: int
    why: str
    raw: str
    foreign: bool = False


@dataclass(slots=True)
class Statement:
    """All that was read from one file; every data row is in exactly one list.

    Attributes:
        file: The file.
        layout: The layout it has.
        sheet: Sheet it was read from.
        header_line: Line of the header.
        data_rows: Rows below the header that are not blank.
        rows: The movements, in the order of the file.
        marks: Brought-forward and totals rows (these are in ``skipped`` as well).
        skipped: Rows that are no movements, with the reason.
        rejected: Rows that should be movements and cannot be read.
        stated: What the lines above the header state: account, subject and days as
            text, amounts in fen, counts.
        notes: Remarks on what was left unread, such as other sheets.
    """

    file: Path
    layout: StatementLayout
    sheet: str | None
    header_line: int
    data_rows: int = 0
    rows: list[Row] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    skipped: list[Noted] = field(default_factory=list)
    rejected: list[Noted] = field(default_factory=list)
    stated: dict[str, str | int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def by_account(self) -> dict[str, list[Row]]:
        """Return the rows of each own account, in the order of the file."""
        parts: dict[str, list[Row]] = defaultdict(list)
        for mark in self.marks:
            if mark.own_account:
                parts[mark.own_account]  # a card without movements is a card
        for row in self.rows:
            parts[row.own_account].append(row)
        return dict(parts)
