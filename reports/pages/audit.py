"""审计: cases of most risk first, samples, what the rules cover, what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import NamedTuple

from flask import request

from union_ledger.reports.audit.coverage import coverage_report
from union_ledger.reports.cases import cases
from union_ledger.reports.formats.as_html import render_body
from union_ledger.reports.pages.asked_findings import Choice
from union_ledger.reports.pages.asked_sample import SampleForm
from union_ledger.reports.pages.asked_sample import sample_form
from union_ledger.reports.pages.base import UnionPage
from union_ledger.reports.pages.base import endpoint
from union_ledger.reports.pages.base import refused
from union_ledger.reports.pages.base import workbook
from union_ledger.reports.pages.links import address
from union_ledger.reports.pages.links import resolve
from union_ledger.reports.pages.shown_cases import NAMES
from union_ledger.reports.pages.shown_cases import ShownCase
from union_ledger.reports.pages.shown_cases import case_choices
from union_ledger.reports.pages.shown_cases import lets
from union_ledger.reports.pages.shown_cases import listed
from union_ledger.reports.pages.shown_cases import shown
from union_ledger.reports.rectification import BY_UNIT
from union_ledger.reports.rectification import rectification
from union_ledger.reports.sample import ALLOCATION
from union_ledger.reports.sample import LIST
from union_ledger.reports.sample import sample

if TYPE_CHECKING:
    from flask import Response
    from markupsafe import Markup

    from union_ledger.core.period import Period
    from union_ledger.reports.cases import Case
    from union_ledger.reports.model import Column
    from union_ledger.reports.model import Figure
    from union_ledger.reports.model import Report
    from union_ledger.reports.model import Table

PARTS = {
    "cases": "问题",
    "sample": "抽样",
    "coverage": "检查范围",
    "answers": "整改",
}
_FAVA = ("time", "account", "filter", "interval", "conversion")
_SHOWN_AT_MOST = 100


@dataclass(frozen=True, slots=True)
class AuditView:
    """What the template shows; ``body`` is written and escaped by the report room.

    ``kept`` are arguments that a form hands on; ``tabs`` are (text, address, is here).
    """

    warnings: tuple[str, ...]
    about: tuple[str, ...]
    figures: tuple[Figure, ...]
    part: str
    tabs: tuple[tuple[str, str, bool], ...]
    kept: tuple[tuple[str, str], ...]
    page: str
    body: Markup | None
    file_address: str
    cases: tuple[ShownCase, ...] = ()
    count: int = 0
    empty: str = ""
    choices: tuple[Choice, ...] = ()
    form: SampleForm | None = None
    whole: str = ""


class _Chosen(NamedTuple):
    """The cases of the period, those that were asked for, and by which words."""

    found: list[Case]
    cases: list[Case]
    asked: dict[str, str]


class UnionAudit(UnionPage):
    """The page 审计."""

    report_title = "审计"
    _found: dict[Period, list[Case]]

    def after_load_file(self) -> None:
        """Forget what was computed from the load before."""
        super().after_load_file()
        self._found = {}

    def view(self) -> AuditView:
        """Return the part of the page that is asked for."""
        period, warnings = self.asked()
        part = self._part()
        chosen = self._chosen(period)
        form = self._form(period)
        report = self._report(part, period)
        more: dict[str, str] = {}
        if part == "sample":
            warnings = (*warnings, *form.wrong)
            more = form.arguments()
        elif part == "cases":
            more = {name: value for name, value in chosen.asked.items() if value}
        view = AuditView(
            warnings=warnings,
            about=report.notes if report else (),
            figures=report.figures if report else (),
            part=part,
            tabs=tuple(
                (text, self._tab(name, period), name == part)
                for name, text in PARTS.items()
            ),
            kept=self._kept(part),
            page=address("extension_report", extension_name=self.name),
            body=self._body(part, report),
            file_address=self.file_address(part=part, time=period.time_filter, **more)
            if report
            else "",
        )
        if part == "cases":
            return replace(
                view,
                cases=shown(self.books, chosen.cases[:_SHOWN_AT_MOST]),
                count=len(chosen.cases),
                empty=self._empty(period, chosen),
                choices=case_choices(chosen.found, chosen.asked, self.books, period),
            )
        if part == "sample":
            return replace(view, form=form, choices=self._units(period, form))
        if part == "answers":
            return replace(view, whole=self._whole(period))
        return view

    @endpoint("xlsx")
    def workbook(self) -> Response:
        """Return the part that is asked for as a workbook."""
        period, _ = self.asked()
        report = self._report(self._part(), period)
        if report is None:
            told = "".join(self._form(period).wrong)
            return refused(422, told or "请先写明怎样抽样。")
        return workbook(report)

    def _part(self) -> str:
        asked = request.args.get("part", "")
        return asked if asked in PARTS else "cases"

    def _report(self, part: str, period: Period) -> Report | None:
        """Return the report of a part; None where no sample can be drawn."""
        match part:
            case "sample":
                how = self._form(period).drawing
                return sample(self.books, period, how) if how else None
            case "coverage":
                return coverage_report(self.books, period)
            case "answers":
                return rectification(self.books, period)
            case _:
                return self._list(period)

    def _list(self, period: Period) -> Report:
        chosen = self._chosen(period)
        report = listed(self.books, period, chosen.cases)
        words = "、".join(value for value in chosen.asked.values() if value)
        if not words:
            return report
        return replace(
            report, notes=(f"只列出筛选后的问题（{words}）。", *report.notes)
        )

    def _body(self, part: str, report: Report | None) -> Markup | None:
        if report is None or part == "cases":
            return None
        tables = report.tables
        if part == "answers":
            tables = (report.table(BY_UNIT),)
        elif part == "sample":
            tables = (_on_screen(report.table(LIST)), report.table(ALLOCATION))
        return render_body(
            replace(report, figures=(), notes=(), tables=tables), resolve
        )

    def _chosen(self, period: Period) -> _Chosen:
        if period not in self._found:
            self._found = {period: cases(self.books, period)}
        found = self._found[period]
        asked = {name: request.args.get(name, "") for name in NAMES}
        return _Chosen(found, [case for case in found if lets(case, asked)], asked)

    def _form(self, period: Period) -> SampleForm:
        return sample_form(request.args, self.books.books.registers, period)

    def _units(self, period: Period, form: SampleForm) -> tuple[Choice, ...]:
        registers = self.books.books.registers
        options = tuple(
            (code, f"{code} {registers.unit_name(code, period.last)}")
            for code, unit in sorted(registers.units.items())
            if unit.closed is None or unit.closed >= period.first
        )
        return (Choice("from_unit", "单位", (("", "全部"), *options), form.from_unit),)

    def _kept(self, part: str) -> tuple[tuple[str, str], ...]:
        held = ((name, request.args.get(name, "")) for name in _FAVA)
        kept = tuple((name, value) for name, value in held if value)
        return (("part", part), *kept)

    def _tab(self, part: str, period: Period) -> str:
        return address(
            "extension_report",
            extension_name=self.name,
            part=part,
            time=period.time_filter,
        )

    def _whole(self, period: Period) -> str:
        return address(
            "extension_report",
            extension_name="UnionReports",
            report="rectification",
            time=period.time_filter,
        )

    def _empty(self, period: Period, chosen: _Chosen) -> str:
        if self.unchecked:
            return "没有检查，所以没有结果。"
        if chosen.found:
            told = f"{period.label}共有 {len(chosen.found)} 个问题"
            return f"没有符合条件的问题；{told}，请放宽筛选。"
        return f"{period.label}没有发现问题。"


def _on_screen(table: Table) -> Table:
    """Leave out the columns to be filled in, which nobody can on a screen."""
    kept = [at for at, column in enumerate(table.columns) if not _is_field(column)]
    rows = (
        replace(row, cells=tuple(row.cells[at] for at in kept)) for row in table.rows
    )
    columns = tuple(table.columns[at] for at in kept)
    return replace(table, columns=columns, rows=tuple(rows))


def _is_field(column: Column) -> bool:
    return column.key.startswith("result")
