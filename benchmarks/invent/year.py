"""The reference year, put together."""

from __future__ import annotations

import shutil
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from benchmarks.invent import accounts as acc
from benchmarks.invent import registers
from benchmarks.invent.advances import advances
from benchmarks.invent.advances import cash_box
from benchmarks.invent.assets import Card
from benchmarks.invent.assets import buy
from benchmarks.invent.assets import charge
from benchmarks.invent.assets import depreciate
from benchmarks.invent.assets import make_cards
from benchmarks.invent.assets import scrap
from benchmarks.invent.assets import works
from benchmarks.invent.bank_days import give_bank_days
from benchmarks.invent.bank_days import statements
from benchmarks.invent.budget import Budget
from benchmarks.invent.central import birthdays
from benchmarks.invent.central import corrections
from benchmarks.invent.central import festivals
from benchmarks.invent.central import general
from benchmarks.invent.central import own_books
from benchmarks.invent.central import stock
from benchmarks.invent.claims import care
from benchmarks.invent.claims import unit_claims
from benchmarks.invent.closing import closing_entries
from benchmarks.invent.desk import Desk
from benchmarks.invent.documents import write_pdf
from benchmarks.invent.entry import Entry
from benchmarks.invent.entry import Leg
from benchmarks.invent.exports import give_import_ids
from benchmarks.invent.exports import lines_of
from benchmarks.invent.exports import write_exports
from benchmarks.invent.files import UNKNOWN
from benchmarks.invent.files import Writer
from benchmarks.invent.files import balance_line
from benchmarks.invent.files import chart_text
from benchmarks.invent.income import dues
from benchmarks.invent.income import interest
from benchmarks.invent.income import mutual_aid
from benchmarks.invent.income import subsidies
from benchmarks.invent.income import two_percent
from benchmarks.invent.innocent import innocents
from benchmarks.invent.invoices import write_invoices
from benchmarks.invent.numbering import give_ids
from benchmarks.invent.numbering import number_vouchers
from benchmarks.invent.planted import Planter
from benchmarks.invent.planted_activities import plant_activities
from benchmarks.invent.planted_assets import asset_events
from benchmarks.invent.planted_assets import plant_assets
from benchmarks.invent.planted_dealings import plant_dealings
from benchmarks.invent.planted_timing import plant_timing
from benchmarks.invent.projects import brands
from benchmarks.invent.projects import campus_cards
from benchmarks.invent.projects import hardship
from benchmarks.invent.projects import project_spending
from benchmarks.invent.projects import rest_trips
from benchmarks.invent.quota import CARRIED
from benchmarks.invent.quota import CENTRE
from benchmarks.invent.quota import Quota
from benchmarks.invent.quota import year_end
from benchmarks.invent.text import entry_text
from benchmarks.invent.world import World

if TYPE_CHECKING:
    from benchmarks.invent.planted import Plant

OPENING_UPPER = 394000000
OPENING: dict[str, int] = {
    acc.CASH: 300000,
    acc.ICBC_OWN: 1186000000,
    acc.ICBC_HELD: 18642000,
    acc.CCB_OWN: 214560000,
    acc.CAMPUS: 42000000,
    acc.STOCK: 2000000,
    acc.UPPER: -OPENING_UPPER,
    acc.RETENTION: -640000,
    acc.MUTUAL: -18642000,
    acc.STOCK_FUND: -2000000,
}
CARDS_OPENING = {"P2024-02": 26000000, "P2024-15": 16000000}
RESTRICTED_OPENING = CARRIED["40"] + CARRIED["45"]
STATIC = Path(__file__).parent / "static"


@dataclass(slots=True)
class Year:
    """Everything invented for one year, before it is written."""

    world: World
    entries: list[Entry]
    opening: Entry
    cards: list[Card]
    quota: Quota
    budget: Budget
    planter: Planter
    closing: list[Entry]


def invent_year(year: int, seed: int) -> Year:
    """Invent the year."""
    world = World(year, seed)
    desk = Desk(world)
    cards = make_cards(desk)
    two_percent(desk, OPENING_UPPER)
    dues(desk)
    subsidies(desk)
    interest(desk)
    mutual_aid(desk)
    for unit in world.units.values():
        if unit.code != "060":
            for fund in ("10", "20"):
                unit_claims(desk, unit, fund)
            care(desk, unit)
    for part in (festivals, birthdays, general, stock, own_books, corrections):
        part(desk)
    for part in (project_spending, rest_trips, hardship, brands, campus_cards):
        part(desk)
    advances(desk)
    cash_box(desk)
    buy(desk, cards)
    works(desk, cards)
    scrap(desk, cards)
    written_off = depreciate(desk)
    planter = Planter(desk)
    planter.all()
    innocents(planter)
    plant_activities(planter)
    plant_dealings(planter)
    plant_timing(planter)
    plant_assets(planter, cards)
    charge(written_off, cards)
    for entry in desk.entries:
        # The festival goods of the largest unit are among what only looks wrong.
        if entry.meta.get("headcount") == 412 and "慰问品" in entry.narration:
            entry.key = "bulk_412"
    budget = Budget(desk.entries, year)
    quota = _quota(world, desk.entries, budget, planter)
    closing = closing_entries(desk.entries, year)
    opening = _opening(cards, year)
    return Year(world, desk.entries, opening, cards, quota, budget, planter, closing)


def _quota(
    world: World, entries: list[Entry], budget: Budget, planter: Planter
) -> Quota:
    year = world.year
    quota = Quota(world, entries)
    quota.carry()
    quota.set_aside()
    quota.allotments()
    quota.hand_over()
    quota.adjustments()
    wanted, revised = {}, {}
    for fund in ("30", "40", "45", "50", "60", "20"):
        low = -quota.low((CENTRE, fund))
        half = -quota.low((CENTRE, fund), date(year, 7, 11))
        revised[fund] = -(-low * 104 // 10000000) * 100000
        step = {"30": 20000000, "60": -10000000}.get(fund, 0)
        wanted[fund] = max(revised[fund] - step, -(-half * 103 // 10000000) * 100000)
    carried = sum(CARRIED.values())
    first = budget.expense_total(budget.first) - carried - sum(wanted.values())
    second = budget.expense_total(budget.second) - carried - sum(revised.values())
    wanted["10"], revised["10"] = first, second
    quota.approvals(wanted, revised)
    spare = quota.low((CENTRE, "10"))
    if spare < 0:
        raise RuntimeError(f"000:10 falls short by {spare} fen")
    _set_last_uses(quota, planter)
    return quota


def _set_last_uses(quota: Quota, planter: Planter) -> None:
    """Give the planted last uses their amounts: a little too much, or all of it."""
    for key, over in (
        ("r37_quota_023", 64000),
        ("r37_quota_041", 18000),
        ("exact_zero", 0),
        ("r37_line_50304", None),
        ("r37_project_09", None),
    ):
        entry = planter.entries[key]
        pot = str(entry.meta["unit"]), str(entry.meta["fund"])
        if over is not None:
            rest = quota.rest(pot, entry.day)
            ahead = 0
            if key == "r37_quota_041":
                # A cash sum must stay small: most of the rest is taken back first.
                ahead = rest - 60000
            elif rest > 460000:
                ahead = rest - 450000
            if ahead > 0:
                day = date(entry.day.year, 12, 5)
                source, target = f"Equity:Q01-可用额度:{':'.join(pot)}", CENTRE
                target = f"Equity:Q01-可用额度:{CENTRE}:{pot[1]}"
                what = "收回预计用不完的额度"
                quota.move(day, "adjust", what, source, target, ahead)
                rest -= ahead
            entry.legs[0].fen = rest + over
            entry.legs[1].fen = -rest - over
        quota.read(entry)


def _opening(cards: list[Card], year: int) -> Entry:
    legs = [Leg(account, fen) for account, fen in OPENING.items()]
    carried = [card for card in cards if card.acquired.year < year]
    legs += [card.leg() for card in sorted(carried, key=lambda c: c.number)]
    gone: dict[str, int] = defaultdict(int)
    for card in carried:
        gone[card.class_] += card.written_off(year - 1, 12)
    legs += [
        Leg(acc.depreciation_account(class_), -gone[class_])
        for class_ in acc.ASSET_CLASSES
        if gone[class_]
    ]
    net = sum(card.cost for card in carried) - sum(gone.values())
    legs.append(Leg(acc.ASSET_FUND, -net))
    legs.append(Leg(acc.statutory("32104"), -RESTRICTED_OPENING))
    legs.append(Leg(acc.statutory("32205"), -sum(leg.fen for leg in legs)))
    what = "年初余额（示例，虚构）"
    return Entry(date(year, 1, 1), what, legs, room="opening")


def write_year(made: Year, folder: Path) -> list[Plant]:
    """Write the whole ledger; returns the list of planted problems."""
    world, year = made.world, made.world.year
    # A paper or export that is no longer written must not stay behind.
    made_here = {"registers": "beancount", "exports": "xlsx", "documents": "pdf"}
    for name, suffix in {**made_here, str(year): "beancount"}.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        for path in (folder / name).glob(f"*.{suffix}"):
            path.unlink()
    shutil.copytree(STATIC, folder, dirs_exist_ok=True)
    openings = {
        "icbc": OPENING[acc.ICBC_OWN] + OPENING[acc.ICBC_HELD],
        "ccb": OPENING[acc.CCB_OWN],
        **CARDS_OPENING,
    }
    give_bank_days(made.entries)
    lines = lines_of(made.entries, openings)
    written = write_exports(folder / "exports", lines, openings, year)
    give_import_ids(written)
    write_invoices(folder / "exports", made.entries, date(year, 12, 1))
    _name_loans(made.entries)
    quota_close = year_end(made.quota)
    every = [*made.entries, made.opening, *made.closing]
    every += [*made.quota.entries, *quota_close]
    give_ids(every, Random(year))
    numbered = [*made.entries, *made.closing]
    plants = made.planter.plants + number_vouchers(numbered, spoil=True)
    _write_registers(made, folder / "registers")
    asset_years: dict[str, set[int]] = {name: set() for name in acc.ASSET_CLASSES}
    asset_years[acc.INTANGIBLE] = set()
    for card in made.cards:
        asset_years[card.class_].add(card.acquired.year)
    chart = chart_text(world, asset_years)
    (folder / "chart.beancount").write_text(chart, encoding="utf-8", newline="\n")
    writer = Writer(folder, year)
    opening = {
        acc.ICBC: openings["icbc"],
        acc.CCB: openings["ccb"],
        acc.CASH: OPENING[acc.CASH],
        acc.CAMPUS: OPENING[acc.CAMPUS],
    }
    documents = _documents(made.entries, folder / "documents")
    writer.statements = statements(written)
    writer.months(made.entries, opening)
    writer.write("documents.beancount", "附件（示例，虚构）", documents)
    heading = f"{year} 年年初余额（示例，虚构）"
    writer.write("opening.beancount", heading, [entry_text(made.opening)])
    written_quota = sorted(made.quota.entries, key=lambda e: (e.day, e.seq))
    heading = f"{year} 年额度：批复、下达、调整、预占（示例，虚构）"
    writer.write("quota.beancount", heading, map(entry_text, written_quota))
    heading = f"{year} 年末账结和额度年结（示例，虚构）"
    ends = [*made.closing, *quota_close]
    parts = [entry_text(entry) for entry in ends]
    after = date(year + 1, 1, 1)
    parts.append("\n".join(balance_line(after, name, 0) for name in UNKNOWN))
    writer.write("closing.beancount", heading, parts)
    return plants


def _name_loans(entries: list[Entry]) -> None:
    """Let each settlement name its loan by the id the import gave the payment."""
    ids = {e.key: str(e.meta["id"]) for e in entries if e.key.startswith("JK-")}
    for entry in entries:
        loan = str(entry.meta.get("reserve", ""))
        if loan in ids:
            entry.meta["reserve"] = ids[loan]


def _write_registers(made: Year, folder: Path) -> None:
    world = made.world
    surplus = -next(
        leg.fen for leg in made.opening.legs if leg.account == acc.statutory("32205")
    )
    texts = {
        "units": registers.units(world),
        "members": registers.members(world),
        "persons": registers.persons(world),
        "funds": registers.funds(world),
        "projects": registers.projects(world),
        "shares": registers.shares(world),
        "assets": registers.assets(world, made.cards),
        "asset-events": asset_events(world.year),
        "budget": made.budget.text(surplus),
    }
    for name, text in texts.items():
        path = folder / f"{name}.beancount"
        path.write_text(text, encoding="utf-8", newline="\n")


def _documents(entries: list[Entry], folder: Path) -> list[str]:
    """Write a paper for each of some large payments; returns the directives."""
    large = [
        entry
        for entry in entries
        if entry.row is not None
        and entry.meta.get("contract")
        and entry.room == "bank"
        and entry.day.month < 12
    ]
    large.sort(key=lambda e: (e.day, e.seq))
    parts = []
    for number, entry in enumerate(large[::4], start=1):
        link = f"doc-{entry.day.year}-{number:03d}"
        entry.links = (link,)
        name = f"{entry.day.isoformat()}.{link}.pdf"
        facts = [
            "验收单（示例，虚构）",
            f"凭证：{entry.day:%Y-%m} {entry.meta['voucher']}",
            f"对方：{entry.payee}",
            f"事项：{entry.narration}",
            f"合同：{entry.meta['contract']}",
        ]
        write_pdf(folder / name, facts)
        head = f'{entry.day.isoformat()} document {acc.ICBC_OWN} "../documents/{name}"'
        parts.append(f"{head} ^{link}")
    return parts
