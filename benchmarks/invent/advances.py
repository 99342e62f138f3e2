"""Advances（借款） and their settlement, and the small cash box."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from benchmarks.invent import accounts as acc
from benchmarks.invent.days import workday
from benchmarks.invent.desk import Spend
from benchmarks.invent.entry import Leg

if TYPE_CHECKING:
    from benchmarks.invent.desk import Desk
    from benchmarks.invent.text import Value

# month, unit, what, lent, spent; settled exactly, overspent, or with money back
LOANS = (
    (3, "012", "春季登山活动预借", 300000, 300000),
    (3, "020", "三八节活动预借", 280000, 261450),
    (4, "033", "教学基地参观预借", 150000, 150000),
    (4, "009", "运动会服装押金预借", 260000, 288600),
    (5, "046", "亲子活动预借", 320000, 320000),
    (5, "017", "合唱比赛排练预借", 240000, 233200),
    (6, "043", "读书节活动预借", 180000, 180000),
    (6, "030", "新闻采风活动预借", 200000, 214500),
    (9, "025", "迎新健步走预借", 260000, 260000),
    (9, "038", "中秋联欢预借", 220000, 198750),
    (10, "045", "重阳登高活动预借", 340000, 340000),
    (10, "006", "诗歌朗诵会预借", 160000, 175300),
    (11, "029", "冬季长跑预借", 180000, 180000),
)


def advances(desk: Desk) -> None:
    """Lend for an event and settle within a month or two.

    The entry of a loan paid by the bank keeps its import id; what it set aside is
    named by that id when it is settled, so ``reserve`` is filled in later by key.
    """
    year, rng = desk.world.year, desk.rng
    for number, (month, code, what, lent, spent) in enumerate(LOANS, start=1):
        unit = desk.world.units[code]
        day = workday(date(year, month, 7 + number % 9))
        handler = rng.choice(unit.handlers)
        loan = f"JK-{year}-{number:03d}"
        meta: dict[str, Value] = {"unit": code, "fund": "10", "handler": handler}
        meta |= {"reviewer": unit.chair, "approver": "T0001"}
        name = desk.world.name(code)
        desk.pay_out(
            day,
            f"{name}{what}（{loan}）",
            handler,
            [Leg(acc.LOANS, lent)],
            summary="借款",
            meta=meta,
            key=loan,
        )
        settled = workday(day + timedelta(days=21 + number % 7))
        spend = Spend(
            settled, code, "10", "50102", spent, handler, f"{what[:-2]}冲借款"
        )
        spend.handler, spend.reserve, spend.heads = handler, loan, 20 + number
        spend.event = what[:-2]
        legs = [Leg(acc.expense("50102"), spent), Leg(acc.LOANS, -lent)]
        if spent > lent:
            legs.append(Leg(acc.ICBC_OWN, lent - spent))
        elif spent < lent:
            legs.append(Leg(acc.CASH, lent - spent))
        spend.via = "icbc" if spent > lent else "none"
        entry = desk.book(spend, legs, paid_out=spent > lent)
        if spent < lent:
            entry.series = "现收"


SMALL = (
    ("购买会议签字笔和档案盒", "50503", "武汉归雁示例文具商行"),
    ("慰问走访交通费", "50405", ""),
    ("展板搬运费", "50103", ""),
    ("活动用饮用水", "50102", "武汉湖畔示例粮油商贸有限公司"),
    ("打印复印费", "50503", "武汉拾光示例图文制作店"),
)


# What other parts of the year pay in cash, in fen, by month.
_OTHERS = {3: 100000, 5: 128000, 10: 360000, 12: 80000}


def cash_box(desk: Desk) -> None:
    """Draw cash at the start of a month for the small payments that follow."""
    year, rng = desk.world.year, desk.rng
    for month in range(1, 13):
        chosen = [
            (*rng.choice(SMALL), rng.randint(4500, 58000))
            for _ in range(rng.randint(4, 6))
        ]
        wanted = sum(item[3] for item in chosen) + _OTHERS.get(month, 0)
        day = workday(date(year, month, 5))
        legs = [Leg(acc.CASH, -(-wanted // 20000) * 20000)]
        desk.pay_out(day, "提取备用现金", "现金支取", legs, summary="取现")
        for what, code, company, fen in chosen:
            handler = rng.choice(("T0006", "T0007", "T0008"))
            paid = workday(date(year, month, rng.randint(8, 27)))
            fund = "50" if code == "50405" else "10"
            spend = Spend(
                paid, "000", fund, code, fen, company or handler, what, "cash"
            )
            spend.handler = handler
            desk.spend(spend)
