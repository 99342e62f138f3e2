"""What happens to things in the reference year, and what of it is not in order.

A software that is amortised, a meeting system of 行政, milestones of two works; planted
are a late card, a disposal nobody approved, an idle machine, a loss not dealt with.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from benchmarks.invent import accounts as acc
from benchmarks.invent.assets import Card
from benchmarks.invent.days import workday
from benchmarks.invent.desk import Spend
from benchmarks.invent.entry import Leg
from benchmarks.invent.planted import DOUBT
from benchmarks.invent.planted import VIOLATION
from benchmarks.invent.planted import Plant
from benchmarks.invent.text import custom_text

if TYPE_CHECKING:
    from benchmarks.invent.planted import Planter
    from benchmarks.invent.text import Value

UNAPPROVED = "FA-2017-0007"
IDLE = "FA-2019-0002"
LOST = "FA-2018-0004"
LATE = "FA-{year}-0101"
SOFTWARE = "WX-{year}-0001"
SYSTEM_CONTRACT, SYSTEM_PRICE = "HT-{year}-X01", 720000
CENTRE_CONTRACT, CENTRE_PRICE = "HT-{year}-G01", 1880000


def plant_assets(planter: Planter, cards: list[Card]) -> None:
    """Book what is bought and given up, and list what the rules must find."""
    year = planter.year
    known = {card.number: card for card in cards}
    cards += [_late(planter, year), _software(planter, year)]
    _give_up(planter, known[UNAPPROVED])
    known[LOST].counted = "盘亏"
    _prices(planter, year)
    listed = planter.plants
    listed.append(Plant("ZC07", IDLE, DOUBT, "综合训练器三月起闲置，年末已超过六个月"))
    why = "十一月盘点发现台式计算机盘亏，年末没有报批处理"
    listed.append(Plant("ZC091", LOST, VIOLATION, why))
    why = "计提九月折旧时通用设备少记 12.00，十月补提"
    listed.append(Plant("ZC01", "zc01_short", VIOLATION, why))
    why = "十月购入的慰问品到年末还有 16,500.00 没有发出，已 68 天"
    listed.append(Plant("ZC10", "zc10_stock", DOUBT, why))
    why = "九月出库的慰问品没有领用签收单"
    listed.append(Plant("ZC101", "zc101_issue", VIOLATION, why))
    why = "信息化二期阶段验收没有完成就付进度款，超过合同可付的三成"
    listed.append(Plant("ZC111", "zc111_ahead", DOUBT, why))
    why = "信息化二期阶段验收计划十月末完成，到年末没有登记完成"
    listed.append(Plant("ZC111", "P2024-23", "提示", why))


def _late(planter: Planter, year: int) -> Card:
    """ZC03: booked in August, its card made in October and caught up then."""
    bought = workday(date(year, 8, 12))
    number = LATE.format(year=year)
    card = Card(
        *(number, "投影机", "通用设备", "A02020200", 888000, 72, bought),
        *("000", "教工活动中心"),
    )
    card.carded = workday(date(year, 10, 10))
    legs = (card.leg(), Leg(acc.ASSET_FUND, -card.cost))
    what = f"购置投影机（{number}）"
    payee = planter.desk.world.company("设备")
    spend = Spend(bought, "000", "60", "50702", card.cost, payee, what, extra=legs)
    card.contract = spend.contract = f"HT-{year}-Z81"
    card.entry = planter.desk.spend(spend)
    why = "八月购入的投影机十月才建卡，相隔近两个月"
    planter.plants.append(Plant("ZC03", number, DOUBT, why))
    return card


def _software(planter: Planter, year: int) -> Card:
    """A software: 171, amortised over five years from the month of addition."""
    bought = workday(date(year, 4, 18))
    number = SOFTWARE.format(year=year)
    card = Card(
        *(number, "工会财务软件", acc.INTANGIBLE, "", 3600000, 60, bought),
        *("000", "校工会办公室"),
    )
    legs = (card.leg(), Leg(acc.SOFTWARE_FUND, -card.cost))
    what = f"购置工会财务软件（{number}）"
    payee = "武汉数舟示例软件有限公司"
    spend = Spend(bought, "000", "60", "50706", card.cost, payee, what, extra=legs)
    card.contract = spend.contract = f"HT-{year}-Z82"
    spend.minutes = f"校工委会〔{year}〕4号"
    card.entry = planter.desk.spend(spend)
    return card


def _give_up(planter: Planter, card: Card) -> None:
    """ZC06: an old machine is taken off the books, and nobody decided it."""
    day = workday(date(planter.year, 9, 10))
    gone = card.written_off(day.year, day.month - 1)
    if gone != card.cost:
        raise RuntimeError(f"{card.number} is not written off: choose another card")
    legs = [Leg(acc.depreciation_account(card.class_), gone), card.leg(-1)]
    planter.desk.transfer(day, f"报废{card.name}（{card.number}）", legs)
    card.scrapped = day
    card.disposal = {
        "how": "报废",
        "reason": "多次维修，不能使用",
        "appraisal": "设备科技术鉴定意见",
    }
    why = "提足折旧的一体机报废核销，没有批准人、日期和决定的文号"
    planter.plants.append(Plant("ZC06", card.number, VIOLATION, why))


def _prices(planter: Planter, year: int) -> None:
    """Say the contracts' sums with their first payments."""
    for contract, price in (
        (SYSTEM_CONTRACT, SYSTEM_PRICE),
        (CENTRE_CONTRACT, CENTRE_PRICE),
    ):
        number = contract.format(year=year)
        paid = [e for e in planter.desk.entries if e.meta.get("contract") == number]
        paid[0].meta["contract-amount"] = price


def asset_events(year: int) -> str:
    """Return the register lines of what happens: states, milestones, 备查."""
    centre = CENTRE_CONTRACT.format(year=year)
    system = SYSTEM_CONTRACT.format(year=year)
    parts = [";; 资产的使用状态、行政提供的备查和工程的进度节点"]
    borrowed: dict[str, Value] = {
        "class": "通用设备",
        "method": "行政提供",
        "unit": "000",
        "custodian": "T0009",
        "place": "教工活动中心报告厅",
        "owner": "行政",
        "note": "学校国有资产，备查登记，不入 162。",
    }
    text = custom_text(
        date(2019, 6, 10), "asset", ('"XZ-2019-0001"', '"会议扩声系统"'), borrowed
    )
    parts.append(f"{text}\n  cost: 260000.00 CNY")
    idle: dict[str, Value] = {"by": "T0009"}
    name = (f'"{IDLE}"', '"闲置"')
    parts.append(custom_text(date(year, 3, 4), "asset-state", name, idle))
    steps = (
        (date(year, 5, 10), "P2024-18", "签订合同", centre, "0.45"),
        (date(year, 10, 18), "P2024-18", "竣工验收", centre, "0.98"),
        (date(year, 6, 3), "P2024-23", "签订合同", system, "0.30"),
    )
    for day, project, step, contract, share in steps:
        said: dict[str, Value] = {"contract": contract, "done": day}
        text = custom_text(day, "milestone", (f'"{project}"', f'"{step}"'), said)
        parts.append(f"{text}\n  share: {share}")
    planned: dict[str, Value] = {"contract": system, "planned": date(year, 10, 31)}
    name = ('"P2024-23"', '"阶段验收"')
    text = custom_text(date(year, 6, 3), "milestone", name, planned)
    parts.append(f"{text}\n  share: 0.60")
    return "\n\n".join(parts) + "\n"
