"""Entries that look wrong and are right: no rule may call them a violation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from benchmarks.invent.days import workday
from benchmarks.invent.desk import Spend

if TYPE_CHECKING:
    from benchmarks.invent.planted import Planter

# key, why it is right; the entries themselves are made below or elsewhere
WHY: tuple[tuple[str, str], ...] = (
    ("bulk_412", "机械学院 412 名会员的国庆节慰问品，总额大而人均 80.00"),
    ("refund", "本年退货退款记红字支出，额度随之退回"),
    ("prior_refund", "上年支出退回记 32201 年初余额调整，不冲本年支出，也不退额度"),
    ("twin_1", "同日两笔 1,000.00 是两位会员各自的慰问，不是重复付款"),
    ("twin_2", "同日两笔 1,000.00 是两位会员各自的慰问，不是重复付款"),
    ("golf_road", "场地在“东湖高尔夫路 12 号体育馆”，只是地名"),
    ("banquet_hall", "“新年宴会厅场租”是租场地办联欢会，没有宴请"),
    ("battery", "500.00 的相机电池不到固定资产标准"),
    ("keyboard", "999.00 的键盘鼠标套装不到 1,000.00"),
    ("family_1", "一家两口分属两个单位，各领各的慰问"),
    ("family_2", "一家两口分属两个单位，各领各的慰问"),
    ("phase_1", "同一合同分期付款，每期 9,000.00，不是拆分"),
    ("phase_2", "同一合同分期付款，每期 9,000.00，不是拆分"),
    ("cash_1000", "现金付单位恰好 1,000.00，没有超过结算起点"),
    ("exact_zero", "用完最后一分额度，余额为零，没有超支"),
    ("two_invoices", "一笔报销附两张不同的发票"),
    ("instalment", "在建工程付款记 507 和 161、30103，竣工后才转 162"),
    ("JK-2024-004", "借款本身不是支出，只冻结额度"),
)


def innocents(planter: Planter) -> None:
    """Book those that no other part of the year has made."""
    book = planter.plant
    desk, year = planter.desk, planter.year
    for key, unit in (("twin_1", "008"), ("twin_2", "008")):
        spend = planter.spend(3, 20, unit, 100000, "住院慰问", fund="50")
        spend.member = spend.payee = desk.world.member(unit)
        spend.code, spend.heads, spend.invoice = "5010505", 0, False
        book("", key, spend, "")
    spend = planter.spend(4, 22, "005", 246000, "东湖高尔夫路12号体育馆羽毛球场地")
    spend.payee = "武汉星野示例体育馆有限公司"
    book("", "golf_road", spend, "")
    spend = planter.spend(1, 25, "018", 182000, "新年宴会厅场租", code="50106")
    spend.payee = "武汉回声示例剧场有限公司"
    book("", "banquet_hall", spend, "")
    spend = planter.spend(9, 19, "029", 50000, "宣传用相机电池", code="50103")
    spend.payee = "武汉零壹示例科技有限公司"
    book("", "battery", spend, "")
    spend = planter.spend(9, 23, "000", 99900, "购买键盘鼠标套装", code="50503")
    spend.payee = "武汉零壹示例科技有限公司"
    book("", "keyboard", spend, "")
    for key, unit in (("family_1", "003"), ("family_2", "043")):
        spend = planter.spend(6, 5, unit, 60000, "生育慰问", fund="50", code="5010505")
        spend.member = spend.payee = desk.world.member(unit)
        spend.heads, spend.invoice = 0, False
        book("", key, spend, "")
    for number, (month, key) in enumerate(((9, "phase_1"), (10, "phase_2"))):
        day = workday(date(year, month, 24 - number * 10))
        payee = "武汉明理示例律师事务所"
        what = f"合同审核服务第{'一二'[number]}期"
        spend = Spend(day, "000", "10", "50403", 900000, payee, what)
        spend.contract, spend.handler = f"HT-{year}-L01", "T0007"
        book("", key, spend, "")
    spend = planter.spend(
        3, 21, "000", 100000, "会议横幅制作", code="50103", via="cash"
    )
    spend.payee = "武汉春晖示例广告有限公司"
    book("", "cash_1000", spend, "")
    spend = planter.spend(12, 19, "032", 0, "年末会员联欢布置", code="50106")
    spend.loose = True
    book("", "exact_zero", spend, "")
    spend = planter.spend(5, 28, "002", 156000, "羽毛球赛用球和奖品")
    entry = book("", "two_invoices", spend, "")
    entry.meta["invoice"] = f"{entry.meta['invoice']} {desk.world.invoice()}"
