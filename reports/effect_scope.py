"""Which expenses the effect of funds is reckoned from, and over how many members."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from union_ledger.core.books import Row
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period

CENTRE = "000"
# 资本性支出 and 补助下级支出 reach nobody by themselves.
_SERVING = ("501", "503", "504", "505", "510")
_ACTIVE = ("501", "503")
_GIFT = "慰问"


def expenses(ledger: Ledger, period: Period) -> list[Row]:
    """Return the period's expenses that may reach members."""
    return [
        row
        for row in ledger.books.of_code(*_SERVING)
        if period.holds(row.entry.day) and not row.entry.closing
    ]


def activities(rows: list[Row]) -> list[Row]:
    """Return those people take part in: gifts to each member are left out."""
    return [
        row for row in rows if row.code.startswith(_ACTIVE) and _GIFT not in row.account
    ]


def members_for(ledger: Ledger, unit: str, period: Period) -> int | None:
    """Return the members a unit's events are open to; None where not registered.

    The centre's are open to all of them.
    """
    registers = ledger.books.registers
    if unit == CENTRE:
        return registers.average_of_all(period.first, period.last) or None
    return registers.average_members(unit, period.first, period.last)
