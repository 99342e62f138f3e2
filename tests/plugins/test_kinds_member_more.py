"""Caps that change, other years, months and whom an average may be of."""

from __future__ import annotations

RULES = """
parameters:
  - key: festival_cap_year
    title: 节日慰问每人每年上限
    values:
      - {from: 2018-01-01, value: "1500.00"}
      - {from: 2024-07-01, value: "3000.00"}
  - key: birthday_cap_year
    title: 生日慰问每人每年上限
    values:
      - {from: 2018-01-01, value: "300.00"}
  - key: parttime_allowance_month
    title: 兼职工会干部补贴每人每月上限
    values:
      - {from: 2018-01-01, value: "300.00"}
rules:
  - id: R12
    title: 生日慰问每人每年不超过上限
    kind: member-cap
    severity: 违规
    where: {codes: ["5010502"]}
    with: {per: year, year_by: entry}
    parameters: {cap: birthday_cap_year}
    effective: 2018-01-01
    reviewed_on: 2026-11-23
    replaces: 本级按付款日期计入年度
    message: "{who} {period} {how} {sum} {cap}"
"""


def found(ledger, rule):
    """Return line, severity and subject of what a rule found."""
    return [
        (f.lineno, f.severity, f.subject) for f in ledger.findings if f.rule == rule
    ]


def test_a_cap_loosened_later_leaves_what_was_over_it_before(ruled):
    """
    2020-01-01 open Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问 CNY
    2024-02-01 * "T0001" "春节慰问"
      member: "T0001"
      Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问   1500.01 CNY
      Assets:101-库存现金                                       -1500.01 CNY
    2024-09-01 * "T0002" "中秋慰问"
      member: "T0002"
      Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问   3000.00 CNY
      Assets:101-库存现金                                       -3000.00 CNY
    """
    assert found(ruled, "R09") == [(4, "违规", "2024 会员 T0001")]


def test_the_year_may_be_that_of_the_payment(ruled):
    """
    2020-01-01 open Expenses:501-职工活动支出:50105-会员活动:5010502-生日慰问 CNY
    2024-03-01 * "T0001" "生日慰问"
      member: "T0001"
      Expenses:501-职工活动支出:50105-会员活动:5010502-生日慰问   200.00 CNY
      Assets:101-库存现金                                       -200.00 CNY
    2025-01-10 * "T0001" "去年十二月生日，次年付款"
      member: "T0001"
      event-date: 2024-12-31
      Expenses:501-职工活动支出:50105-会员活动:5010502-生日慰问   200.00 CNY
      Assets:101-库存现金                                       -200.00 CNY
    2025-03-01 * "T0001" "生日慰问"
      member: "T0001"
      Expenses:501-职工活动支出:50105-会员活动:5010502-生日慰问   100.01 CNY
      Assets:101-库存现金                                       -100.01 CNY
    """
    # By payment 2025 has 200 and 100.01; by event 2024 would have 400.
    assert found(ruled, "R12") == [(13, "违规", "2025 会员 T0001")]
    # A birthday is once a year by its own date, whatever the cap's year.
    assert found(ruled, "R121") == [(9, "违规", "2024 会员 T0001")]


def test_a_refund_counts_before_what_it_takes_back(ruled):
    """
    2020-01-01 open Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问 CNY
    2024-02-01 * "T0001" "春节慰问"
      member: "T0001"
      Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问   1600.00 CNY
      Assets:101-库存现金                                       -1600.00 CNY
    2024-03-01 * "T0001" "退回一部分"
      member: "T0001"
      Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问    -99.99 CNY
      Assets:101-库存现金                                         99.99 CNY
    """
    # 1,500.01 remain: still over, at the gift and not at the refund.
    assert found(ruled, "R09") == [(4, "违规", "2024 会员 T0001")]


def test_a_registered_member_named_by_the_centre_has_his_units_average(ruled):
    """
    2020-01-01 open Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问 CNY
    2020-01-01 custom "person" "T0001"
      unit: "007"
      roles: "member"
    2020-01-01 custom "person" "T0002"
      unit: "008"
      roles: "member"
    2024-02-01 * "两人" "春节慰问"
      unit: "000"
      fund: "10"
      member: "T0001 T0002"
      Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问   2800.00 CNY
      Assets:101-库存现金                                       -2800.00 CNY
    2024-06-01 * "某食品公司" "端午慰问品"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问   41612.00 CNY
      Assets:102-银行存款:01-基本户                             -41612.00 CNY
    """
    # 1,400 named and 101 on average; the other one's unit bought nothing.
    assert found(ruled, "R09") == [(12, "疑点", "2024 会员 T0001")]


def test_what_a_unit_bought_is_not_doubted_twice(ruled):
    """
    2020-01-01 open Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问 CNY
    2024-02-01 * "某食品公司" "十人的慰问品"
      unit: "007"
      fund: "10"
      headcount: 10
      Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问   15000.01 CNY
      Assets:102-银行存款:01-基本户                             -15000.01 CNY
    2024-03-01 * "T0001" "补发"
      unit: "007"
      fund: "10"
      member: "T0001"
      Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问      10.00 CNY
      Assets:102-银行存款:01-基本户                                -10.00 CNY
    """
    assert found(ruled, "R09") == [(6, "疑点", "2024 007")]


def test_three_months_in_one_payment_are_three_months(ruled):
    """
    2020-01-01 open Expenses:505-业务支出:50504-其他业务 CNY
    2024-02-29 * "T0001" "兼职工会干部补贴，十二月至二月"
      unit: "007"
      fund: "10"
      member: "T0001"
      months: 3
      Expenses:505-业务支出:50504-其他业务   900.03 CNY
      Assets:101-库存现金                   -900.03 CNY
    """
    assert found(ruled, "R45") == [
        (7, "违规", "2023-12 会员 T0001"),
        (7, "违规", "2024-01 会员 T0001"),
        (7, "违规", "2024-02 会员 T0001"),
    ]
    finding = next(f for f in ruled.findings if f.rule == "R45")
    assert "900.03 元 ÷ 3 个月" in finding.evidence[0]


def test_members_of_many_at_the_centre_may_not_exceed_all_of_them(ruled):
    """
    2020-01-01 open Expenses:501-职工活动支出:50105-会员活动:5010502-生日慰问 CNY
    2024-03-01 * "某蛋糕店" "生日"
      unit: "000"
      fund: "10"
      headcount: 562
      Expenses:501-职工活动支出:50105-会员活动:5010502-生日慰问   56200.00 CNY
      Assets:102-银行存款:01-基本户                             -56200.00 CNY
    2024-04-01 * "某蛋糕店" "补漏一人"
      unit: "000"
      fund: "10"
      headcount: 1
      Expenses:501-职工活动支出:50105-会员活动:5010502-生日慰问     100.00 CNY
      Assets:102-银行存款:01-基本户                               -100.00 CNY
    """
    assert found(ruled, "R121") == [(12, "疑点", "2024 000")]
