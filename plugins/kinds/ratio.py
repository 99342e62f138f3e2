"""One sum beside another（比例）: not above a ceiling, or not below a floor.

Sums are of accounts over a period; or an entry's own numbers, awards and people.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Literal
from typing import NamedTuple
from typing import Self

from pydantic import model_validator

from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import KindOptions
from union_ledger.plugins.sums import Ask
from union_ledger.plugins.sums import Period
from union_ledger.plugins.sums import add_up
from union_ledger.plugins.sums import by_quarter
from union_ledger.plugins.sums import last_of
from union_ledger.plugins.sums import percent_text
from union_ledger.plugins.sums import sums_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from union_ledger.core.books import Entry
    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check
    from union_ledger.rules.loader import Value

PARAMETERS = ("bound",)
FIELDS = ("when", "who", "part", "whole", "share", "bound")


class Options(KindOptions):
    """``part`` and ``whole`` are account codes, or with ``keys`` two metadata keys.

    ``side`` says whether the bound is a ceiling or a floor. ``running`` adds up the
    part from the beginning of the books, ``credit`` takes it from the credit side, as
    income in the whole always is; ``except_units`` leaves units out of the part. Only
    periods that are over are looked at, and of entries those with both keys.
    """

    side: Literal["ceiling", "floor"]
    part: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    keys: tuple[str, str] | None = None
    per: Literal["year", "quarter"] = "year"
    by_unit: bool = False
    running: bool = False
    credit: bool = False
    except_units: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _either(self) -> Self:
        if bool(self.keys) == bool(self.part and self.whole):
            raise ValueError("part、whole 和 keys 两样写一样")
        return self


class _Share(NamedTuple):
    """Two figures of a day, of an entry or of a period."""

    of: Entry | Period
    day: date
    part: int | Decimal
    whole: int | Decimal


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each entry, or each period, beyond the bound."""
    ask = Ask(options.part, options.whole, options.by_unit, options.except_units)
    for share in (
        _written(check, options) if options.keys else _sums(check, ask, options)
    ):
        bound = check.value("bound", share.day)
        if bound is None or bound.value is None or share.whole <= 0:
            continue
        ratio, most = (
            Fraction(share.part) / Fraction(share.whole),
            Fraction(bound.value),
        )
        if (ratio <= most) if options.side == "ceiling" else (ratio >= most):
            continue
        if not check.loaded.rule.in_force(share.day):
            continue
        yield from _finding(check, options, ask, share, bound)


def _written(check: Check, options: Options) -> Iterator[_Share]:
    columns = [check.books.column(key) for key in options.keys or ()]
    for entry, part, whole in zip(check.books.entries, *columns, strict=True):
        if isinstance(part, Decimal) and isinstance(whole, Decimal) and entry.spent > 0:
            yield _Share(entry, entry.event_date, part, whole)


def _sums(check: Check, ask: Ask, options: Options) -> Iterator[_Share]:
    where = check.loaded.rule.where
    totals = ((flow, 0, sum_) for flow, sum_ in check.selected.totals(where).items())
    quarterly = options.per == "quarter"
    sums = sums_of(by_quarter(check.flows()) if quarterly else totals, ask)
    if options.running:
        add_up(sums)
    for period, (debit, whole) in sorted(sums.items()):
        if period.end <= check.books.entries[-1].day:
            part = -debit if options.credit else debit
            yield _Share(period, period.end, part, whole)


def _finding(
    check: Check, options: Options, ask: Ask, share: _Share, bound: Value
) -> Iterator[Finding]:
    figures = (share.part, share.whole)
    if isinstance(share.of, Period):
        row: Row | None = last_of(check.flows(), share.of, ask)
        when, unit, amount = share.of.name, share.of.unit, int(share.part)
        shown = [f"{yuan_text(int(number))} 元" for number in figures]
        proof = ask.said(running=options.running)
    else:
        row = next(check.rows_of(share.of), None)
        when, unit, amount = str(share.day), row.unit if row else "", share.of.spent
        shown = [f"{number} 人" for number in figures]
        proof = []
    if row is None:
        return
    name = check.books.registers.unit_name(unit, share.day)
    percent = percent_text(Fraction(share.part) / Fraction(share.whole))
    limit = percent_text(Fraction(bound.value or 0))
    side = "高于上限" if options.side == "ceiling" else "低于下限"
    proof.append(f"{shown[0]} ÷ {shown[1]} = {percent}，{side} {limit}")
    yield check.finding(
        row,
        subject=f"{when} {unit}".strip() if isinstance(share.of, Period) else "",
        unit=unit,
        amount=amount,
        values=(bound,),
        evidence=proof,
        when=when,
        who=f"{unit} {name}" if unit else "全会",
        part=shown[0],
        whole=shown[1],
        share=percent,
        bound=limit,
    )
