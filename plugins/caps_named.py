"""Members on a list or under ``member`` against a cap a head.

Their certain part is held against the cap first; only then what they may have had of
the payments without names to their unit is added.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from typing import NamedTuple

from union_ledger.plugins.caps_pooled import cap_finding
from union_ledger.plugins.caps_pooled import in_yuan
from union_ledger.plugins.caps_pooled import running
from union_ledger.plugins.caps_pooled import step
from union_ledger.plugins.recipients import CENTRE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check
    from union_ledger.plugins.periods import Period
    from union_ledger.plugins.recipients import Given
    from union_ledger.plugins.recipients import Share

    Pools = Mapping[str, list[Given]]

EACH = 10
"""More members than these over the cap at one gift make one finding together."""


class _Case(NamedTuple):
    """A member over the cap: the gift to blame, his total, its parts."""

    member: str
    blamed: Given
    total: Share
    certain: Share
    steps: list[str]


def over_cap(
    check: Check, period: Period, named: list[Given], pools: Pools, struck: set[str]
) -> Iterator[Finding]:
    """Yield findings of members over the cap, by the gift that is blamed.

    ``pools`` are payments without names to add; units in ``struck`` have a finding
    of theirs already.
    """
    certain: dict[int, list[_Case]] = defaultdict(list)
    doubtful: dict[int, list[_Case]] = defaultdict(list)
    for member, own in sorted(_candidates(check, named, pools).items()):
        case = _crossing(check, member, own, [])
        if case:
            certain[id(case.blamed)].append(case)
            continue
        shared = _shared(check, member, own, pools, struck)
        case = _crossing(check, member, own, shared) if shared else None
        if case:
            doubtful[id(case.blamed)].append(case)
    for cases in certain.values():
        yield from _findings(check, period, cases, certain=True)
    for cases in doubtful.values():
        yield from _findings(check, period, cases, certain=False)


def _candidates(
    check: Check, named: list[Given], pools: Pools
) -> dict[str, list[Given]]:
    """Return the gifts of those members whose total might pass the cap."""
    averages = {unit: sum(max(g.each, 0) for g in own) for unit, own in pools.items()}
    centre = averages.pop(CENTRE, 0)
    most = max(averages.values(), default=0)
    totals: dict[str, Share] = {}
    extra: dict[str, Share] = {}
    for given in named:
        for unit, own in given.by_unit.items():
            for member, share in own.items():
                totals[member] = totals.get(member, 0) + share
            average = most if unit == CENTRE else averages.get(unit, 0)
            if average:
                extra |= {m: average for m in own if extra.get(m, 0) < average}
    least = check.least_fen("cap")
    over: dict[str, list[Given]] = {
        member: []
        for member, total in totals.items()
        if total + extra.get(member, 0) + centre > least
    }
    if over:
        for given in named:
            for own in given.by_unit.values():
                for member in own.keys() & over.keys():
                    over[member].append(given)
    return over


def _shared(
    check: Check, member: str, own: list[Given], pools: Pools, struck: set[str]
) -> list[Given]:
    """Return the payments without names of which the member may have had a share.

    He moves with his units: each payment counts that was for the unit he belonged to
    on its day. One he is named for by the same payer is not counted twice.
    """
    had = {(given.entry.text_of("event"), given.row.unit) for given in own}
    shared = []
    for unit, gifts in pools.items():
        for given in gifts:
            event = given.entry.text_of("event")
            if event and (event, unit) in had:
                continue
            home = _home(check, member, own, given)
            if home in struck:
                return []
            if unit in {CENTRE, home}:
                shared.append(given)
    return shared


def _home(check: Check, member: str, own: list[Given], at: Given) -> str:
    day = at.entry.event_date
    known = [
        (given.entry.event_date, unit)
        for given in own
        for unit, shares in given.homes()
        if member in shares
    ]
    earlier = [unit for since, unit in known if since <= day]
    if earlier or known:
        return earlier[-1] if earlier else known[0][1]
    person = check.books.registers.person(member, day)
    return person.unit if person else CENTRE


def _crossing(
    check: Check, member: str, own: list[Given], shared: list[Given]
) -> _Case | None:
    certain = {id(given): given.share_of(member) for given in own}
    shares = certain | {id(given): given.each for given in shared}
    blamed = own[0]
    for given, total, before in running([*own, *shared], shares):
        blamed = given if id(given) in certain else blamed
        cap = check.fen_value("cap", given.entry.event_date)
        if cap and total > cap[0] and check.applies(blamed.entry):
            steps = [step(one, shares[id(one)]) for one in before]
            sure = sum((certain.get(id(one), 0) for one in before), 0)
            return _Case(member, blamed, total, sure, steps)
    return None


def _findings(
    check: Check, period: Period, cases: list[_Case], *, certain: bool
) -> Iterator[Finding]:
    how = "按具名领取合计" if certain else "具名部分加人均推算"
    if len(cases) > EACH:
        cases.sort(key=lambda case: (-case.total, case.member))
        members = "、".join(case.member for case in cases[:3])
        who = f"会员 {members} 等 {len(cases)} 人"
        steps = [f"{c.member} {in_yuan(c.total)} 元" for c in cases[:EACH]]
        steps.append(f"共 {len(cases)} 人，以上是数额最大的 {EACH} 人")
        shown = [(who, "名单", cases[0], steps)]
    else:
        shown = [
            (f"会员 {c.member}", f"会员 {c.member}", c, [*c.steps, _sum(c)])
            for c in cases
        ]
    for who, subject, case, steps in shown:
        yield cap_finding(
            check,
            case.blamed,
            period,
            case.total,
            steps,
            who=who,
            subject=subject,
            how=how,
            severity=None if certain else "疑点",
        )


def _sum(case: _Case) -> str:
    total = f"合计 {in_yuan(case.total)} 元"
    if case.certain == case.total:
        return total
    sure = in_yuan(case.certain)
    return f"{total}，其中具名 {sure} 元，其余为推算"
