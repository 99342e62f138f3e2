"""The tables beside 分单位使用情况: they tie to it, and to the year before."""

from __future__ import annotations

from pathlib import Path

import pytest

from union_ledger.core.ledger import load_ledger
from union_ledger.core.period import parse_period
from union_ledger.reports.cells import value_of
from union_ledger.reports.spending_splits import BY_ACCOUNT
from union_ledger.reports.spending_splits import BY_DETAIL
from union_ledger.reports.spending_splits import BY_PROGRAM
from union_ledger.reports.utilisation import BY_UNIT
from union_ledger.reports.utilisation import utilisation
from union_ledger.reports.utilisation_idle import IDLE
from union_ledger.reports.utilisation_idle import TAKEN_BACK
from union_ledger.reports.utilisation_splits import BY_QUARTER
from union_ledger.reports.utilisation_splits import FUNDS

YEAR = (Path(__file__).parent / "small_year.beancount").read_text(encoding="utf-8")
BEFORE = """
2023-01-02 * "批复"
  id: "Q91"
  quota: "approve"
  Equity:Q00-预算批复          -2000.00 QUOTA
  Equity:Q01-可用额度:007:10    2000.00 QUOTA
2023-06-02 * "某店" "活动"
  id: "V91"
  unit: "007"
  fund: "10"
  project: "P2024-01"
  Expenses:501-职工活动支出:50102-文体活动   700.00 CNY
  Assets:102-银行存款:01-基本户             -700.00 CNY
2023-08-02 * "某店" "设备"
  id: "V92"
  unit: "007"
  fund: "10"
  Expenses:507-资本性支出:50702-办公设备   300.00 CNY
  Assets:102-银行存款:01-基本户           -300.00 CNY
2023-12-31 * "年末收回"
  id: "Q92"
  quota: "lapse"
  Equity:Q01-可用额度:007:10   -1000.00 QUOTA
  Equity:Q00-预算批复           1000.00 QUOTA
"""


@pytest.fixture
def made(write_books):
    """Make the report of a period."""

    def make(period="2024", text=YEAR):
        return utilisation(load_ledger(write_books(text)), parse_period(period))

    return make


def rows_of(table):
    """Return the values of all rows by column, the total last."""
    keys = [column.key for column in table.columns]
    return [
        dict(zip(keys, map(value_of, row.cells), strict=True))
        for row in table.shown_rows
    ]


@pytest.mark.parametrize("period", ["2024", "2024Q2", "2024-05"])
def test_funds_add_up_to_units(made, period):
    """The same lines, seen by fund and by unit."""
    report = made(period)
    by_unit, by_fund = (rows_of(report.table(name))[-1] for name in (BY_UNIT, FUNDS))
    same = (
        "opening",
        "allotted",
        "adjusted",
        "taken_back",
        "used",
        "available",
        "rate",
    )
    assert [by_fund[key] for key in same] == [by_unit[key] for key in same]


def test_quarters_add_up_and_stop_at_the_period_s_end(made):
    """In May the second quarter has the days up to May's end."""
    used = [row["used"] for row in rows_of(made().table(BY_QUARTER))]
    assert used == [120000, 150001, 25000, 8000, 303001]
    first, second, total = rows_of(made("2024-05").table(BY_QUARTER))
    assert (first["used"], second["used"]) == (120000, 150001)
    assert second["gone"] == pytest.approx(152 / 366)
    assert total["total"] is None


@pytest.mark.parametrize("name", [BY_ACCOUNT, BY_DETAIL, BY_PROGRAM])
def test_expenses_add_up_to_the_books(made, name):
    """Whatever the split, nothing is lost: what has no project has a row as well."""
    assert rows_of(made().table(name))[-1]["spent"] == 303001


def test_a_quarter_counts_expenses_from_the_year_s_beginning(made):
    """The budget they stand beside is for the year."""
    assert rows_of(made("2024Q2").table(BY_ACCOUNT))[-1]["spent"] == 270001


def test_without_last_year_its_columns_are_blank_and_said_to_be(made):
    """Nothing known is not nought."""
    report = made()
    for name in (BY_QUARTER, FUNDS, BY_ACCOUNT, BY_DETAIL, BY_PROGRAM):
        table = report.table(name)
        assert {row["before"] for row in rows_of(table)} == {None}, name
        assert "账簿里没有 2023 年的数据，上年同期栏空缺。" in table.note
        assert "上年" not in table.missing_note


def test_last_year_is_that_of_the_same_days(made):
    """700 by June, 300 in August; what is bought less now is a minus."""
    whole, half = (made(period, YEAR + BEFORE) for period in ("2024", "2024Q2"))
    assert [row["before"] for row in rows_of(whole.table(BY_QUARTER))] == [
        0, 70000, 30000, 0, 100000,
    ]  # fmt: skip
    assert rows_of(whole.table(FUNDS))[0]["before"] == 100000
    assert rows_of(half.table(FUNDS))[0]["before"] == 70000
    accounts = {row["code"]: row for row in rows_of(whole.table(BY_ACCOUNT))}
    assert (accounts["507"]["before"], accounts["507"]["change"]) == (30000, -30000)
    assert {row["code"] for row in rows_of(half.table(BY_ACCOUNT))} == {"501", "合计"}
    programs = {
        row["program"]: row["before"] for row in rows_of(whole.table(BY_PROGRAM))
    }
    assert programs["阵地平台建设工程"] == 70000
    assert programs["未列项目的支出"] == 30000
    assert programs["合计"] == 100000
    assert "空缺" not in whole.table(BY_ACCOUNT).note


def test_idle_quota_is_told_from_the_ninetieth_day(made):
    """007 bought on 5 March: on 31 May 87 days ago, on 30 June 117."""
    may = [(row["unit"], row["fund"]) for row in rows_of(made("2024-05").table(IDLE))]
    june = {row["unit"]: row for row in rows_of(made("2024-06").table(IDLE))}
    assert ("007", "10") not in may
    assert (june["007"]["days"], june["007"]["state"]) == (117, "闲置")
    year = {row["unit"]: row for row in rows_of(made().table(IDLE))}
    assert year["007"]["state"] == "沉睡"
    # Nothing is left to 009, and nothing lies idle there.
    assert "009" not in year


def test_what_was_never_used_counts_from_the_day_it_came(made):
    """000 has 20 from 1 January and uses none before September."""
    (row,) = (r for r in rows_of(made("2024Q2").table(IDLE)) if r["fund"] == "20")
    assert (row["last"], row["days"]) == (None, 181)


def test_only_what_does_not_lapse_is_idle_from_earlier_years(made):
    """Fund 10 lapses and is new in January; fund 20 was used in 2023 for the last time.

    007 has fund 10 from 5 January on, whatever it used in June of 2023.
    """
    used = """
2023-02-01 * "上年结转"
  id: "Q93"
  quota: "carry"
  Equity:Q00-预算批复          -500.00 QUOTA
  Equity:Q01-可用额度:000:20    500.00 QUOTA
2023-03-02 * "某店" "活动"
  id: "V93"
  unit: "000"
  fund: "20"
  Expenses:501-职工活动支出:50102-文体活动   100.00 CNY
  Assets:102-银行存款:01-基本户             -100.00 CNY
"""
    rows = rows_of(made("2024-04", no_march() + BEFORE + used).table(IDLE))
    days = {(row["unit"], row["fund"]): row["days"] for row in rows}
    assert days["007", "10"] == 116
    assert days["000", "20"] == 425


def no_march():
    """Return the year with the expense of 5 March moved into May."""
    return YEAR.replace("2024-03-05", "2024-05-05")


def test_taken_back_on_the_way_and_at_the_end(made):
    """The first ties to the column 收回, the second comes after the year's balance."""
    report = made()
    rows = [(row["kind"], row["amount"]) for row in rows_of(report.table(TAKEN_BACK))]
    assert rows[:2] == [("期中收回", 40000), ("年末收回", 240000)]
    assert rows_of(report.table(BY_UNIT))[-1]["taken_back"] == 40000
    assert rows_of(made("2024Q2").table(TAKEN_BACK)) == []
