"""More cash is drawn from the bank than is spent（取现大于现金支出）.

Of a quarter the books have finished: cash drawn at the bank, less cash paid out and
cash taken back to the bank. Cash that came in otherwise is no reason to draw more, so
it is not counted.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import KindOptions
from union_ledger.plugins.sums import Period

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from union_ledger.core.books import Entry
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("when", "drawn", "paid", "returned")


class Options(KindOptions):
    """What is left of the quarter's cash may be ``percent`` of what was drawn."""

    percent: int = Field(default=0, ge=0, le=100)


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each quarter that drew more than it spent."""
    quarters: dict[Period, dict[int, Entry]] = defaultdict(dict)
    for row in check.books.of_code("101"):
        entry = row.entry
        if not entry.closing:
            period = Period(entry.day.year, (entry.day.month + 2) // 3, "")
            quarters[period][entry.position] = entry
    for period, entries in sorted(quarters.items()):
        if period.end > check.books.entries[-1].day:
            continue
        drawings, sums = _moved(entries.values())
        drawn, paid, returned = sums
        if (drawn - paid - returned) * 100 <= drawn * options.percent:
            continue
        if drawings and check.applies(drawings[-1]):
            yield _finding(check, drawings[-1], period, sums)


def _moved(entries: Iterable[Entry]) -> tuple[list[Entry], tuple[int, int, int]]:
    """Return what drew cash, and the cash drawn, paid and taken back, in fen."""
    drawn = paid = returned = 0
    drawings = []
    for entry in sorted(entries, key=lambda e: (e.day, e.place)):
        cash, banked = _sum(entry, "101"), _sum(entry, "102")
        if cash > 0 > banked:
            drawn += cash
            drawings.append(entry)
        elif cash < 0 < banked:
            returned -= cash
        elif cash < 0:
            paid -= cash
    return drawings, (drawn, paid, returned)


def _sum(entry: Entry, code: str) -> int:
    return sum(row.amount for row in entry.rows if row.code[:3] == code)


def _finding(
    check: Check, last: Entry, period: Period, sums: tuple[int, int, int]
) -> Finding:
    drawn, paid, returned = map(yuan_text, sums)
    left = sums[0] - sums[1] - sums[2]
    return check.finding(
        last,
        subject=period.name,
        amount=left,
        evidence=(
            f"{period.name}提取现金 {drawn} 元",
            f"现金支付 {paid} 元，送存银行 {returned} 元",
            f"{drawn} − {paid} − {returned} = {yuan_text(left)} 元",
        ),
        when=period.name,
        drawn=drawn,
        paid=paid,
        returned=returned,
    )
