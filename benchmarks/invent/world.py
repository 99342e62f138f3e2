"""The invented union itself: sub-unions, people, suppliers, and their lookup."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from random import Random

from benchmarks.invent.names import COMPANIES
from benchmarks.invent.names import MERGED
from benchmarks.invent.names import UNITS

CHAIR = "T0001"
REVIEWERS = ("T0002", "T0003")
BOOKKEEPER = "T0004"
CASHIER = "T0005"
CENTRAL_HANDLERS = ("T0006", "T0007", "T0008")
CUSTODIAN = "T0009"
OWN_BOOKS = "060"
MERGER = (("058", "059"), "061")
MERGED_ON = (7, 1)


@dataclass(slots=True)
class Unit:
    """A sub-union, with its headcount from given days."""

    code: str
    name: str
    short: str
    category: str
    members: int
    first: date
    last: date | None = None
    headcounts: list[tuple[date, int]] = field(default_factory=list)

    @property
    def handlers(self) -> tuple[str, str]:
        """Return the two who hand in claims."""
        return f"T{self.code}1", f"T{self.code}3"

    @property
    def chair(self) -> str:
        """Return its own chair, who reviews."""
        return f"T{self.code}2"

    def heads(self, day: date) -> int:
        """Return the members on a day."""
        found = 0
        for since, count in self.headcounts:
            if since <= day:
                found = count
        return found


class World:
    """Everything the year's entries draw on; one seeded source of chance."""

    def __init__(self, year: int, seed: int, opened: date | None = None) -> None:
        """Invent the units and their headcounts."""
        self.year = year
        self.opened = opened or date(2022, 1, 1)
        self.rng = Random(seed)
        self.units: dict[str, Unit] = {}
        self.members: list[tuple[str, str]] = []
        self._invoices: set[str] = set()
        self._invent_units()

    def _invent_units(self) -> None:
        year = self.year
        half = date(year, 7, 1)
        for place, (name, short, category, members) in enumerate(UNITS, start=1):
            code = f"{place:03d}"
            unit = Unit(code, name, short, category, members, self.opened)
            unit.headcounts.append((max(self.opened, date(year, 1, 1)), members))
            if code in MERGER[0]:
                unit.last = date(year, 6, 30)
            elif place % 3 == 0 and members > 30:
                change = self.rng.randint(-members // 40, members // 25)
                if change:
                    unit.headcounts.append((half, members + change))
            elif place % 7 == 0 and place > 7:
                more = self.rng.randint(1, max(members // 20, 1))
                unit.headcounts.append((date(year, 9, 1), members + more))
            self.units[code] = unit
        into = MERGER[1]
        both = sum(self.units[code].members for code in MERGER[0])
        merged = Unit(into, *MERGED, both, half)
        merged.headcounts.append((half, both))
        self.units[into] = merged

    def reporting(self, day: date) -> list[Unit]:
        """Return the units without books of their own that are open on ``day``."""
        return [
            unit
            for unit in self.units.values()
            if unit.code != OWN_BOOKS
            and unit.first <= day
            and (unit.last is None or day <= unit.last)
        ]

    def heads(self, day: date) -> int:
        """Return all members on ``day``."""
        return sum(
            unit.heads(day)
            for unit in self.units.values()
            if unit.first <= day and (unit.last is None or day <= unit.last)
        )

    def name(self, code: str) -> str:
        """Return how entries call a unit."""
        return "校工会" if code == "000" else f"{self.units[code].short}工会"

    def company(self, kind: str) -> str:
        """Return a supplier of a kind."""
        return self.rng.choice(COMPANIES[kind])

    def member(self, unit: str) -> str:
        """Return a new member of ``unit`` by pseudonymous id."""
        person = f"P-{len(self.members) + 1:05d}"
        self.members.append((person, unit))
        return person

    def invoice(self) -> str:
        """Return a number of a 数电票: 20 digits, never twice."""
        while True:
            short_year = f"{self.year % 100:02d}"
            number = f"{short_year}420000{self.rng.randrange(10**12):012d}"
            if number not in self._invoices:
                self._invoices.add(number)
                return number


def account_number(name: str) -> str:
    """Return the invented bank account of a person or company."""
    digest = int(hashlib.sha256(name.encode()).hexdigest(), 16)
    if name[:1] in "TP" and name[1:2] in "0123456789-":
        return f"62220007{digest % 10**11:011d}"
    return f"420007{digest % 10**11:011d}"
