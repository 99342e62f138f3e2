"""经费效果: events, participants and people counted; the missing left missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from union_ledger.core.ledger import load_ledger
from union_ledger.core.period import parse_period
from union_ledger.reports.cells import value_of
from union_ledger.reports.effect import BY_ACCOUNT
from union_ledger.reports.effect import BY_PROJECT
from union_ledger.reports.effect import BY_UNIT
from union_ledger.reports.effect import EVENTS
from union_ledger.reports.effect import effect
from union_ledger.reports.effect_aid import HOME
from union_ledger.reports.effect_aid import PEOPLE
from union_ledger.reports.formats import render

HEAD = """
2020-01-01 open Expenses:504-维权支出:50404-困难职工帮扶
2024-01-01 custom "unit" "009" "档案馆工会"
2024-01-01 custom "project" "P2024-01" "小家建设"
2024-01-01 custom "person" "P-00001"
  unit: "007"
2024-01-01 custom "person" "P-00002"
  unit: "008"
"""
ENTRIES = [
    # 007: one event of two vouchers that repeat the headcount, one without any.
    ("2024-02-05", "007", 600, ("健步走", "2024-02-01", 40)),
    ("2024-02-06", "007", 200, ("健步走", "2024-02-01", 40)),
    ("2024-05-06", "007", 100, ("春游", "2024-05-01", 60)),
    ("2024-06-06", "007", 900, ("讲座", "2024-06-01", None)),
    # 008 fills in nothing.
    ("2024-07-06", "008", 500, None),
    # 009 has no registered members.
    ("2024-07-07", "009", 300, ("棋赛", "2024-07-01", 10)),
]
AID = [
    ("2024-03-01", "P-00001", 1000),
    ("2024-09-01", "P-00001", 500),
    ("2024-09-02", "P-00002", 300),
]


def said_of(event):
    """Return what an entry says of its event; without one, its project."""
    if event is None:
        return 'project: "P2024-01"'
    name, day, heads = event
    said = f'event: "{name}"\n  event-date: {day}'
    return said if heads is None else f"{said}\n  headcount: {heads}"


def books():
    """Return the books as text."""
    text = HEAD
    for number, (day, unit, amount, event) in enumerate(ENTRIES):
        text += (
            f'{day} * "某店" "活动"\n  id: "A{number}"\n  unit: "{unit}"\n'
            f'  fund: "10"\n  {said_of(event)}\n'
            f"  Expenses:501-职工活动支出:50102-文体活动   {amount}.00 CNY\n"
            f"  Assets:102-银行存款:01-基本户\n"
        )
    for number, (day, member, amount) in enumerate(AID):
        text += (
            f'{day} * "{member}" "帮扶"\n  id: "B{number}"\n  unit: "000"\n'
            f'  fund: "10"\n  member: "{member}"\n'
            f"  Expenses:504-维权支出:50404-困难职工帮扶   {amount}.00 CNY\n"
            f"  Assets:102-银行存款:01-基本户\n"
        )
    return text


@pytest.fixture
def made(write_books):
    """Make the report of a period, from books that say the same everywhere."""

    def make(period="2024", text=None):
        ledger = load_ledger(write_books(books() if text is None else text))
        ledger = replace(ledger, revision=None, rulebook="测试规则")
        return effect(ledger, parse_period(period))

    return make


def row_of(table, name):
    """Return the cells of the row that says ``name``, by column."""
    keys = [column.key for column in table.columns]
    for row in table.shown_rows:
        values = [value_of(cell) for cell in row.cells]
        if name in values:
            return dict(zip(keys, values, strict=True))
    raise AssertionError(name)


def figures(report):
    """Return the headline figures by label."""
    return {figure.label: figure.value for figure in report.figures}


def test_golden(made, file_regression):
    """The whole report, as text that a reviewer can read."""
    text = render(made(), "md").decode()
    file_regression.check(text, extension=".md", encoding="utf-8")


def test_one_event_of_two_vouchers_counts_its_people_once(made):
    """40 + 60 people at 900 yuan; the talk nobody counted is on neither side."""
    unit = row_of(made().table(BY_UNIT), "007")
    assert (unit["events"], unit["seats"]) == (3, 100)
    assert (unit["spent"], unit["seats_spent"]) == (180000, 90000)
    assert unit["cost"] == 900
    assert unit["no_heads"] == 1


def test_what_nobody_filled_in_is_missing_and_not_nought(made):
    """008 spent and named neither event nor people."""
    report = made()
    unit = row_of(report.table(BY_UNIT), "008")
    missing = ("events", "seats", "seats_spent", "cost", "per_member", "reached")
    assert [unit[key] for key in missing] == [None] * len(missing)
    assert (unit["spent"], unit["no_heads"], unit["no_event"]) == (50000, 1, 1)
    quarters = row_of(report.table(EVENTS), "008")
    assert [quarters[f"q{n}"] for n in (1, 2, 3, 4)] == [None] * 4
    project = row_of(report.table(BY_PROJECT), "P2024-01")
    assert (project["seats"], project["people"]) == (None, None)
    line = next(
        line
        for line in render(report, "md").decode().splitlines()
        if line.startswith("| 008")
    )
    assert line.count("—") == len(missing)


def test_an_unknown_headcount_of_members_is_not_divided_by(made):
    """009 has participants and no registered members: a cost, but no share."""
    unit = row_of(made().table(BY_UNIT), "009")
    assert (unit["cost"], unit["members"]) == (3000, None)
    assert unit["reached"] is None


def test_the_share_reached_is_that_of_the_largest_event(made):
    """60 of 412; the 100 of both events are not 100 different people."""
    unit = row_of(made().table(BY_UNIT), "007")
    assert unit["reached"] == pytest.approx(60 / 412)


def test_events_by_quarter(made):
    """An event stands in the quarter of its first voucher; a quarter shows itself."""
    unit = row_of(made().table(EVENTS), "007")
    assert [unit[f"q{n}"] for n in (1, 2, 3, 4)] == [1, 2, 0, 0]
    keys = [column.key for column in made("2024Q2").table(EVENTS).columns]
    assert keys == ["unit", "unit_name", "q2", "events", "no_event"]


def test_people_helped_are_counted_once_and_never_named(made):
    """Three payments to two people, each under the unit they belong to."""
    report = made()
    people = row_of(report.table(PEOPLE), "50404")
    assert (people["people"], people["named"], people["each"]) == (2, 180000, 90000)
    home = report.table(HOME)
    assert [row_of(home, unit)["people"] for unit in ("007", "008")] == [1, 1]
    assert figures(report)["慰问帮扶人数"] == 2
    for name in ("md", "html", "json"):
        assert "P-0000" not in render(report, name).decode()


def test_a_headcount_of_an_entry_split_over_units_is_nobody_s(made):
    """Whose participants they were is not said, so neither unit gets them."""
    split = """
2024-10-01 * "某店" "两单位合办"
  id: "S1"
  fund: "10"
  event: "联谊"
  headcount: 50
  Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
    unit: "007"
  Expenses:501-职工活动支出:50102-文体活动   20.00 CNY
    unit: "008"
  Assets:102-银行存款:01-基本户
"""
    report = made("2024Q4", books() + split)
    assert row_of(report.table(BY_UNIT), "007")["seats"] is None
    assert row_of(report.table(BY_UNIT), "008")["seats"] is None
    # By account it is whole.
    assert row_of(report.table(BY_ACCOUNT), "50102")["seats"] == 50


@pytest.mark.parametrize("name", ["xlsx", "html", "md", "json", "docx"])
def test_empty_books_give_a_report_that_says_so(made, name):
    """No division by nothing; every format is written."""
    report = made(text="")
    assert render(report, name)
    assert figures(report)["每人次成本"] is None
    assert figures(report)["参加人次"] is None
