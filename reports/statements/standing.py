"""What the accounts stand at on a day, and what moved them, for the statements.

Months are not closed in the books（表结法）: what income and expenses of the year so
far come to is added here to 321, where the fund is restricted, and to 322; dues always
to 322. After the year's closing entries nothing is left to add.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from union_ledger.core.bank_rows import carries_forward
from union_ledger.core.chart import load_chart

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from union_ledger.core.books import Books
    from union_ledger.core.books import Entry
    from union_ledger.core.books import Row

_STATUTORY = ("1", "2", "3", "4", "5")
_OPENED_WITH = ("301", "311", "331", "332", "341")
_OPENING_WORDS = ("年初余额", "期初余额", "期初建账")


@dataclass(frozen=True, slots=True)
class Standing:
    """Balances by account code in signed fen, debit positive, as of one moment."""

    amounts: dict[str, int]

    def debit(self, *prefixes: str) -> int:
        """Return what the codes come to, debit positive."""
        return sum(
            amount for code, amount in self.amounts.items() if code.startswith(prefixes)
        )

    def shown(self, *prefixes: str) -> int:
        """Return it as a statement shows it: on the side where the account grows."""
        return sum(normal(code) * self.debit(code) for code in prefixes)


def normal(code: str) -> int:
    """Return 1 where the account of a code grows in debit, else -1."""
    chart = load_chart()
    subject = chart.by_code.get(code) or chart.by_code[code[:3]]
    return 1 if subject.normal == "借" else -1


class Accounts:
    """One ledger's accounts, asked for balances and movements."""

    def __init__(self, books: Books) -> None:
        """Find the entries the books were opened with."""
        self.books = books
        self.funds = books.registers.funds
        self.opened = {entry.position for entry in _opening_entries(books)}
        self._reckoned: dict[tuple[str, date, date], Standing] = {}

    @cached_property
    def first_year(self) -> int | None:
        """The first year with entries of its own; None where there are none."""
        days = [
            entry.day
            for entry in self.books.entries
            if entry.rows and entry.position not in self.opened
        ]
        return days[0].year if days else None

    def knows(self, year: int) -> bool:
        """Tell whether the books hold the entries of a year."""
        return self.first_year is not None and self.first_year <= year

    def at_start(self, year: int) -> Standing:
        """Return the balances that a year begins with（年初余额）."""
        start = date(year, 1, 1)
        return self._once(
            "start",
            start,
            start,
            lambda: self._standing(lambda e: e.day < start or self._opens(e)),
        )

    def at_end(self, day: date) -> Standing:
        """Return the balances at the end of a day."""
        return self._once(
            "end", day, day, lambda: self._standing(lambda entry: entry.day <= day)
        )

    def flows(self, first: date, last: date) -> Standing:
        """Return income and expenses between two days, closing entries left out."""
        return self._once("flows", first, last, lambda: self._flows(first, last))

    def _once(
        self, what: str, first: date, last: date, reckon: Callable[[], Standing]
    ) -> Standing:
        """Reckon what every line of a statement asks for again only once."""
        key = (what, first, last)
        if key not in self._reckoned:
            self._reckoned[key] = reckon()
        return self._reckoned[key]

    def _flows(self, first: date, last: date) -> Standing:
        amounts: dict[str, int] = defaultdict(int)
        for row in self.books.of_code("4", "5"):
            if not row.entry.closing and first <= row.entry.day <= last:
                amounts[row.code] += row.amount
        return Standing(dict(amounts))

    def moved(self, first: date, last: date, *prefixes: str) -> list[Row]:
        """Return the postings to net assets, openings and closings left out."""
        return [
            row
            for row in self.books.of_code(*prefixes)
            if first <= row.entry.day <= last
            and not row.entry.closing
            and row.entry.position not in self.opened
        ]

    def _opens(self, entry: Entry) -> bool:
        return entry.position in self.opened

    def _standing(self, holds: Callable[[Entry], bool]) -> Standing:
        amounts: dict[str, int] = defaultdict(int)
        pending: dict[str, int] = defaultdict(int)
        for row in self.books.of_code(*_STATUTORY):
            if not holds(row.entry):
                continue
            if row.code[0] in "45":
                pending[self._goes_to(row)] += row.amount
            else:
                amounts[row.code] += row.amount
        for code, amount in pending.items():
            amounts[code] += amount
        return Standing(dict(amounts))

    def _goes_to(self, row: Row) -> str:
        """Return the account that a posting of income or expenses is closed to."""
        if row.entry.closing:
            to_321 = any(other.code[:3] == "321" for other in row.entry.rows)
            return "32103" if to_321 else "32203"
        fund = self.funds.get(row.fund)
        restricted = fund is not None and fund.restricted and row.code[:3] != "401"
        return "32103" if restricted else "32203"


def _opening_entries(books: Books) -> Iterator[Entry]:
    """Yield what the first year's books were opened with, on its first day."""
    first = next((entry.day for entry in books.entries if entry.rows), None)
    if first is None or (first.month, first.day) != (1, 1):
        return
    for entry in books.entries:
        if entry.day > first:
            return
        codes = [row.code for row in entry.rows]
        opens = carries_forward(codes) or any(c.startswith(_OPENED_WITH) for c in codes)
        said = any(word in entry.narration for word in _OPENING_WORDS)
        current = any(code[:1] in {"4", "5"} for code in codes)
        if codes and not current and not entry.voucher and (opens or said):
            yield entry
