"""Cash that came in is taken to the bank, not paid out（不得坐支）."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.money import yuan_text
from union_ledger.plugins.balances import days_of
from union_ledger.plugins.kinds.options import NoOptions as Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Entry
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

__all__ = ["FIELDS", "PARAMETERS", "Options", "check"]

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("held", "paid")


def check(check: Check, _options: Options) -> Iterator[Finding]:
    """Yield a finding for each day whose payments needed that day's receipts.

    ``where`` names the income. Payments are met first from what was held, then from
    cash drawn at the bank or given back; what remains was met from the receipts. An
    entry that nets an expense against cash income is one by itself.
    """
    balance = 0
    for day, entries in days_of(check.books.of_code("101")):
        held, balance = balance, balance + sum(map(_cash, entries))
        received = paid = other = 0
        last = None
        for entry in entries:
            cash, banked = _cash(entry), _bank(entry)
            income = -sum(row.amount for row in check.rows_of(entry))
            if income > 0 and not entry.closing:
                if entry.spent > 0 and not banked and check.applies(entry):
                    yield _netted(check, entry, min(income, entry.spent))
                received += max(cash, 0)
            elif cash > 0:
                other += cash
            elif banked <= 0 and cash < 0:
                paid -= cash
                last = entry
        direct = min(paid - max(held, 0) - other, received)
        if last is None or direct <= 0 or not check.applies(last):
            continue
        yield check.finding(
            last,
            amount=direct,
            evidence=[
                f"上日末库存现金 {yuan_text(held)} 元",
                f"{day} 提取或收回现金 {yuan_text(other)} 元",
                f"{day} 现金收入 {yuan_text(received)} 元",
                f"{day} 现金支付 {yuan_text(paid)} 元",
                (
                    f"{yuan_text(paid)} - {yuan_text(max(held, 0))}"
                    f" - {yuan_text(other)} = "
                    f"{yuan_text(paid - max(held, 0) - other)} 元，"
                    "只能出自当日现金收入"
                ),
            ],
            held=yuan_text(max(held, 0) + other),
            paid=yuan_text(paid),
        )


def _cash(entry: Entry) -> int:
    return sum(row.amount for row in entry.rows if row.code[:3] == "101")


def _bank(entry: Entry) -> int:
    return sum(row.amount for row in entry.rows if row.code[:3] == "102")


def _netted(check: Check, entry: Entry, amount: int) -> Finding:
    return check.finding(
        entry,
        amount=amount,
        evidence=[f"{row.account} {yuan_text(row.amount)} 元" for row in entry.rows],
        held="0.00",
        paid=yuan_text(entry.spent),
    )
