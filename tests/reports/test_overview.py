"""总览: its figures are the other reports', and its sentences tell what is open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from union_ledger.core.ledger import load_ledger
from union_ledger.core.period import parse_period
from union_ledger.reports.attention import ATTENTION
from union_ledger.reports.cells import link_of
from union_ledger.reports.cells import value_of
from union_ledger.reports.formats import FORMATS
from union_ledger.reports.formats import render
from union_ledger.reports.overview import MONEY
from union_ledger.reports.overview import UNITS
from union_ledger.reports.overview import overview
from union_ledger.reports.period_parts import year_to
from union_ledger.reports.statements.income_statement import income_statement
from union_ledger.reports.utilisation import utilisation

YEAR = (Path(__file__).parent / "small_year.beancount").read_text(encoding="utf-8")
HUST = Path(__file__).parents[2] / "ledgers" / "hust"


@pytest.fixture
def books(write_books):
    """Load books that say the same everywhere."""

    def load(more=""):
        ledger = load_ledger(write_books(YEAR + more))
        return replace(ledger, revision=None, rulebook="测试规则")

    return load


@pytest.fixture(scope="module")
def hust():
    return load_ledger(HUST)


def figures(report):
    return {figure.label: figure.value for figure in report.figures}


def said(report):
    """Return the sentences of what needs attention, by matter."""
    return {
        row.cells[0]: value_of(row.cells[1]) for row in report.table(ATTENTION).rows
    }


def test_golden(books, file_regression, tmp_path):
    """The whole report, as text that a reviewer can read."""
    ledger = books()
    # The rulebook grows, and this text shall not with it.
    found = tuple(f for f in ledger.findings if f.rule in {"R27", "R31", "R34", "R37"})
    ledger = replace(ledger, findings=found, silent=())
    report = overview(ledger, parse_period("2024"))
    text = render(report, "md").decode().replace(f"{tmp_path}/", "")
    file_regression.check(text, extension=".md", encoding="utf-8")


def test_every_format_takes_it(books):
    report = overview(books(), parse_period("2024-03"))
    assert report.period == "2024 年 1—3 月"
    for name in FORMATS:
        assert render(report, name)


@pytest.mark.parametrize("period", ["2024", "2024-05", "2024Q3"])
def test_it_ties_to_the_other_reports(hust, period):
    """Use as 经费使用情况 has it, money as 收入支出表 has it."""
    asked = parse_period(period)
    report = overview(hust, asked)
    used = utilisation(hust, year_to(asked))
    assert figures(report)["额度执行率"] == figures(used)["执行率"]
    total = report.table(UNITS).total_row
    cells = [value_of(cell) for cell in total.cells]
    assert cells[2] == figures(used)["本期额度"]
    assert cells[3] == figures(used)["已使用"]


def test_money_ties_to_the_statement(hust):
    """Both totals stand in 收入支出表 of the year."""
    report = overview(hust, parse_period("2024"))
    text = render(income_statement(hust, parse_period("2024")), "md").decode()
    subtotals = [row for row in report.table(MONEY).rows if row.role == "subtotal"]
    done = [value_of(row.cells[3]) for row in subtotals]
    assert done == [figures(report)["本年收入"], figures(report)["本年支出"]]
    for amount in done:
        assert f"{amount // 100:,}.{amount % 100:02d}" in text


def test_each_sentence_leads_somewhere(hust):
    table = overview(hust, parse_period("2024")).table(ATTENTION)
    assert table.rows
    assert all(link_of(row.cells[1]) for row in table.rows)


def test_a_closed_month_needs_no_closing(books):
    """Months with entries that are over and not closed are counted."""
    before = said(overview(books(), parse_period("2024")))["月末结账"]
    closed = '2024-02-05 custom "close" 2024-01-31\n'
    after = said(overview(books(closed), parse_period("2024")))["月末结账"]
    count = [int(text.split("有 ")[1].split(" 个月")[0]) for text in (before, after)]
    assert count[1] == count[0] - 1


def test_money_nobody_has_identified_is_told(books):
    """A balance on 待查 is a sentence, and gone when it is cleared."""
    opened = "2020-01-01 open Liabilities:215-其他应付款:21599-待查 CNY\n"
    held = (
        '2024-04-01 * "不明来款"\n  id: "W1"\n'
        "  Assets:102-银行存款:01-基本户  50.00 CNY\n"
        "  Liabilities:215-其他应付款:21599-待查\n"
    )
    more = opened if "21599-待查 CNY" not in YEAR else ""
    told = said(overview(books(more + held), parse_period("2024")))
    assert "还挂着 50.00 元没有查清" in told["待查款项"]
    assert "待查款项" not in said(overview(books(more), parse_period("2024")))
