"""Money that comes in and goes out again as it came（资金过账）."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.core.money import fen
from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Entry
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("payer", "payee", "days", "paid")


class Options(KindOptions):
    """Within ``days`` the same sum, of ``least`` yuan or more, goes out.

    ``where`` names the accounts of what comes in; ``out`` those, besides expenses,
    of what goes out.
    """

    days: int = 30
    least: Decimal = Decimal(0)
    out: tuple[str, ...] = Field(default=("215",))


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each receipt that payments repeat to the fen.

    Money sent back to the payer, and money spent on the project it was given for,
    passes.
    """
    least = fen(options.least)
    receipts = {
        entry: (amount, projects)
        for entry, (amount, projects) in _receipts(check).items()
        if amount >= least and check.applies(entry)
    }
    if not receipts:
        return
    paid = _payments(check, options, {amount for amount, _ in receipts.values()})
    span = timedelta(days=options.days)
    for came, (amount, projects) in receipts.items():
        gone = [
            entry
            for entry in paid[amount]
            if timedelta(0) <= entry.day - came.day <= span
            and entry.payee not in {"", came.payee}
            and not any(row.project in projects for row in entry.rows)
        ]
        if gone:
            yield _finding(check, came, gone, amount)


def _payments(check: Check, options: Options, sums: set[int]) -> dict[int, list[Entry]]:
    """Return what paid one of the sums in money, by the sum, in order of date."""
    found: dict[int, list[Entry]] = defaultdict(list)
    for entry in check.books.entries:
        if entry.spent in sums:
            found[entry.spent].append(entry)
    back: dict[Entry, int] = defaultdict(int)
    for row in check.books.of_code(*options.out):
        back[row.entry] += row.amount
    for entry, amount in back.items():
        if amount in sums:
            found[amount].append(entry)
    for amount, entries in found.items():
        money = [e for e in entries if not e.closing and _money(e) < 0]
        found[amount] = sorted(set(money), key=lambda e: (e.day, e.place))
    return found


def _receipts(check: Check) -> dict[Entry, tuple[int, set[str]]]:
    """Return what each entry received in money within ``where``, with its projects."""
    found: dict[Entry, tuple[int, set[str]]] = {}
    for row in check.rows():
        amount, projects = found.get(row.entry, (0, set()))
        found[row.entry] = (amount - row.amount, projects | {row.project} - {""})
    return {
        entry: (amount, projects)
        for entry, (amount, projects) in found.items()
        if 0 < amount <= _money(entry)
    }


def _money(entry: Entry) -> int:
    return sum(row.amount for row in entry.rows if row.code[:3] in {"101", "102"})


def _finding(check: Check, came: Entry, gone: list[Entry], amount: int) -> Finding:
    said = yuan_text(amount)
    return check.finding(
        came,
        unit=next((row.unit for row in came.rows if row.unit), ""),
        amount=amount,
        evidence=[
            f"{came.day} {came.name} 收 {came.payee or '—'} {said} 元",
            *(
                f"{entry.day} {entry.name} 付 {entry.payee} {said} 元，"
                f"相隔 {(entry.day - came.day).days} 天"
                for entry in gone
            ),
        ],
        payer=came.payee or "—",
        payee="、".join(dict.fromkeys(entry.payee for entry in gone)),
        days=str((gone[0].day - came.day).days),
        paid="、".join(entry.name for entry in gone),
    )
