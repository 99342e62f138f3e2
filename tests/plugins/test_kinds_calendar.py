"""The days of the seven holidays, and purchases held against them."""

from __future__ import annotations

from datetime import date

import pytest

from union_ledger.plugins.kinds.calendar import FESTIVALS
from union_ledger.plugins.kinds.calendar import days_of

# As the State Council's notices have them: 春节, 清明, 端午, 中秋.
LUNAR = {
    2015: ("02-19", "04-05", "06-20", "09-27"),
    2016: ("02-08", "04-04", "06-09", "09-15"),
    2017: ("01-28", "04-04", "05-30", "10-04"),
    2018: ("02-16", "04-05", "06-18", "09-24"),
    2019: ("02-05", "04-05", "06-07", "09-13"),
    2020: ("01-25", "04-04", "06-25", "10-01"),
    2021: ("02-12", "04-04", "06-14", "09-21"),
    2022: ("02-01", "04-05", "06-03", "09-10"),
    2023: ("01-22", "04-05", "06-22", "09-29"),
    2024: ("02-10", "04-04", "06-10", "09-17"),
    2025: ("01-29", "04-04", "05-31", "10-06"),
    2026: ("02-17", "04-05", "06-19", "09-25"),
}
RULES = """
rules:
  - id: X01
    title: 节日慰问的日期
    kind: calendar
    severity: 疑点
    where: {codes: ["50102"]}
    with: {within: 30, others: [三八, 教师节]}
    effective: 2018-01-01
    reviewed_on: 2026-11-23
    message: "{how}"
"""


def said(ledger):
    """Return line and message of what the rule found."""
    return [(f.lineno, f.message) for f in ledger.findings if f.rule == "X01"]


@pytest.mark.parametrize("year", LUNAR)
def test_the_days_of_the_lunar_holidays(year):
    names = ("春节", "清明节", "端午节", "中秋节")
    found = days_of(year)
    assert tuple(f"{found[name]:%m-%d}" for name in names) == LUNAR[year]


@pytest.mark.parametrize("year", range(2015, 2036))
def test_every_year_has_all_seven_and_the_solar_ones_never_move(year):
    found = days_of(year)
    assert sorted(found) == sorted(FESTIVALS)
    assert found["元旦"] == date(year, 1, 1)
    assert found["劳动节"] == date(year, 5, 1)
    assert found["国庆节"] == date(year, 10, 1)


def test_a_finding_shows_the_days_and_their_difference(ruled):
    """
    2024-08-01 * "某店" "慰问品"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    """
    assert said(ruled) == [(2, "离最近的中秋节（2024-09-17）47 天，超过 30 天")]
    finding = next(f for f in ruled.findings if f.rule == "X01")
    assert finding.evidence == ("日期 2024-08-01", "中秋节 2024-09-17，相差 47 天")


def test_a_holiday_that_is_named_counts_alone_and_must_be_one_of_the_seven(ruled):
    """
    2024-06-08 * "某店" "慰问品"
      festival: "端午"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    2024-06-08 * "某店" "慰问品"
      festival: "中秋节"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    2024-06-08 * "某店" "端午慰问品"
      festival: "儿童节"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    """
    assert said(ruled) == [
        (7, "离最近的中秋节（2024-09-17）101 天，超过 30 天"),
        (11, "“儿童节”不在可以慰问的节日之列"),
    ]


def test_new_year_of_the_following_year_is_near_in_december(ruled):
    """
    2024-12-02 * "某店" "慰问品"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    2024-12-01 * "某店" "慰问品"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    """
    assert said(ruled) == [(5, "离最近的元旦（2025-01-01）31 天，超过 30 天")]
