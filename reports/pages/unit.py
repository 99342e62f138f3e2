"""分会: one sub-union's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.reports.pages.asked_findings import Choice
from union_ledger.reports.pages.rows_page import RowsPage
from union_ledger.reports.unit_use import ENTRIES
from union_ledger.reports.unit_use import unit_use

if TYPE_CHECKING:
    from union_ledger.reports.model import Report
    from union_ledger.reports.pages.rows_page import Asked

_CENTRE = "000"


class UnionUnit(RowsPage):
    """The page 分会."""

    report_title = "分会"
    choice = "unit"
    where = f"“{ENTRIES}”"

    def report_of(self, asked: Asked) -> Report:
        """Make the report of the unit and the period."""
        return unit_use(self.books, asked.period, asked.chosen, asked.keeps)

    def chosen(self, asked: str) -> tuple[str, str]:
        """Return a unit that is registered: the one asked for, else the first."""
        units = self.books.books.registers.units
        if asked in units:
            return asked, ""
        first = next((code for code in sorted(units) if code != _CENTRE), _CENTRE)
        note = f"没有登记单位“{asked}”，下面是 {first}。" if asked else ""
        return first, note

    def choices(self, asked: Asked) -> tuple[Choice, ...]:
        """Return the units there were in the period; a unit's own ledger has one."""
        if self.books.share is not None:
            return ()
        registers = self.books.books.registers
        first = asked.period.first
        options = tuple(
            (code, f"{code} {registers.unit_name(code, asked.period.last)}")
            for code, unit in sorted(registers.units.items())
            if code == asked.chosen or unit.closed is None or unit.closed >= first
        )
        return (Choice("unit", "单位", options, asked.chosen),)
