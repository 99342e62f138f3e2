"""What should have come in did（应收尽收）: so much of the payroll, or a member."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Literal
from typing import NamedTuple

from pydantic import Field

from union_ledger.core.money import yuan_text
from union_ledger.core.period import parse_period
from union_ledger.plugins.due_periods import last_receipt
from union_ledger.plugins.due_periods import months_due
from union_ledger.plugins.due_periods import periods_over
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from union_ledger.core.books import Entry
    from union_ledger.core.findings import Finding
    from union_ledger.core.period import Period
    from union_ledger.core.records import Payroll
    from union_ledger.plugins.check import Check
    from union_ledger.rules.loader import Value

PARAMETERS = ("rate",)
FIELDS = ("period", "expected", "received", "short")


class Options(KindOptions):
    """What the rate is of, and how what came in is held against it.

    ``base``: the month's 工资总额 as registered (``payroll``), or each member.
    ``share``: of that only the own share (``share``). Money of a month may come
    ``lag`` months later; a gap up to ``tolerance_percent`` is none.
    """

    base: Literal["工资总额", "会员人数"] = "工资总额"
    share: bool = False
    period: Literal["月", "季", "年"] = "季"
    lag: int = Field(default=0, ge=0, le=12)
    tolerance_percent: int = Field(default=1, ge=0, le=100)


class _Month(NamedTuple):
    """What a month should bring, in fen, and how that was reckoned."""

    amount: int
    rate: Value
    said: str
    payroll: Payroll | None


@dataclass(slots=True)
class _Due:
    """A period, what its months should bring, and what is still short, in fen."""

    period: Period
    months: list[_Month]
    received: int
    short: int = 0

    @property
    def expected(self) -> int:
        return sum(month.amount for month in self.months)


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each period still short on the books' last day.

    Only periods that are over and whose every month has a base are looked at. More
    than was due makes up for earlier periods, oldest first, then for later ones.
    """
    rows = sorted(check.rows(), key=lambda row: (row.entry.day, row.entry.place))
    ahead = 0
    dues: list[_Due] = []
    for period in periods_over(check.books, options.period):
        months = [
            _month(check, options, day) for day in months_due(period, options.lag)
        ]
        known = [month for month in months if month is not None]
        if len(known) < len(months):
            continue
        got = -sum(row.amount for row in rows if period.holds(row.entry.day))
        due = _Due(period, known, got)
        more = ahead + got - due.expected
        for earlier in dues:
            part = min(max(more, 0), earlier.short)
            earlier.short -= part
            more -= part
        due.short, ahead = max(-more, 0), max(more, 0)
        dues.append(due)
    for due in dues:
        gap = due.expected * options.tolerance_percent
        if due.short * 100 > gap and check.loaded.rule.in_force(due.period.last):
            yield _finding(
                check,
                due,
                last_receipt(check.books, rows, due.period, due.months[-1].payroll),
            )


def _month(check: Check, options: Options, day: date) -> _Month | None:
    """Return what a month should bring; None where its base is not known."""
    registers = check.books.registers
    payroll = None
    if options.base == "工资总额":
        payroll = registers.payrolls.get(f"{day:%Y-%m}")
        base = payroll.amount if payroll else 0
        said = f"工资总额 {yuan_text(base)} 元"
    else:
        heads = registers.average_of_all(day, parse_period(f"{day:%Y-%m}").last)
        base, said = heads * 100, f"会员 {heads} 人"
    rate = check.value("rate", day)
    share = registers.share(day) if options.share else None
    if not base or rate is None or rate.value is None or (options.share and not share):
        return None
    exact = base * rate.value * (share.own if share else 1)
    amount = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    own = f" × 留成 {share.own}" if share else ""
    said = f"{day:%Y-%m} {said} × {rate.value}{own} = {yuan_text(amount)} 元"
    return _Month(amount, rate, said, payroll)


def _finding(check: Check, due: _Due, place: Entry | Payroll) -> Finding:
    label = due.period.label
    return check.finding(
        place,
        called=f"{label}工资总额",
        dated=due.period.last,
        subject=label,
        unit="",
        amount=due.short,
        values={month.rate.value: month.rate for month in due.months}.values(),
        evidence=[
            *(month.said for month in due.months),
            f"{label}应收 {yuan_text(due.expected)} 元",
            f"{label}已收 {yuan_text(due.received)} 元",
            f"前后各期多收的补足后仍少 {yuan_text(due.short)} 元",
        ],
        period=label,
        expected=yuan_text(due.expected),
        received=yuan_text(due.received),
        short=yuan_text(due.short),
    )
