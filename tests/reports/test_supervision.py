"""监督四看: what each lens shows, over books made for it."""

from __future__ import annotations

import textwrap

import pytest

from union_ledger.core.ledger import load_ledger
from union_ledger.core.period import parse_period
from union_ledger.reports.cells import value_of
from union_ledger.reports.cells import value_text
from union_ledger.reports.supervision.matters import MATTERS
from union_ledger.reports.supervision.moments import MOMENTS
from union_ledger.reports.supervision.people import APPROVERS
from union_ledger.reports.supervision.people import PAIRS
from union_ledger.reports.supervision.people import PAYEES
from union_ledger.reports.supervision.places import PLACES
from union_ledger.reports.supervision.report import supervision

YEAR = parse_period("2024")
ENTRY = """
    {day} * "{payee}" "{text}"
      id: "{id}"
      unit: "{unit}"
      fund: "10"
      handler: "{handler}"
      approver: "T0002"{more}
      Expenses:{account}   {amount} CNY
      Assets:102-银行存款:01-基本户   -{amount} CNY
"""
SPORT = "501-职工活动支出:50102-文体活动"
GIFTS = "501-职工活动支出:50105-会员活动:5010501-节日慰问"
REST = "501-职工活动支出:50104-劳模职工疗休养"


def entry(id_, day, amount, **told):
    usual = {
        "payee": "甲店",
        "text": "器材",
        "unit": "007",
        "handler": "T0001",
        "account": SPORT,
        "more": "",
    }
    return ENTRY.format(id=id_, day=day, amount=amount, **(usual | told))


BOOKS = "".join(
    (
        '    2024-01-01 custom "person" "T0009"\n      unit: "007"\n'
        '      roles: "chair"\n      to: 2024-06-30\n',
        *(entry(f"A{n}", f"2024-03-0{n}", "100.00") for n in (1, 2, 3)),
        entry("B1", "2024-02-05", "500.00", payee="乙店", account=GIFTS),
        entry("C1", "2024-06-20", "300.00", account=REST, handler="T0003"),
        entry(
            "D1", "2024-12-20", "900.00", unit="009", more='\n      contract: "HT-1"'
        ),
    )
)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    return supervision(loaded(tmp_path_factory), YEAR)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    return loaded(tmp_path_factory)


def loaded(tmp_path_factory):
    from pathlib import Path

    main = tmp_path_factory.mktemp("books") / "main.beancount"
    registers = Path(__file__).parents[1] / "small.beancount"
    opens = "\n".join(f"2020-01-01 open Expenses:{name} CNY" for name in (GIFTS, REST))
    plugin = 'plugin "union_ledger.plugins" ""\noption "title" "示例工会"\n'
    text = registers.read_text("utf-8")
    new = [line for line in opens.splitlines() if line.split()[2] not in text]
    parts = (textwrap.dedent(BOOKS), text, *new, plugin)
    main.write_text("\n".join(parts), encoding="utf-8")
    return load_ledger(main)


def shown(report, title, *keys):
    """Return what a table's detail rows show under some keys."""
    table = report.table(title)
    places = [table.index(key) for key in keys]
    return [
        tuple(
            value_text(value_of(row.cells[at]), table.columns[at].kind) for at in places
        )
        for row in table.rows
        if row.role == "detail"
    ]


def test_who_approves_how_much(report):
    """One approver signed everything, most of it to one payee."""
    assert shown(report, APPROVERS, "person", "entries", "amount", "share") == [
        ("T0002", "6", "2,000.00", "100.0%")
    ]
    assert shown(report, APPROVERS, "payee") == [("甲店（75%）",)]


def test_who_is_paid(report):
    """With the number of handlers who bring the claims."""
    rows = shown(report, PAYEES, "payee", "handlers", "amount", "units")
    assert rows == [("甲店", "2", "1,500.00", "2"), ("乙店", "1", "500.00", "1")]


def test_who_goes_to_whom_again_and_again(report):
    """Three and more payments only: T0001 to 甲店, not to 乙店."""
    rows = shown(report, PAIRS, "handler", "payee", "entries", "amount")
    assert rows == [("T0001", "甲店", "4", "1,200.00")]


def test_what_it_is_for(report):
    rows = shown(report, MATTERS, "matter", "entries", "amount")
    assert rows == [
        ("节日慰问品", "1", "500.00"),
        ("职工疗休养", "1", "300.00"),
        ("资本性支出", "0", "0.00"),
        ("合同采购（资本性支出以外）", "1", "900.00"),
    ]


def test_when_it_is_spent(report):
    """春节 2024 was on 10 February; a chair left at the end of June."""
    rows = {
        name: (first, last, amount)
        for name, first, last, amount in shown(
            report, MOMENTS, "name", "first", "last", "amount"
        )
    }
    assert rows["春节"] == ("2024-01-26", "2024-02-10", "500.00")
    assert rows["12 月 16—31 日"] == ("2024-12-16", "2024-12-31", "900.00")
    assert rows["T0009（主席）离任"] == ("2024-06-15", "2024-06-30", "300.00")


def test_units_by_risk_add_up_to_the_cases(report, ledger):
    """The sum of a unit's open cases; the most comes first."""
    from union_ledger.reports.risk import unit_risks

    risks = list(unit_risks(ledger, YEAR).values())
    scores = [risk.score for risk in risks]
    assert scores == sorted(scores, reverse=True)
    assert shown(report, PLACES, "score") == [(risk.score_text,) for risk in risks]
    assert scores[0] == sum(case.score for case in risks[0].cases)


def test_rows_can_be_narrowed(ledger):
    """Persons, matters and moments are of what is kept; places are of all."""
    narrow = supervision(ledger, YEAR, lambda row: row.unit == "009")
    assert shown(narrow, PAYEES, "payee", "amount") == [("甲店", "900.00")]
    assert narrow.table(PLACES) == supervision(ledger, YEAR).table(PLACES)


def test_a_year_without_expenses(ledger):
    """Every table is there and says that it is empty."""
    empty = supervision(ledger, parse_period("2021"))
    assert shown(empty, PAYEES, "payee") == []
    assert not empty.charts


def test_golden(ledger, file_regression):
    """The whole report, as text that a reviewer can read."""
    from dataclasses import replace

    from union_ledger.reports.formats import render

    # The rulebook grows, and this text shall not with it.
    found = tuple(f for f in ledger.findings if f.rule in {"R31", "R34", "R37"})
    told = replace(ledger, revision=None, rulebook="测试规则", findings=found)
    text = render(supervision(told, YEAR), "md").decode()
    file_regression.check(text, extension=".md", encoding="utf-8")
