"""Things are in use and in somebody's hands（闲置、借出、保管）."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - of a tuple's fields
from typing import TYPE_CHECKING
from typing import Literal
from typing import NamedTuple

from pydantic import Field

from union_ledger.core.asset_records import AssetDispose
from union_ledger.core.asset_records import AssetMove
from union_ledger.core.asset_records import AssetStateChange
from union_ledger.plugins.asset_findings import FIELDS
from union_ledger.plugins.asset_findings import about
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.asset_life import AssetLife
    from union_ledger.core.asset_records import Asset
    from union_ledger.core.findings import Finding
    from union_ledger.core.record import Record
    from union_ledger.plugins.check import Check

__all__ = ["FIELDS", "PARAMETERS", "Options", "check"]

PARAMETERS = ("days",)


class Options(KindOptions):
    """``what`` is asked: 闲置 too long, 借出 past the day, 保管人, 单位 that is gone.

    ``states`` are those that 闲置 and 借出 look at.
    """

    what: Literal["闲置", "借出", "保管人", "单位"]
    states: tuple[str, ...] = Field(default=())


class _Spell(NamedTuple):
    """From ``since`` to before ``until`` a thing was in one state."""

    place: Record
    state: str
    since: date
    until: date | None
    due: date | None
    to: str


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each spell or custody that is not in order.

    It is looked at up to the books' last day; things that are gone by then tell of
    the time before.
    """
    books = check.books
    if not books.entries:
        return
    last = books.entries[-1].day
    for life in books.lives.values():
        if options.what in {"闲置", "借出"}:
            for spell in _spells(life):
                if spell.state in options.states:
                    yield from _spell(check, options, life, spell, last)
        else:
            yield from _custody(check, options, life, last)


def _spells(life: AssetLife) -> Iterator[_Spell]:
    card = life.card
    place: Asset | AssetStateChange = card
    for line in life.lines:
        if isinstance(line, AssetStateChange):
            yield _of(place, line.since)
            place = line
        elif isinstance(line, AssetDispose):
            standing = life.on(line.since)
            if standing is not None and not standing.is_held:
                yield _of(place, line.since)
                return
    yield _of(place, None)


def _of(place: Asset | AssetStateChange, until: date | None) -> _Spell:
    due = place.until if isinstance(place, AssetStateChange) else None
    to = place.to if isinstance(place, AssetStateChange) else ""
    return _Spell(place, place.state, place.since, until, due, to)


def _spell(
    check: Check, options: Options, life: AssetLife, spell: _Spell, last: date
) -> Iterator[Finding]:
    limit = check.value("days", last)
    if limit is None or limit.value is None:
        return
    end = spell.until or last
    since = spell.since if options.what == "闲置" else spell.due
    if since is None:
        return
    days = (end - since).days
    if days <= limit.value:
        return
    now = life.on(min(end, last))
    over = f"到 {end} 才改变" if spell.until else f"到账簿最后一天 {last}"
    if options.what == "闲置":
        problem = f"{since} 起{spell.state}，{over}，已 {days} 天"
    else:
        whom = f"给“{spell.to}”" if spell.to else ""
        lent = f"{spell.since} {spell.state}{whom}，应于 {since} 归还"
        problem = f"{lent}，{over}，超期 {days} 天"
    yield from about(
        check,
        life.card,
        spell.place,
        kind=f"{options.what} {spell.since}",
        problem=problem,
        amount=now.cost if now and now.is_held else None,
        unit=now.unit if now else "",
        evidence=(problem,),
        values=(limit,),
    )


def _custody(
    check: Check, options: Options, life: AssetLife, last: date
) -> Iterator[Finding]:
    now = life.on(last)
    if now is None or not now.is_held:
        return
    moves = [line for line in life.lines if isinstance(line, AssetMove)]
    moves = [line for line in moves if line.since <= last]
    place: Record = moves[-1] if moves else life.card
    found = (
        _unit_problem(check, now.unit)
        if options.what == "单位"
        else _custodian_problem(check, now.unit, now.custodian, place.since)
    )
    if found is None:
        return
    problem, since = found
    limit = check.value("days", last)
    if limit is None or limit.value is None or (last - since).days <= limit.value:
        return
    yield from about(
        check,
        life.card,
        place,
        kind=options.what,
        problem=problem,
        dated=max(since, place.since),
        amount=now.cost,
        unit=now.unit,
        evidence=(f"{last} 登记的使用单位 {now.unit}，保管人 {now.custodian or '无'}",),
        values=(limit,),
    )


def _unit_problem(check: Check, unit: str) -> tuple[str, date] | None:
    registers = check.books.registers
    last = check.books.entries[-1].day
    known = registers.units.get(unit)
    if known is None or known.closed is None or known.closed >= last:
        return None
    name = registers.unit_name(unit)
    return f"还登记在已经撤并的{name}（{unit}），{known.closed} 止", known.closed


def _custodian_problem(
    check: Check, unit: str, custodian: str, placed: date
) -> tuple[str, date] | None:
    registers = check.books.registers
    if not custodian:
        return "没有登记保管人", placed
    lines = registers.persons.get(custodian)
    if not lines:
        return f"保管人 {custodian} 没有登记（person）", placed
    person = registers.person(custodian, check.books.entries[-1].day)
    if person is None:
        left = max((line.to for line in lines if line.to), default=placed)
        return f"保管人 {custodian} 已于 {left} 离任，没有交接", max(left, placed)
    if person.unit != unit:
        moved = max(person.since, placed)
        return f"保管人 {custodian} 在 {person.unit}，东西登记在 {unit}", moved
    return None
