"""监督: the four lenses of the audit committee."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.reports.pages.rows_page import RowsPage
from union_ledger.reports.supervision.report import supervision

if TYPE_CHECKING:
    from union_ledger.reports.model import Report
    from union_ledger.reports.pages.rows_page import Asked


class UnionSupervision(RowsPage):
    """The page 监督."""

    report_title = "监督"
    where = "关键人、关键事和关键时的支出"

    def report_of(self, asked: Asked) -> Report:
        """Make the report of the period."""
        return supervision(self.books, asked.period, asked.keeps)
