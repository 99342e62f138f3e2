"""A year's budget as the registers have it, beside what came of it in the books."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from union_ledger.core.budget_lines import top_lines
from union_ledger.core.chart import load_chart
from union_ledger.reports.statements.standing import Accounts

if TYPE_CHECKING:
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.core.records import BudgetLine
    from union_ledger.core.records import BudgetVersion

# The lines a 基层工会's budget has（工会预算管理办法 A19, A21）; others where used.
_USUAL = {
    *("401", "402", "403", "405", "406", "407", "408"),
    *("501", "503", "504", "505", "507", "509", "510"),
}


class Plan:
    """The budget of the period's year up to the period's end; amounts are fen.

    ``first`` is the version first approved, ``now`` the one in force; where none was
    approved by then both are the latest draft, and None where there is none.
    """

    def __init__(self, ledger: Ledger, period: Period) -> None:
        """Find the versions, and sum up what the year has brought so far."""
        registers = ledger.books.registers
        self.ledger = ledger
        self.year = period.year
        self.period = period
        self.accounts = Accounts(ledger.books)
        known = [v for v in registers.budget_versions if v.year == str(self.year)]
        approved = [v for v in known if v.approved and v.approved <= period.last]
        self.is_approved = bool(approved)
        self.first: BudgetVersion | None = min(
            approved, key=lambda v: (v.approved, v.since), default=None
        )
        self.now = registers.budget_in_force(str(self.year), period.last)
        if not approved and known:
            self.first = self.now = known[-1]
        self._lines: dict[str, list[BudgetLine]] = defaultdict(list)
        for line in registers.budget_lines:
            if line.year == str(self.year):
                self._lines[line.version].append(line)
        start = date(self.year, 1, 1)
        self.flows = self.accounts.flows(start, period.last)
        self._last_year = (
            self.accounts.flows(date(self.year - 1, 1, 1), date(self.year - 1, 12, 31))
            if self.accounts.knows(self.year - 1)
            else None
        )

    @property
    def is_adjusted(self) -> bool:
        """Tell whether another version than the first is in force."""
        return self.first is not self.now

    @property
    def opening(self) -> int | None:
        """年初资金结转结余; None where the books do not say."""
        if not self.accounts.opened and not self.accounts.knows(self.year - 1):
            return None
        return -self.accounts.at_start(self.year).debit("321", "322")

    def lines(self, version: BudgetVersion | None) -> list[BudgetLine]:
        """Return the lines of a version; none where there is no version."""
        return self._lines[version.version] if version else []

    def budgeted(self, version: BudgetVersion | None, code: str) -> int:
        """Return what a version plans under a code, parts（其中） not counted twice."""
        return sum(line.amount for line in self._top(version, code))

    def actual(self, code: str) -> int:
        """Return what came in or went out under a code, from the year's beginning."""
        return self.flows.debit(code) * (-1 if code[0] == "4" else 1)

    def last_year(self, code: str) -> int | None:
        """Return last year's final figure: of the books, else as the budget has it."""
        if self._last_year is not None:
            return self._last_year.debit(code) * (-1 if code[0] == "4" else 1)
        stated = [line.previous for line in self._top(self.first, code)]
        present = [amount for amount in stated if amount is not None]
        return sum(present) if present else None

    def note(self, version: BudgetVersion | None, code: str) -> str | None:
        """Return what the version's lines of just this code say."""
        said = [line.note for line in self.lines(version) if line.code == code]
        return "；".join(dict.fromkeys(filter(None, said))) or None

    def heads(self, class_: str) -> list[str]:
        """Return the first-level codes of income, ``4``, or expenses, ``5``."""
        used = {code[:3] for code in self._used()}
        codes = [s.code for s in load_chart().subjects if len(s.code) == 3]
        return [c for c in codes if c[0] == class_ and (c in _USUAL or c in used)]

    def details(self, head: str) -> list[str]:
        """Return the listed 明细 of a first-level code that have a figure."""
        used = {code[:5] for code in self._used() if len(code) >= 5}
        listed = [s.code for s in load_chart().details.get(head, []) if s.code]
        return [code for code in listed if code in used]

    def _used(self) -> set[str]:
        lines = [*self.lines(self.first), *self.lines(self.now)]
        return {line.code for line in lines} | {
            code for code, amount in self.flows.amounts.items() if amount
        }

    def _top(self, version: BudgetVersion | None, code: str) -> list[BudgetLine]:
        return top_lines(
            line for line in self.lines(version) if line.code.startswith(code)
        )
