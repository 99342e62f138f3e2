"""Payments without names against a cap a head: what a unit's sums prove, or hint at."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan_text
from union_ledger.plugins.periods import event_of
from union_ledger.plugins.recipients import CENTRE
from union_ledger.plugins.recipients import most_members

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from union_ledger.core.findings import Finding
    from union_ledger.core.findings import Severity
    from union_ledger.plugins.check import Check
    from union_ledger.plugins.periods import Period
    from union_ledger.plugins.recipients import Given
    from union_ledger.plugins.recipients import Share


def check_pools(
    check: Check,
    period: Period,
    pools: Mapping[str, list[Given]],
    named: list[Given],
    pooled: str,
) -> Iterator[tuple[str, Finding]]:
    """Yield each unit whose members must, or may, have had more than the cap."""
    for unit, own in sorted(pools.items()):
        mine = [given for given in named if given.row.unit == unit]
        certain = _certain(check, period, unit, [*own, *mine])
        if certain:
            yield unit, certain
            continue
        groups = [[*own, *(pools.get(CENTRE, []) if unit != CENTRE else [])]]
        if pooled == "each":
            groups = _by_event(own)
        for group in groups:
            doubtful = _doubtful(check, period, unit, group)
            if doubtful:
                yield unit, doubtful


def _by_event(own: list[Given]) -> list[list[Given]]:
    events: dict[str, list[Given]] = defaultdict(list)
    for given in own:
        events[event_of(given).key].append(given)
    return list(events.values())


def _certain(
    check: Check, period: Period, unit: str, gifts: list[Given]
) -> Finding | None:
    """Blame the gift by which a unit's whole sum passes cap times members."""
    year = gifts[0].entry.event_date.year
    first, last = date(year, 1, 1), date(year, 12, 31)
    heads = most_members(check.books.registers, unit, first, last)
    if not heads or any(given.heads > heads for given in gifts):
        # Members are not known, or it was for more than the unit's own.
        return None
    for given, total, before in running(gifts, {}):
        cap = check.fen_value("cap", given.entry.event_date)
        most = cap[0] * heads if cap else 0
        if cap and total > most and check.applies(given.entry):
            each = Fraction(total, heads)
            steps = [
                *(_whole(one) for one in before),
                f"本单位 {period.name}累计 {yuan_text(round(total))} 元",
                f"÷ 当年最多会员 {heads} 人 = {in_yuan(each)} 元",
                (
                    f"上限 {yuan_text(cap[0])} 元 × {heads} 人 = "
                    f"{yuan_text(most)} 元，超出 {in_yuan(total - most)} 元"
                ),
            ]
            how = "累计金额 ÷ 会员数"
            return _finding(check, given, period, each, steps, unit, how)
    return None


def _doubtful(
    check: Check, period: Period, unit: str, gifts: list[Given]
) -> Finding | None:
    """Blame the unit's own gift nearest before the averages pass the cap."""
    known = [given for given in gifts if given.heads]
    blamed = None
    for given, total, before in running(known, {id(g): g.each for g in known}):
        blamed = given if given.row.unit == unit else blamed
        cap = check.fen_value("cap", given.entry.event_date)
        if not cap or total <= cap[0] or blamed is None:
            continue
        if check.applies(blamed.entry):
            steps = [step(one, one.each) for one in before]
            steps.append(f"合计每人 {in_yuan(total)} 元")
            how = "按人均推算"
            return _finding(check, blamed, period, total, steps, unit, how, "疑点")
    return None


def _whole(given: Given) -> str:
    entry = given.entry
    return f"{entry.event_date} {entry.name} {yuan_text(round(given.amount))} 元"


def _finding(  # noqa: PLR0913, PLR0917 - the figures of the arithmetic
    check: Check,
    given: Given,
    period: Period,
    total: Share,
    steps: list[str],
    unit: str,
    how: str,
    severity: Severity | None = None,
) -> Finding:
    # A unit by its code: its name may change, the finding's id must not.
    name = check.books.registers.unit_name(unit, given.entry.day)
    return cap_finding(
        check,
        given,
        period,
        total,
        steps,
        who=f"{unit} {name}",
        subject=unit,
        how=how,
        severity=severity,
    )


def running(
    gifts: list[Given], shares: Mapping[int, Share]
) -> Iterator[tuple[Given, Share, list[Given]]]:
    """Yield gifts in order with the total so far and what it is made of.

    What was taken back counts from the start: only what remains is held against a
    cap. ``shares`` are the figures by ``id``, the gifts' amounts where none.
    """
    gifts = sorted(gifts, key=lambda given: given.order)
    figures = [(g, shares.get(id(g), g.amount)) for g in gifts]
    before = [given for given, figure in figures if figure < 0]
    total: Share = sum((figure for _, figure in figures if figure < 0), 0)
    for given, figure in figures:
        if figure > 0:
            total += figure
            before.append(given)
            yield given, total, before


def in_yuan(share: Share) -> str:
    """Return a share in yuan, with 约 where it is no whole number of fen."""
    about = "" if share == int(share) else "约 "
    return f"{about}{yuan_text(round(share))}"


def step(given: Given, share: Share) -> str:
    """Return one gift as a step of the arithmetic, with how the share is known."""
    entry = given.entry
    months = f" ÷ {given.months} 个月" if given.months > 1 else ""
    whole = yuan_text(round(given.amount * given.months))
    each = f"{in_yuan(share)} 元"
    said = f"{entry.event_date} {entry.name} {whole} 元{months}"
    if given.basis == "名单":
        return f"{said}，名单所列 {each}"
    if given.heads <= 1:
        return said
    return f"{said} ÷ {given.heads} 人（{given.basis}）= {each}"


def cap_finding(  # noqa: PLR0913 - the figures of the arithmetic
    check: Check,
    given: Given,
    period: Period,
    total: Share,
    steps: list[str],
    *,
    who: str,
    subject: str,
    how: str,
    severity: Severity | None = None,
) -> Finding:
    """Make the finding that a total passes the cap in force on the gift's day."""
    day = given.entry.event_date
    cap = check.fen_value("cap", day)
    return check.finding(
        given.row,
        subject=f"{period.key} {subject}".strip(),
        amount=round(given.amount * given.months),
        severity=severity,
        values=(cap[1],) if cap else (),
        evidence=steps,
        who=who,
        period=period.name,
        # What passes the cap by less than a fen is not shown as the cap itself.
        sum=yuan_text(max(round(total), cap[0] + 1 if cap else 0)),
        cap=yuan_text(cap[0]) if cap else "—",
        how=how,
    )
