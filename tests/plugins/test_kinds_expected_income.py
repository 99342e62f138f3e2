"""What should have come in of the payroll, or a member, period after period."""

from __future__ import annotations

import pytest

RULES = """
parameters:
  - key: month_dues
    title: 每人每月会费定额
    values:
      - {from: 2018-01-01, value: "2.00", state: illustrative}
  - key: own_rate
    title: 拨缴比例
    unit: ""
    values:
      - {from: 2018-01-01, value: "0.02"}
rules:
  - id: R90
    title: 会费定额
    kind: expected-income
    severity: 疑点
    where: {codes: ["401"]}
    with: {base: 会员人数, period: 月, tolerance_percent: 0}
    parameters: {rate: month_dues}
    effective: 2018-01-01
    reviewed_on: 2026-01-01
    message: "{period} 应 {expected} 收 {received} 少 {short}"
  - id: R91
    title: 下月到账的拨缴
    kind: expected-income
    severity: 疑点
    where: {codes: ["401"]}
    with: {share: true, lag: 1, tolerance_percent: 0}
    parameters: {rate: own_rate}
    effective: 2018-01-01
    reviewed_on: 2026-01-01
    message: "{period} 应 {expected} 收 {received} 少 {short}"
"""


def said(ledger, rule):
    """Return line and message of what a rule found."""
    return [(f.lineno, f.message) for f in ledger.findings if f.rule == rule]


def test_dues_a_member_by_the_month_of_all_units(ruled):
    """
    2024-01-10 * "代扣会费"
      id: "A"
      unit: "000"
      fund: "10"
      Assets:102-银行存款:01-基本户   1124.00 CNY
      Income:401-会费收入            -1124.00 CNY
    2024-02-10 * "代扣会费，少一分"
      id: "B"
      unit: "000"
      fund: "10"
      Assets:102-银行存款:01-基本户   1123.99 CNY
      Income:401-会费收入            -1123.99 CNY
    2024-03-10 * "代扣会费，少一元"
      id: "C"
      unit: "000"
      fund: "10"
      Assets:102-银行存款:01-基本户   1123.00 CNY
      Income:401-会费收入            -1123.00 CNY
    2024-03-31 * "提现"
      id: "Z"
      Assets:101-库存现金              1.00 CNY
      Assets:102-银行存款:01-基本户   -1.00 CNY
    """
    assert said(ruled, "R90") == [
        (7, "2024 年 2 月 应 1,124.00 收 1,123.99 少 0.01"),
        (13, "2024 年 3 月 应 1,124.00 收 1,123.00 少 1.00"),
    ]
    first = next(f for f in ruled.findings if f.rule == "R90")
    assert "2024-02 会员 562 人 × 2.00 = 1,124.00 元" in first.evidence
    assert first.parameter_state == "illustrative"


def test_more_in_a_later_month_makes_up_for_the_oldest_gap(ruled):
    """
    2024-01-10 * "少收"
      id: "A"
      unit: "000"
      fund: "10"
      Assets:102-银行存款:01-基本户   1000.00 CNY
      Income:401-会费收入            -1000.00 CNY
    2024-02-10 * "少收"
      id: "B"
      unit: "000"
      fund: "10"
      Assets:102-银行存款:01-基本户   1000.00 CNY
      Income:401-会费收入            -1000.00 CNY
    2024-03-31 * "补收"
      id: "C"
      unit: "000"
      fund: "10"
      Assets:102-银行存款:01-基本户   1300.00 CNY
      Income:401-会费收入            -1300.00 CNY
    """
    assert said(ruled, "R90") == [(7, "2024 年 2 月 应 1,124.00 收 1,000.00 少 72.00")]


def test_with_a_lag_the_months_before_are_due(ruled):
    """
    2023-12-31 custom "payroll" "2023-12" 100.00 CNY
    2024-01-31 custom "payroll" "2024-01" 200.00 CNY
    2024-02-29 custom "payroll" "2024-02" 300.00 CNY
    2024-01-01 custom "share" "自主拨缴" 0.60
    2024-03-10 * "只收到七元一角九分"
      id: "A"
      unit: "000"
      fund: "10"
      Assets:102-银行存款:01-基本户   7.19 CNY
      Income:401-会费收入            -7.19 CNY
    2024-03-31 * "提现"
      id: "Z"
      Assets:101-库存现金              1.00 CNY
      Assets:102-银行存款:01-基本户   -1.00 CNY
    2024-01-01 * "提现"
      id: "Y"
      Assets:101-库存现金              1.00 CNY
      Assets:102-银行存款:01-基本户   -1.00 CNY
    2023-01-01 custom "share" "自主拨缴" 0.60
    """
    assert said(ruled, "R91") == [(5, "2024 年第一季度 应 7.20 收 7.19 少 0.01")]
    finding = next(f for f in ruled.findings if f.rule == "R91")
    assert finding.evidence[0] == (
        "2023-12 工资总额 100.00 元 × 0.02 × 留成 0.60 = 1.20 元"
    )


def test_without_a_share_registered_nothing_is_judged(ruled):
    """
    2024-01-31 custom "payroll" "2023-12" 100.00 CNY
    2024-01-31 custom "payroll" "2024-01" 200.00 CNY
    2024-02-29 custom "payroll" "2024-02" 300.00 CNY
    2024-01-01 * "提现"
      id: "Y"
      Assets:101-库存现金              1.00 CNY
      Assets:102-银行存款:01-基本户   -1.00 CNY
    2024-03-31 * "提现"
      id: "Z"
      Assets:101-库存现金              1.00 CNY
      Assets:102-银行存款:01-基本户   -1.00 CNY
    """
    assert said(ruled, "R91") == []


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ('"2024-13" 1.00 CNY', "month"),
        ('"2024-01" 0.00 CNY', "amount"),
        ('"2024-01"', "应有 2 个值"),
    ],
)
def test_a_payroll_line_that_cannot_be_right_is_reported(write_books, line, wrong):
    from union_ledger.core.ledger import load_ledger

    text = f'2024-01-31 custom "payroll" {line}'
    (problem,) = load_ledger(write_books(text)).problems
    assert wrong in problem.message


def test_a_month_s_payroll_stands_once(ledger):
    """
    2024-01-31 custom "payroll" "2024-01" 1.00 CNY
    2024-01-31 custom "payroll" "2024-01" 2.00 CNY
    """
    (problem,) = ledger.problems
    assert "2024-01 已经登记过" in problem.message
