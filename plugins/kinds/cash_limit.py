"""Cash to an organisation stays below the settlement point（现金结算起点）."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

PARAMETERS = ("limit",)
FIELDS = ("payee", "limit")


class Options(KindOptions):
    """Words by which the name of an organisation is known."""

    organisations: tuple[str, ...] = Field(min_length=1)


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each cash payment to an organisation above the limit.

    What an entry pays out in cash is added up; cash taken to the bank is no payment.
    """
    seen: set[int] = set()
    for cash in check.books.of_code("101"):
        entry = cash.entry
        if cash.amount >= 0 or entry.position in seen:
            continue
        seen.add(entry.position)
        if not any(word in entry.payee for word in options.organisations):
            continue
        paid = -sum(row.amount for row in entry.rows if row.code[:3] == "101")
        # What goes into the bank is no payment.
        paid -= sum(
            row.amount for row in entry.rows if row.code[:3] == "102" and row.amount > 0
        )
        if next(check.rows_of(entry), None) is None:
            continue
        limit = check.fen_value("limit", entry.event_date)
        if limit is None or paid <= limit[0] or not check.applies(entry):
            continue
        yield check.finding(
            cash,
            amount=paid,
            values=(limit[1],),
            evidence=(f"付 {entry.payee} 现金 {yuan_text(paid)} 元",),
            payee=entry.payee,
            limit=yuan_text(limit[0]),
        )
