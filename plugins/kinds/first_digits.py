"""First digits against Benford's law（首位数字）.

Of sums that grew freely over several orders of magnitude, log10(1 + 1/d) begin with
the digit d. The test is the mean absolute deviation (MAD) of the nine shares; the
cut-offs are Nigrini's. Sums of a union are mostly a head count times a cap and never
meet the conditions: only purchases are looked at, and only where they are many and
widely spread. It names no payee: a distribution proves nothing about any payment.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.plugins.kinds.options import KindOptions
from union_ledger.plugins.samples import by_year
from union_ledger.plugins.samples import last_of
from union_ledger.plugins.samples import note_few

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

PARAMETERS = ("deviation",)
FIELDS = ("year", "count", "deviation", "bound")
# log10(1 + 1/d) for d = 1 … 9.
EXPECTED = tuple(
    Decimal(share)
    for share in (
        *("0.301030", "0.176091", "0.124939", "0.096910", "0.079181"),
        *("0.066947", "0.057992", "0.051153", "0.045757"),
    )
)


class Options(KindOptions):
    """``payments`` at least, of which the middle 90% spread over ``span`` times."""

    payments: int = Field(default=500, ge=300)
    span: int = Field(default=100, ge=10)


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each year whose first digits do not conform."""
    years = by_year(check)
    note_few(check, {year: len(years[year]) for year in years}, options.payments)
    narrow = []
    for year, rows in sorted(years.items()):
        in_force = check.loaded.rule.in_force(date(year, 12, 31))
        if len(rows) < options.payments or not in_force:
            continue
        spread = _spread(rows)
        if spread < options.span:
            narrow.append(f"{year} 年 {len(rows)} 笔只相差 {spread} 倍")
        else:
            yield from _judge(check, year, rows)
    if narrow:
        check.idle.append(
            f"中间九成的金额跨度不足 {options.span} 倍（{'、'.join(narrow)}），"
            "不符合首位数字定律的条件，没有检验"
        )


def _spread(rows: list[Row]) -> int:
    amounts = sorted(row.amount for row in rows)
    tail = len(amounts) // 20
    return amounts[-tail - 1] // amounts[tail]


def _judge(check: Check, year: int, rows: list[Row]) -> Iterator[Finding]:
    day = date(year, 12, 31)
    bound = check.value("deviation", day)
    if bound is None or bound.value is None:
        return
    counts = Counter(int(str(row.amount)[0]) for row in rows)
    found = deviation(counts)
    if found <= bound.value:
        return
    yield check.finding(
        last_of(rows),
        subject=str(year),
        unit="",
        values=(bound,),
        evidence=(
            "首位数字 "
            + "，".join(
                f"{digit} 有 {counts[digit]} 笔（应约 {share * len(rows):.0f} 笔）"
                for digit, share in enumerate(EXPECTED, 1)
            ),
            f"平均绝对偏差 {found:.6f}，大于 {bound.value}",
        ),
        year=str(year),
        count=str(len(rows)),
        deviation=f"{found:.6f}",
        bound=str(bound.value),
    )


def deviation(counts: Counter[int]) -> Decimal:
    """Return the mean absolute deviation of the shares of 1 to 9 from the law's."""
    n = counts.total()
    return sum(
        (
            abs(Decimal(counts[digit]) / n - share)
            for digit, share in enumerate(EXPECTED, 1)
        ),
        Decimal(0),
    ) / len(EXPECTED)
