"""Dealings planted for the audit's methods, and one that only comes near."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.invent.planted import DOUBT
from benchmarks.invent.planted import Plant

if TYPE_CHECKING:
    from benchmarks.invent.planted import Planter

_SHOP = "武汉归雁示例文具商行"
_TRAINING = "武汉知行示例职工培训中心"


def plant_dealings(planter: Planter) -> None:
    """Plant invoices in a row, sums below a limit, a year's end, one supplier."""
    for plant in (_row_of_invoices, _below_limit, _end_of_year, _one_supplier):
        plant(planter)


def _row_of_invoices(planter: Planter) -> None:
    """A02: three invoices one shop wrote in a row, claimed in three months."""
    what = ("读书沙龙用品", "劳动节板报用品", "合唱排练用品")
    first = int(planter.desk.world.invoice())
    why = "同一家文具店开出的三张连号发票，三月、四月、五月分三次报销"
    for number, month in enumerate((3, 4, 5)):
        spend = planter.spend(month, 18, "020", 86000 + number * 4300, what[number])
        spend.payee, spend.code = _SHOP, "50103"
        last = number == len(what) - 1
        key = "a02_row" if last else f"a02_row_{number + 1}"
        rule = "A02" if last else ""
        entry = planter.plant(rule, key, spend, why, severity=DOUBT)
        entry.meta["invoice"] = str(first + number)


def _below_limit(planter: Planter) -> None:
    """A04: a unit whose large purchases all stay a little below 10,000."""
    bought = (
        (3, 985000, "武汉云桥示例体育器材有限公司", "健步走装备"),
        (4, 968000, "武汉松果示例运动服饰有限公司", "教工合唱服装"),
        (6, 992000, "武汉星野示例体育馆有限公司", "羽毛球联赛场地"),
        (9, 976000, "武汉墨池示例印务有限公司", "荣休文集印制"),
        (11, 989000, "武汉青禾示例文体用品有限公司", "冬季运动会物资"),
    )
    why = "五笔采购都在 9,680.00 至 9,920.00 之间，没有一笔略高于 10,000.00"
    for number, (month, fen, payee, what) in enumerate(bought, 1):
        spend = planter.spend(month, 12, "045", fen, what)
        spend.payee = payee
        last = number == len(bought)
        key = "a04_below" if last else f"a04_below_{number}"
        planter.plant("A04" if last else "", key, spend, why, severity=DOUBT)


def _end_of_year(planter: Planter) -> None:
    """A05: a unit that spends half of its year in the last quarter; one that does not.

    The unit 021 is the neighbour: a walk in May keeps its last quarter below 40%.
    """
    why = "第四季度支出过半，十二月下旬还集中买了联欢和培训用品"
    bought = (
        (5, 860000, "武汉青禾示例文体用品有限公司", "新年联欢用品"),
        (18, 640000, "武汉渡口示例图书有限公司", "教师培训用书"),
    )
    for day, fen, payee, what in bought:
        spend = planter.spend(12, day, "048", fen, what)
        spend.payee = payee
        planter.plant("", f"a05_unit_048_{day}", spend, "")
    spend = planter.spend(12, 24, "048", 1180000, "新年教具展板")
    spend.payee = "武汉春晖示例广告有限公司"
    planter.plant("A05", "a05_unit_048", spend, why, severity=DOUBT)
    why = "12 月 24 日没有合同支付 11,800.00，超过 10,000.00"
    planter.plants.append(Plant("A051", "a05_unit_048", DOUBT, why))
    spend = planter.spend(5, 15, "021", 620000, "东湖健步走物资")
    planter.plant("", "a05_neighbour", spend, "")


def _one_supplier(planter: Planter) -> None:
    """A15: what the school's union pays for training and meetings goes to one place."""
    for code, what in (("50501", "培训"), ("50502", "会议")):
        paid = [
            entry
            for entry in planter.desk.entries
            if entry.payee == _TRAINING
            and entry.meta.get("unit") == "000"
            and any(f":{code}-" in leg.account for leg in entry.legs)
        ]
        last = max(paid, key=lambda entry: (entry.day, entry.seq))
        last.key = last.key or f"a15_{code}"
        why = f"校工会本级全年的{what}支出几乎都付给同一家培训中心"
        planter.plants.append(Plant("A15", last.key, DOUBT, why))
