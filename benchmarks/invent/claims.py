"""The many small claims of the sub-unions, kept inside what each has been allotted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from benchmarks.invent.days import MONTH_WEIGHTS
from benchmarks.invent.days import some_day
from benchmarks.invent.days import workday
from benchmarks.invent.desk import Spend
from benchmarks.invent.names import CARE
from benchmarks.invent.names import GROUPED
from benchmarks.invent.names import UNIT_ACTIVITIES

if TYPE_CHECKING:
    from benchmarks.invent.desk import Desk
    from benchmarks.invent.world import Unit

# Units whose last use of a fund is planted: nothing of theirs comes after it.
NO_CLAIMS_IN_DECEMBER = {("023", "10"), ("041", "20"), ("032", "10")}
SMALL_MOST = 490000
FESTIVAL_HEAD = 8000


@dataclass(frozen=True, slots=True)
class Ration:
    """What a unit has of a fund: fen at the start and from the second allotment on."""

    first: int
    second: int
    second_on: date


def rations(unit: Unit, fund: str, year: int) -> Ration:
    """Return the year's allotment of a unit: so much a head, never under a floor."""
    second_on = date(year, 9, 2)
    if unit.first > date(year, 1, 1) and unit.first.month > 1:
        return Ration(0, _whole(unit.members * _RATE[fund] * 45 // 100), second_on)
    total = max(unit.members * _RATE[fund], _FLOOR[fund])
    if fund in _FLAT:
        total += _FLAT[fund]
    first = _whole(total * 60 // 100)
    if unit.last is not None:
        return Ration(first, 0, second_on)
    return Ration(first, _whole(total - first), second_on)


_RATE = {"10": 33000, "20": 14400, "50": 4500}
_FLOOR = {"10": 1200000, "20": 480000, "50": 200000}
_FLAT = {"10": 500000}


def _whole(fen: int) -> int:
    return -(-fen // 10000) * 10000


def unit_claims(desk: Desk, unit: Unit, fund: str) -> None:
    """Invent the year's claims of one unit on one fund."""
    rng, year = desk.rng, desk.world.year
    ration = rations(unit, fund, year)
    share = rng.randint(78, 91)
    until = ration.first * share // 100
    whole = (ration.first + ration.second) * share // 100
    spent = _festival(desk, unit, ration) if fund == "10" else 0
    last = 6 if unit.last else 12
    if (unit.code, fund) in NO_CLAIMS_IN_DECEMBER:
        last = 11
    first = unit.first.month if unit.first.year == year else 1
    months = range(max(first, 9) if not ration.first else first, last + 1)
    days = _days(desk, whole - spent, months)
    for day in days:
        limit = until if day <= ration.second_on else whole
        amount = _amount(desk)
        if spent + amount > limit:
            continue
        if _claim(desk, unit, fund, day, amount):
            spent += amount


def _days(desk: Desk, total: int, months: range) -> list[date]:
    count = max(total // 172000, 1)
    weights = [MONTH_WEIGHTS[month - 1] for month in months]
    chosen = desk.rng.choices(list(months), weights, k=count)
    return sorted(some_day(desk.rng, desk.world.year, month, 8) for month in chosen)


def _amount(desk: Desk) -> int:
    """Return 200 to 4,900 yuan: whole yuan, or with fen as tickets and goods have."""
    rng = desk.rng
    base = int(rng.triangular(20000, SMALL_MOST, 60000))
    return base // 100 * 100 if rng.random() < 0.6 else base


def _festival(desk: Desk, unit: Unit, ration: Ration) -> int:
    """Buy holiday goods of 80 yuan a member; small units on the reserve of a fund."""
    year = desk.world.year
    if unit.code in {"049", "057"} or (
        unit.first.month > 1 and unit.first.year == year
    ):
        return 0
    month, name = ((4, "劳动节"), (9, "国庆节"))[int(unit.code) % 2]
    if unit.last:
        month, name = 4, "劳动节"
    day = workday(date(year, month, 12 + int(unit.code) % 14))
    heads = unit.heads(day)
    amount = heads * FESTIVAL_HEAD
    if amount > ration.first // 2:
        return 0
    event = f"{year}{name}慰问"
    payee = desk.world.company("食品")
    what = f"{name}会员慰问品"
    spend = Spend(day, unit.code, "10", "5010501", amount, payee, what)
    spend.event, spend.heads = event, heads
    desk.spend(spend)
    return amount


def _claim(desk: Desk, unit: Unit, fund: str, day: date, amount: int) -> bool:
    rng = desk.rng
    fitting = [a for a in UNIT_ACTIVITIES[fund] if day.month in a[3]]
    if not fitting:
        return False
    code, what, kind, _ = rng.choice(fitting)
    by_person = amount < 150000 and rng.random() < 0.5
    handler = rng.choice(unit.handlers)
    payee = handler if by_person else desk.world.company(kind)
    heads = min(max(amount // rng.choice((3500, 5000, 8000)), 4), unit.heads(day))
    group = ""
    if unit.code in GROUPED and rng.random() < 0.4:
        group = f"第{'一二三'[rng.randrange(3)]}工会小组"
    via = "ccb" if fund == "20" else "icbc"
    spend = Spend(day, unit.code, fund, code, amount, payee, f"{group}{what}", via)
    spend.event, spend.heads, spend.handler = f"{year_event(day)}{what}", heads, handler
    desk.spend(spend)
    return True


def year_event(day: date) -> str:
    """Return the prefix that tells one event from the next."""
    return f"{day.year}-{day.month:02d} "


def care(desk: Desk, unit: Unit) -> None:
    """Pay what members get in illness, marriage, birth, death and retirement."""
    rng, year = desk.rng, desk.world.year
    ration = rations(unit, "50", year)
    limit = {False: ration.first, True: ration.first + ration.second}
    spent = 0
    count = max(unit.members // 42, 1)
    last = 6 if unit.last else 12
    first = 9 if not ration.first else 1
    for _ in range(count):
        day = some_day(rng, year, rng.randint(first, last), 8)
        what, amount = rng.choice(CARE)
        late = day > ration.second_on
        if spent + amount > limit[late] * 85 // 100 or (
            not late and spent + amount > limit[False] * 70 // 100
        ):
            continue
        spent += amount
        person = desk.world.member(unit.code)
        spend = Spend(day, unit.code, "50", "5010505", amount, person, what)
        spend.member, spend.invoice = person, what.startswith("退休")
        spend.event = f"{what} {day - timedelta(days=4):%Y-%m-%d}"
        desk.spend(spend)
