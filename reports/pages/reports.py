"""报表: every report there is, to be shown or taken along as a file."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from flask import request

from union_ledger.core.errors import InputError
from union_ledger.reports.catalogue import REPORTS
from union_ledger.reports.formats import formats_of
from union_ledger.reports.formats.as_html import render_body
from union_ledger.reports.pages.base import UnionPage
from union_ledger.reports.pages.base import as_file
from union_ledger.reports.pages.base import endpoint
from union_ledger.reports.pages.base import refused
from union_ledger.reports.pages.links import address
from union_ledger.reports.pages.links import resolve
from union_ledger.reports.pages.report_groups import GROUPS

if TYPE_CHECKING:
    from flask import Response
    from markupsafe import Markup

    from union_ledger.core.period import Period
    from union_ledger.reports.model import Figure
    from union_ledger.reports.model import Report

FORMAT_NAMES = {
    "xlsx": "Excel",
    "docx": "Word",
    "html": "网页",
    "md": "Markdown",
    "json": "JSON",
}
_KEPT_AT_MOST = 8


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """One report of the list; ``page`` shows it and ``file`` is its workbook."""

    title: str
    told: str
    page: str
    file: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class ReportsView:
    """What the template shows; ``body`` is empty where no report is chosen.

    ``body`` is written and escaped by the report room; ``files`` are (text, address).
    """

    warnings: tuple[str, ...]
    about: tuple[str, ...]
    figures: tuple[Figure, ...]
    title: str
    period: str
    groups: tuple[tuple[str, tuple[ReportEntry, ...]], ...]
    body: Markup | None
    files: tuple[tuple[str, str], ...]
    file_address: str = ""


class UnionReports(UnionPage):
    """The page 报表."""

    report_title = "报表"
    _made: dict[tuple[str, Period, str], tuple[Report, Markup]]

    def after_load_file(self) -> None:
        """Forget what was computed from the load before."""
        super().after_load_file()
        self._made = {}

    def view(self) -> ReportsView:
        """Return the report that is asked for, or the list alone."""
        period, warnings = self.asked()
        name = request.args.get("report", "").strip()
        report, body = None, None
        if name and name not in REPORTS:
            warnings = (*warnings, f"没有“{name}”这份报表，请从下面选一份。")
        elif name:
            try:
                report, body = self._shown(name, period)
            except InputError as error:
                warnings = (*warnings, _told(error))
        return ReportsView(
            warnings=warnings,
            about=report.notes if report else (),
            figures=report.figures if report else (),
            title=report.title if report else "",
            period=period.label,
            groups=self._groups(period, name if report else ""),
            body=body,
            files=tuple(
                (FORMAT_NAMES[each], self._file(name, period, each))
                for each in FORMAT_NAMES
                if report and each in formats_of(report)
            ),
        )

    @endpoint("xlsx")
    def workbook(self) -> Response:
        """Return the report as a workbook."""
        return self._answer("xlsx")

    @endpoint("docx")
    def document(self) -> Response:
        """Return the report for Word."""
        return self._answer("docx")

    @endpoint("html")
    def page(self) -> Response:
        """Return the report as a page that stands alone."""
        return self._answer("html")

    @endpoint("md")
    def markdown(self) -> Response:
        """Return the report as Markdown."""
        return self._answer("md")

    @endpoint("json")
    def data(self) -> Response:
        """Return the report as data."""
        return self._answer("json")

    def _answer(self, format_name: str) -> Response:
        period, _ = self.asked()
        name = request.args.get("report", "").strip()
        if name not in REPORTS:
            return refused(404, "没有这份报表。")
        try:
            report = REPORTS[name][1](self.books, period)
        except InputError as error:
            return refused(422, _told(error))
        return as_file(report, format_name)

    def _shown(self, name: str, period: Period) -> tuple[Report, Markup]:
        # Addresses in the page depend on where Fava is served.
        key = (address("index"), period, name)
        if key not in self._made:
            report = REPORTS[name][1](self.books, period)
            rest = replace(report, figures=(), notes=())
            made = report, render_body(rest, resolve)
            if len(self._made) >= _KEPT_AT_MOST:
                del self._made[next(iter(self._made))]
            self._made[key] = made
        return self._made[key]

    def _groups(
        self, period: Period, shown: str
    ) -> tuple[tuple[str, tuple[ReportEntry, ...]], ...]:
        return tuple(
            (
                group,
                tuple(
                    ReportEntry(
                        REPORTS[name][0],
                        told,
                        self._page(name, period),
                        self._file(name, period, "xlsx"),
                        name == shown,
                    )
                    for name, told in reports
                ),
            )
            for group, reports in GROUPS
        )

    def _page(self, name: str, period: Period) -> str:
        return address(
            "extension_report",
            extension_name=self.name,
            report=name,
            time=period.time_filter,
        )

    def _file(self, name: str, period: Period, format_name: str) -> str:
        return self.file_address(format_name, report=name, time=period.time_filter)


def _told(error: InputError) -> str:
    """Return what is wrong, without the file, whose place is no reader's business."""
    return f"{error.message}。{error.hint or ''}"
