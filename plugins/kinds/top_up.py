"""What dues pay for may be topped up, to a multiple of the dues（会费不足的补充）.

Spending of the year must stay within 会费收入 + 倍数 × 会费收入. The year's dues are
known when the year is over; until then a finding rests on what has come in so far.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

PARAMETERS = ("multiple",)
FIELDS = ("year", "dues", "most", "sum")


class Options(KindOptions):
    """``income`` are the accounts of the income that is topped up."""

    income: tuple[str, ...] = Field(min_length=1)


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding a year, at the posting by which the top-up is passed."""
    spent: dict[int, list[Row]] = defaultdict(list)
    for flow, rows in check.flows().items():
        spent[flow[0]] += rows
    got: dict[int, list[Row]] = defaultdict(list)
    for row in check.books.of_code(*options.income):
        if not row.entry.closing:
            got[row.entry.day.year].append(row)
    for year, rows in sorted(spent.items()):
        dues = -sum(row.amount for row in got[year])
        over = _is_over(check, year)
        if over or dues:
            yield from _year(check, year, rows, dues, over=over)


def _is_over(check: Check, year: int) -> bool:
    """Tell whether the books go on to the end of the year, or close it."""
    return check.books.entries[-1].day >= date(year, 12, 31)


def _year(
    check: Check, year: int, rows: list[Row], dues: int, *, over: bool
) -> Iterator[Finding]:
    multiple = check.value("multiple", date(year, 12, 31))
    if multiple is None or multiple.value is None:
        return
    most = dues * (1 + Fraction(multiple.value))
    if sum([row.amount for row in rows]) <= most:
        return
    total = 0
    passing = None
    for row in sorted(rows, key=lambda r: (r.entry.day, r.entry.place)):
        if total <= most < total + row.amount:
            passing = (row, total + row.amount)
        total += row.amount
    if passing is None or not check.applies(passing[0].entry):
        return
    row, then = passing
    topped = yuan_text(int(most - dues))
    beyond = yuan_text(total - int(most))
    known = "全年" if over else "账簿截止时"
    yield check.finding(
        row,
        subject=str(year),
        amount=row.amount,
        severity=None if over else "疑点",
        values=(multiple,),
        evidence=[
            f"{year} 年{known}会费收入 {yuan_text(dues)} 元",
            f"可补充 {multiple.value} × {yuan_text(dues)} 元 = {topped} 元",
            f"可列支 {yuan_text(dues)} 元 + {topped} 元 = {yuan_text(int(most))} 元",
            f"到 {row.entry.day} {row.entry.name} 累计 {yuan_text(then)} 元，开始超过",
            f"{known}累计 {yuan_text(total)} 元，超出 {beyond} 元",
        ],
        year=str(year),
        dues=yuan_text(dues),
        most=yuan_text(int(most)),
        sum=yuan_text(total),
    )
