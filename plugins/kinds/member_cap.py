"""What a member gets in a calendar year stays below a cap（人均年度标准）.

An average proves no person's total: it is 违规 only where a member is named, or where
a unit's own total divided by its members exceeds the cap; a sum of per-event averages
above it is 疑点. What 000 buys for everybody counts toward every unit.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import NoOptions as Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.core.findings import Severity
    from union_ledger.plugins.check import Check
    from union_ledger.rules.loader import Value

__all__ = ["FIELDS", "PARAMETERS", "Options", "check"]

PARAMETERS = ("cap",)
FIELDS = ("who", "year", "sum", "cap", "how")
_CENTRE = "000"


def check(check: Check, _options: Options) -> Iterator[Finding]:
    """Yield a finding where a running total of the year passes the cap."""
    named: dict[tuple[int, str], list[tuple[Row, Fraction]]] = defaultdict(list)
    pooled: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for row in check.rows():
        year = row.entry.event_date.year
        members = row.entry.words_of("member")
        if members:
            share = Fraction(row.amount, len(members))
            for member in members:
                named[year, member].append((row, share))
        elif row.unit:
            pooled[year, row.unit].append(row)
    yield from _named(check, named)
    yield from _pooled(check, pooled)


def _named(
    check: Check, named: dict[tuple[int, str], list[tuple[Row, Fraction]]]
) -> Iterator[Finding]:
    for (year, member), given in sorted(named.items(), key=lambda item: item[0]):
        given.sort(key=lambda pair: (pair[0].entry.event_date, pair[0].entry.place))
        total = Fraction(0)
        for row, share in given:
            total += share
            cap = check.fen_value("cap", row.entry.event_date)
            if cap is None or not total > cap[0] >= total - share:
                continue
            if not check.applies(row.entry):
                continue
            steps = [
                f"{r.entry.event_date} {r.entry.name} {yuan_text(round(s))} 元"
                for r, s in given
            ]
            yield _finding(
                check, row, cap, f"会员 {member}", year, total, "按具名领取合计", steps
            )


def _pooled(
    check: Check, pooled: dict[tuple[int, str], list[Row]]
) -> Iterator[Finding]:
    for (year, unit), rows in sorted(pooled.items(), key=lambda item: item[0]):
        centre = pooled.get((year, _CENTRE), []) if unit != _CENTRE else []
        certain = _certain(check, year, unit, rows) if unit != _CENTRE else None
        yield from [certain] if certain else _doubtful(check, year, unit, rows, centre)


def _certain(check: Check, year: int, unit: str, rows: list[Row]) -> Finding | None:
    """Blame the row by which the unit's total passes cap times members."""
    registers = check.books.registers
    heads = registers.most_members(unit, date(year, 1, 1), date(year, 12, 31))
    if not heads:
        return None
    if any(_heads(check, row) > heads for row in rows):
        # It was for more than the unit's own members.
        return None
    total = 0
    for row in sorted(rows, key=lambda r: (r.entry.event_date, r.entry.place)):
        total += row.amount
        cap = check.fen_value("cap", row.entry.event_date)
        if cap and total > cap[0] * heads and check.applies(row.entry):
            each = Fraction(total, heads)
            steps = [
                f"本单位 {year} 年累计 {yuan_text(total)} 元",
                f"÷ 全年最多会员 {heads} 人 = {yuan_text(round(each))} 元",
            ]
            who = f"{unit} {registers.unit_name(unit, row.entry.day)}"
            how = "累计金额 ÷ 会员数"
            return _finding(check, row, cap, who, year, each, how, steps)
    return None


def _doubtful(
    check: Check, year: int, unit: str, rows: list[Row], centre: list[Row]
) -> Iterator[Finding]:
    """Blame the unit's own row nearest before the average passes the cap."""
    registers = check.books.registers
    own = {id(row) for row in rows}
    total = Fraction(0)
    steps = []
    blamed = None
    both = [*rows, *centre]
    for row in sorted(both, key=lambda r: (r.entry.event_date, r.entry.place)):
        heads = _heads(check, row)
        if not heads:
            continue
        each = Fraction(row.amount, heads)
        total += each
        steps.append(
            f"{row.entry.event_date} {row.entry.name} "
            f"{yuan_text(row.amount)} 元 ÷ {heads} 人 = {yuan_text(round(each))} 元"
        )
        blamed = row if id(row) in own else blamed
        cap = check.fen_value("cap", row.entry.event_date)
        if cap is None or total <= cap[0] or blamed is None:
            continue
        if check.applies(blamed.entry):
            who = f"{unit} {registers.unit_name(unit, blamed.entry.day)}"
            how = "按人均推算"
            yield _finding(check, blamed, cap, who, year, total, how, steps, "疑点")
            return


def _heads(check: Check, row: Row) -> int:
    written = row.entry.text_of("headcount")
    if written.isdigit() and int(written):
        return int(written)
    registers = check.books.registers
    day = row.entry.event_date
    if row.unit == _CENTRE:
        return sum(
            registers.members(code, day) or 0
            for code, unit in registers.units.items()
            if unit.is_open(day)
        )
    return registers.members(row.unit, day) or 0


def _finding(  # noqa: PLR0913, PLR0917 - the figures of the arithmetic
    check: Check,
    row: Row,
    cap: tuple[int, Value],
    who: str,
    year: int,
    total: Fraction,
    how: str,
    steps: list[str],
    severity: Severity | None = None,
) -> Finding:
    return check.finding(
        row,
        # A unit by its code: its name may change, the finding's id must not.
        subject=f"{year} {who if who.startswith('会员') else who[:3]}",
        amount=row.amount,
        severity=severity,
        values=(cap[1],),
        evidence=steps,
        who=who,
        year=str(year),
        sum=yuan_text(round(total)),
        cap=yuan_text(cap[0]),
        how=how,
    )
