"""Balances of project cards（项目余额表）: one line a card, proved by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan_text
from union_ledger.importers.lists.layout import ProjectBalanceLayout
from union_ledger.importers.lists.period import day_of
from union_ledger.importers.lists.reading import Cells
from union_ledger.importers.lists.reading import Listing
from union_ledger.importers.lists.reading import ListRowError
from union_ledger.importers.lists.reading import read_list
from union_ledger.importers.text import identifier

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from union_ledger.core.tables import Table
    from union_ledger.importers.header import Header


@dataclass(frozen=True, slots=True)
class ProjectBalance:
    """One card; all amounts in fen.

    ``closing`` is what its running balance stands at: brought forward and income less
    expenses and advances, as the project ledger counts them.
    """

    line: int
    number: str
    name: str
    opening: int
    income: int
    expense: int
    advance: int
    frozen: int
    balance: int | None
    available: int | None
    shown: str

    @property
    def closing(self) -> int:
        """Return the running balance."""
        return self.opening + self.income - self.expense - self.advance

    @property
    def wrong(self) -> str:
        """Say which stated figure the others do not make; empty if none."""
        before = self.closing + self.advance
        # Some offices state the balance before what is advanced, some after.
        if self.balance is not None and self.balance not in {before, self.closing}:
            return (
                f"第 {self.line} 行：上年结转加收入减支出是 {yuan_text(before)}，"
                f"余额写的是 {yuan_text(self.balance)}"
            )
        free = self.closing - self.frozen
        if self.available is not None and self.available != free:
            return (
                f"第 {self.line} 行：减去借款和冻结后是 {yuan_text(free)}，"
                f"可用余额写的是 {yuan_text(self.available)}"
            )
        return ""


@dataclass(slots=True)
class ProjectBalances:
    """A table of balances as read; ``day`` is what it is of, ``None`` if not said."""

    listing: Listing
    rows: list[ProjectBalance]
    day: date | None
    why: list[str]


def read_project_balances(tables: Sequence[Table], header: Header) -> ProjectBalances:
    """Read and prove a table of project balances.

    Raises:
        InputError: See ``read_list``.
    """
    listing = read_list(tables, header)
    seen: dict[str, int] = {}
    rows = listing.items(lambda row: _row(row, seen))
    amounts = {
        role: {row.line: getattr(row, role) or 0 for row in rows}
        for role in ProjectBalanceLayout.AMOUNTS
        if role in listing.roles
    }
    why = listing.problems(amounts) + [row.wrong for row in rows if row.wrong][:5]
    if not {"balance", "available"} & listing.roles:
        why.append("没有余额列，也没有可用余额列，不能核对")
    day = day_of([*listing.heading, listing.file.stem])
    return ProjectBalances(listing, rows, day, why)


def _row(row: Cells, seen: dict[str, int]) -> ProjectBalance:
    number = identifier(row.text("number"))
    if not number:
        raise ListRowError("没有项目编号")
    first = seen.setdefault(number, row.line)
    if first != row.line:
        raise ListRowError(f"项目 {number} 与第 {first} 行相同")
    return ProjectBalance(
        row.line,
        number,
        row.text("name"),
        row.fen("opening") or 0,
        row.fen("income") or 0,
        row.fen("expense") or 0,
        row.fen("advance") or 0,
        row.fen("frozen") or 0,
        row.fen("balance"),
        row.fen("available"),
        row.shown,
    )
