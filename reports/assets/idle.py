"""闲置与超期: what lies idle, is overdue, past its years, or in nobody's hands."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from union_ledger.core.asset_records import Asset
from union_ledger.core.asset_records import AssetStateChange
from union_ledger.core.depreciation import month_number
from union_ledger.reports.assets.held import at
from union_ledger.reports.assets.held import day_note
from union_ledger.reports.assets.held import held_on
from union_ledger.reports.assets.held import known_until
from union_ledger.reports.assets.held import lives_until
from union_ledger.reports.assets.held import unit_text
from union_ledger.reports.model import Column
from union_ledger.reports.model import Figure
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.source import provenance_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.core.registers import Registers
    from union_ledger.reports.assets.held import Held

TITLE = "闲置与超期资产"
# What the report calls half a year; the rule ZC07 has a parameter of its own.
_IDLE_DAYS = 183
_NOTES = (
    (
        f"闲置：登记“闲置”或“待报废”超过 {_IDLE_DAYS} 天（约六个月）的，"
        "是本表自己的口径；检查规则的天数见规则库。"
    ),
    "超期未还：出借、出租，过了登记的归还日期（until）还没有收回的；没有写日期的另列。",
    "超过折旧年限仍在用的不是错误：已提足折旧，可以继续使用，提醒查看实物。",
    "一件资产有几个情况的，各列一次。备查资产也列入。",
)
_UNDATED = "出借、出租没有写归还日期"
WRONGLY_KEPT = "保管人离任或不在本单位"


class _Case(NamedTuple):
    """Why a thing is listed: since when, and in words."""

    since: date | None
    said: str


def idle_assets(ledger: Ledger, period: Period) -> Report:
    """Return what calls for attention on the period's last day."""
    registers = ledger.books.registers
    day = known_until(ledger, period)
    lives = lives_until(ledger, day).values()
    held = held_on(lives, day, own=True) + held_on(lives, day, own=False)
    tables = tuple(
        _table(title, held, registers, day, case) for title, case in _CASES.items()
    )
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=period.label,
        provenance=provenance_of(ledger),
        figures=tuple(Figure(t.title, len(t.rows), "count") for t in tables),
        tables=tables,
        notes=(*day_note(day, period), *_NOTES),
    )


def idle(each: Held, _registers: Registers, day: date) -> _Case | None:
    """Tell of a thing that has lain idle for half a year."""
    spell = _spell(each, day)
    if each.now.state not in {"闲置", "待报废"}:
        return None
    days = (day - spell.since).days
    if days <= _IDLE_DAYS:
        return None
    return _Case(spell.since, f"{spell.since} 起{each.now.state}，已 {days} 天")


def overdue(each: Held, _registers: Registers, day: date) -> _Case | None:
    """Tell of a thing that was lent or let and is not back in time."""
    spell = _spell(each, day)
    if each.now.state not in {"出借", "出租"} or isinstance(spell, Asset):
        return None
    if spell.until is None or spell.until >= day:
        return None
    days = (day - spell.until).days
    whom = f"给{spell.to}" if spell.to else ""
    return _Case(
        spell.until,
        f"{spell.since} {each.now.state}{whom}，应于 {spell.until} 归还，"
        f"超期 {days} 天",
    )


def undated(each: Held, _registers: Registers, day: date) -> _Case | None:
    """Tell of a thing that was lent or let without a day to come back."""
    spell = _spell(each, day)
    if each.now.state not in {"出借", "出租"}:
        return None
    if isinstance(spell, AssetStateChange) and spell.until is not None:
        return None
    return _Case(spell.since, f"{spell.since} {each.now.state}")


def outlived(each: Held, _registers: Registers, day: date) -> _Case | None:
    """Tell of an own thing in use past the months it is written off over."""
    card = each.card
    if each.now.state != "在用" or not card.is_own or not card.life or each.now.net:
        return None
    over = month_number(day) - month_number(card.acquired_on) + 1 - card.life
    if over < 1:
        return None
    return _Case(card.acquired_on, f"折旧 {card.life} 个月，已超过 {over} 个月，仍在用")


def unkept(each: Held, _registers: Registers, _day: date) -> _Case | None:
    """Tell of a thing that nobody keeps."""
    return None if each.now.custodian else _Case(None, "没有登记保管人")


def wrongly_kept(each: Held, registers: Registers, day: date) -> _Case | None:
    """Tell of a custodian who has left, is unknown or is of another unit."""
    who = each.now.custodian
    if not who:
        return None
    lines = [line for line in registers.persons.get(who, ()) if line.since <= day]
    if not lines:
        return _Case(None, f"保管人 {who} 没有登记（person）")
    person = registers.person(who, day)
    if person is None:
        left = lines[-1].to
        return _Case(left, f"保管人 {who} 已于 {left} 离任，没有交接")
    if person.unit == each.now.unit:
        return None
    there = unit_text(registers, person.unit, day)
    return _Case(person.since, f"保管人 {who} 在 {there}")


def orphaned(each: Held, registers: Registers, day: date) -> _Case | None:
    """Tell of a thing whose unit is closed or was never registered."""
    unit = registers.units.get(each.now.unit)
    if unit is None:
        return _Case(None, f"单位 {each.now.unit} 没有登记")
    if unit.closed is None or unit.closed >= day:
        return None
    return _Case(unit.closed, f"单位已于 {unit.closed} 撤并，没有移交")


_CASES: dict[str, Callable[[Held, Registers, date], _Case | None]] = {
    "闲置六个月以上": idle,
    "出借、出租超期未还": overdue,
    _UNDATED: undated,
    "超过折旧年限仍在用": outlived,
    "没有保管人": unkept,
    WRONGLY_KEPT: wrongly_kept,
    "单位已撤并": orphaned,
}


def cases_of(
    each: Held, registers: Registers, day: date
) -> tuple[tuple[str, str], ...]:
    """Return all that is to be said of one thing: the kind of case, and the words."""
    found = ((title, case(each, registers, day)) for title, case in _CASES.items())
    return tuple((title, case.said) for title, case in found if case is not None)


def _spell(each: Held, day: date) -> Asset | AssetStateChange:
    """Return the line that began the thing's present state."""
    spell: Asset | AssetStateChange = each.card
    for line in each.life.lines:
        # Saying the same state once more does not begin it anew.
        again = isinstance(line, AssetStateChange) and line.state == spell.state
        dated = isinstance(line, AssetStateChange) and line.until is not None
        if isinstance(line, AssetStateChange) and line.since <= day:
            spell = line if dated or not again else spell
    return spell


def _table(
    title: str,
    held: list[Held],
    registers: Registers,
    day: date,
    case_of: Callable[[Held, Registers, date], _Case | None],
) -> Table:
    rows = []
    for each in held:
        case = case_of(each, registers, day)
        if case is None:
            continue
        card, now = each.card, each.now
        rows.append(
            Row(
                (
                    at(card.number, card),
                    card.name,
                    unit_text(registers, now.unit, day),
                    now.custodian or None,
                    now.place or None,
                    now.state,
                    card.owner,
                    case.since,
                    case.said,
                    now.cost,
                    now.net,
                )
            )
        )
    columns = (
        Column("number", "资产编号", "link", width=16),
        Column("name", "名称", width=20),
        Column("unit", "使用单位", width=27),
        Column("custodian", "保管人", "code", width=9, blank=True),
        Column("place", "存放地点", width=16, blank=True),
        Column("state", "状态", "code", width=8),
        Column("owner", "产权", "code", width=6),
        Column("since", "起于", "date", width=12),
        Column("said", "情况", width=40),
        Column("cost", "原值", "money", total="sum"),
        Column("net", "净值", "money", total="sum"),
    )
    return Table(title, columns, tuple(rows), total_label="合计", empty="没有。")
