"""Entries before they are text: amounts are integer fen."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from benchmarks.invent.text import Value


@dataclass(slots=True)
class Lot:
    """One item of fixed assets: ``count`` pieces at ``cost`` fen each."""

    count: int
    cost: int
    acquired: date
    label: str


@dataclass(slots=True)
class Leg:
    """One posting. With a lot, ``fen`` is its weight at cost."""

    account: str
    fen: int
    currency: str = "CNY"
    lot: Lot | None = None
    meta: dict[str, Value] = field(default_factory=dict)


@dataclass(slots=True)
class Row:
    """What the bank or the campus finance office prints for an entry.

    ``day`` is given where the bank moved the money on another day than the entry's.
    """

    source: str
    party: str
    summary: str
    purpose: str
    account: str = ""
    subject: str = ""
    time: str = ""
    number: str = ""
    balance: int = 0
    stream: str = ""
    day: date | None = None


@dataclass(slots=True)
class Entry:
    """One transaction.

    ``series`` is the voucher series or empty; ``room`` says which file keeps it:
    main, bank, campus, opening, quota or closing. ``key`` names the entries that the
    list of planted problems speaks of. ``loose`` entries are left out when the
    budget is drawn up from what is spent.
    """

    day: date
    narration: str
    legs: list[Leg]
    meta: dict[str, Value] = field(default_factory=dict)
    payee: str = ""
    series: str = ""
    room: str = "main"
    row: Row | None = None
    flag: str = "*"
    links: tuple[str, ...] = ()
    key: str = ""
    loose: bool = False
    seq: int = 0

    def dimension(self, leg: Leg, key: str) -> str:
        """Return the unit, fund or project that holds for a posting."""
        return str(leg.meta.get(key, self.meta.get(key, "")))


def code_of(account: str) -> str:
    """Return the deepest statutory or own code that continues the first one."""
    best = ""
    for part in account.split(":")[1:]:
        code = part.partition("-")[0]
        if not code.startswith(best):
            break
        best = code
    return best


def is_expense(leg: Leg) -> bool:
    """Tell whether the posting is a 支出."""
    return leg.account.startswith("Expenses:")


def is_income(leg: Leg) -> bool:
    """Tell whether the posting is a 收入."""
    return leg.account.startswith("Income:")
