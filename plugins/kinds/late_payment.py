"""A large payment in the last days of the year（年末大额支付）."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

PARAMETERS = ("large",)
FIELDS = ("day", "large", "payee")
_DECEMBER = 12


class Options(KindOptions):
    """Payments of December after the day ``after``, those with a due contract apart.

    An entry with one of the keys ``unless`` was agreed before.
    """

    after: int = Field(default=20, ge=1, le=30)
    unless: tuple[str, ...] = ()


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each expense above the parameter."""
    least = check.least_fen("large")
    for entry in check.books.entries:
        if entry.spent <= least or entry.day.month != _DECEMBER:
            continue
        large = check.fen_value("large", entry.day)
        if large is None or entry.spent <= large[0] or entry.day.day <= options.after:
            continue
        row = next(check.rows_of(entry), None)
        if row is None or any(entry.text_of(key) for key in options.unless):
            continue
        if check.applies(entry):
            yield check.finding(
                entry,
                unit=row.unit,
                amount=entry.spent,
                values=(large[1],),
                evidence=(
                    f"{entry.day} {entry.name} {yuan_text(entry.spent)} 元",
                    f"12 月 {options.after} 日以后支付，超过 {yuan_text(large[0])} 元",
                ),
                day=str(entry.day),
                large=yuan_text(large[0]),
                payee=entry.payee,
            )
