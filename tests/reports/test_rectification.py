"""整改台账 of a small year: open, overdue, excluded, struck off and waived."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from union_ledger.core.ledger import load_ledger
from union_ledger.core.period import parse_period
from union_ledger.reports.cells import value_of
from union_ledger.reports.formats import render
from union_ledger.reports.formats import write
from union_ledger.reports.rectification import BY_UNIT
from union_ledger.reports.rectification import rectification
from union_ledger.reports.rectification_lists import HISTORY
from union_ledger.reports.rectification_lists import IN_HAND
from union_ledger.reports.rectification_lists import SETTLED
from union_ledger.reports.rectification_lists import UNASSIGNED

YEAR = (Path(__file__).parent / "small_year.beancount").read_text(encoding="utf-8")
# A few rules, so that a new one in the rulebook does not alter the golden file.
RULES = {"D01", "R27", "R34", "R37", "R42", "W01"}
AUDITOR = """
2020-01-01 custom "person" "T0008"
  unit: "000"
  roles: "auditor"
2020-01-01 custom "person" "T0009"
  unit: "007"
  roles: "handler"
"""


def said(finding, day, state, **more):
    """Return one answer line."""
    lines = [f'{day} custom "answer" "{finding}"', '  owner: "T0009"']
    lines += [f'  state: "{state}"', *(f"  {k}: {v}" for k, v in more.items())]
    return "\n".join(lines) + "\n"


@pytest.fixture
def books(write_books):
    """Load the year with answers; findings are those of a few rules."""

    def load(*answers, text=YEAR):
        ledger = load_ledger(write_books(text + AUDITOR + "".join(answers)))
        kept = tuple(f for f in ledger.findings if f.rule in RULES)
        return replace(
            ledger,
            revision=None,
            rulebook="测试规则",
            findings=kept,
            idle=(),
            silent=(),
        )

    return load


def of_rule(ledger, rule):
    """Return the one finding of a rule."""
    (found,) = [finding for finding in ledger.findings if finding.rule == rule]
    return found


def cells(report, table, key):
    """Return the values of a column."""
    shown = report.table(table)
    return [value_of(row.cells[shown.index(key)]) for row in shown.rows]


EXCLUDED = {"by": '"T0008"', "reason": '"原始凭证齐全，已核对"'}


@pytest.fixture
def answered(books):
    """One case in hand and overdue, one excluded; the rest nobody answers for."""
    first, second = (of_rule(books(), rule).id for rule in ("D01", "R42"))
    return books(
        said(first, "2024-12-01", "核实", due="2024-12-10"),
        said(first, "2024-12-02", "复核"),
        said(second, "2024-12-01", "核实"),
        said(second, "2024-12-05", "排除", **EXCLUDED, amount="1000.00 CNY"),
    )


def test_golden(answered, file_regression):
    """The whole report; overdue is reckoned on the day that is printed."""
    report = rectification(answered, parse_period("2024"), date(2024, 12, 31))
    shown = render(report, "md").decode()
    shown = re.sub(r"\S*main\.beancount", "main.beancount", shown)
    file_regression.check(shown, encoding="utf-8", extension=".md")


def test_every_case_stands_in_one_list(answered):
    """In hand, without an owner, settled: together they are all cases."""
    report = rectification(answered, parse_period("2024"), date(2024, 12, 31))
    listed = [
        case
        for name in (IN_HAND, UNASSIGNED, SETTLED)
        for case in cells(report, name, "case")
    ]
    assert len(listed) == len(set(listed)) == sum(cells(report, BY_UNIT, "all"))
    assert cells(report, IN_HAND, "over") == [21]
    assert "排除" in cells(report, SETTLED, "state")
    assert "原始凭证齐全，已核对" in cells(report, SETTLED, "reason")


def test_a_jump_does_not_count_and_is_told(answered):
    """From 核实 to 复核 nothing moves; the history says why."""
    report = rectification(answered, parse_period("2024"), date(2024, 12, 31))
    assert cells(report, IN_HAND, "state") == ["核实"]
    counts = cells(report, HISTORY, "counts")
    assert sum(text.startswith("不算数") for text in counts) == 1


def test_what_is_excluded_stays_excluded_while_its_facts_stand(books):
    """Moved lines and another voucher number change nothing; another amount does."""
    about = of_rule(books(), "R42").id
    answers = (
        said(about, "2024-12-01", "核实"),
        said(about, "2024-12-05", "排除", **EXCLUDED, amount="1000.00 CNY"),
    )
    assert YEAR.count("1000.00 CNY") >= 2
    moved = YEAR.replace('voucher: "银付-0001"', 'voucher: "银付-0099"')
    for text in (YEAR, f"\n\n{moved}"):
        found = of_rule(books(*answers, text=text), "R42")
        assert (found.id, found.state, found.is_open) == (about, "已排除", False)
    other = said(about, "2024-12-05", "排除", **EXCLUDED, amount="999.00 CNY")
    again = of_rule(books(answers[0], other), "R42")
    assert (again.id, again.is_open) == (about, True)


def test_nothing_found_says_so(write_books):
    """A year without a problem is a report with empty lists."""
    text = '2024-01-01 custom "unit" "010" "某院工会"'
    ledger = replace(load_ledger(write_books(text)), findings=(), revision=None)
    shown = render(rectification(ledger, parse_period("2024")), "md").decode()
    assert "每个未了结的问题都有责任人。" in shown
    assert "还没有答复。" in shown


@pytest.mark.looks
def test_the_sums_are_formulas_that_agree(answered, tmp_path, assert_recalculates):
    """LibreOffice reckons the totals as the file has them."""
    path = tmp_path / "整改台账.xlsx"
    write(rectification(answered, parse_period("2024")), "xlsx", path)
    assert assert_recalculates(path) > 5
