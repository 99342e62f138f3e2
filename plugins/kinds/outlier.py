"""Payments far beyond what is usual of their kind（离群）.

The robust z of Iglewicz and Hoaglin, 0.6745 (x - median) / MAD, on the logarithms of
the amounts: sums of money spread by factors, and on the sums themselves every tenth
would be far out. With m the median and M the median of how many times an amount is
above or below m, z is 0.6745 log(x / m) / log(M); hence an amount is far out above
m M^(z / 0.6745). It names vouchers, no payees: an unusual sum proves nothing.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from statistics import median_low
from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check
    from union_ledger.rules.loader import Value

PARAMETERS = ("z",)
FIELDS = ("year", "code", "who", "count", "number", "median", "limit")
_CATEGORY, _SCALE, _SHOWN = 5, 10**6, 10
_NORMAL = Decimal("0.6745")


class Options(KindOptions):
    """At least so many ``payments`` of an account and year, ``centre`` standing apart.

    What is spent for all units is larger than what is spent for one.
    """

    payments: int = Field(default=30, ge=20)
    centre: str = "000"


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each account and year; at the largest payment."""
    groups: dict[tuple[int, str, bool], list[Row]] = defaultdict(list)
    for flow, rows in check.selected.purchases(check.loaded.rule.where).items():
        central = flow[2] == options.centre
        groups[flow[0], rows[0].code[:_CATEGORY], central] += rows
    few = sum(len(rows) < options.payments for rows in groups.values())
    for key, rows in sorted(groups.items()):
        if len(rows) >= options.payments:
            yield from _far_out(check, key, rows)
    if few or not groups:
        counted = f"{few} 组" if few else "没有可比较的支付"
        check.idle.append(
            f"样本不足（{counted}），同一科目同一年至少要有 {options.payments} 笔才比较"
        )


def upper_limit(amounts: list[int], z: Decimal) -> int:
    """Return the fen above which an amount is far out.

    Where half of the amounts are the same nothing is usual beside them, and the
    limit is above all; so it is said to be where plainly none is far out.
    """
    middle = median_low(amounts)
    if _is_close(amounts, middle, int(z / _NORMAL)):
        return max(amounts)
    times = median_low([max(a, middle) * _SCALE // min(a, middle) for a in amounts])
    if times <= _SCALE:
        return max(amounts)
    return int(middle * (Decimal(times) / _SCALE) ** (z / _NORMAL))


def _is_close(amounts: list[int], middle: int, power: int) -> bool:
    """Tell for certain, without logarithms, that no amount is far out.

    M is at least the smaller of what the quartiles are away from the median: between
    nearer bounds lie less than half of the amounts.
    """
    ordered = sorted(amounts)
    low, high = ordered[len(ordered) // 4], ordered[-1 - len(ordered) // 4]
    if middle * middle > low * high:
        above, below = high, middle
    else:
        above, below = middle, low
    most = middle * above**power
    return bool(ordered[-1] * below**power <= most)


def _far_out(
    check: Check, key: tuple[int, str, bool], rows: list[Row]
) -> Iterator[Finding]:
    amounts = [row.amount for row in rows]
    day = date(key[0], 12, 31)
    if not check.loaded.rule.in_force(day):
        return
    z = check.value("z", day)
    if z is None or z.value is None:
        return
    limit = upper_limit(amounts, z.value)
    if limit >= max(amounts):
        return
    far = [row for row in rows if row.amount > limit]
    far.sort(key=lambda row: (-row.amount, row.entry.day, row.entry.place))
    if far:
        yield _finding(check, key, far, (median_low(amounts), limit, len(rows)), z)


def _finding(
    check: Check,
    key: tuple[int, str, bool],
    far: list[Row],
    figures: tuple[int, int, int],
    z: Value,
) -> Finding:
    (year, code, central), (middle, limit, number) = key, figures
    who = "校本级" if central else "二级工会"
    return check.finding(
        far[0],
        subject=f"{year} {code} {who}",
        amount=sum(row.amount for row in far),
        others=dict.fromkeys(row.entry for row in far),
        values=(z,),
        evidence=(
            (
                f"{number} 笔的中位数 {yuan_text(middle)} 元，"
                f"按稳健 z 值推算的上界 {yuan_text(limit)} 元"
            ),
            *(
                f"{row.entry.day} {row.entry.name} {yuan_text(row.amount)} 元"
                for row in far[:_SHOWN]
            ),
        ),
        year=str(year),
        code=code,
        who=who,
        count=str(len(far)),
        number=str(number),
        median=yuan_text(middle),
        limit=yuan_text(limit),
    )
