"""What a member gets in a year: named, averaged, bought by the centre."""

from __future__ import annotations

RULES = """
parameters:
  - key: festival_cap_year
    title: 节日慰问每人每年上限
    values:
      - {from: 2018-01-01, value: "2000.00", state: illustrative}
"""


def caught(ledger):
    """Return line, severity and subject of what R09 found."""
    return [
        (f.lineno, f.severity, f.subject) for f in ledger.findings if f.rule == "R09"
    ]


def test_the_year_is_that_of_the_event_not_of_the_payment(ruled):
    """
    2020-01-01 open Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问 CNY
    2024-02-01 * "T0001" "春节慰问"
      member: "T0001"
      Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问   1500.00 CNY
      Assets:101-库存现金                                       -1500.00 CNY
    2025-01-10 * "T0001" "元旦前的慰问，次年付款"
      member: "T0001"
      event-date: 2024-12-31
      Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问    500.01 CNY
      Assets:101-库存现金                                        -500.01 CNY
    2025-02-10 * "T0001" "次年春节"
      member: "T0001"
      Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问   1999.99 CNY
      Assets:101-库存现金                                       -1999.99 CNY
    """
    assert caught(ruled) == [(9, "违规", "2024 会员 T0001")]
    finding = next(f for f in ruled.findings if f.rule == "R09")
    assert "2,000.01 元，超过每人每年 2,000.00 元" in finding.message
    assert finding.on_example_value


def test_a_payment_to_several_members_is_shared_among_them(ruled):
    """
    2020-01-01 open Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问 CNY
    2024-02-01 * "三人领取" "春节慰问"
      member: "T0001 T0002 T0003"
      Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问   6000.00 CNY
      Assets:101-库存现金                                       -6000.00 CNY
    2024-09-01 * "T0002" "中秋慰问"
      member: "T0002"
      Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问      1.00 CNY
      Assets:101-库存现金                                          -1.00 CNY
    """
    assert caught(ruled) == [(8, "违规", "2024 会员 T0002")]


def test_the_cap_is_passed_once_and_blamed_once(ruled):
    """
    2020-01-01 open Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问 CNY
    2024-02-01 * "T0001" "春节慰问"
      member: "T0001"
      Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问   2500.00 CNY
      Assets:101-库存现金                                       -2500.00 CNY
    2024-09-01 * "T0001" "中秋慰问"
      member: "T0001"
      Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问    300.00 CNY
      Assets:101-库存现金                                        -300.00 CNY
    """
    assert caught(ruled) == [(4, "违规", "2024 会员 T0001")]


def test_what_the_centre_bought_before_counts_toward_the_unit(ruled):
    """
    2020-01-01 open Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问 CNY
    2024-02-01 * "某食品公司" "春节慰问品，全校统一购买，每人一千五百元"
      unit: "000"
      fund: "10"
      Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问   843000.00 CNY
      Assets:102-银行存款:01-基本户                             -843000.00 CNY
    2024-09-01 * "某食品公司" "中秋慰问品，每人六百元"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问   247200.00 CNY
      Assets:102-银行存款:01-基本户                             -247200.00 CNY
    2024-09-01 * "某食品公司" "中秋慰问品，每人五百元"
      unit: "008"
      fund: "10"
      Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问    75000.00 CNY
      Assets:102-银行存款:01-基本户                              -75000.00 CNY
    """
    assert caught(ruled) == [(10, "疑点", "2024 007")]


def test_what_the_centre_buys_afterwards_counts_toward_the_unit_as_well(ruled):
    """
    2020-01-01 open Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问 CNY
    2024-02-01 * "某食品公司" "春节慰问品，每人六百元"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问   247200.00 CNY
      Assets:102-银行存款:01-基本户                             -247200.00 CNY
    2024-09-01 * "某食品公司" "中秋慰问品，全校统一购买，每人一千五百元"
      unit: "000"
      fund: "10"
      Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问   843000.00 CNY
      Assets:102-银行存款:01-基本户                             -843000.00 CNY
    """
    # The order of the year's purchases proves nothing: 2,100 a head either way.
    assert [(sev, subject) for _, sev, subject in caught(ruled)] == [
        ("疑点", "2024 007")
    ]


def test_a_purchase_for_a_few_is_doubtful_and_for_all_of_them_certain(ruled):
    """
    2020-01-01 open Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问 CNY
    2024-02-01 * "某食品公司" "十个人的慰问品"
      unit: "007"
      fund: "10"
      headcount: 10
      Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问    20000.01 CNY
      Assets:102-银行存款:01-基本户                              -20000.01 CNY
    2024-02-01 * "某食品公司" "全体的慰问品"
      unit: "008"
      fund: "10"
      Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问   300000.01 CNY
      Assets:102-银行存款:01-基本户                             -300000.01 CNY
    """
    assert caught(ruled) == [
        (11, "违规", "2024 008"),
        (6, "疑点", "2024 007"),
    ]


def test_more_members_later_in_the_year_make_it_less_certain(ruled):
    """
    2020-01-01 open Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问 CNY
    2024-10-01 custom "members" "008" 151
    2024-02-01 * "某食品公司" "全体的慰问品"
      unit: "008"
      fund: "10"
      Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问   300000.01 CNY
      Assets:102-银行存款:01-基本户                             -300000.01 CNY
    """
    # 151 members could have had it; by the headcount of the day it is too much.
    assert caught(ruled) == [(6, "疑点", "2024 008")]
