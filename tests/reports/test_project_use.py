"""项目执行情况: by 工程, budget in force, what nobody registered."""

from __future__ import annotations

from pathlib import Path

import pytest

from union_ledger.core.ledger import load_ledger
from union_ledger.core.period import parse_period
from union_ledger.reports.cells import value_of
from union_ledger.reports.project_use import project_table

YEAR = (Path(__file__).parent / "small_year.beancount").read_text(encoding="utf-8")


@pytest.fixture
def shown(write_books):
    """Return the rows of the table as (role, code or name, budget, spent, left)."""

    def make(period="2024", text=YEAR):
        table = project_table(load_ledger(write_books(text)), parse_period(period))
        picked = [table.index(key) for key in ("budget", "spent", "left")]
        return [
            (
                row.role,
                value_of(row.cells[0]) or value_of(row.cells[1]),
                *(value_of(row.cells[index]) for index in picked),
            )
            for row in table.shown_rows
        ]

    return make


def test_projects_stand_under_their_programme_with_their_budget(shown):
    """The version in force at the period's end decides; no budget is no figure."""
    assert shown() == [
        ("group", "阵地平台建设工程", None, None, None),
        ("detail", "P2024-01", 600_00, 1200_00, -600_00),
        ("subtotal", "小计", 600_00, 1200_00, -600_00),
        ("group", "未列入四大工程", None, None, None),
        ("detail", "P2024-02", None, 250_00, None),
        ("detail", "P2024-99", None, 80_00, None),
        ("subtotal", "小计", None, 330_00, None),
        ("total", "合计", 600_00, 1530_00, -600_00),
    ]


def test_spending_counts_from_the_year_s_beginning(shown):
    """The budget is for the year, so a quarter shows what was spent up to its end."""
    assert ("detail", "P2024-01", 400_00, 0, 400_00) in shown("2024Q1", no_march())
    assert ("detail", "P2024-01", 600_00, 1200_00, -600_00) in shown("2024Q2")
    assert not [row for row in shown("2024Q2") if row[1] == "P2024-02"]


def no_march():
    """Return the year with the expense of 5 March moved into May."""
    return YEAR.replace("2024-03-05", "2024-05-05")


def test_a_project_nobody_registered_is_shown_and_said_to_be_so(write_books):
    """Its money must not vanish from the total."""
    table = project_table(load_ledger(write_books(YEAR)), parse_period("2024"))
    names = [value_of(row.cells[table.index("name")]) for row in table.rows]
    assert "P2024-99（未登记）" in names


def test_other_years_and_closing_entries_are_left_out(shown):
    """Last year's spending and the year-end carry say nothing about this year."""
    more = """
2023-12-31 * "某店" "上年"
  project: "P2024-01"
  Expenses:501-职工活动支出:50102-文体活动   77.00 CNY
  Assets:102-银行存款:01-基本户             -77.00 CNY
2024-12-31 * "年末结转"
  closing: "2024"
  project: "P2024-01"
  Expenses:501-职工活动支出:50102-文体活动        -3030.01 CNY
  Equity:322-工会资金结余:32203-本年收支结转       3030.01 CNY
"""
    assert shown(text=YEAR + more) == shown()


def test_without_projects_the_table_says_so(write_books):
    """Empty books give an empty table with a sentence."""
    table = project_table(load_ledger(write_books("")), parse_period("2024"))
    assert table.rows == ()
    assert table.empty == "本期没有项目支出，也没有项目预算。"
