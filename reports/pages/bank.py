"""银行对账: every bank account at each month's end, and what is open there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.reports.pages.report_page import ReportPage
from union_ledger.reports.reconciliation import reconciliation

if TYPE_CHECKING:
    from union_ledger.core.period import Period
    from union_ledger.reports.model import Report


class UnionStatements(ReportPage):
    """The page 银行对账."""

    report_title = "银行对账"

    def report_of(self, period: Period) -> Report:
        """Make the report of a period."""
        return reconciliation(self.books, period)
