"""The year's quota entries, drawn up so that only what is planted is overdrawn."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from benchmarks.invent import accounts as acc
from benchmarks.invent.claims import rations
from benchmarks.invent.days import workday
from benchmarks.invent.entry import Entry
from benchmarks.invent.entry import Leg
from benchmarks.invent.entry import code_of
from benchmarks.invent.entry import is_expense
from benchmarks.invent.projects import BRAND_UNITS
from benchmarks.invent.projects import BRAND_YUAN
from benchmarks.invent.world import MERGED_ON
from benchmarks.invent.world import MERGER
from benchmarks.invent.world import OWN_BOOKS

if TYPE_CHECKING:
    from benchmarks.invent.world import World

SOURCE = "Equity:Q00-预算批复"
CENTRE = "000"
LAPSING = ("10", "20")
CARRIED = {"30": 20000000, "40": 42000000, "45": 6000000, "50": 15000000}
CARRIED |= {"60": 30000000}
CLOSED_FUND = ("035", "15", 100000)
LEFT_BEHIND = ("058", "10", 50000)
KEPT_ASIDE = (
    "团结杯秋季运动会布置",
    "工会干部培训班（第一期）",
    "工会干部培训班（第二期）",
    "华光计划专题研修",
    "大师剧剧场和灯光",
    "劳模创新工作室交流活动",
    "《四时鸟语》编校排版",
    "两书印制首付款",
    "教代会代表履职培训",
    "法律咨询服务费",
)
TAKEN_BACK = (("044", "10", 80000), ("042", "20", 60000), ("055", "10", 120000))

Pot = tuple[str, str]
Change = tuple[date, int]


def available(unit: str, fund: str) -> str:
    """Return the account of what a unit may still spend."""
    return f"Equity:Q01-可用额度:{unit}:{fund}"


def reserved(unit: str, fund: str) -> str:
    """Return the account of what is set aside."""
    return f"Equity:Q05-冻结额度:{unit}:{fund}"


def used(unit: str, fund: str) -> str:
    """Return the account of what is used."""
    return f"Equity:Q09-已用额度:{unit}:{fund}"


class Quota:
    """Draws up the quota entries from what the year spends."""

    def __init__(self, world: World, entries: list[Entry]) -> None:
        """Read every use of quota out of the entries."""
        self.world = world
        self.year = world.year
        self.entries: list[Entry] = []
        self.changes: dict[Pot, list[Change]] = defaultdict(list)
        self.used: dict[Pot, int] = defaultdict(int)
        self.spent = entries
        self._loans: dict[str, int] = {}
        for entry in sorted(entries, key=lambda e: (e.day, e.seq)):
            if not entry.loose:
                self.read(entry)

    def read(self, entry: Entry) -> None:
        """Note what an entry takes from the available quota."""
        back = 0
        for leg in entry.legs:
            unit, fund = entry.dimension(leg, "unit"), entry.dimension(leg, "fund")
            if leg.account == acc.LOANS and leg.fen > 0:
                self.changes[unit, fund].append((entry.day, -leg.fen))
            elif leg.account == acc.LOANS and entry.meta.get("reserve"):
                back -= leg.fen
            elif is_expense(leg) and unit and unit != OWN_BOOKS:
                self.changes[unit, fund].append((entry.day, -leg.fen))
                self.used[unit, fund] += leg.fen
        if back:
            pot = str(entry.meta["unit"]), str(entry.meta["fund"])
            self.changes[pot].append((entry.day, back))

    def low(self, pot: Pot, until: date | None = None) -> int:
        """Return the lowest balance at any day's end, 0 at the best."""
        lowest = balance = 0
        by_day: dict[date, int] = defaultdict(int)
        for day, fen in self.changes[pot]:
            by_day[day] += fen
        for day in sorted(by_day):
            if until is not None and day > until:
                break
            balance += by_day[day]
            lowest = min(lowest, balance)
        return lowest

    def rest(self, pot: Pot, day: date) -> int:
        """Return what is available at the end of a day."""
        return sum(fen for when, fen in self.changes[pot] if when <= day)

    def write(
        self, day: date, kind: str, what: str, legs: list[Leg], reserve: str = ""
    ) -> None:
        """Keep a quota entry and note what it moves."""
        meta: dict[str, str | int | bool | date] = {"quota": kind}
        if reserve:
            meta["reserve"] = reserve
        entry = Entry(day, what, legs, meta, room="quota", seq=len(self.entries))
        self.entries.append(entry)
        for leg in legs:
            parts = leg.account.split(":")
            if parts[1].startswith("Q01"):
                self.changes[parts[2], parts[3]].append((day, leg.fen))

    def move(  # noqa: PLR0913, PLR0917
        self, day: date, kind: str, what: str, source: str, target: str, fen: int
    ) -> None:
        """Move quota between two accounts."""
        legs = [Leg(source, -fen, "QUOTA"), Leg(target, fen, "QUOTA")]
        self.write(day, kind, what, legs)

    def allot(self, day: date, what: str, fund: str, parts: dict[str, int]) -> None:
        """Allot from the centre to several units in one entry."""
        given = {unit: fen for unit, fen in parts.items() if fen}
        legs = [Leg(available(CENTRE, fund), -sum(given.values()), "QUOTA")]
        legs += [Leg(available(u, fund), fen, "QUOTA") for u, fen in given.items()]
        self.write(day, "allot", what, legs)

    def carry(self) -> None:
        """Bring forward what last year's year entry left to be carried."""
        day = date(self.year, 1, 1)
        for fund, fen in CARRIED.items():
            what = f"上年结转额度（经费来源 {fund}）"
            self.move(day, "carry", what, SOURCE, available(CENTRE, fund), fen)
        unit, fund, fen = CLOSED_FUND
        what = "上年结转额度（已停用的老年文体活动经费尾数）"
        self.move(day, "carry", what, SOURCE, available(unit, fund), fen)

    def allotments(self) -> None:
        """Allot by headcount with a floor for small units, twice a year."""
        names = {"10": "基础活动经费", "20": "会费返还", "50": "困难帮扶与慰问"}
        units = [u for u in self.world.units.values() if u.code != OWN_BOOKS]
        for fund, name in names.items():
            plans = {u.code: rations(u, fund, self.year) for u in units}
            first = {code: plan.first for code, plan in plans.items()}
            second = {code: plan.second for code, plan in plans.items()}
            day = date(self.year, 1, 5)
            self.allot(day, f"下达第一批{name}（按会员人数，小单位保底）", fund, first)
            day = date(self.year, 9, 2)
            self.allot(day, f"下达第二批{name}（重心下移）", fund, second)
        parts = dict.fromkeys(BRAND_UNITS, BRAND_YUAN * 100)
        day = date(self.year, 4, 1)
        self.allot(day, "下达二级工会品牌活动经费（评审立项）", "30", parts)
        parts = {"057": 3000000, "049": 4600000}
        day = date(self.year, 4, 10)
        self.allot(day, "追加下达节日慰问经费（单位申请）", "10", parts)

    def set_aside(self) -> None:
        """Reserve for approved applications; release what was not needed."""
        number = 0
        for entry in sorted(self.spent, key=lambda e: (e.day, e.seq)):
            what = entry.narration.removeprefix("校工会")
            if what not in KEPT_ASIDE:
                continue
            number += 1
            reserve = f"SQ-{self.year}-{number:03d}"
            entry.meta["reserve"] = reserve
            pot = str(entry.meta["unit"]), str(entry.meta["fund"])
            need = entry.legs[0].fen
            fen = -(-need * 105 // 10000000) * 100000
            self.hold(pot, reserve, what, entry.day - timedelta(days=24), fen)
            # What is drawn from the reservation is not taken a second time.
            self.changes[pot].append((entry.day, need))
            if fen > need:
                self.hold(pot, reserve, what, entry.day + timedelta(days=3), need - fen)

    def hold(self, pot: Pot, reserve: str, what: str, day: date, fen: int) -> None:
        """Reserve, or release with a negative amount."""
        kind, word = ("reserve", "预占") if fen > 0 else ("release", "释放预占余额")
        legs = [
            Leg(available(*pot), -fen, "QUOTA"),
            Leg(reserved(*pot), fen, "QUOTA"),
        ]
        legs.sort(key=lambda leg: leg.fen)
        self.write(workday(day), kind, f"{word}：{what}", legs, reserve)

    def hand_over(self) -> None:
        """Hand the quota of the merged units to the new one, but for a rest."""
        day = date(self.year, *MERGED_ON)
        for fund in ("10", "20", "50"):
            legs, total = [], 0
            for unit in MERGER[0]:
                fen = self.rest((unit, fund), day)
                if (unit, fund) == LEFT_BEHIND[:2]:
                    fen -= LEFT_BEHIND[2]
                if fen > 0:
                    legs.append(Leg(available(unit, fund), -fen, "QUOTA"))
                    total += fen
            legs.append(Leg(available(MERGER[1], fund), total, "QUOTA"))
            what = "撤并移交额度：远程教育中心、继续教育学院并入继续与网络教育学院"
            self.write(day, "handover", what, legs)

    def adjustments(self) -> None:
        """Take back from some; give more where a unit would run short."""
        for unit, fund, fen in TAKEN_BACK:
            if self.rest((unit, fund), date(self.year, 12, 31)) > fen:
                day = date(self.year, 11, 25)
                what = "收回预计用不完的额度"
                target = available(CENTRE, fund)
                self.move(day, "adjust", what, available(unit, fund), target, fen)
        for pot in sorted(self.changes):
            unit, fund = pot
            if unit in {CENTRE, ""} or fund not in {"10", "20", "30", "50"}:
                continue
            if unit in self.world.units and self.low(pot) < 0:
                self._top_up(pot)

    def _top_up(self, pot: Pot) -> None:
        balance = 0
        for day, fen in sorted(self.changes[pot]):
            balance += fen
            if balance < 0:
                more = -(-(-self.low(pot) + 40000) // 50000) * 50000
                unit, fund = pot
                source, target = available(CENTRE, fund), available(*pot)
                what = f"追加额度（{self.world.name(unit)}申请）"
                before = max(workday(day - timedelta(days=6)), date(self.year, 1, 6))
                self.move(before, "adjust", what, source, target, more)
                return

    def approvals(self, wanted: dict[str, int], revised: dict[str, int]) -> None:
        """Approve the budget of each fund, and its revision in July.

        ``wanted`` and ``revised`` are fen of all funds together but for fund 10,
        which takes what the expense lines leave.
        """
        first, second = date(self.year, 1, 2), date(self.year, 7, 12)
        for fund, fen in wanted.items():
            what = f"批复年度预算额度（经费来源 {fund}）"
            self.move(first, "approve", what, SOURCE, available(CENTRE, fund), fen)
            change = revised[fund] - fen
            source, target = SOURCE, available(CENTRE, fund)
            if change < 0:
                source, target = target, source
            if change:
                what = f"年中预算调整（经费来源 {fund}）"
                self.move(second, "adjust", what, source, target, abs(change))


def year_end(quota: Quota) -> list[Entry]:
    """Return the entries that bring every pot back to Q00."""
    day = date(quota.year, 12, 31)
    kept = quota.entries
    quota.entries = []
    rests = {pot: quota.rest(pot, day) for pot in sorted(quota.changes)}
    for pot, rest in rests.items():
        if rest < 0:
            what = f"年终清理：超支额度由预算核减（{'·'.join(pot)}）"
            quota.move(day, "close", what, SOURCE, available(*pot), -rest)
    for fund in sorted({pot[1] for pot in rests}):
        pots = [pot for pot, rest in rests.items() if pot[1] == fund and rest > 0]
        legs = [Leg(available(*pot), -rests[pot], "QUOTA") for pot in pots]
        total = sum(rests[pot] for pot in pots)
        if total:
            kind, word = (
                ("lapse", "收回") if fund in LAPSING else ("close", "转出待结转")
            )
            legs.append(Leg(SOURCE, total, "QUOTA"))
            quota.write(day, kind, f"年末{word}未用额度（经费来源 {fund}）", legs)
        done = sorted(pot for pot, fen in quota.used.items() if pot[1] == fund and fen)
        legs = [Leg(used(*pot), -quota.used[pot], "QUOTA") for pot in done]
        if legs:
            total = sum(quota.used[pot] for pot in done)
            legs.append(Leg(SOURCE, total, "QUOTA"))
            quota.write(day, "close", f"年结已用额度（经费来源 {fund}）", legs)
    closing, quota.entries = quota.entries, kept
    for entry in closing:
        entry.room = "closing"
    return closing


def expense_by_code(entries: list[Entry]) -> dict[str, int]:
    """Return the year's expense by five-digit code, in fen."""
    totals: dict[str, int] = defaultdict(int)
    for entry in entries:
        for leg in entry.legs:
            if is_expense(leg):
                totals[code_of(leg.account)[:5]] += leg.fen
    return totals
