"""A page that shows one report of the period, and hands it out as a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from union_ledger.reports.formats.as_html import render_body
from union_ledger.reports.pages.base import UnionPage
from union_ledger.reports.pages.base import endpoint
from union_ledger.reports.pages.base import workbook
from union_ledger.reports.pages.links import address
from union_ledger.reports.pages.links import resolve

if TYPE_CHECKING:
    from flask import Response
    from markupsafe import Markup

    from union_ledger.core.period import Period
    from union_ledger.reports.model import Figure
    from union_ledger.reports.model import Report


@dataclass(frozen=True, slots=True)
class ReportView:
    """What the template shows; ``body`` is written and escaped by the report room.

    ``about`` says how the figures are made.
    """

    warnings: tuple[str, ...]
    about: tuple[str, ...]
    figures: tuple[Figure, ...]
    body: Markup
    file_address: str


class ReportPage(UnionPage):
    """A page of one report; ``report_of`` makes it."""

    _reports: dict[Period, Report]
    _bodies: dict[tuple[str, Period], Markup]

    def after_load_file(self) -> None:
        """Forget what was computed from the load before."""
        super().after_load_file()
        self._reports = {}
        self._bodies = {}

    def report_of(self, period: Period) -> Report:
        """Make the report of a period."""
        raise NotImplementedError

    def view(self) -> ReportView:
        """Return the page for the period that is asked for."""
        period, warnings = self.asked()
        report = self._report(period)
        return ReportView(
            warnings=warnings,
            about=report.notes,
            figures=report.figures,
            body=self._body(period, report),
            file_address=self.file_address(time=period.time_filter),
        )

    @endpoint("xlsx")
    def workbook(self) -> Response:
        """Return the report of the period as a workbook."""
        period, _ = self.asked()
        return workbook(self._report(period))

    def _report(self, period: Period) -> Report:
        if period not in self._reports:
            self._reports[period] = self.report_of(period)
        return self._reports[period]

    def _body(self, period: Period, report: Report) -> Markup:
        # Addresses in it depend on where Fava is served, and on nothing else asked.
        key = (address("index"), period)
        if key not in self._bodies:
            rest = replace(report, figures=(), notes=())
            self._bodies[key] = render_body(rest, resolve)
        return self._bodies[key]
