"""Makes entries with the evidence a lawful voucher has, and keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from benchmarks.invent import accounts as acc
from benchmarks.invent.entry import Entry
from benchmarks.invent.entry import Leg
from benchmarks.invent.entry import Row
from benchmarks.invent.world import BOOKKEEPER
from benchmarks.invent.world import CASHIER
from benchmarks.invent.world import CENTRAL_HANDLERS
from benchmarks.invent.world import CHAIR
from benchmarks.invent.world import REVIEWERS
from benchmarks.invent.world import World
from benchmarks.invent.world import account_number

if TYPE_CHECKING:
    from benchmarks.invent.text import Value

PURSES = {
    "icbc": acc.ICBC_OWN,
    "held": acc.ICBC_HELD,
    "ccb": acc.CCB_OWN,
    "cash": acc.CASH,
    "campus": acc.CAMPUS,
}
_SOURCES = {"icbc": "icbc", "held": "icbc", "ccb": "ccb", "campus": "campus"}


@dataclass(slots=True)
class Spend:
    """What one expense is for; the desk turns it into an entry.

    ``invoice`` False is a payment that lawfully has none (a list with signatures).
    ``extra`` are legs beside the expense and the payment, ``held_back`` fen of the
    price that stay owed.
    """

    day: date
    unit: str
    fund: str
    code: str
    fen: int
    payee: str
    what: str
    via: str = "icbc"
    project: str = ""
    event: str = ""
    heads: int = 0
    member: str = ""
    invoice: bool = True
    minutes: str = ""
    contract: str = ""
    reserve: str = ""
    handler: str = ""
    extra: tuple[Leg, ...] = ()
    held_back: int = 0
    key: str = ""
    loose: bool = False


class Desk:
    """The accountant's desk: every entry of the year passes over it."""

    def __init__(self, world: World) -> None:
        """Begin with an empty book."""
        self.world = world
        self.rng = world.rng
        self.entries: list[Entry] = []
        self.busy: dict[tuple[str, date], str] = {}

    def add(self, entry: Entry) -> Entry:
        """Keep an entry."""
        entry.seq = len(self.entries)
        self.entries.append(entry)
        return entry

    def spend(self, spend: Spend) -> Entry:
        """Book an expense that is paid at once."""
        legs = [Leg(acc.expense(spend.code), spend.fen)]
        legs.append(Leg(PURSES[spend.via], spend.held_back - spend.fen))
        if spend.held_back:
            legs.append(Leg(acc.RETENTION, -spend.held_back))
        return self.book(spend, [*legs, *spend.extra], paid_out=True)

    def book(self, spend: Spend, legs: list[Leg], *, paid_out: bool) -> Entry:
        """Book legs with the evidence of ``spend``."""
        name = self.world.name(spend.unit)
        via = spend.via
        series = {"cash": "现付", "campus": "转", "none": "转"}.get(via, "银付")
        entry = Entry(
            spend.day,
            f"{name}{spend.what}",
            legs,
            self.evidence(spend),
            spend.payee,
            series if paid_out else "转",
            {"cash": "main", "none": "main", "campus": "campus"}.get(via, "bank"),
            key=spend.key,
            loose=spend.loose,
        )
        if via in _SOURCES:
            entry.row = self.row(via, spend, entry)
        return self.add(entry)

    def row(self, via: str, spend: Spend, entry: Entry) -> Row:
        """Return what the bank prints for a payment."""
        person = spend.payee[:1] in "TP" and spend.payee[1:2] in "0123456789-"
        summary = "报销" if person else "货款"
        if spend.member:
            summary = "慰问金"
        return Row(
            _SOURCES[via],
            spend.payee,
            summary,
            entry.narration,
            account_number(spend.payee),
            subject=spend.code,
            stream=spend.project,
        )

    def evidence(self, spend: Spend) -> dict[str, Value]:
        """Return the metadata of a lawful expense."""
        rng, day = self.rng, spend.day
        approved = max(day - timedelta(days=rng.randint(1, 3)), date(day.year, 1, 2))
        submitted = max(
            approved - timedelta(days=rng.randint(1, 4)), date(day.year, 1, 2)
        )
        held = max(submitted - timedelta(days=rng.randint(1, 20)), date(day.year, 1, 2))
        meta: dict[str, Value] = {"unit": spend.unit, "fund": spend.fund}
        optional: dict[str, Value] = {
            "project": spend.project,
            "event": spend.event,
            "headcount": spend.heads,
            "member": spend.member,
            "contract": spend.contract,
            "minutes": spend.minutes,
            "reserve": spend.reserve,
        }
        meta |= {key: value for key, value in optional.items() if value}
        if spend.event:
            meta["event-date"] = held
        if not spend.invoice and not spend.member and spend.heads:
            meta["list"] = f"代发清单{spend.heads}人"
        if spend.invoice:
            meta["invoice"] = self.world.invoice()
        meta["attachments"] = rng.randint(2, 6)
        meta |= {"submitted": submitted, "approved": approved, "paid": day}
        if spend.unit == "000":
            handler, reviewer = rng.choice(CENTRAL_HANDLERS), rng.choice(REVIEWERS)
        else:
            unit = self.world.units[spend.unit]
            handler, reviewer = rng.choice(unit.handlers), unit.chair
        meta |= {"handler": spend.handler or handler, "reviewer": reviewer}
        if spend.event and spend.heads and spend.code in {"50102", "50104"}:
            meta["event-date"] = self._free_day(str(meta["handler"]), spend, held)
        meta |= {"approver": CHAIR, "bookkeeper": BOOKKEEPER, "cashier": CASHIER}
        return meta

    def _free_day(self, handler: str, spend: Spend, held: date) -> date:
        """Return the last day by ``held`` on which the handler has no other event."""
        first = date(held.year, 1, 2)
        while self.busy.get((handler, held), spend.event) != spend.event:
            if held <= first:
                break
            held -= timedelta(days=1)
        self.busy.setdefault((handler, held), spend.event)
        return held

    def receive(  # noqa: PLR0913
        self,
        day: date,
        what: str,
        payer: str,
        legs: list[Leg],
        *,
        via: str = "icbc",
        summary: str = "转账收入",
        meta: dict[str, Value] | None = None,
        key: str = "",
    ) -> Entry:
        """Book money received; the purse takes what the other legs give."""
        total = -sum(leg.fen for leg in legs)
        series = {"cash": "现收", "campus": "转"}.get(via, "银收")
        people: dict[str, Value] = {"bookkeeper": BOOKKEEPER, "cashier": CASHIER}
        entry = Entry(
            day,
            what,
            [Leg(PURSES[via], total), *legs],
            {**(meta or {}), "attachments": 1, **people},
            payer,
            series,
            {"cash": "main", "campus": "campus"}.get(via, "bank"),
            key=key,
        )
        if via in _SOURCES:
            entry.row = Row(_SOURCES[via], payer, summary, what, account_number(payer))
        return self.add(entry)

    def pay_out(  # noqa: PLR0913
        self,
        day: date,
        what: str,
        payee: str,
        legs: list[Leg],
        *,
        via: str = "icbc",
        summary: str = "转账支出",
        meta: dict[str, Value] | None = None,
        key: str = "",
    ) -> Entry:
        """Book money paid that is no expense."""
        entry = self.receive(
            day, what, payee, legs, via=via, summary=summary, meta=meta, key=key
        )
        entry.series = {"cash": "现付", "campus": "转"}.get(via, "银付")
        return entry

    def transfer(
        self,
        day: date,
        what: str,
        legs: list[Leg],
        meta: dict[str, Value] | None = None,
        key: str = "",
    ) -> Entry:
        """Book a 转账凭证 without money moving."""
        people: dict[str, Value] = {"bookkeeper": BOOKKEEPER, "reviewer": REVIEWERS[0]}
        return self.add(
            Entry(
                day,
                what,
                legs,
                {**(meta or {}), "attachments": 1, **people},
                series="转",
                key=key,
            )
        )
