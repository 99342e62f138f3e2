"""More people at an event than the unit has members（活动人数多于会员）.

The headcount written beside an expense, held against the members of its unit on the
day of the event or of the payment, whichever is more.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from union_ledger.plugins.kinds.options import NoOptions as Options
from union_ledger.plugins.recipients import CENTRE
from union_ledger.plugins.recipients import members_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.core.registers import Registers
    from union_ledger.plugins.check import Check

__all__ = ["FIELDS", "PARAMETERS", "Options", "check"]

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("who", "heads", "members")


def check(check: Check, _options: Options) -> Iterator[Finding]:
    """Yield a finding for each expense with more people than members."""
    least = _least(check.books.registers)
    heads = check.books.column("headcount")
    units = check.books.column("unit")
    for entry, own, unit in zip(check.books.entries, heads, units, strict=True):
        # What is no number is an error of the books, told elsewhere.
        if not isinstance(own, Decimal) or own <= least.get(str(unit), 0):
            continue
        row = next(check.rows_of(entry), None)
        if row is not None and row.amount > 0 and check.applies(entry):
            yield from _too_many(check, row, int(own))


def _least(registers: Registers) -> dict[str, int]:
    """Return numbers that no event of a unit exceeds without being looked at."""
    found: dict[str, int] = {}
    for line in registers.member_lines:
        found[line.unit] = min(line.count, found.get(line.unit, line.count))
    found.setdefault(CENTRE, max(found.values(), default=0))
    return found


def _too_many(check: Check, row: Row, heads: int) -> Iterator[Finding]:
    registers = check.books.registers
    day, paid = row.entry.event_date, row.entry.day
    members = max(members_on(registers, row.unit, on) for on in (day, paid))
    if not members or heads <= members:
        return
    who = f"{row.unit} {registers.unit_name(row.unit, day)}"
    yield check.finding(
        row,
        amount=row.amount,
        evidence=(
            f"活动人数 {heads} 人",
            f"{who} 登记会员 {members} 人（活动 {day}、付款 {paid} 取多者）",
        ),
        who=who,
        heads=str(heads),
        members=str(members),
    )
