"""What the union pays for all its members: holidays, birthdays, training, stock."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from benchmarks.invent import accounts as acc
from benchmarks.invent.days import workday
from benchmarks.invent.desk import Spend
from benchmarks.invent.entry import Leg
from benchmarks.invent.names import COMPANIES
from benchmarks.invent.world import OWN_BOOKS

if TYPE_CHECKING:
    from benchmarks.invent.desk import Desk
    from benchmarks.invent.text import Value

# day, festival, yuan a member
FESTIVALS = (
    ((1, 19), "春节", 450),
    ((5, 30), "端午节", 250),
    ((9, 5), "中秋节", 350),
)
# day, code, what, supplier kind, yuan
GENERAL = (
    ((1, 12), "50502", "工会委员会全体会议", "印刷", 3860),
    ((3, 14), "50502", "教代会工代会会议", "培训", 68400),
    ((3, 22), "50502", "经审会会议材料印制", "印刷", 1280),
    ((9, 20), "50502", "经审会半年审查会议", "印刷", 1460),
    ((12, 6), "50502", "年度工作总结会", "培训", 21800),
    ((4, 11), "50503", "二级工会调研差旅", "旅行", 12640),
    ((6, 13), "50503", "外出考察高校工会工作", "旅行", 23650),
    ((10, 17), "50503", "会员信息采集服务", "软件", 28800),
    ((4, 23), "50304", "职工书屋图书采购", "图书", 28600),
    ((10, 24), "50304", "职工书屋期刊续订", "图书", 17280),
    ((5, 16), "50101", "理论学习读本采购", "图书", 36400),
    ((6, 20), "50402", "职业安全健康讲座", "咨询", 12000),
    ((6, 26), "50405", "夏送清凉慰问一线教职工", "食品", 86400),
    ((9, 11), "50106", "教师节文艺汇演布置", "印刷", 32600),
    ((11, 8), "50406", "教职工权益保障宣传", "印刷", 14200),
    ((7, 5), "50401", "劳动关系协调工作会", "培训", 11600),
    ((11, 14), "510", "乡村振兴定点帮扶捐赠", "食品", 30000),
)


def festivals(desk: Desk) -> None:
    """Buy holiday goods for every member, one contract a holiday."""
    year = desk.world.year
    for number, ((month, day_of), name, yuan) in enumerate(FESTIVALS):
        day = workday(date(year, month, day_of))
        heads = desk.world.heads(day)
        payee = COMPANIES["食品"][number]
        what = f"{year}年{name}会员慰问品（{heads}人）"
        spend = Spend(day, "000", "10", "5010501", heads * yuan * 100, payee, what)
        spend.heads, spend.event = heads, f"{year}{name}慰问"
        spend.contract, spend.minutes = (
            f"HT-{year}-J{number + 1}",
            "校工委会〔2024〕2号",
        )
        desk.spend(spend)


def birthdays(desk: Desk) -> None:
    """Buy the cake coupons of those whose birthday comes next month."""
    year, rng = desk.world.year, desk.rng
    left = desk.world.heads(date(year, 1, 1))
    for month in range(1, 13):
        day = workday(date(year, month, 22))
        heads = left if month == 12 else left // (13 - month) + rng.randint(-60, 60)
        left -= heads
        following = month % 12 + 1
        what = f"会员生日蛋糕券（{following}月）"
        payee = COMPANIES["蛋糕"][0]
        spend = Spend(day, "000", "10", "5010502", heads * 20000, payee, what)
        spend.heads, spend.event = heads, f"{following}月会员生日"
        spend.contract = f"HT-{year}-S1"
        desk.spend(spend)


def general(desk: Desk) -> None:
    """Book meetings, study, the reading room and the like."""
    year = desk.world.year
    for (month, day_of), code, what, kind, yuan in GENERAL:
        day = workday(date(year, month, day_of))
        payee = desk.world.company(kind)
        spend = Spend(day, "000", "10", code, yuan * 100, payee, what)
        spend.event, spend.heads = what, desk.rng.randint(20, 180)
        if yuan >= 20000:
            spend.minutes = f"校工委会〔{year}〕{month}号"
        desk.spend(spend)


def stock(desk: Desk) -> None:
    """Buy 慰问品 into stock and issue them: 141 against 30101, no second expense."""
    year = desk.world.year
    for month, yuan in ((1, 48000), (6, 36000), (10, 42000)):
        day = workday(date(year, month, 24))
        fen = yuan * 100
        payee = desk.world.company("食品")
        what = "采购走访慰问品入库"
        legs = (Leg(acc.STOCK, fen), Leg(acc.STOCK_FUND, -fen))
        spend = Spend(day, "000", "50", "50405", fen, payee, what, extra=legs)
        spend.event, spend.contract = what, f"HT-{year}-K{month}"
        spend.key = "zc10_stock" if month == 10 else ""
        desk.spend(spend)
    for month, yuan in ((2, 52000), (7, 33500), (9, 4200), (12, 39800)):
        fen = yuan * 100
        day = workday(date(year, month, 6))
        issued = [Leg(acc.STOCK_FUND, fen), Leg(acc.STOCK, -fen)]
        # One issue was never signed for.
        signed = month != 9
        meta: dict[str, Value] = {"issue-list": f"慰问品领用签收单 {day:%Y-%m}"}
        what = f"走访慰问品出库{'（领用单附后）' if signed else ''}"
        key = "" if signed else "zc101_issue"
        desk.transfer(day, what, issued, meta if signed else None, key)


def own_books(desk: Desk) -> None:
    """Pay the 补助 of the sub-union that keeps books of its own."""
    year = desk.world.year
    unit = desk.world.units[OWN_BOOKS]
    for month in (5, 11):
        day = workday(date(year, month, 14))
        payee = f"{unit.name}工会委员会（示例账户）"
        what = "补助独立核算工会活动经费"
        spend = Spend(day, OWN_BOOKS, "10", "50801", 30000000, payee, what)
        spend.minutes, spend.invoice = f"校工委会〔{year}〕{month}号", True
        desk.spend(spend)


def corrections(desk: Desk) -> None:
    """Book a refund of this year, one of last year, and money not yet understood."""
    year = desk.world.year
    day = workday(date(year, 5, 22))
    payee = desk.world.company("文体")
    spend = Spend(day, "007", "10", "50102", -86000, payee, "退回春季运动会多购器材款")
    spend.invoice, spend.key, spend.event = False, "refund", "2024-04 春季运动会退款"
    entry = desk.spend(spend)
    entry.series = "银收"
    assert entry.row is not None
    entry.row.summary = "退款"
    day = workday(date(year, 3, 12))
    legs = [Leg(acc.statutory("32201"), -124000)]
    what = "退回上年观影活动多付票款（年初余额调整）"
    payer = desk.world.company("影院")
    desk.receive(day, what, payer, legs, summary="退款", key="prior_refund")
    day = workday(date(year, 4, 18))
    legs = [Leg(acc.UNKNOWN_IN, -300000)]
    payer = "武汉无名示例商贸有限公司"
    desk.receive(day, "待查来款（附言不清）", payer, legs)
    day = workday(date(year, 4, 25))
    legs = [Leg(acc.UNKNOWN_IN, 300000)]
    desk.pay_out(day, "退还误汇款", payer, legs, summary="退款")
    day = workday(date(year, 8, 14))
    legs = [Leg(acc.UNKNOWN_OUT, 4600)]
    desk.pay_out(day, "银行扣款待查", "工商银行", legs, summary="扣款")
    day = workday(date(year, 8, 28))
    legs = [Leg(acc.UNKNOWN_OUT, -4600)]
    desk.receive(day, "银行冲回误扣款", "工商银行", legs, summary="冲正")
    payer = "武汉误汇示例贸易有限公司"
    day = workday(date(year, 12, 10))
    legs = [Leg(acc.UNKNOWN_IN, -120000)]
    desk.receive(day, "来款无附言，待查", payer, legs)
    day = workday(date(year, 12, 24))
    legs = [Leg(acc.UNKNOWN_IN, 120000)]
    desk.pay_out(day, "查明为误汇，原路退回", payer, legs, summary="退款")
