"""A page of one report whose rows heed Fava's filters, and that can be asked a choice.

What no filter narrows is kept until Fava loads again; the rest is made when asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import NamedTuple

from flask import request

from union_ledger.reports.formats.as_html import render_body
from union_ledger.reports.pages.asked import asked_period
from union_ledger.reports.pages.asked_rows import NAMES
from union_ledger.reports.pages.asked_rows import asked_rows
from union_ledger.reports.pages.base import UnionPage
from union_ledger.reports.pages.base import endpoint
from union_ledger.reports.pages.base import workbook
from union_ledger.reports.pages.links import address
from union_ledger.reports.pages.links import resolve

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response
    from markupsafe import Markup

    from union_ledger.core.books import Row
    from union_ledger.core.period import Period
    from union_ledger.reports.model import Figure
    from union_ledger.reports.model import Report
    from union_ledger.reports.pages.asked_findings import Choice

_KEPT_AT_MOST = 8
_FAVA = ("time", "account", "filter", "interval", "conversion")


class Asked(NamedTuple):
    """The period, the page's own choice, and which rows are wanted（None: all）."""

    period: Period
    chosen: str
    keeps: Callable[[Row], bool] | None


@dataclass(frozen=True, slots=True)
class RowsView:
    """What the template shows; ``body`` is written and escaped by the report room.

    ``kept`` are Fava's own arguments that the form hands on.
    """

    warnings: tuple[str, ...]
    about: tuple[str, ...]
    figures: tuple[Figure, ...]
    title: str
    choices: tuple[Choice, ...]
    kept: tuple[tuple[str, str], ...]
    page: str
    body: Markup
    file_address: str


class RowsPage(UnionPage):
    """A page of one report; ``choice`` names the argument it takes, if any."""

    choice = ""
    where = ""
    _kept: dict[tuple[str, Period, str], tuple[Report, Markup]]

    def after_load_file(self) -> None:
        """Forget what was computed from the load before."""
        super().after_load_file()
        self._kept = {}

    def report_of(self, asked: Asked) -> Report:
        """Make the report that is asked for."""
        raise NotImplementedError

    def choices(self, asked: Asked) -> tuple[Choice, ...]:
        """Return what can be chosen on the page."""
        del asked
        return ()

    def chosen(self, asked: str) -> tuple[str, str]:
        """Return what was chosen, put right where it must be, and a note on that."""
        return asked, ""

    def view(self) -> RowsView:
        """Return the page that is asked for."""
        asked, warnings = self._asked()
        report, body = self._made(asked)
        values = {"time": asked.period.time_filter}
        if self.choice and asked.chosen:
            values[self.choice] = asked.chosen
        given = {name: request.args.get(name, "") for name in NAMES}
        values |= {name: value for name, value in given.items() if value}
        held = ((name, request.args.get(name, "")) for name in _FAVA)
        return RowsView(
            warnings=warnings,
            about=report.notes,
            figures=report.figures,
            title=report.title,
            choices=self.choices(asked),
            kept=tuple((name, value) for name, value in held if value),
            page=address("extension_report", extension_name=self.name),
            body=body,
            file_address=self.file_address(**values),
        )

    @endpoint("xlsx")
    def workbook(self) -> Response:
        """Return what is asked for as a workbook."""
        asked, warnings = self._asked()
        report = self.report_of(asked)
        if asked.keeps is not None:
            report = replace(report, notes=(*warnings, *report.notes))
        return workbook(report)

    def _asked(self) -> tuple[Asked, tuple[str, ...]]:
        time = request.args.get("time", "")
        period, about_time = asked_period(time, self._default())
        keeps, about_rows = asked_rows(self.ledger, request.args, self.where)
        chosen, about_choice = self.chosen(request.args.get(self.choice, "").strip())
        notes = (about_time, about_rows, about_choice, self.unchecked)
        asked = Asked(period, chosen, keeps)
        return asked, tuple(note for note in notes if note)

    def _made(self, asked: Asked) -> tuple[Report, Markup]:
        # Addresses in the page depend on where Fava is served.
        key = (address("index"), asked.period, asked.chosen)
        if asked.keeps is None and key in self._kept:
            return self._kept[key]
        report = self.report_of(asked)
        rest = replace(report, figures=(), notes=())
        made = report, render_body(rest, resolve)
        if asked.keeps is None:
            if len(self._kept) >= _KEPT_AT_MOST:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = made
        return made
