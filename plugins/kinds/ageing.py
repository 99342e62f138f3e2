"""What is owed is settled in time（往来款项不得长期挂账）."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING
from typing import Literal

from union_ledger.core.chart import label
from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import KindOptions
from union_ledger.plugins.open_items import OpenItems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.findings import Finding
    from union_ledger.core.registers import Registers
    from union_ledger.plugins.check import Check
    from union_ledger.plugins.open_items import Item

PARAMETERS = ("days",)
FIELDS = ("account", "payee", "rest", "age", "days", "since", "on")


class Options(KindOptions):
    """``since``: days count from the day of the item, or the end of its 上缴期.

    The register ``share`` says how often the upper union's share is remitted. A
    ``due`` on the item goes before either; by 到期日 only items with one are asked.
    """

    since: Literal["发生日", "上缴期末", "到期日"] = "发生日"


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each item still open, on the books' last day, too long.

    Within an account the item an entry names by ``reserve`` is settled first, then
    the oldest of the same 对方, then the oldest.
    """
    accounts: dict[str, OpenItems] = defaultdict(OpenItems)
    rows = sorted(check.rows(), key=lambda row: (row.entry.day, row.entry.place))
    for row in rows:
        owed = row.amount if row.code[:1] == "1" else -row.amount
        accounts[row.account].take(row, owed)
    for account, open_items in sorted(accounts.items()):
        for item in open_items.items:
            if item.rest:
                yield from _late(check, options, account, item)


def _late(
    check: Check, options: Options, account: str, item: Item
) -> Iterator[Finding]:
    row, entry = item.row, item.row.entry
    today = check.books.entries[-1].day
    since = row.meta.get("due") or entry.meta.get("due")
    if not isinstance(since, date):
        if options.since == "到期日":
            return
        since = entry.day
        if options.since == "上缴期末":
            since = _end_of_period(check.books.registers, since)
    limit = check.value("days", today)
    age = (today - since).days
    if limit is None or limit.value is None or age <= limit.value:
        return
    if not check.applies(entry):
        return
    yield check.finding(
        row,
        subject=f"{account} {entry.payee}".strip(),
        amount=item.rest,
        values=(limit,),
        evidence=[
            f"{entry.day} {entry.name} 发生 {yuan_text(abs(row.amount))} 元",
            *item.settled,
            f"尚余 {yuan_text(item.rest)} 元",
            f"从 {since} 到账簿最后一天 {today}，已 {age} 天",
        ],
        account=label(account),
        payee=entry.payee or entry.narration,
        rest=yuan_text(item.rest),
        age=str(age),
        days=str(int(limit.value)),
        since=str(since),
        on=str(today),
    )


def _end_of_period(registers: Registers, day: date) -> date:
    """Return the last day of the month, quarter or year the share is remitted for."""
    share = registers.share(day)
    months = {"月": 1, "季": 3, "年": 12}[share.remit if share else "季"]
    month = (day.month - 1) // months * months + months
    return date(day.year, month, monthrange(day.year, month)[1])
