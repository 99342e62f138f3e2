"""制度: the rulebook as it is applied, with its articles, figures and states."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import request

from union_ledger.core.findings import SEVERITIES
from union_ledger.reports.audit.coverage import WHOLE
from union_ledger.reports.audit.coverage import coverage_report
from union_ledger.reports.formats.as_html import render_body
from union_ledger.reports.model import Figure
from union_ledger.reports.pages import rulebook
from union_ledger.reports.pages.asked_findings import Choice
from union_ledger.reports.pages.base import UnionPage
from union_ledger.reports.pages.base import endpoint
from union_ledger.reports.pages.base import workbook
from union_ledger.reports.pages.links import address
from union_ledger.reports.pages.links import resolve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Response
    from markupsafe import Markup

    from union_ledger.core.period import Period
    from union_ledger.reports.model import Report
    from union_ledger.reports.pages.rulebook import ShownRule
    from union_ledger.rules.loader import Rulebook

_FAVA = ("time", "account", "filter", "interval", "conversion")
_CHOICES = {
    "severity": ("程度", SEVERITIES),
    "layer": ("层级", ("national", "hubei", "local")),
    "work": ("执行", (rulebook.AT_WORK, rulebook.SILENT, rulebook.NOT_IN_FORCE)),
}
_FIELDS = {"severity": "severity", "layer": "layer_key", "work": "at_work"}


@dataclass(frozen=True, slots=True)
class ListedRule:
    """One rule, how much it finds in the period, and where that is listed."""

    rule: ShownRule
    found: int
    findings: str


@dataclass(frozen=True, slots=True)
class RulesView:
    """What the template shows; ``coverage`` is escaped by the report room.

    ``kept`` are Fava's own arguments that the form hands on.
    """

    warnings: tuple[str, ...]
    about: tuple[str, ...]
    figures: tuple[Figure, ...]
    choices: tuple[Choice, ...]
    words: str
    kept: tuple[tuple[str, str], ...]
    page: str
    rules: tuple[ListedRule, ...]
    version: str
    coverage: Markup
    file_address: str


class UnionRules(UnionPage):
    """The page 制度."""

    report_title = "制度"
    _shown: dict[Period, list[ShownRule]]
    _book: Rulebook | None = None

    def after_load_file(self) -> None:
        """Forget what was computed from the load before."""
        super().after_load_file()
        self._shown = {}
        self._book = None

    def view(self) -> RulesView:
        """Return the rules of the period and the choice that are asked for."""
        period, warnings = self.asked()
        rules = self._rules(period)
        if not rules:
            warnings = (*warnings, "规则库读不了，见错误页；现在没有规则在执行。")
        asked = {name: request.args.get(name, "") for name in ("words", *_CHOICES)}
        found = Counter(f.rule for f in self.books.findings if period.holds(f.day))
        covered = self._coverage(period)
        table = replace(covered, figures=(), notes=(), tables=(covered.table(WHOLE),))
        states = Counter(rule.at_work for rule in rules)
        return RulesView(
            warnings=warnings,
            about=(
                "规则分国家、湖北、本级三层，下一层可以从严；放宽的要写明理由。",
                "数额只有三种状态：已确认、示例值、缺失。缺失的不猜，规则停着不执行。",
                "每笔业务按事项发生当日有效的规则和数额检查。",
            ),
            figures=(
                Figure("规则", len(rules), "count"),
                *(Figure(name, states[name], "count") for name in _CHOICES["work"][1]),
                *covered.figures,
            ),
            choices=_choices(rules, asked),
            words=asked["words"],
            kept=tuple(
                (name, value) for name in _FAVA if (value := request.args.get(name))
            ),
            page=address("extension_report", extension_name=self.name),
            rules=tuple(
                ListedRule(rule, found[rule.id], self._findings(rule.id, period))
                for rule in rules
                if _lets(rule, asked)
            ),
            version=self.books.rulebook,
            coverage=render_body(table, resolve),
            file_address=self.file_address(time=period.time_filter),
        )

    @endpoint("xlsx")
    def workbook(self) -> Response:
        """Return what the rules cover, and what is left to people, as a workbook."""
        period, _ = self.asked()
        return workbook(self._coverage(period))

    def _rules(self, period: Period) -> list[ShownRule]:
        if period not in self._shown:
            if self._book is None:
                self._book = rulebook.rulebook_of(self.books.main, self.ledger.options)
            book = self._book
            self._shown[period] = (
                rulebook.shown_rules(book, book.rules, period.last) if book else []
            )
        return self._shown[period]

    def _coverage(self, period: Period) -> Report:
        return coverage_report(self.books, period)

    def _findings(self, rule: str, period: Period) -> str:
        page = address("extension_report", extension_name="UnionResults")
        return f"{page}?{urlencode({'rule': rule, 'time': period.time_filter})}"


def _choices(rules: list[ShownRule], asked: Mapping[str, str]) -> tuple[Choice, ...]:
    names = {rule.layer_key: rule.layer for rule in rules}
    return tuple(
        Choice(
            name,
            label,
            (("", "全部"), *((value, names.get(value, value)) for value in values)),
            asked[name],
        )
        for name, (label, values) in _CHOICES.items()
    )


def _lets(rule: ShownRule, asked: Mapping[str, str]) -> bool:
    said = " ".join(
        (
            *(
                rule.id,
                rule.title,
                rule.citation,
                rule.does,
                rule.remedy,
                rule.mistaken,
            ),
            *(f"{head} {text}" for head, text in rule.details),
            *(f"{one.title} {one.citation}" for one in rule.parameters),
        )
    )
    return all(word in said for word in asked["words"].split()) and all(
        asked[name] in {"", getattr(rule, field)} for name, field in _FIELDS.items()
    )
