"""Problems of time and crowding planted for the audit's methods."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from benchmarks.invent.planted import DOUBT
from benchmarks.invent.planted import Plant

if TYPE_CHECKING:
    from benchmarks.invent.planted import Planter

HINT = "提示"
# Their members' money lay for more than half a year before they first used it.
_IDLE = ("033", "034", "052")


def plant_timing(planter: Planter) -> None:
    """Plant idle quota, an event before its project, and claims that crowd."""
    for plant in (_idle, _before, _small, _crowd, _same_day, _rush):
        plant(planter)


def _idle(planter: Planter) -> None:
    for unit in _IDLE:
        first = min(
            (
                entry
                for entry in planter.desk.entries
                if (entry.meta.get("unit"), entry.meta.get("fund")) == (unit, "20")
            ),
            key=lambda entry: (entry.day, entry.seq),
        )
        first.key = f"a09_{unit}"
        why = f"1 月 5 日下达的会费返还额度到 {first.day} 才第一次使用"
        planter.plants.append(Plant("A09", first.key, DOUBT, why))


def _before(planter: Planter) -> None:
    spend = planter.spend(1, 18, "000", 286000, "新年音乐会走台用品", fund="30")
    spend.project, spend.event = "P2024-04", "新年音乐会"
    why = "项目 2024 年 1 月 1 日起执行，所报的是上年 12 月的活动"
    entry = planter.plant("A28", "a28_before", spend, why, severity=DOUBT)
    entry.meta["event-date"] = date(planter.year - 1, 12, 27)


def _small(planter: Planter) -> None:
    why = "同一经办人一个月报销六笔不满 500.00 的支出"
    bought = (
        (4, 46200, "彩带和气球"),
        (7, 38700, "矿泉水"),
        (11, 43100, "签到簿"),
        (14, 29800, "计分牌"),
        (19, 47500, "横幅"),
        (25, 35600, "急救包"),
    )
    for number, (day, fen, what) in enumerate(bought):
        last = number == len(bought) - 1
        key = "a31_small" if last else f"a31_small_{number + 1}"
        spend = planter.spend(11, day, "045", fen, f"教职工趣味赛{what}", heads=30)
        spend.handler = planter.desk.world.units["045"].handlers[0]
        spend.event = f"{planter.year} 教职工趣味赛"
        planter.plant("A31" if last else "", key, spend, why, severity=HINT)


def _crowd(planter: Planter) -> None:
    spend = planter.spend(10, 17, "044", 186000, "秋季健步走物资", heads=58)
    why = "档案馆工会登记会员 34 人，活动写 58 人"
    planter.plant("A32", "a32_crowd", spend, why, severity=DOUBT)


def _same_day(planter: Planter) -> None:
    why = "同一经办人同一天两场活动"
    for number, (day, what) in enumerate(((15, "插花比赛用品"), (20, "象棋比赛奖品"))):
        spend = planter.spend(5, day, "028", 93000 + number * 4100, what)
        spend.handler = planter.desk.world.units["028"].handlers[0]
        key = "a321_two" if number else "a321_two_first"
        entry = planter.plant("A321" if number else "", key, spend, why, severity=HINT)
        entry.meta["event-date"] = date(planter.year, 5, 11)


def _rush(planter: Planter) -> None:
    why = "春节前 15 天内付出十笔，每日平均是全年的三倍以上"
    bought = (
        (26, 1, 262000, "歌咏比赛服装"),
        (29, 1, 251100, "歌咏比赛音响租用"),
        (30, 1, 265900, "教职工书法展装裱"),
        (31, 1, 256500, "教职工书法展场地"),
        (1, 2, 263900, "新春游艺会器材"),
        (2, 2, 253000, "新春游艺会奖品"),
        (5, 2, 268300, "新春联欢会道具"),
        (6, 2, 259400, "新春联欢会布置"),
        (7, 2, 255500, "新春联欢会摄影"),
        (8, 2, 266700, "新春联欢会服装"),
    )
    for number, (day, month, fen, what) in enumerate(bought):
        last = number == len(bought) - 1
        key = "a33_rush" if last else f"a33_rush_{number + 1}"
        spend = planter.spend(month, day, "045", fen, what, heads=120)
        spend.event = f"{planter.year} {what}"
        spend.payee = f"武汉{'晨暮春夏秋冬江湖岭川'[number]}光示例文化用品有限公司"
        planter.plant("A33" if last else "", key, spend, why, severity=HINT)
