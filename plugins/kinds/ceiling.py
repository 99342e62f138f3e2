"""A balance stays below a limit every day（余额限额）."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.core.money import yuan_text
from union_ledger.plugins.balances import days_of
from union_ledger.plugins.balances import last_that
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

PARAMETERS = ("limit",)
FIELDS = ("balance", "limit")


class Options(KindOptions):
    """The accounts whose balances are added up, by code."""

    codes: tuple[str, ...] = Field(min_length=1)


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each time the balance goes above the limit.

    It is told once, at the day's last entry that raised it, until it is back below;
    the balance asked for is the one at the end of the day.
    """
    balance = 0
    above = False
    for day, entries in days_of(check.books.of_code(*options.codes)):
        start = balance
        moved = [
            (e, sum(r.amount for r in e.rows if r.code.startswith(options.codes)))
            for e in entries
        ]
        balance += sum(amount for _, amount in moved)
        limit = check.fen_value("limit", day)
        was_above, above = above, limit is not None and balance > limit[0]
        if limit is None or not above or was_above:
            continue
        entry = last_that(moved, 1)
        if entry is None or not check.applies(entry):
            continue
        yield check.finding(
            entry,
            amount=balance - limit[0],
            values=(limit[1],),
            evidence=[
                f"上日末余额 {yuan_text(start)} 元",
                *(f"{day} {e.name} {yuan_text(amount)} 元" for e, amount in moved),
                f"当日末余额 {yuan_text(balance)} 元",
                (
                    f"{yuan_text(balance)} - {yuan_text(limit[0])}"
                    f" = {yuan_text(balance - limit[0])} 元"
                ),
            ],
            balance=yuan_text(balance),
            limit=yuan_text(limit[0]),
        )
