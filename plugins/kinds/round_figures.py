"""Too many round sums, or a favourite last digit（整数、尾数）.

Prices come as they are; sums that somebody thought of are round, or end in the digits
he likes. Two tests of the payments of a year to others than persons:

- the share of sums that are whole hundreds;
- Pearson's chi-square of the last digit of the whole yuan, 1 to 9, against equal
  frequencies: the sum of (observed - expected)^2 / expected, with 8 degrees of freedom.
  Sums that end in nought are left to the first test, for prices often do.
"""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.plugins.kinds.options import KindOptions
from union_ledger.plugins.samples import last_of
from union_ledger.plugins.samples import note_few
from union_ledger.plugins.sums import percent_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check
    from union_ledger.rules.loader import Value

PARAMETERS = ("share",)
FIELDS = ("who", "year", "what", "count")
# Of the chi-square distribution with 8 degrees of freedom, 1% lies above.
CRITICAL = Decimal("20.090")
_DIGITS = range(1, 10)
_HUNDRED = 10000


class Options(KindOptions):
    """How many payments a test needs: ``share_least`` of a unit, ``digits_least``."""

    share_least: int = Field(default=30, ge=10)
    digits_least: int = Field(default=200, ge=100)


@dataclass(slots=True)
class _Tally:
    """What the tests need of some payments; ``rows`` are they."""

    rows: list[Row] = field(default_factory=list)
    count: int = 0
    hundreds: int = 0
    digits: Counter[int] = field(default_factory=Counter)

    def add(self, rows: list[Row]) -> None:
        """Count the payments in."""
        self.rows += rows
        self.count += len(rows)
        amounts = [row.amount for row in rows]
        self.hundreds += sum([amount % _HUNDRED == 0 for amount in amounts])
        self.digits.update([amount // 100 % 10 for amount in amounts])
        del self.digits[0]


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each unit that fails a test in a year, and for all together.

    A year of one unit is told once.
    """
    units: dict[tuple[int, str], _Tally] = defaultdict(_Tally)
    for flow, rows in check.selected.purchases(check.loaded.rule.where).items():
        units[flow[0], flow[2]].add(rows)
    years: dict[int, list[_Tally]] = defaultdict(list)
    for (year, unit), tally in sorted(units.items()):
        yield from _judge(check, options, (year, unit), tally)
        years[year].append(tally)
    counted = {}
    for year, tallies in sorted(years.items()):
        whole = _together(tallies)
        if len(tallies) > 1:
            yield from _judge(check, options, (year, ""), whole)
        counted[year] = whole.digits.total()
    note_few(check, counted, options.digits_least)


def _together(tallies: list[_Tally]) -> _Tally:
    whole = _Tally()
    for tally in tallies:
        whole.rows += tally.rows
        whole.count += tally.count
        whole.hundreds += tally.hundreds
        whole.digits += tally.digits
    return whole


def _judge(
    check: Check, options: Options, key: tuple[int, str], tally: _Tally
) -> Iterator[Finding]:
    day = date(key[0], 12, 31)
    if tally.count < options.share_least or not check.loaded.rule.in_force(day):
        return
    bound = check.value("share", day)
    share = Fraction(tally.hundreds, tally.count)
    if bound and bound.value is not None and share > Fraction(bound.value):
        said = percent_text(share)
        limit = percent_text(Fraction(bound.value))
        proof = [f"{tally.hundreds} ÷ {tally.count} = {said}，高于 {limit}"]
        what = f"整百元的占 {said}"
        yield _finding(check, key, (tally.rows, tally.count), what, proof, bound)
    digits = tally.digits
    chi = chi_square(digits)
    if digits.total() >= options.digits_least and chi > CRITICAL:
        proof = [
            "元位数字 " + "，".join(f"{d} 有 {digits[d]} 笔" for d in _DIGITS),
            f"χ² = {chi:.3f}，大于 {CRITICAL}（自由度 8，显著性 1%）",
        ]
        what = "元位数字的分布过于集中"
        yield _finding(check, key, (tally.rows, digits.total()), what, proof)


def chi_square(digits: Counter[int]) -> Decimal:
    """Return Pearson's statistic of the digits 1 to 9 against equal frequencies.

    With n payments, (9 x the sum of the squared counts - n^2) / n; 0 without any.
    """
    n = digits.total()
    squares = sum(digits[digit] ** 2 for digit in _DIGITS)
    return Decimal(len(_DIGITS) * squares - n * n) / n if n else Decimal(0)


def _finding(
    check: Check,
    key: tuple[int, str],
    of: tuple[list[Row], int],
    what: str,
    proof: list[str],
    *values: Value,
) -> Finding:
    (year, unit), (rows, count) = key, of
    last = last_of(rows)
    name = check.books.registers.unit_name(unit, last.entry.day)
    return check.finding(
        last,
        subject=f"{year} {unit} {what[:2]}",
        unit=unit,
        values=values,
        evidence=proof,
        who=name if unit else "全部单位",
        year=str(year),
        what=what,
        count=str(count),
    )
