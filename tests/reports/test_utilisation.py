"""经费使用情况 of a small year: golden files, headline figures, what is missing."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from union_ledger.core.ledger import load_ledger
from union_ledger.core.period import parse_period
from union_ledger.reports.cells import value_of
from union_ledger.reports.formats import FORMATS
from union_ledger.reports.formats import render
from union_ledger.reports.monthly_use import pace
from union_ledger.reports.utilisation import BY_FUND
from union_ledger.reports.utilisation import BY_UNIT
from union_ledger.reports.utilisation import utilisation

YEAR = (Path(__file__).parent / "small_year.beancount").read_text(encoding="utf-8")


@pytest.fixture
def made(write_books):
    """Make the report of a period, from books that say the same everywhere."""

    def make(period="2024", text=YEAR):
        ledger = load_ledger(write_books(text))
        ledger = replace(ledger, revision=None, rulebook="测试规则")
        return utilisation(ledger, parse_period(period))

    return make


def figures(report):
    """Return the headline figures by label."""
    return {figure.label: figure.value for figure in report.figures}


def row_of(table, name):
    """Return the cells of a row by column, found by any cell that says ``name``."""
    keys = [column.key for column in table.columns]
    for row in table.shown_rows:
        values = [value_of(cell) for cell in row.cells]
        if name in values:
            return dict(zip(keys, values, strict=True))
    raise AssertionError(f"no row {name}")


@pytest.mark.parametrize("name", ["md", "json"])
def test_golden(made, name, file_regression, tmp_path):
    """The whole report of the year, as text that a reviewer can read."""
    text = render(made(), name).decode().replace(f"{tmp_path}/", "")
    file_regression.check(text, extension=f".{name}", encoding="utf-8")


def test_golden_second_quarter(made, file_regression):
    """A quarter opens with what the first one left, and the pace is half a year."""
    text = render(made("2024Q2"), "md").decode()
    file_regression.check(text, extension=".md", encoding="utf-8")


def test_the_headline_figures(made):
    """By hand from the books: 10,300 of quota, 3,030.01 used, 700 on the way.

    Of the quota 6,500 went to the sub-unions, and of the use 2,700.01.
    """
    assert figures(made()) == {
        "本期额度": 10_300_00,
        "已使用": 3_030_01,
        "执行率": Fraction(303001, 1030000),
        "含在途执行率": Fraction(303001 + 70000, 1030000),
        "时间进度": Fraction(1),
        "基层额度占比": Fraction(650000, 1030000),
        "基层使用占比": Fraction(270001, 303001),
        "会员人均使用": 534,
    }


@pytest.mark.parametrize(
    ("period", "share"),
    [
        ("2024", Fraction(1)),
        ("2024Q2", Fraction(182, 366)),
        ("2024-02", Fraction(60, 366)),
        ("2023-02", Fraction(59, 365)),
    ],
)
def test_pace_is_how_far_the_year_has_gone(period, share):
    """At the end of the period, in days; a leap year has one more."""
    assert pace(parse_period(period)) == share


@pytest.mark.parametrize("period", ["2024", "2024Q2", "2024-05"])
def test_the_tables_agree_with_the_figures_and_with_each_other(made, period):
    """Units add up to the headline; funds add up to the units, to the fen."""
    report = made(period)
    by_unit = row_of(report.table(BY_UNIT), "合计")
    by_fund = row_of(report.table(BY_FUND), "合计")
    money = [c.key for c in report.table(BY_FUND).columns if c.total == "sum"]
    assert [by_unit[key] for key in money] == [by_fund[key] for key in money]
    base = sum(by_unit[key] for key in ("opening", "allotted", "adjusted"))
    shown = figures(report)
    assert shown["本期额度"] == base
    assert shown["已使用"] == by_unit["used"]
    left = base - by_unit["taken_back"] - by_unit["used"]
    assert left == by_unit["reserved"] + by_unit["available"]


@pytest.mark.parametrize("period", ["2024", "2024-Q2", "2024-05"])
def test_the_months_add_up_to_the_year_so_far(made, period):
    """The last month's running total is what the year used up to the period's end."""
    report = made(period)
    months = next(table for table in report.tables if table.title == "各月使用情况")
    used = [value_of(row.cells[months.index("used")]) for row in months.rows]
    totals = [row.cells[months.index("total")] for row in months.rows]
    assert len(months.rows) == parse_period(period).last.month
    assert totals == [sum(used[: n + 1]) for n in range(len(used))]
    year = made("2024")
    if period == "2024":
        assert totals[-1] == figures(year)["已使用"]
        due = months.rows[-1].cells[months.index("due")]
        assert due == figures(year)["本期额度"]


def test_a_unit_without_headcount_shows_none_and_not_nought(made):
    """009 spent, and per member nobody knows: neither nought nor its total."""
    report = made()
    unit = row_of(report.table(BY_UNIT), "009")
    assert (unit["members"], unit["per_member"]) == (None, None)
    assert unit["used"] == 50001
    text = render(report, "md").decode()
    line = next(line for line in text.splitlines() if "档案馆工会" in line)
    assert line.count("—") == 2
    # The total of members leaves it out and says so, and divides nothing by it.
    assert row_of(report.table(BY_UNIT), "合计")["per_member"] is None
    assert "合计未含缺失的数据：平均会员" in text


def test_members_are_those_of_the_period(made):
    """150 until June, 160 from July: 155 over the year, 150 in the second quarter."""
    table = made().table(BY_UNIT)
    assert row_of(table, "008")["members"] == 155
    assert row_of(table, "008")["per_member"] == round(100000 / 155)
    assert row_of(made("2024Q2").table(BY_UNIT), "008")["members"] == 150


def test_an_overdrawn_unit_shows_what_it_lacks(made):
    """A negative available figure is shown, not hidden at nought."""
    assert row_of(made().table(BY_UNIT), "009")["available"] == -1


def test_a_renamed_unit_is_called_what_it_was_at_the_period_s_end(made):
    """A report of the first quarter keeps the name of the first quarter."""
    renamed = (
        '2024-07-01 custom "unit-change" "rename"\n  from: "008"\n'
        '  decision: "校"\n  name: "电子学院工会"\n'
    )
    first = render(made("2024Q1", YEAR + renamed), "md").decode()
    whole = render(made("2024", YEAR + renamed), "md").decode()
    assert "电气学院工会" in first
    assert "电子学院工会" not in first
    assert "电子学院工会" in whole


@pytest.mark.parametrize("name", FORMATS)
def test_empty_books_give_a_report_that_says_so(made, name):
    """No division by nothing; every format is written."""
    report = made(text="")
    assert render(report, name)
    assert figures(report)["执行率"] is None
    assert figures(report)["本期额度"] == 0
    for table in report.tables:
        assert table.rows == ()
    if name in {"md", "html"}:
        assert "本期没有额度记录。" in render(report, name).decode()


def test_a_wrong_ledger_is_said_in_the_report(made):
    """Whoever reads the figures must know that books with errors stand behind them."""
    wrong = '2024-01-01 custom "unit" "7" "短代码"\n'
    assert "账簿有 1 处错误尚未改正" in " ".join(made(text=YEAR + wrong).notes)
    assert "尚未改正" not in " ".join(made().notes)
