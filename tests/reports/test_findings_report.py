"""检查发现 of a small year: golden files, counts that agree, places to look."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from union_ledger.core.ledger import load_ledger
from union_ledger.core.period import parse_period
from union_ledger.reports.cells import link_of
from union_ledger.reports.cells import value_of
from union_ledger.reports.findings import LIST
from union_ledger.reports.findings import SUMMARY
from union_ledger.reports.findings import findings_report
from union_ledger.reports.formats import FORMATS
from union_ledger.reports.formats import render

YEAR = (Path(__file__).parent / "small_year.beancount").read_text(encoding="utf-8")
# A few rules, so that a new one in the rulebook does not alter the golden files.
RULES = {"D01", "R27", "R34", "R37", "R42"}


@pytest.fixture
def made(write_books):
    """Make the report of a period, from books that say the same everywhere."""

    def make(period="2024", text=YEAR):
        ledger = load_ledger(write_books(text))
        ledger = replace(
            ledger,
            revision=None,
            rulebook="测试规则",
            findings=tuple(f for f in ledger.findings if f.rule in RULES),
            silent=(("R09", "festival_cap_year"),),
            idle=(),
        )
        return findings_report(ledger, parse_period(period))

    return make


def column(table, key):
    """Return the values of a column."""
    return [value_of(row.cells[table.index(key)]) for row in table.rows]


@pytest.mark.parametrize("name", ["md", "json"])
def test_golden(made, tmp_path, name, file_regression):
    """The whole report of the year; only the folder of the books is left out."""
    text = render(made(), name).decode().replace(str(tmp_path), "账")
    file_regression.check(text, extension=f".{name}", encoding="utf-8")


def test_the_figures_count_what_is_open_and_agree_with_the_tables(made):
    """Each severity, the settled ones and the units, against the list itself."""
    report = made()
    table = report.table(LIST)
    pairs = list(zip(column(table, "severity"), column(table, "state"), strict=True))
    figures = {figure.label: figure.value for figure in report.figures}
    for severity in ("违规", "疑点", "提示"):
        assert figures[severity] == pairs.count((severity, "待处理"))
    assert figures["违规"] > 0
    assert figures["疑点"] > 0
    settled = [state for _, state in pairs if state != "待处理"]
    assert settled == ["已豁免"]
    assert figures["已豁免、排除或销号"] == 1
    summary = report.table(SUMMARY)
    assert sum(column(summary, "open")) + sum(column(summary, "settled")) == len(pairs)
    assert figures["涉及单位"] == 4


def test_settled_findings_bring_no_amount_into_the_summary(made):
    """The waived 1,200 yuan in cash is listed, and at stake no longer."""
    summary = made().table(SUMMARY)
    amounts = dict(zip(column(summary, "rule"), column(summary, "amount"), strict=True))
    assert amounts["R27"] == 0
    assert amounts["R34"] == 1200_00


def test_every_finding_leads_to_its_line_and_its_rule(made):
    """The text shows file and line as seen from the books; the link has the path."""
    report = made()
    table = report.table(LIST)
    for row in table.rows:
        cell = row.cells[table.index("place")]
        link = link_of(cell)
        assert value_of(cell) == f"main.beancount:{link.line}"
        assert Path(link.target).is_absolute()
    rules = [link_of(row.cells[0]).target for row in report.table(SUMMARY).rows]
    assert set(rules) == RULES


def test_only_findings_of_the_period_are_in_it(made):
    """The day of the entry decides."""
    days = column(made("2024Q1").table(LIST), "day")
    assert {day.month for day in days} == {3}
    assert column(made("2023").table(LIST), "day") == []


@pytest.mark.parametrize("name", FORMATS)
def test_books_without_findings_give_a_report_that_says_so(made, name):
    """Nothing found is a result, and it is written in every format."""
    report = made(text="")
    assert render(report, name)
    if name in {"md", "html"}:
        assert "本期没有检查发现。" in render(report, name).decode()
    assert {figure.value for figure in report.figures} == {0}


def test_a_rule_not_enforced_is_said(made):
    """Silence of a rule that lacks its figure must not read as a good result."""
    said = "规则 R09 因参数缺失（festival_cap_year）没有执行。"
    assert said in made().notes
