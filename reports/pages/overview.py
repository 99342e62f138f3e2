"""总览: the chair's page, where Fava opens."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from union_ledger.reports.attention import ATTENTION
from union_ledger.reports.cells import link_of
from union_ledger.reports.cells import value_of
from union_ledger.reports.overview import overview
from union_ledger.reports.pages.links import address
from union_ledger.reports.pages.links import resolve
from union_ledger.reports.pages.report_page import ReportPage

if TYPE_CHECKING:
    from markupsafe import Markup

    from union_ledger.core.period import Period
    from union_ledger.reports.model import Report
    from union_ledger.reports.model import Table


class UnionOverview(ReportPage):
    """The page 总览."""

    report_title = "总览"

    def report_of(self, period: Period) -> Report:
        """Make the report of a period."""
        return overview(self.books, period)

    def attention(self) -> Table:
        """Return the table of what needs attention, which stands above the rest."""
        period, _ = self.asked()
        return self._report(period).table(ATTENTION)

    def matters(self) -> tuple[tuple[str, str, str | None], ...]:
        """Return what needs attention: matter, sentence, and where it leads."""
        table = self.attention()
        matter, said = table.index("matter"), table.index("said")
        return tuple(
            (
                str(value_of(row.cells[matter])),
                str(value_of(row.cells[said])),
                resolve(link) if (link := link_of(row.cells[said])) else None,
            )
            for row in table.rows
        )

    def statements(self) -> tuple[tuple[str, str], ...]:
        """Return the ways to the statements that are asked for most, and to all."""
        period, _ = self.asked()
        wanted: tuple[tuple[str, dict[str, str]], ...] = (
            ("01表 资产负债表", {"report": "balance-sheet"}),
            ("02表 收入支出表", {"report": "income-statement"}),
            ("全部报表", {}),
        )
        return tuple(
            (
                title,
                address(
                    "extension_report",
                    extension_name="UnionReports",
                    time=period.time_filter,
                    **asked,
                ),
            )
            for title, asked in wanted
        )

    def _body(self, period: Period, report: Report) -> Markup:
        rest = tuple(table for table in report.tables if table.title != ATTENTION)
        return super()._body(period, replace(report, tables=rest))
