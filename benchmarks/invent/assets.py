"""Eighty asset cards: what was carried forward, bought, built and scrapped."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING

from benchmarks.invent import accounts as acc
from benchmarks.invent.days import month_end
from benchmarks.invent.days import workday
from benchmarks.invent.desk import Spend
from benchmarks.invent.entry import Entry
from benchmarks.invent.entry import Leg
from benchmarks.invent.entry import Lot

if TYPE_CHECKING:
    from benchmarks.invent.desk import Desk
    from benchmarks.invent.text import Value

# class, name, yuan, life in months (0: none), GB/T 14885, how many, 507 code, supplier
KINDS = (
    ("通用设备", "笔记本电脑", 7200, 72, "A02010105", 9, "50702", "设备"),
    ("通用设备", "台式计算机", 5600, 72, "A02010104", 8, "50702", "设备"),
    ("通用设备", "多功能一体机", 4350, 72, "A02021200", 6, "50702", "设备"),
    ("通用设备", "摄像机", 12800, 60, "A02091102", 3, "50702", "设备"),
    ("通用设备", "投影机", 9600, 72, "A02020200", 5, "50702", "设备"),
    ("专用设备", "跑步机", 11800, 120, "A03060300", 5, "50703", "文体"),
    ("专用设备", "综合训练器", 16500, 120, "A03060300", 4, "50703", "文体"),
    ("专用设备", "调音台", 13200, 60, "A02091200", 3, "50703", "设备"),
    ("专用设备", "乒乓球台", 3600, 60, "A03060200", 6, "50703", "文体"),
    ("家具用具装具及动植物", "会议桌", 6800, 180, "A05010200", 4, "50702", "家具"),
    ("家具用具装具及动植物", "文件柜组", 3900, 180, "A05010500", 5, "50702", "家具"),
    ("家具用具装具及动植物", "阅览书架", 4800, 180, "A05010500", 4, "50702", "家具"),
    ("图书档案", "职工书屋藏书", 24000, 0, "A04010000", 3, "50707", "图书"),
    ("文物和陈列品", "校园老照片陈列", 36000, 0, "A04020000", 1, "50707", "印刷"),
)
# Scrapped in the year, not yet written off.
OLD_PROJECTOR = ("通用设备", "投影机", 9600, 120, "A02020200", 1, "50702", "设备")
SCRAPPED = "FA-2016-0001"
# Fen that a month's entry leaves out, and a later one makes good.
_SHORT = {9: -1200, 10: 1200}
CARRIED = 50
BOUGHT = 28


@dataclass(slots=True)
class Card:
    """An asset card; money is fen, ``life`` months, 0 where nothing is written off.

    ``carded`` is the day of a card made late, ``counted`` the result of the year's
    stocktaking, ``disposal`` what is said where it is given up.
    """

    number: str
    name: str
    class_: str
    gb: str
    cost: int
    life: int
    acquired: date
    unit: str
    place: str
    code: str = "50702"
    kind: str = "设备"
    contract: str = ""
    entry: Entry | None = None
    scrapped: date | None = None
    carded: date | None = None
    counted: str = "相符"
    disposal: dict[str, Value] = field(default_factory=dict)

    def monthly(self, month: int) -> int:
        """Return the charge of the n-th month, from 1; the last takes the rest."""
        if not self.life or month > self.life:
            return 0
        even = (self.cost * 2 + self.life) // (self.life * 2)
        return self.cost - even * (self.life - 1) if month == self.life else even

    def age(self, year: int, month: int) -> int:
        """Return which month of use this is: the month of addition is the first."""
        return (year - self.acquired.year) * 12 + month - self.acquired.month + 1

    def written_off(self, year: int, month: int) -> int:
        """Return what is written off by the end of a month."""
        return sum(self.monthly(n) for n in range(1, self.age(year, month) + 1))

    def charge(self, year: int, month: int) -> int:
        """Return what a month's entry writes off: a late card is caught up."""
        age, begun = self.age(year, month), self.carded or self.acquired
        if age < 1 or (year, month) < (begun.year, begun.month):
            return 0
        if self.carded and (year, month) == (begun.year, begun.month):
            return self.written_off(year, month)
        return self.monthly(age)

    def leg(self, sign: int = 1) -> Leg:
        """Return the posting that takes the card in, or out with -1."""
        lot = Lot(sign, self.cost, self.acquired, self.number)
        account = acc.asset_account(self.class_, self.acquired.year)
        return Leg(account, sign * self.cost, "PC", lot)


def make_cards(desk: Desk) -> list[Card]:
    """Invent the cards carried forward and those to be bought."""
    rng, year = desk.rng, desk.world.year
    pool = [kind for kind in KINDS for _ in range(kind[5])]
    # A kind too few of the sixteen odd ones is made up with computers.
    pool += [KINDS[0]] * (CARRIED + BOUGHT - len(pool))
    rng.shuffle(pool)
    units = [unit.code for unit in desk.world.reporting(date(year, 2, 1))]
    units = [code for code in units if code not in {"058", "059"}]
    cards = []
    counters: dict[int, int] = defaultdict(int)
    pool[0] = OLD_PROJECTOR
    dated = []
    for place, sort in enumerate(pool):
        if not place:
            bought = date(2016, 3, 15)
        elif place < CARRIED:
            bought = date(rng.randint(2017, year - 1), rng.randint(1, 12), 15)
        else:
            month = 3 + (place - CARRIED) * 9 // BOUGHT
            bought = workday(date(year, month, 4 + place * 5 % 22))
        dated.append((bought, place, sort))
    for bought, _, (class_, name, yuan, life, gb, _, code, kind) in sorted(dated):
        counters[bought.year] += 1
        number = f"FA-{bought.year}-{counters[bought.year]:04d}"
        unit = "000" if rng.random() < 0.4 else rng.choice(units)
        where = "教工活动中心" if unit == "000" else "教职工小家"
        cost = yuan * 100 + rng.randint(-6, 12) * yuan // 2 * 2
        card = Card(number, name, class_, gb, cost, life, bought, unit, where)
        card.code, card.kind = code, kind
        cards.append(card)
    return cards


def buy(desk: Desk, cards: list[Card]) -> None:
    """Buy the new cards in batches: four legs; one batch keeps 5 % as 质保金."""
    year = desk.world.year
    batches: dict[tuple[int, str, str], list[Card]] = defaultdict(list)
    for card in cards:
        if card.acquired.year == year:
            batches[card.acquired.month, card.kind, card.code].append(card)
    for number, ((_, kind, code), batch) in enumerate(sorted(batches.items()), start=1):
        total = sum(card.cost for card in batch)
        for card in batch:
            card.acquired = batch[0].acquired
        names = "、".join(dict.fromkeys(card.name for card in batch))
        what = f"购置{names}等{len(batch)}件" if len(batch) > 1 else f"购置{names}"
        legs = [card.leg() for card in batch] + [Leg(acc.ASSET_FUND, -total)]
        payee = desk.world.company(kind)
        spend = Spend(batch[0].acquired, "000", "60", code, total, payee, what)
        spend.extra, spend.held_back = tuple(legs), total // 20 if number == 5 else 0
        spend.contract = f"HT-{year}-Z{number:02d}"
        entry = desk.spend(spend)
        for card in batch:
            card.contract, card.entry = spend.contract, entry
    day = workday(date(year, 3, 21))
    what = "支付上年购置音响设备质保金"
    legs = [Leg(acc.RETENTION, 640000)]
    payee = "武汉听涛示例音响设备有限公司"
    desk.pay_out(day, what, payee, legs, summary="质保金")


def works(desk: Desk, cards: list[Card]) -> None:
    """Build: 改造 of the activity centre in two instalments, and a system under way."""
    year = desk.world.year
    payee = "武汉筑境示例装饰工程有限公司"
    parts = (
        (date(year, 5, 23), 80000000, 0, "首付款"),
        (date(year, 10, 22), 108000000, 5400000, "竣工结算款"),
    )
    for day, fen, held_back, part in parts:
        legs = (Leg(acc.WORKS, fen), Leg(acc.WORKS_FUND, -fen))
        what = f"教工活动中心升级改造工程{part}"
        spend = Spend(workday(day), "000", "40", "50705", fen, payee, what)
        spend.extra, spend.held_back = legs, held_back
        spend.contract, spend.project = f"HT-{year}-G01", "P2024-18"
        spend.minutes, spend.key = f"校工委会〔{year}〕5号", "instalment"
        desk.spend(spend)
    total = sum(fen for _, fen, _, _ in parts)
    done = date(year, 11, 15)
    number = f"FA-{year}-0090"
    name = "教工活动中心改造工程"
    card = Card(
        number, name, "房屋及构筑物", "A01030000", total, 96, done, "000", "喻园"
    )
    card.contract = f"HT-{year}-G01"
    done_legs = [card.leg(), Leg(acc.WORKS, -total), Leg(acc.WORKS_FUND, total)]
    what = "教工活动中心升级改造工程竣工验收，在建工程转固定资产"
    done_legs.append(Leg(acc.ASSET_FUND, -total))
    card.entry = desk.transfer(done, what, done_legs)
    cards.append(card)
    for month, fen in ((6, 21600000), (11, 18900000)):
        legs2 = (Leg(acc.SYSTEMS, fen), Leg(acc.WORKS_FUND, -fen))
        payee = "武汉数舟示例软件有限公司"
        what = f"工会信息化二期系统开发{'首付' if month == 6 else '进度'}款"
        day = workday(date(year, month, 18))
        spend = Spend(day, "000", "60", "50706", fen, payee, what, extra=legs2)
        spend.contract, spend.project = f"HT-{year}-X01", "P2024-23"
        spend.minutes = f"校工委会〔{year}〕{month}号"
        spend.key = "zc111_ahead" if month == 11 else ""
        desk.spend(spend)
    live = date(year, 9, 12)
    number = f"FA-{year}-0091"
    card = Card(
        *(number, "工会直播间导播系统", "专用设备", "A02091100", 12860000, 60, live),
        *("000", "教工活动中心", "50703"),
    )
    legs3 = (card.leg(), Leg(acc.ASSET_FUND, -card.cost))
    payee = "武汉听涛示例音响设备有限公司"
    what = f"购置{card.name}（{number}）"
    spend = Spend(live, "000", "60", "50703", card.cost, payee, what, extra=legs3)
    spend.project, spend.contract = "P2024-19", f"HT-{year}-Z91"
    spend.minutes = f"校工委会〔{year}〕9号"
    card.entry, card.contract = desk.spend(spend), spend.contract
    cards.append(card)


def scrap(desk: Desk, cards: list[Card]) -> None:
    """Scrap one card through 182, with the proceeds to 408."""
    year = desk.world.year
    card = next(card for card in cards if card.number == SCRAPPED)
    day = workday(date(year, 6, 12))
    card.scrapped = day
    gone = card.written_off(year, 5)
    legs = [Leg(acc.PENDING_VALUE, card.cost - gone)]
    legs += [Leg(acc.depreciation_account(card.class_), gone), card.leg(-1)]
    legs = [leg for leg in legs if leg.fen]
    desk.transfer(day, f"报废{card.name}（{card.number}）转待处理", legs)
    approved = workday(date(year, 6, 19))
    if card.cost - gone:
        legs = [Leg(acc.ASSET_FUND, card.cost - gone)]
        legs.append(Leg(acc.PENDING_VALUE, gone - card.cost))
        desk.transfer(approved, f"批准核销报废{card.name}（{card.number}）", legs)
    proceeds = 36000
    payer = "武汉循环示例再生资源有限公司"
    legs = [Leg(acc.PENDING_NET, -proceeds)]
    day = workday(date(year, 6, 24))
    desk.receive(day, f"报废{card.name}残值收入", payer, legs, summary="残值款")
    legs = [Leg(acc.PENDING_NET, proceeds)]
    income = Leg(acc.statutory("408"), -proceeds, meta={"unit": "000", "fund": "10"})
    desk.transfer(workday(date(year, 6, 26)), "资产处置净收入转收入", [*legs, income])


def depreciate(desk: Desk) -> list[Entry]:
    """Book every month's depreciation, to be charged once all cards are known."""
    year = desk.world.year
    return [
        desk.transfer(month_end(year, month), f"计提{month}月固定资产折旧", [])
        for month in range(1, 13)
    ]


def charge(entries: list[Entry], cards: list[Card]) -> None:
    """Write off every month, per card: 借 资产基金, 贷 累计折旧, never an expense."""
    for entry in entries:
        year, month = entry.day.year, entry.day.month
        by_class: dict[str, int] = defaultdict(int)
        for card in cards:
            if card.scrapped is None or card.scrapped.month > month:
                by_class[card.class_] += card.charge(year, month)
        by_class["通用设备"] += _SHORT.get(month, 0)
        charged = {k: by_class[k] for k in acc.ASSET_CLASSES if by_class[k]}
        entry.legs = [Leg(acc.ASSET_FUND, sum(charged.values()))]
        entry.legs += [Leg(acc.depreciation_account(k), -v) for k, v in charged.items()]
        if amortised := by_class[acc.INTANGIBLE]:
            entry.legs.append(Leg(acc.SOFTWARE_FUND, amortised))
            account = acc.depreciation_account(acc.INTANGIBLE)
            entry.legs.append(Leg(account, -amortised))
            entry.narration += "、无形资产摊销"
        if _SHORT.get(month, 0) < 0:
            entry.key = "zc01_short"
