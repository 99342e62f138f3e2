"""A month of a bank account has no statement to reconcile with（未按月对账）.

Of an account the register has statements of: each month from the first of them to
the last the books have finished must be within one.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from union_ledger.core.chart import label
from union_ledger.plugins.kinds.options import NoOptions as Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.bank_records import BankStatement
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

__all__ = ["FIELDS", "PARAMETERS", "Options", "check"]

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("account", "months")


def check(check: Check, _options: Options) -> Iterator[Finding]:
    """Yield a finding for each account with months that no statement answers for."""
    accounts: dict[str, list[BankStatement]] = defaultdict(list)
    for line in check.books.registers.bank_statements:
        accounts[line.account].append(line)
    if not accounts or not check.books.entries:
        return
    end = check.books.entries[-1].day
    for account, lines in sorted(accounts.items()):
        known = {month for line in lines for month in _months(line.first, line.since)}
        first = min(line.first for line in lines)
        wanting = [
            month
            for month in _months(first, end)
            if month not in known
            and _last_day(month) <= end
            and check.loaded.rule.in_force(_last_day(month))
        ]
        if not wanting:
            continue
        last = max(lines, key=lambda line: (line.since, line.lineno))
        said = "、".join(f"{month:%Y-%m}" for month in wanting)
        yield check.finding(
            last,
            called=f"{label(account)} 对账单",
            dated=_last_day(wanting[-1]),
            # The months are part of it: a new gap is a new finding.
            subject=f"{account} {said}",
            evidence=(f"有对账单的最后一天 {last.since}", f"缺 {said}"),
            account=label(account),
            months=said,
        )


def _months(first: date, last: date) -> Iterator[date]:
    """Yield the first days of the months from one day to another."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = _last_day(month) + timedelta(days=1)


def _last_day(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(
        days=1
    )
