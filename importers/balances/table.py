"""A trial balance as read: one row an account, signed from the debit side."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from union_ledger.importers.balances.layout import BalanceLayout
    from union_ledger.importers.periods import Months
    from union_ledger.importers.statement import Noted


@dataclass(frozen=True, slots=True)
class Account:
    """One account of the table; fen.

    Attributes:
        line: Row in the file, from 1.
        code: Its code, digits and letters only.
        name: Its name as in the file.
        opening: Balance before the period, debit positive.
        debit: Movement on the debit side, 红字 negative.
        credit: Movement on the credit side, 红字 negative.
        closing: Balance after it, debit positive.
        stated: Each amount column as it stands in the file.
        raw: The row, for showing.
    """

    line: int
    code: str
    name: str
    opening: int
    debit: int
    credit: int
    closing: int
    stated: dict[str, int]
    raw: str

    @property
    def figures(self) -> tuple[int, int, int, int]:
        """Return opening, debit, credit and closing."""
        return self.opening, self.debit, self.credit, self.closing

    @property
    def subject(self) -> str:
        """Return code and name as an accountant reads them."""
        return f"{self.code} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class Total:
    """A totals row: its text and each amount column that is not empty."""

    line: int
    text: str
    stated: dict[str, int]


@dataclass(slots=True)
class TrialBalance:
    """All that was read from one file; every data row is in exactly one list.

    Attributes:
        file: The file.
        layout: The layout it has.
        months: The period it is of.
        data_rows: Rows below the header that are not blank.
        accounts: The accounts, in the order of the file.
        totals: Totals rows (these are in ``skipped`` as well).
        skipped: Rows that are no accounts, with the reason.
        rejected: Rows that should be accounts and cannot be read.
        notes: Remarks on what was left unread or how signs were taken.
    """

    file: Path
    layout: BalanceLayout
    months: Months
    data_rows: int = 0
    accounts: list[Account] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    skipped: list[Noted] = field(default_factory=list)
    rejected: list[Noted] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def children(self) -> dict[str, list[Account]]:
        """Return the accounts right below each code; the roots below ``""``."""
        codes = {account.code for account in self.accounts}
        found: dict[str, list[Account]] = {}
        for account in self.accounts:
            parent = account.code[:-1]
            while parent and parent not in codes:
                parent = parent[:-1]
            found.setdefault(parent, []).append(account)
        return found
