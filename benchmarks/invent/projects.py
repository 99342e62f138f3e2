"""The projects of the year under the work plan's four 工程, and what they spend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from benchmarks.invent.days import workday
from benchmarks.invent.desk import Spend

if TYPE_CHECKING:
    from benchmarks.invent.desk import Desk

THOUGHT = "思想政治引领工程"
MERIT = "建功立业创新创造工程"
PLACES = "阵地平台建设工程"
DIGITAL = "数智化建设工程"


@dataclass(frozen=True, slots=True)
class Project:
    """A project; ``items`` are (month, code, what, supplier kind, yuan)."""

    code: str
    name: str
    fund: str
    program: str
    line: str
    items: tuple[tuple[int, str, str, str, int], ...] = ()
    ends: tuple[int, int] = (12, 31)
    stage: str = "执行"


P = Project
PROJECTS: tuple[Project, ...] = (
    P(
        *("P2024-01", "团结杯系列赛", "30", MERIT, "文体"),
        (
            (3, "50102", "团结杯足球赛场地租用", "场馆", 32800),
            (4, "50102", "团结杯篮球赛裁判与场地", "场馆", 41600),
            (5, "50102", "团结杯羽毛球赛用球和奖品", "文体", 28650),
            (9, "50102", "团结杯气排球赛器材", "文体", 18720),
            (10, "50102", "团结杯秋季运动会布置", "印刷", 46300),
            (11, "50102", "团结杯乒乓球赛奖品", "文体", 21480),
        ),
    ),
    P("P2024-02", "教职工文体活动（行政补助）", "40", MERIT, "文体"),
    P(
        *("P2024-03", "加油站系列文体课程", "30", MERIT, "文体"),
        (
            (4, "50102", "加油站瑜伽和八段锦课程", "场馆", 26800),
            (6, "50106", "加油站书法摄影课程", "图书", 14500),
            (10, "50102", "加油站声乐舞蹈课程", "场馆", 31200),
            (11, "50106", "加油站茶艺课程", "食品", 12600),
        ),
    ),
    P(
        *("P2024-04", "新年音乐会", "30", THOUGHT, "宣传"),
        (
            (1, "50103", "新年音乐会剧场租用", "场馆", 86000),
            (1, "50103", "新年音乐会舞台灯光音响租用", "场馆", 118500),
            (1, "50103", "新年音乐会节目册和背景制作", "印刷", 23760),
        ),
        (6, 30),
        "结项",
    ),
    P(
        *("P2024-05", "大师剧展演", "30", THOUGHT, "宣传"),
        (
            (5, "50103", "大师剧服装道具制作", "场馆", 48200),
            (9, "50103", "大师剧剧场和灯光", "场馆", 56900),
            (10, "50103", "大师剧宣传册", "印刷", 12350),
        ),
    ),
    P(
        *("P2024-06", "华光计划", "30", MERIT, "青年"),
        (
            (5, "50501", "华光计划紧密层职工素质培训", "培训", 38600),
            (10, "50501", "华光计划专题研修", "培训", 42800),
        ),
    ),
    P(
        *("P2024-07", "青年教师教学竞赛（青教赛）", "30", MERIT, "竞赛"),
        (
            (4, "50301", "青教赛评审会务", "培训", 36000),
            (5, "50301", "青教赛奖牌证书制作", "印刷", 15800),
            (6, "50301", "青教赛省赛集训", "培训", 41200),
        ),
    ),
    P(
        *("P2024-08", "双创大赛", "30", MERIT, "竞赛"),
        (
            (6, "50301", "双创大赛路演布置", "印刷", 18400),
            (10, "50301", "双创大赛项目辅导", "培训", 32500),
        ),
    ),
    P(
        *("P2024-09", "青年教职工交友联谊", "30", MERIT, "青年"),
        (
            (5, "50305", "交友联谊五月场", "场馆", 22000),
            (9, "50305", "交友联谊金秋场", "场馆", 24000),
        ),
    ),
    P(
        *("P2024-10", "三育人奖评选", "30", MERIT, "先进"),
        (
            (8, "50301", "三育人奖奖牌证书", "印刷", 16800),
            (9, "50301", "三育人奖事迹展", "印刷", 27400),
        ),
    ),
    P(
        *("P2024-11", "女教职工专项", "30", MERIT, "女工"),
        (
            (3, "50106", "三八节女教职工花艺沙龙", "花艺", 36200),
            (5, "50305", "女教职工健康讲座", "咨询", 14800),
            (10, "50305", "十佳女教职工事迹宣讲", "印刷", 21500),
        ),
    ),
    P(
        *("P2024-12", "劳模先进创新工作室", "45", MERIT, "先进"),
        (
            (7, "50303", "劳模创新工作室材料费", "设备", 46800),
            (9, "50303", "劳模创新工作室成果展示", "印刷", 33600),
            (11, "50303", "劳模创新工作室交流活动", "培训", 52400),
        ),
    ),
    P("P2024-13", "优秀教职工疗休养", "30", MERIT, "疗休养"),
    P(
        *("P2024-14", "教职工游泳比赛", "30", MERIT, "文体"),
        (
            (6, "50102", "游泳比赛场馆和救生", "场馆", 26400),
            (6, "50102", "游泳比赛奖品", "文体", 12800),
        ),
        (9, 30),
        "结项",
    ),
    P("P2024-15", "教职工小家建设", "40", PLACES, "建家"),
    P(
        *("P2024-16", "二级教代会检查评估", "30", PLACES, "民主管理"),
        (
            (4, "50401", "二级教代会评估会务", "培训", 24600),
            (11, "50401", "二级教代会评估总结材料", "印刷", 16900),
            (11, "50502", "教代会工作推进会", "培训", 13200),
        ),
    ),
    P(
        *("P2024-17", "工会干部培训班", "30", THOUGHT, "培训"),
        (
            (4, "50501", "工会干部培训班（第一期）", "培训", 58600),
            (6, "50501", "工会干部培训班（第二期）", "培训", 61200),
            (10, "50501", "教代会代表履职培训", "培训", 45400),
        ),
    ),
    P("P2024-18", "教工活动中心升级改造", "40", PLACES, "阵地"),
    P("P2024-19", "工会直播间", "60", PLACES, "阵地"),
    P("P2024-20", "大病医疗互助", "50", MERIT, "互助"),
    P("P2024-21", "困难教职工帮扶", "50", MERIT, "帮扶"),
    P(
        *("P2024-22", "图书出版《四时鸟语》《老照片里的喻园》", "30", THOUGHT, "宣传"),
        (
            (6, "50103", "《四时鸟语》编校排版", "印刷", 58000),
            (9, "50103", "《老照片里的喻园》图片授权和编校", "印刷", 46500),
            (11, "50103", "两书印制首付款", "印刷", 52300),
        ),
    ),
    P("P2024-23", "工会信息化二期", "60", DIGITAL, "信息化"),
    P("P2024-24", "送温暖与金秋助学", "45", MERIT, "帮扶"),
    P(
        *("P2024-25", "法律咨询和心理健康服务", "30", PLACES, "服务"),
        (
            (5, "50403", "法律咨询服务费", "咨询", 36000),
            (6, "50305", "心理健康咨询服务费（上半年）", "咨询", 28000),
            (11, "50305", "心理健康咨询服务费（下半年）", "咨询", 28000),
        ),
    ),
    P("P2024-26", "二级工会品牌活动", "30", PLACES, "品牌"),
)


BRAND_UNITS = tuple(f"{number:03d}" for number in range(2, 48, 2))
BRAND_YUAN = 8000


def project_spending(desk: Desk) -> None:
    """Book what central projects pay to suppliers."""
    year = desk.world.year
    for place, project in enumerate(PROJECTS):
        for number, (month, code, what, kind, yuan) in enumerate(project.items):
            day = workday(date(year, month, 6 + (place * 5 + number * 7) % 19))
            payee = desk.world.company(kind)
            fen = yuan * 100 + (0 if yuan % 1000 == 0 else desk.rng.randint(0, 99))
            spend = Spend(day, "000", project.fund, code, fen, payee, what)
            spend.project, spend.event = project.code, what
            spend.heads = desk.rng.randint(40, 320)
            if yuan >= 30000:
                spend.contract = f"HT-{year}-{place + 1:02d}{number + 1}"
                spend.minutes = f"校工委会〔{year}〕{3 + month}号"
            desk.spend(spend)


def rest_trips(desk: Desk) -> None:
    """Pay the allowances（公杂费补助） of 疗休养 by signed lists: no invoice."""
    year = desk.world.year
    for batch in range(1, 19):
        day = workday(date(year, 6 + (batch - 1) // 6, 4 + (batch - 1) % 6 * 4))
        heads = 28 + desk.rng.randint(0, 6)
        payee = f"疗休养第{batch}批人员（代发{heads}人）"
        what = f"第{batch}批疗休养公杂费补助"
        spend = Spend(day, "000", "30", "50104", heads * 100000, payee, what)
        spend.project, spend.heads, spend.invoice = "P2024-13", heads, False
        spend.minutes, spend.event = f"校工委会〔{year}〕6号", what
        desk.spend(spend)


def hardship(desk: Desk) -> None:
    """Pay members in hardship: by name, with minutes and signature, no invoice."""
    rng, year = desk.rng, desk.world.year
    for number in range(150):
        upper = number % 3 == 0
        month = rng.randint(7, 12) if upper else rng.randint(1, 12)
        day = workday(date(year, month, rng.randint(9, 25)))
        unit = rng.choice(desk.world.reporting(day))
        person = desk.world.member(unit.code)
        fund, project = ("45", "P2024-24") if upper else ("50", "P2024-21")
        code, what = ("50405", "送温暖慰问") if upper else ("50404", "困难帮扶")
        amount = rng.randint(15, 48) * 10000
        spend = Spend(day, "000", fund, code, amount, person, f"{what}（{unit.short}）")
        spend.project, spend.member, spend.invoice = project, person, False
        spend.minutes = f"校工委会〔{year}〕{month}号"
        spend.event = f"{what} {day:%Y-%m}"
        desk.spend(spend)


def campus_cards(desk: Desk) -> None:
    """Spend 行政补助 from the project cards at the campus finance office."""
    rng, year = desk.rng, desk.world.year
    sports = ("教职工运动会裁判劳务", "教职工合唱团指导", "教职工健身房教练")
    for month in range(3, 13):
        for _ in range(rng.randint(4, 6)):
            day = workday(date(year, month, rng.randint(11, 26)))
            what = rng.choice(sports)
            amount = rng.randint(180000, 489000) + rng.randint(0, 99)
            if rng.random() < 0.35:
                amount = rng.randint(1050000, 1680000)
            payee = desk.world.company(rng.choice(("场馆", "文体")))
            spend = Spend(day, "000", "40", "50102", amount, payee, what, "campus")
            spend.project, spend.event = "P2024-02", f"{day:%Y-%m} {what}"
            spend.heads = rng.randint(20, 90)
            desk.spend(spend)
        for unit in rng.sample(desk.world.reporting(date(year, month, 28)), 3):
            day = workday(date(year, month, rng.randint(11, 26)))
            amount = rng.randint(240000, 488000) + rng.randint(0, 99)
            payee = desk.world.company("家具" if month % 2 else "花艺")
            what = f"教职工小家布置（{unit.short}）"
            spend = Spend(day, "000", "40", "50302", amount, payee, what, "campus")
            spend.project = "P2024-15"
            desk.spend(spend)


def brands(desk: Desk) -> None:
    """Spend what some sub-unions won for an activity of their own making."""
    rng, year = desk.rng, desk.world.year
    for code in BRAND_UNITS:
        for month in (rng.randint(4, 6), rng.randint(9, 11)):
            day = workday(date(year, month, rng.randint(9, 25)))
            amount = rng.randint(230000, 390000)
            payee = desk.world.company(rng.choice(("文体", "印刷")))
            spend = Spend(day, code, "30", "50302", amount, payee, "品牌活动物料")
            spend.project, spend.event = "P2024-26", f"{day:%Y-%m} 品牌活动"
            spend.heads = rng.randint(12, 34)
            desk.spend(spend)
