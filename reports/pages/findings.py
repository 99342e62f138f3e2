"""检查结果: the findings, to be chosen from, each with its evidence and its rule."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import request

from union_ledger.core.answering import courses
from union_ledger.core.errors import InputError
from union_ledger.core.money import yuan_text
from union_ledger.reports.explanation import explain_finding
from union_ledger.reports.explanation import explanation_text
from union_ledger.reports.explanation import settled
from union_ledger.reports.findings import SUMMARY
from union_ledger.reports.findings import findings_report
from union_ledger.reports.findings import place
from union_ledger.reports.formats.as_html import render_body
from union_ledger.reports.pages.asked_findings import Choice
from union_ledger.reports.pages.asked_findings import Wanted
from union_ledger.reports.pages.asked_findings import choices
from union_ledger.reports.pages.asked_findings import wanted
from union_ledger.reports.pages.base import UnionPage
from union_ledger.reports.pages.base import endpoint
from union_ledger.reports.pages.base import workbook
from union_ledger.reports.pages.links import address
from union_ledger.reports.pages.links import journal_of
from union_ledger.reports.pages.links import resolve
from union_ledger.reports.pages.links import source
from union_ledger.reports.pages.rulebook import ShownRule
from union_ledger.reports.pages.rulebook import rulebook_of
from union_ledger.reports.pages.rulebook import shown_rules
from union_ledger.reports.rectification import last_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from flask import Response
    from markupsafe import Markup

    from union_ledger.core.answering import Course
    from union_ledger.core.books import Entry
    from union_ledger.core.findings import Finding
    from union_ledger.core.period import Period
    from union_ledger.reports.model import Figure
    from union_ledger.reports.model import Report
    from union_ledger.rules.loader import Rulebook

_SHOWN_AT_MOST = 200
_CLASSES = {"违规": "violation", "疑点": "doubt", "提示": "remark"}


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One finding with where its parts lead; ``vouchers`` are (text, address).

    ``settled`` are its waiver and answers; ``why`` is where it is laid open.
    """

    finding: Finding
    severity_class: str
    unit: str
    amount: str
    vouchers: tuple[tuple[str, str | None], ...]
    place: str
    source: str
    url: str
    settled: tuple[str, ...]
    is_late: bool
    why: str


@dataclass(frozen=True, slots=True)
class FindingsView:
    """What the template shows; ``summary`` is escaped by the report room.

    ``kept`` are Fava's own arguments that the form hands on. ``explained`` is one
    finding laid open, in the words of ``rules explain``; empty where none is asked.
    """

    warnings: tuple[str, ...]
    about: tuple[str, ...]
    figures: tuple[Figure, ...]
    choices: tuple[Choice, ...]
    kept: tuple[tuple[str, str], ...]
    page: str
    findings: tuple[ShownFinding, ...]
    count: int
    empty: str
    rules: tuple[ShownRule, ...]
    summary: Markup
    file_address: str
    words: str
    explained: str
    back: str


class UnionResults(UnionPage):
    """The page 检查结果."""

    report_title = "检查结果"
    _rulebook: Rulebook | None = None
    _entries: dict[str, Entry] | None = None
    _late: frozenset[str] | None = None

    def after_load_file(self) -> None:
        """Forget what was computed from the load before."""
        super().after_load_file()
        self._rulebook = None
        self._entries = None
        self._late = None

    def view(self) -> FindingsView:
        """Return the page for the period and the choice that are asked for."""
        period, warnings = self.asked()
        asked = wanted(request.args)
        of_period = [f for f in self.books.findings if period.holds(f.day)]
        explained, not_found = self._explained(request.args.get("finding", ""))
        chosen = asked.in_order(f for f in of_period if asked.lets(f, self.late))
        report = self._report(period, asked)
        rest = replace(report, figures=(), charts=(), notes=())
        rest = replace(rest, tables=(report.table(SUMMARY),))
        return FindingsView(
            warnings=warnings + self._silent() + not_found,
            about=report.notes,
            figures=report.figures,
            choices=choices(of_period, asked, self.books.books.registers, period),
            kept=self._kept(),
            page=address("extension_report", extension_name=self.name),
            findings=tuple(self._shown(f) for f in chosen[:_SHOWN_AT_MOST]),
            count=len(chosen),
            empty=self._empty(period, asked, of_period),
            rules=self._rules({f.rule for f in chosen}, period),
            summary=render_body(rest, resolve),
            file_address=self.file_address(
                time=period.time_filter, **asked.arguments()
            ),
            words=asked.words,
            explained=explained,
            back=self._with(asked.arguments()),
        )

    @property
    def late(self) -> frozenset[str]:
        """The ids of findings that are open beyond the term of their answer."""
        if self._late is None:
            day = last_day(self.books)
            told = courses(self.books.findings, self.books.books)
            self._late = frozenset(
                finding.id
                for finding in self.books.findings
                if finding.is_open
                and day
                and (term := _term(told, finding))
                and term < day
            )
        return self._late

    @endpoint("xlsx")
    def workbook(self) -> Response:
        """Return the findings that are asked for as a workbook."""
        period, _ = self.asked()
        return workbook(self._report(period, wanted(request.args)))

    def _report(self, period: Period, asked: Wanted) -> Report:
        """Return the report on the chosen findings, which says that it leaves some."""
        findings = tuple(f for f in self.books.findings if asked.lets(f, self.late))
        report = findings_report(replace(self.books, findings=findings), period)
        if asked.is_everything:
            return report
        told = "、".join(asked.arguments().values())
        return replace(report, notes=(f"只列出筛选后的发现（{told}）。", *report.notes))

    def _silent(self) -> tuple[str, ...]:
        """Say which rules were not applied, so that silence is not taken for a pass."""
        names = "、".join(rule for rule, _ in self.books.silent)
        return (f"参数缺失，没有执行的规则：{names}。",) if names else ()

    def _kept(self) -> tuple[tuple[str, str], ...]:
        names = ("time", "account", "filter", "interval", "conversion")
        held = ((name, request.args.get(name, "")) for name in names)
        return tuple((name, value) for name, value in held if value)

    def _empty(self, period: Period, asked: Wanted, of_period: list[Finding]) -> str:
        if self.unchecked:
            return "没有检查，所以没有结果。"
        if of_period and not asked.is_everything:
            told = f"{period.label}共有 {len(of_period)} 项"
            return f"没有符合条件的发现；{told}，请放宽筛选。"
        return f"{period.label}没有检查发现。"

    def _shown(self, finding: Finding) -> ShownFinding:
        entries = [self._entry(id_) for id_ in finding.entry_ids]
        by_name = {entry.name: journal_of(entry) for entry in entries if entry}
        registers = self.books.books.registers
        return ShownFinding(
            finding=finding,
            severity_class=_CLASSES[finding.severity],
            unit=registers.unit_name(finding.unit, finding.day) if finding.unit else "",
            amount="" if finding.amount is None else yuan_text(finding.amount),
            vouchers=tuple((name, by_name.get(name)) for name in finding.vouchers),
            place=place(self.books, finding),
            source=source(finding.filename, finding.lineno),
            url=self._url(finding),
            settled=tuple(settled(self.books, finding)),
            is_late=finding.id in self.late,
            why=self._with({"finding": finding.id}),
        )

    def _with(self, arguments: dict[str, str]) -> str:
        """Return the address of this page with arguments, and Fava's own."""
        page = address("extension_report", extension_name=self.name)
        return f"{page}?{urlencode(dict(self._kept()) | arguments)}"

    def _url(self, finding: Finding) -> str:
        """Return where the article can be read; empty where that is not known."""
        book = self._book()
        loaded = book.rules.get(finding.rule) if book else None
        url = loaded.citation.url if loaded else ""
        return url if url.startswith("https://") else ""

    def _explained(self, id_: str) -> tuple[str, tuple[str, ...]]:
        """Return a finding laid open, or what to tell the reader instead."""
        book = self._book()
        if not id_ or book is None:
            return "", ()
        try:
            explained = explain_finding(self.books, book, id_)
        except InputError as exc:
            return "", (f"{exc.message}；{exc.hint}" if exc.hint else exc.message,)
        # The place is a link beside it; a whole path tells of the machine.
        lines = explanation_text(explained).split("\n")
        return "\n".join(line for line in lines if not line.startswith("位置：")), ()

    def _entry(self, id_: str) -> Entry | None:
        if self._entries is None:
            self._entries = {entry.id: entry for entry in self.books.books.entries}
        return self._entries.get(id_)

    def _rules(self, ids: set[str], period: Period) -> tuple[ShownRule, ...]:
        book = self._book() if ids else None
        return tuple(shown_rules(book, ids, period.last)) if book else ()

    def _book(self) -> Rulebook | None:
        if self._rulebook is None:
            self._rulebook = rulebook_of(self.books.main, self.ledger.options)
        return self._rulebook


def _term(told: Mapping[str, Course], finding: Finding) -> date | None:
    """Return the day by which a finding was to be settled, as last answered."""
    steps = told[finding.id].steps if finding.id in told else ()
    return next((answer.due for answer in reversed(steps) if answer.due), None)
