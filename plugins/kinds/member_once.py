"""A member has a benefit once: a year, a month, for an event, in a life（享受次数）.

A member on a list or under ``member`` is counted exactly. Of payments without names
only the heads are known: more of them than members are 疑点.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING
from typing import Literal

from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.member_cap import says
from union_ledger.plugins.kinds.options import KindOptions
from union_ledger.plugins.periods import Period
from union_ledger.plugins.periods import event_of
from union_ledger.plugins.periods import periods_of
from union_ledger.plugins.recipients import givens
from union_ledger.plugins.recipients import most_members

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check
    from union_ledger.plugins.recipients import Given

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("who", "period", "times", "first")
_ONE_EVENT = ("event", "life")


class Options(KindOptions):
    """``per`` is what it may be had once in.

    Payments that name the same ``event`` are one time, except where ``per`` is the
    event itself. ``words`` narrow the rule as in a cap.
    """

    per: Literal["year", "month", "event", "life"] = "year"
    year_by: Literal["event", "entry"] = "event"
    words: tuple[str, ...] = ()


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding at each later time, and where the heads are too many."""
    named: dict[tuple[Period, str], list[Given]] = defaultdict(list)
    pooled: dict[tuple[Period, str], list[Given]] = defaultdict(list)
    rows = (row for row in check.rows() if says(options.words, row.entry))
    for whole in givens(check.books, rows):
        for period, given in periods_of(whole, options.per, options.year_by):
            if not given.by_unit and given.row.unit:
                pooled[period, given.row.unit].append(given)
            for own in given.by_unit.values():
                for member in own:
                    named[period, member].append(given)
    for (period, member), gifts in sorted(named.items(), key=lambda item: item[0]):
        if len(gifts) > 1:
            yield from _again(check, options, period, member, gifts)
    if options.per == "year":
        for (period, unit), gifts in sorted(pooled.items(), key=lambda item: item[0]):
            yield from _too_many(check, period, unit, gifts)


def _again(
    check: Check, options: Options, period: Period, member: str, gifts: list[Given]
) -> Iterator[Finding]:
    times = standing(gifts, member)
    if options.per not in _ONE_EVENT:
        by_event = {event_of(given).key: given for given in reversed(times)}
        times = list(reversed(by_event.values()))
    for number, given in enumerate(times[1:], 2):
        if not check.applies(given.entry):
            continue
        yield check.finding(
            given.row,
            subject=f"{period.key} 会员 {member}".strip(),
            amount=round(given.share_of(member) * given.months),
            others=(times[0].entry,),
            evidence=[
                f"{one.entry.event_date} {one.entry.name} {one.entry.text_of('event')}"
                f" {yuan_text(round(one.share_of(member) * one.months))} 元"
                for one in times
            ],
            who=f"会员 {member}",
            period=period.name,
            times=f"第 {number} 次",
            first=times[0].entry.name,
        )


def standing(gifts: Iterable[Given], member: str) -> list[Given]:
    """Return a member's gifts that were not taken back（红字冲回）."""
    times: list[Given] = []
    for given in gifts:
        share = given.share_of(member)
        if share > 0:
            times.append(given)
        else:
            undone = [one for one in times if one.share_of(member) == -share]
            if undone:
                times.remove(undone[-1])
    return times


def _too_many(
    check: Check, period: Period, unit: str, gifts: list[Given]
) -> Iterator[Finding]:
    first = gifts[0].entry.event_date
    members = most_members(
        check.books.registers, unit, date(first.year, 1, 1), date(first.year, 12, 31)
    )
    heads = 0
    steps = []
    for given in gifts:
        if given.basis != "活动人数":
            continue
        heads += given.heads if given.amount > 0 else -given.heads
        steps.append(f"{given.entry.event_date} {given.entry.name} {given.heads} 人")
        if heads <= members or not members or not check.applies(given.entry):
            continue
        yield check.finding(
            given.row,
            subject=f"{period.key} {unit}",
            amount=round(given.amount),
            severity="疑点",
            evidence=[*steps, f"合计 {heads} 人次，当年最多会员 {members} 人"],
            who=f"{unit} {check.books.registers.unit_name(unit, given.entry.day)}",
            period=period.name,
            times=f"共 {heads} 人次（会员 {members} 人）的",
            first=gifts[0].entry.name,
        )
        return
