"""Larger books of the same shape, for measuring: ten years, nothing planted.

Each year has its budget, quota, monthly income and depreciation, asset purchases,
claims of every sub-union, and a year end. Entries are about as long as those of the
reference year: three postings, eight keys and more.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from datetime import date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from benchmarks.invent import accounts as acc
from benchmarks.invent import registers
from benchmarks.invent.assets import Card
from benchmarks.invent.budget import Budget
from benchmarks.invent.closing import closing_entries
from benchmarks.invent.days import month_end
from benchmarks.invent.days import some_day
from benchmarks.invent.days import workday
from benchmarks.invent.desk import Desk
from benchmarks.invent.desk import Spend
from benchmarks.invent.entry import Leg
from benchmarks.invent.files import Writer
from benchmarks.invent.files import chart_text
from benchmarks.invent.income import SCHOOL
from benchmarks.invent.income import dims
from benchmarks.invent.names import UNIT_ACTIVITIES
from benchmarks.invent.numbering import give_ids
from benchmarks.invent.numbering import number_vouchers
from benchmarks.invent.quota import CENTRE
from benchmarks.invent.quota import LAPSING
from benchmarks.invent.quota import SOURCE
from benchmarks.invent.quota import Quota
from benchmarks.invent.quota import available
from benchmarks.invent.quota import year_end
from benchmarks.invent.text import Value
from benchmarks.invent.text import custom_text
from benchmarks.invent.text import entry_text
from benchmarks.invent.world import MERGER
from benchmarks.invent.world import World

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

FIRST_YEAR = 2015
YEARS = 10
OPENED = date(2014, 1, 1)
_DEPRECIATING = ("通用设备", "专用设备", "家具用具装具及动植物")
_RULES = 'title: 测速用规则\nversion: "1"\nparts: []\n'


class Bulk:
    """Ten years of entries, one after the other."""

    def __init__(self, count: int, seed: int) -> None:
        """Share ``count`` entries out over the years."""
        self.count = count
        self.rng = Random(seed)
        self.cards: list[Card] = []
        self.balances: dict[str, int] = defaultdict(int)
        self.rests: dict[tuple[str, str], int] = {}
        self.world = World(FIRST_YEAR, seed, OPENED)
        for code in (*MERGER[0], MERGER[1]):
            self.world.units.pop(code)
        for unit in self.world.units.values():
            unit.headcounts = [(OPENED, unit.members)]

    def write(self, folder: Path) -> int:
        """Write all years; returns how many entries there are."""
        registers_folder = folder / "registers"
        registers_folder.mkdir(parents=True, exist_ok=True)
        (folder / "rules").mkdir(exist_ok=True)
        (folder / "rules" / "index.yaml").write_text(_RULES, encoding="utf-8")
        written = 0
        per_year = self.count // YEARS
        for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
            written += self.year(folder, year, per_year)
        self._registers(registers_folder)
        years: dict[str, set[int]] = {name: set() for name in acc.ASSET_CLASSES}
        for card in self.cards:
            years[card.class_].add(card.acquired.year)
        chart = chart_text(self.world, years)
        (folder / "chart.beancount").write_text(chart, encoding="utf-8")
        self._main(folder)
        return written

    def _main(self, folder: Path) -> None:
        shipped = Path(__file__).parent / "static" / "main.beancount"
        shutil.copyfile(shipped, folder / "main.beancount")
        # Without it Fava, told of it, would load the books at every request.
        config = shipped.with_name("import_config.py")
        shutil.copyfile(config, folder / config.name)
        lines = shipped.read_text(encoding="utf-8").splitlines()
        kept = [line for line in lines if not line.startswith('include "2024')]
        years = range(FIRST_YEAR, FIRST_YEAR + YEARS)
        kept += [f'include "{year}/*.beancount"' for year in years]
        text = "\n".join(kept) + "\n"
        (folder / "main.beancount").write_text(text, encoding="utf-8")

    def _registers(self, folder: Path) -> None:
        makers: dict[str, Callable[[World], str]] = {
            "units": registers.units,
            "members": registers.members,
            "persons": registers.persons,
            "funds": registers.funds,
            "shares": registers.shares,
        }
        for name, make in makers.items():
            text = make(self.world)
            (folder / f"{name}.beancount").write_text(text, encoding="utf-8")
        text = registers.assets(self.world, self.cards, year_end=False)
        text += "\n" + "\n\n".join(self._counts()) + "\n"
        (folder / "assets.beancount").write_text(text, encoding="utf-8")

    def _counts(self) -> Iterator[str]:
        """Yield a line for each thing counted, each November."""
        said: dict[str, Value] = {"result": "相符"}
        for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
            day = date(year, 11, 29)
            for card in self.cards:
                if card.acquired < day:
                    name = registers.quoted(card.number)
                    yield custom_text(day, "count", name, said)

    def year(self, folder: Path, year: int, count: int) -> int:
        """Write one year of about ``count`` entries."""
        self.world.year = year
        desk = Desk(self.world)
        self._income(desk)
        self._assets(desk)
        fixed = len(desk.entries) + 24
        self._claims(desk, max(count - fixed, 60))
        before = dict(self.balances)
        closing = closing_entries(desk.entries, year)
        quota = self._quota(desk)
        budget = Budget(desk.entries, year, planted=False).text(0)
        path = folder / "registers" / f"budget-{year}.beancount"
        path.write_text(budget, encoding="utf-8")
        ends = year_end(quota)
        every = [*desk.entries, *closing, *quota.entries, *ends]
        give_ids(every, Random(year))
        number_vouchers([*desk.entries, *closing], spoil=False)
        writer = Writer(folder, year)
        opening = {account: before.get(account, 0) for account in (acc.ICBC, acc.CCB)}
        opening |= {
            account: before.get(account, 0) for account in (acc.CASH, acc.CAMPUS)
        }
        writer.months(desk.entries, opening)
        for entry in desk.entries:
            for leg in entry.legs:
                for account in opening:
                    if leg.account.startswith(account):
                        self.balances[account] += leg.fen
        writer.write("quota.beancount", "额度", map(entry_text, quota.entries))
        parts = [entry_text(entry) for entry in (*closing, *ends)]
        writer.write("closing.beancount", "年末账结和额度年结", parts)
        return len(every)

    def _income(self, desk: Desk) -> None:
        year = self.world.year
        for month in range(1, 13):
            meta = dims(CENTRE, "10")
            legs = [Leg(acc.statutory("402"), -self.count * 60000 - 900000, meta=meta)]
            day = workday(date(year, month, 4))
            desk.receive(day, f"行政拨缴工会经费（{month}月）", SCHOOL, legs)
            legs = [
                Leg(
                    acc.statutory("401"),
                    -self.count * 30000,
                    meta=dims(CENTRE, "20"),
                )
            ]
            desk.receive(day, f"代扣会员会费（{month}月）", SCHOOL, legs, via="ccb")

    def _assets(self, desk: Desk) -> None:
        year = self.world.year
        for number in range(1, min(max(self.count // 1000, 12), 150) + 1):
            class_ = _DEPRECIATING[number % 3]
            bought = workday(date(year, 1 + number % 11, 5 + number % 20))
            label = f"FA-{year}-{number:04d}"
            cost = self.rng.randint(20, 90) * 10000
            card = Card(label, "设备", class_, "A02", cost, 72, bought, CENTRE, "库")
            self.cards.append(card)
            payee = self.world.company("设备")
            spend = Spend(
                bought, CENTRE, "60", "50702", cost, payee, f"购置（{label}）"
            )
            spend.extra = (card.leg(), Leg(acc.ASSET_FUND, -cost))
            spend.contract = f"HT-{label}"
            card.entry = desk.spend(spend)
        for month in range(1, 13):
            by_class: dict[str, int] = defaultdict(int)
            for card in self.cards:
                age = card.age(year, month)
                if age >= 1:
                    by_class[card.class_] += card.monthly(age)
            charged = {class_: fen for class_, fen in by_class.items() if fen}
            if charged:
                legs = [Leg(acc.ASSET_FUND, sum(charged.values()))]
                legs += [
                    Leg(acc.depreciation_account(k), -v) for k, v in charged.items()
                ]
                desk.transfer(month_end(year, month), f"计提{month}月折旧", legs)

    def _claims(self, desk: Desk, count: int) -> None:
        rng, year = self.rng, self.world.year
        units = self.world.reporting(date(year, 6, 1))
        heads = [unit.members for unit in units]
        for place in range(count):
            unit = rng.choices(units, heads)[0]
            fund = "20" if place % 4 == 0 else "10"
            day = some_day(rng, year, rng.randint(2, 12), 8)
            code, what, kind, _ = rng.choice(UNIT_ACTIVITIES[fund])
            payee = self.world.company(kind)
            amount = rng.randint(20000, 480000)
            what = f"{what}（第{place % 90 + 1}次活动，按方案和名单列支）"
            via = "ccb" if fund == "20" else "icbc"
            spend = Spend(day, unit.code, fund, code, amount, payee, what, via)
            spend.event, spend.heads = f"{day:%Y-%m} {what}", rng.randint(5, 40)
            desk.spend(spend)

    def _quota(self, desk: Desk) -> Quota:
        year = self.world.year
        quota = Quota(self.world, desk.entries)
        first = date(year, 1, 1)
        for pot, fen in sorted(self.rests.items()):
            what = "上年结转额度"
            quota.move(first, "carry", what, SOURCE, available(*pot), fen)
        for fund in ("10", "20", "60"):
            need = {
                pot[0]: -(-quota.used[pot] * 11 // 100000) * 10000
                for pot in sorted(quota.used)
                if pot[1] == fund
            }
            total = sum(need.values()) * 11 // 10 + 1000000
            what = f"批复年度预算额度（经费来源 {fund}）"
            target = available(CENTRE, fund)
            quota.move(first, "approve", what, SOURCE, target, total)
            need.pop(CENTRE, None)
            if need:
                quota.allot(date(year, 1, 2), "下达全年额度", fund, need)
        end = date(year, 12, 31)
        self.rests = {
            pot: quota.rest(pot, end)
            for pot in quota.changes
            if pot[1] not in LAPSING and quota.rest(pot, end) > 0
        }
        return quota


def write_bulk(folder: Path, count: int, seed: int) -> int:
    """Write books of about ``count`` entries; returns how many were written."""
    return Bulk(count, seed).write(folder)
