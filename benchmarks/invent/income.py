"""Money that comes in: the 2 %, dues, subsidies, interest, the mutual aid held."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from benchmarks.invent import accounts as acc
from benchmarks.invent.days import workday
from benchmarks.invent.desk import Spend
from benchmarks.invent.entry import Leg

if TYPE_CHECKING:
    from benchmarks.invent.desk import Desk
    from benchmarks.invent.text import Value

SCHOOL = "华中科技大学财务处"
UPPER = "湖北省教育工会（示例账户）"
ROUTE_CHANGED = 10
FULL_SHARE_YUAN = 3312000


def dims(unit: str, fund: str, project: str = "") -> dict[str, Value]:
    """Return the dimensions of an income posting or entry."""
    found: dict[str, Value] = {"unit": unit, "fund": fund}
    return found | ({"project": project} if project else {})


def two_percent(desk: Desk, opening_upper: int) -> None:
    """Book the 2 %: remitted by the union to September, returned from October on.

    Upper share = received - own, so that no fen is lost.
    """
    year, rng = desk.world.year, desk.rng
    owed = opening_upper
    for month in range(1, 13):
        if month in {1, 4, 7, 10} and owed:
            day = workday(date(year, month, 12))
            quarter = (month - 2) // 3 % 4 + 1
            what = f"上缴上级工会经费（第{'一二三四'[quarter - 1]}季度）"
            legs = [Leg(acc.UPPER, owed)]
            desk.pay_out(day, what, UPPER, legs, summary="上缴经费")
            owed = 0
        if month < ROUTE_CHANGED:
            received = FULL_SHARE_YUAN * 100 + rng.randint(-4000000, 6000000)
            own = (received * 60 + 50) // 100
            owed += received - own
            legs = [
                Leg(acc.statutory("402"), -own, meta=dims("000", "10")),
                Leg(acc.UPPER, own - received),
            ]
            day = workday(date(year, month, 15))
            what = f"行政拨缴工会经费（{month}月，按工资总额2%）"
            desk.receive(day, what, SCHOOL, legs, summary="工会经费")
    own = 0
    for _ in range(2):
        own += FULL_SHARE_YUAN * 60 + rng.randint(-2400000, 3600000)
    day = workday(date(year, 11, 22))
    legs = [Leg(acc.statutory("402"), -own, meta=dims("000", "10"))]
    what = "税务代收工会经费返拨（10至11月，本级留成部分）"
    desk.receive(day, what, UPPER, legs, summary="经费返拨")
    own = FULL_SHARE_YUAN * 60 + rng.randint(-2400000, 3600000)
    desk.transfer(
        date(year, 12, 31),
        "年末确认应收上级转拨经费（12月代收，尚未返拨）",
        [
            Leg(acc.RECEIVABLE, own),
            Leg(acc.statutory("402"), -own, meta=dims("000", "10")),
        ],
    )


def dues(desk: Desk) -> None:
    """Book the dues（会费） that payroll withholds each month."""
    year, rng = desk.world.year, desk.rng
    for month in range(1, 13):
        day = workday(date(year, month, 10))
        amount = desk.world.heads(day) * 2000 + rng.randint(-400000, 400000)
        legs = [Leg(acc.statutory("401"), -amount, meta=dims("000", "20"))]
        what = f"代扣会员会费（{month}月）"
        desk.receive(day, what, SCHOOL, legs, via="ccb", summary="代扣会费")


def subsidies(desk: Desk) -> None:
    """Book 行政补助, by bank and on campus cards, and 上级补助."""
    year = desk.world.year
    works = [Leg(acc.SUBSIDY_WORKS, -200000000, meta=dims("000", "40", "P2024-18"))]
    what = "行政补助：教工活动中心升级改造"
    desk.receive(date(year, 4, 16), what, SCHOOL, works, summary="行政补助")
    grants = (
        (3, acc.SUBSIDY_SPORTS, "P2024-02", "教职工文体活动", 26000000),
        (3, acc.SUBSIDY_HOMES, "P2024-15", "教职工小家建设", 18000000),
        (9, acc.SUBSIDY_SPORTS, "P2024-02", "教职工文体活动", 16000000),
        (12, acc.SUBSIDY_HOMES, "P2024-15", "教职工小家建设", 4000000),
    )
    for month, account, project, what, amount in grants:
        day = workday(date(year, month, 6))
        legs = [Leg(account, -amount, meta=dims("000", "40", project))]
        entry = desk.receive(day, f"校内拨款：{what}", SCHOOL, legs, via="campus")
        assert entry.row is not None
        entry.row.stream = project
    for month, project, what, amount in (
        (5, "P2024-12", "劳模先进创新工作室补助", 20000000),
        (6, "P2024-24", "困难职工帮扶送温暖补助", 30000000),
    ):
        day = workday(date(year, month, 20))
        legs = [Leg(acc.statutory("40302"), -amount, meta=dims("000", "45", project))]
        desk.receive(day, f"上级专项补助：{what}", UPPER, legs, summary="专项补助")


def interest(desk: Desk) -> None:
    """Book bank interest each quarter and the account fee each month."""
    year, rng = desk.world.year, desk.rng
    for month in (3, 6, 9, 12):
        for via, bank, around in (
            ("icbc", "工商银行", 1180000),
            ("ccb", "建设银行", 260000),
        ):
            amount = around + rng.randint(-90000, 90000)
            legs = [Leg(acc.statutory("408"), -amount, meta=dims("000", "10"))]
            day = workday(date(year, month, 21))
            what = f"{bank}第{'一二三四'[month // 3 - 1]}季度存款利息"
            desk.receive(day, what, bank, legs, via=via, summary="结息")
    for month in range(1, 13):
        for via, bank, fund in (("icbc", "工商银行", "10"), ("ccb", "建设银行", "10")):
            day = workday(date(year, month, 26))
            fee = 3000 if via == "ccb" else rng.choice((4000, 4600, 5200))
            what = f"{month}月账户管理和转账手续费"
            spend = Spend(day, "000", fund, "50504", fee, bank, what, via)
            spend.invoice = False
            entry = desk.spend(spend)
            assert entry.row is not None
            entry.row.summary, entry.row.purpose = "手续费", f"{month}月手续费"


def mutual_aid(desk: Desk) -> None:
    """Book 大病医疗互助: members' money held for others, never income or quota."""
    year, rng, world = desk.world.year, desk.rng, desk.world
    insurer = "职工互助保障会（示例）"
    for month in (2, 3, 5, 6, 8, 9, 10, 11):
        unit = rng.choice(world.reporting(date(year, month, 20))).code
        person = world.member(unit)
        amount = rng.randint(3000, 18000) * 100
        got = workday(date(year, month, 8))
        paid = workday(date(year, month, 11))
        what = f"代收大病互助赔付（{person}）"
        legs = [Leg(acc.MUTUAL, -amount)]
        desk.receive(got, what, insurer, legs, via="held", summary="互助赔付")
        what = f"转付大病互助赔付（{person}）"
        legs = [Leg(acc.MUTUAL, amount)]
        desk.pay_out(paid, what, person, legs, via="held", summary="互助赔付")
    collected = 0
    for month in (10, 11):
        amount = rng.randint(4200, 5100) * 9000
        collected += amount
        what = f"代收教职工大病医疗互助金（第{month - 9}批）"
        day = workday(date(year, month, 18))
        legs = [Leg(acc.MUTUAL, -amount)]
        desk.receive(day, what, SCHOOL, legs, via="held", summary="互助金")
    day = workday(date(year, 11, 26))
    what = "转交教职工大病医疗互助金"
    legs = [Leg(acc.MUTUAL, collected)]
    desk.pay_out(day, what, insurer, legs, via="held", summary="互助金")
    heads = world.heads(day)
    what = "职工大病医疗互助工会补助"
    spend = Spend(day, "000", "50", "50305", heads * 6000, insurer, what)
    spend.heads, spend.minutes = heads, f"校工委会〔{year}〕9号"
    spend.project = "P2024-20"
    desk.spend(spend)
