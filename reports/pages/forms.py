"""资产负债表 and 收入支出表, the two forms people look at every month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.reports.pages.report_page import ReportPage
from union_ledger.reports.statements.balance_sheet import balance_sheet
from union_ledger.reports.statements.income_statement import income_statement

if TYPE_CHECKING:
    from union_ledger.core.period import Period
    from union_ledger.reports.model import Report


class UnionTable01(ReportPage):
    """The page 资产负债表; Fava has one of the same name in its own shape."""

    report_title = "01 资产负债表"

    def report_of(self, period: Period) -> Report:
        """Make the report of a period."""
        return balance_sheet(self.books, period)


class UnionTable02(ReportPage):
    """The page 收入支出表."""

    report_title = "02 收入支出表"

    def report_of(self, period: Period) -> Report:
        """Make the report of a period."""
        return income_statement(self.books, period)
