"""The registers（登记） of the invented union, as text."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from benchmarks.invent.names import GROUPED
from benchmarks.invent.projects import PROJECTS
from benchmarks.invent.text import Value
from benchmarks.invent.text import custom_text
from benchmarks.invent.text import money
from benchmarks.invent.world import BOOKKEEPER
from benchmarks.invent.world import CASHIER
from benchmarks.invent.world import CENTRAL_HANDLERS
from benchmarks.invent.world import CHAIR
from benchmarks.invent.world import CUSTODIAN
from benchmarks.invent.world import MERGED_ON
from benchmarks.invent.world import MERGER
from benchmarks.invent.world import OWN_BOOKS
from benchmarks.invent.world import REVIEWERS

if TYPE_CHECKING:
    from benchmarks.invent.assets import Card
    from benchmarks.invent.world import World

# code -> name, then the register's fields
FUNDS: tuple[tuple[str, str, dict[str, Value]], ...] = (
    ("10", "基础活动经费", {"source": "402", "accounts": "501 503 504 505 508 510"}),
    ("15", "老年文体活动经费", {"source": "402", "accounts": "501"}),
    ("20", "会费返还", {"source": "401", "accounts": "501"}),
    ("30", "专项活动经费", {"source": "402", "accounts": "501 503 504 505"}),
    ("40", "行政补助专项", {"source": "405", "accounts": "50102 50302 507"}),
    ("45", "上级补助专项", {"source": "40302", "accounts": "50303 50404 50405"}),
    ("50", "困难帮扶与慰问", {"source": "402", "accounts": "50105 50305 504"}),
    ("60", "资产购置", {"source": "402", "accounts": "507"}),
)
RESTRICTED = {"40", "45"}
LAPSING = {"10", "15", "20"}
CLOSED = {"15": (2023, 12, 31)}


def quoted(*values: str) -> tuple[str, ...]:
    """Return values as they stand in a register line."""
    return tuple(f'"{value}"' for value in values)


def units(world: World) -> str:
    """Return units, groups and the merger."""
    year = world.year
    parts = [";; 单位：000 为校本级；060 独立核算，在本账不列支出、不占额度。"]
    parts.append(custom_text(world.opened, "unit", quoted("000", "校工会本级"), {}))
    for unit in world.units.values():
        meta: dict[str, Value] = {"short": unit.short, "category": unit.category}
        if unit.code == OWN_BOOKS:
            meta = {"kind": "独立核算", **meta}
        name = f"{unit.name}工会"
        parts.append(custom_text(unit.first, "unit", quoted(unit.code, name), meta))
    parts.append(";; 工会小组")
    for code in GROUPED:
        for number in range(1, 4 + int(code) % 3):
            name = f"第{'一二三四五六'[number - 1]}工会小组"
            group = quoted(f"{code}-{number:02d}", name)
            parts.append(custom_text(world.opened, "group", group, {}))
    if MERGER[1] in world.units:
        meta = {
            "from": " ".join(MERGER[0]),
            "to": MERGER[1],
            "decision": f"校工会〔{year}〕22号",
            "shares": f"{MERGER[1]}:1",
            "note": "学校建制调整，两家二级工会合并；额度、资产、会员一并移交。",
        }
        day = date(year, *MERGED_ON)
        parts.append(";; 规模调整")
        parts.append(custom_text(day, "unit-change", quoted("merge"), meta))
    return "\n\n".join(parts) + "\n"


def members(world: World) -> str:
    """Return the headcounts, by date."""
    lines = sorted(
        (day, unit.code, count)
        for unit in world.units.values()
        for day, count in unit.headcounts
    )
    head = ";; 会员人数，自该日起；校本级不另计。\n\n"
    return head + "".join(
        f'{day.isoformat()} custom "members" "{code}" {count}\n'
        for day, code, count in lines
    )


def persons(world: World) -> str:
    """Return the people by pseudonymous id."""
    central = [
        (CHAIR, "chair approver"),
        *((person, "reviewer") for person in REVIEWERS),
        (BOOKKEEPER, "bookkeeper"),
        (CASHIER, "cashier"),
        *((person, "handler") for person in CENTRAL_HANDLERS),
        (CUSTODIAN, "custodian"),
    ]
    parts = [";; 人员一律用假名编号，对照表不在账内。"]
    for person, roles in central:
        meta: dict[str, Value] = {"unit": "000", "roles": roles}
        parts.append(custom_text(world.opened, "person", quoted(person), meta))
    for unit in world.units.values():
        first, second = unit.handlers
        officers = ((first, "handler custodian"), (unit.chair, "chair reviewer"))
        for person, roles in (*officers, (second, "handler")):
            meta = {"unit": unit.code, "roles": roles}
            if unit.last:
                meta["to"] = unit.last
            parts.append(custom_text(unit.first, "person", quoted(person), meta))
    parts.append(";; 领取慰问、帮扶的会员")
    for person, code in world.members:
        meta = {"unit": code, "roles": "member"}
        day = world.units[code].first
        parts.append(custom_text(day, "person", quoted(person), meta))
    return "\n\n".join(parts) + "\n"


def funds(world: World) -> str:
    """Return the funds."""
    parts = [";; 经费来源：accounts 是可列支的科目（代码开头），lapses 表示年末收回。"]
    for code, name, fields in FUNDS:
        meta: dict[str, Value] = {"restricted": code in RESTRICTED, **fields}
        meta["lapses"] = code in LAPSING
        if code in CLOSED:
            meta["closed"] = date(*CLOSED[code])
        parts.append(custom_text(world.opened, "fund", quoted(code, name), meta))
    return "\n\n".join(parts) + "\n"


def projects(world: World) -> str:
    """Return the projects of the year."""
    year = world.year
    parts = [f";; {year} 年项目，按工作要点的四大工程。"]
    for project in PROJECTS:
        meta: dict[str, Value] = {"fund": project.fund, "program": project.program}
        if project.code != "P2024-26":
            meta = {"unit": "000", **meta}
        meta |= {"line": project.line, "stage": project.stage}
        meta |= {"start": date(year, 1, 1), "end": date(year, *project.ends)}
        day = date(year, 1, 1)
        name = quoted(project.code, project.name)
        parts.append(custom_text(day, "project", name, meta))
    return "\n\n".join(parts) + "\n"


def shares(world: World) -> str:
    """Return how the 2 % reaches the union."""
    year = world.year
    old: dict[str, Value] = {"remit": "季", "note": "行政拨缴入户，按季上缴四成。"}
    new: dict[str, Value] = {"remit": "季", "note": "税务代收后返拨本级留成部分。"}
    lines = [
        custom_text(world.opened, "share", ('"自主拨缴"', "0.60"), old),
        custom_text(date(year, 10, 1), "share", ('"代收返拨"', "0.60"), new),
    ]
    return ";; 拨缴经费到账路径和本级留成比例\n\n" + "\n\n".join(lines) + "\n"


def _card(card: Card) -> str:
    meta: dict[str, Value] = {"class": card.class_}
    if card.gb:
        meta["gb"] = card.gb
    day = card.carded or card.acquired
    text = custom_text(day, "asset", quoted(card.number, card.name), meta)
    text += f"\n  cost: {money(card.cost)} CNY"
    more: dict[str, Value] = {"funding": "工会经费", "unit": card.unit}
    more["custodian"] = "T0009" if card.unit == "000" else f"T{card.unit}1"
    more |= {"place": card.place, "state": "在用"}
    if card.life:
        more["life"] = card.life
    if card.carded:
        more["acquired"] = card.acquired
    if card.contract:
        more["contract"] = card.contract
    if card.entry is not None:
        voucher = card.entry.meta.get("voucher", "")
        more["voucher"] = f"{card.entry.day:%Y-%m} {voucher}"
    more["owner"] = "工会"
    fields = custom_text(card.acquired, "x", (), more).split("\n", 1)[1]
    return f"{text}\n{fields}"


def _disposal(card: Card, year: int) -> str:
    assert card.scrapped is not None
    if card.disposal:
        name = quoted(card.number)
        return custom_text(card.scrapped, "asset-dispose", name, card.disposal)
    said: dict[str, Value] = {"how": "报废", "reason": "灯泡老化，无法修复"}
    said |= {"approver": "校工会委员会", "approved": date(year, 6, 19)}
    said |= {"minutes": f"校工委会〔{year}〕6号", "appraisal": "设备科技术鉴定意见"}
    return custom_text(card.scrapped, "asset-dispose", quoted(card.number), said)


def assets(world: World, cards: list[Card], year_end: bool = True) -> str:  # noqa: FBT001, FBT002
    """Return the asset cards, what became of them, and the year's stocktaking."""
    year = world.year
    parts = [";; 固定资产卡片；取得日期即登记日期，金额为原值。"]
    parts += [
        _card(card) for card in sorted(cards, key=lambda c: (c.acquired, c.number))
    ]
    parts.append(";; 处置、调拨和年度盘点")
    parts += [_disposal(card, year) for card in cards if card.scrapped]
    if year_end:
        movable = [c for c in cards if c.acquired.year < year and not c.scrapped][:2]
        for card in movable:
            moved: dict[str, Value] = {"unit": "007", "custodian": "T0071"}
            moved["place"] = "机械学院教职工小家"
            day = date(year, 7, 10)
            parts.append(custom_text(day, "asset-move", quoted(card.number), moved))
        for card in sorted(cards, key=lambda c: c.number):
            if not card.scrapped and card.acquired <= date(year, 11, 28):
                counted: dict[str, Value] = {"result": card.counted}
                counted["by"] = "T0009 T0002"
                day = date(year, 11, 29)
                parts.append(custom_text(day, "count", quoted(card.number), counted))
    return "\n\n".join(parts) + "\n"
