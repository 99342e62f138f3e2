"""经费使用: how the quota of units, funds and projects is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.reports.pages.report_page import ReportPage
from union_ledger.reports.utilisation import utilisation

if TYPE_CHECKING:
    from union_ledger.core.period import Period
    from union_ledger.reports.model import Report


class UnionFunds(ReportPage):
    """The page 经费使用."""

    report_title = "经费使用"

    def report_of(self, period: Period) -> Report:
        """Make the report of a period."""
        return utilisation(self.books, period)
