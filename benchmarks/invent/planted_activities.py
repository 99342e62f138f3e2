"""Problems planted in activities and benefits, one of a kind each."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from benchmarks.invent.planted import DOUBT
from benchmarks.invent.planted import Plant
from benchmarks.invent.world import REVIEWERS

if TYPE_CHECKING:
    from benchmarks.invent.planted import Planter


def plant_activities(planter: Planter) -> None:
    """Plant what breaks the standards of activities, forms and benefits."""
    for plant in (
        *(_meals, _prizes, _lecture, _outing, _words, _festival, _benefits),
        *(_decisions, _again),
    ):
        plant(planter)


def _meals(planter: Planter) -> None:
    spend = planter.spend(5, 22, "037", 360000, "运动会工作餐", heads=20)
    spend.payee = planter.desk.world.company("食品")
    why = "20 人 1 天工作餐 3,600.00，每人 180.00，标准 100.00"
    planter.plant("R22", "r22_meals", spend, why, severity=DOUBT).meta["days"] = 1


def _prizes(planter: Planter) -> None:
    spend = planter.spend(10, 24, "038", 144000, "气排球赛奖品", heads=30)
    why = "30 人参加、24 人得奖，超过三分之二"
    planter.plant("R18", "r18_prizes", spend, why).meta["awarded"] = 24


def _lecture(planter: Planter) -> None:
    spend = planter.spend(6, 19, "000", 240000, "工会干部培训讲课费", code="50501")
    spend.payee, spend.heads = "T0612", 0
    why = "副教授 4 学时 2,400.00，每学时 600.00，标准 500.00"
    entry = planter.plant("R24", "r24_lecture", spend, why, severity=DOUBT)
    entry.meta |= {"title": "副教授", "sessions": 4}


def _outing(planter: Planter) -> None:
    spend = planter.spend(10, 25, "042", 320000, "秋游门票和车费", code="5010504")
    spend.payee = "武汉行吟示例旅行社有限公司"
    why = "秋游写明两天，应当日往返"
    planter.plant("R17", "r17_two_days", spend, why).meta["days"] = 2


def _words(planter: Planter) -> None:
    spend = planter.spend(3, 21, "000", 32000, "办公电话费", code="50504")
    spend.payee = "武汉连线示例通信有限公司"
    why = "电话费是行政的开支，与工会活动无关"
    planter.plant("R08", "r08_telephone", spend, why, severity=DOUBT)
    spend = planter.spend(9, 13, "046", 240000, "退休教职工中秋慰问品", heads=12)
    spend.code, spend.event = "5010501", f"{planter.year}中秋节退休人员慰问"
    spend.payee = planter.desk.world.company("食品")
    why = "退休人员的慰问由行政承担"
    entry = planter.plant("R141", "r141_retired", spend, why, severity=DOUBT)
    entry.meta["event-date"] = spend.day


def _festival(planter: Planter) -> None:
    spend = planter.spend(7, 24, "048", 400000, "会员慰问品", heads=40)
    spend.code, spend.event = "5010501", f"{planter.year}-07 会员慰问"
    spend.payee = planter.desk.world.company("食品")
    why = "7 月 20 日前后三十天没有规定的节日"
    entry = planter.plant("R091", "r091_no_festival", spend, why, severity=DOUBT)
    entry.meta["event-date"] = date(planter.year, 7, 20)


def _benefits(planter: Planter) -> None:
    person = planter.desk.world.member("044")
    why = f"会员 {person} 3 月、11 月两次领取生日慰问"
    for month in (3, 11):
        spend = planter.spend(month, 14, "044", 15000, "生日蛋糕券", code="5010502")
        spend.member, spend.payee, spend.heads = person, person, 0
        spend.event = ""
        planter.second("R121", "r121_birthday", spend, why)
    person = planter.desk.world.member("010")
    event = f"住院 {planter.year}-06-03 {person}"
    why = f"会员 {person} 同一次住院由两个单位各慰问一次"
    for unit, day in (("010", 7), ("056", 11)):
        spend = planter.spend(6, day, unit, 70000, "住院慰问", code="5010505")
        spend.member, spend.payee, spend.heads = person, person, 0
        spend.fund, spend.event = "10", event
        planter.second("R133", "r133_hospital", spend, f"{why}，合计 1,400.00")
    planter.plants.append(Plant("R13", "r133_hospital", DOUBT, why))


def _decisions(planter: Planter) -> None:
    spend = planter.spend(5, 9, "050", 92000, "飞镖比赛用品")
    why = "付款 3 天以后才审批"
    entry = planter.plant("L08", "l08_late", spend, why)
    entry.meta["approved"] = spend.day + timedelta(days=3)
    spend = planter.spend(4, 23, "051", 800000, "春季运动会器材")
    spend.contract = f"HT-{planter.year}-051-1"
    why = "8,000.00 由只能批到 5,000.00 的分工会主席审批"
    entry = planter.plant("R35", "r35_level", spend, why)
    entry.meta["approver"] = entry.meta["reviewer"]
    entry.meta["reviewer"] = REVIEWERS[0]
    spend = planter.spend(11, 14, "000", 12000000, "年度文化衫制作")
    spend.payee, spend.heads = "武汉织锦示例服饰有限公司", 1500
    why = "付款 120,000.00 没有合同"
    planter.plant("R40", "r40_no_contract", spend, why, severity=DOUBT)


def _again(planter: Planter) -> None:
    why = "同一单位相隔几天、金额和事由都相同，发票不同"
    payee = planter.desk.world.company("文体")
    for number, day in enumerate((6, 13)):
        spend = planter.spend(6, day, "053", 86000, "毽球比赛用品", payee=payee)
        spend.event = f"{planter.year} 毽球比赛"
        key = "a01_again" if number else "a01_again_first"
        entry = planter.plant("A01" if number else "", key, spend, why, severity=DOUBT)
        entry.meta["event-date"] = date(planter.year, 6, 5)
