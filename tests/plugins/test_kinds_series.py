"""Voucher numbers that break off, and purchases cut into pieces."""

from __future__ import annotations

RULES = """
parameters:
  - key: comparison_limit
    title: 应比价采购的金额
    values:
      - {from: 2018-01-01, value: "10000.00", state: illustrative}
rules:
  - id: R90
    title: 小额拆分
    kind: split
    severity: 疑点
    where: {codes: ["5"]}
    with: {days: 30, floor_percent: 20}
    parameters: {limit: comparison_limit}
    effective: 2018-01-01
    reviewed_on: 2026-01-01
    message: "{payee} {count} 笔 {total} 元"
"""


def caught(ledger, rule):
    """Return line and message of what a rule found."""
    return [(f.lineno, f.message) for f in ledger.findings if f.rule == rule]


def test_a_voucher_number_out_of_form_is_told_and_breaks_no_series(ledger):
    """
    2024-05-10 * "提现"
      id: "V1"
      voucher: "转-0001"
      Assets:101-库存现金              1.00 CNY
      Assets:102-银行存款:01-基本户   -1.00 CNY
    2024-05-10 * "提现"
      id: "V2"
      voucher: "转0002"
      Assets:101-库存现金              1.00 CNY
      Assets:102-银行存款:01-基本户   -1.00 CNY
    2024-05-10 * "提现"
      id: "V3"
      voucher: "转-二"
      Assets:101-库存现金              1.00 CNY
      Assets:102-银行存款:01-基本户   -1.00 CNY
    2024-05-10 * "提现"
      id: "V4"
      voucher: "-0002"
      Assets:101-库存现金              1.00 CNY
      Assets:102-银行存款:01-基本户   -1.00 CNY
    """
    found = caught(ledger, "A21")
    assert sorted(line for line, _ in found) == [6, 11, 16]
    assert all("的写法应为“字-号”" in message for _, message in found)


def test_a_gap_names_what_is_missing(ledger):
    """
    2024-05-20 * "提现"
      id: "V2"
      voucher: "转-0007"
      Assets:101-库存现金              1.00 CNY
      Assets:102-银行存款:01-基本户   -1.00 CNY
    2024-05-10 * "提现"
      id: "V1"
      voucher: "转-0002"
      Assets:101-库存现金              1.00 CNY
      Assets:102-银行存款:01-基本户   -1.00 CNY
    """
    assert sorted(caught(ledger, "A21")) == [
        (1, "2024-05 转-0007（转字）：缺 0003 至 0006 号"),
        (6, "2024-05 转-0002（转字）：缺 0001 号"),
    ]


def test_number_nought_is_no_number(ledger):
    """
    2024-05-10 * "提现"
      id: "V1"
      voucher: "转-0000"
      Assets:101-库存现金              1.00 CNY
      Assets:102-银行存款:01-基本户   -1.00 CNY
    2024-05-11 * "提现"
      id: "V2"
      voucher: "转-0001"
      Assets:101-库存现金              1.00 CNY
      Assets:102-银行存款:01-基本户   -1.00 CNY
    """
    found = caught(ledger, "A21")
    assert [line for line, _ in found] == [1]
    assert "不止一次" not in found[0][1]


def test_the_thirtieth_day_is_inside_the_window(ruled):
    """
    2024-05-01 * "甲公司" "器材一"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动   5000.00 CNY
      Assets:102-银行存款:01-基本户             -5000.00 CNY
    2024-05-31 * "甲公司" "器材二"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动   5000.00 CNY
      Assets:102-银行存款:01-基本户             -5000.00 CNY
    2024-05-01 * "乙公司" "器材一"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动   9999.99 CNY
      Assets:102-银行存款:01-基本户             -9999.99 CNY
    2024-06-01 * "乙公司" "器材二"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动   9999.99 CNY
      Assets:102-银行存款:01-基本户             -9999.99 CNY
    """
    found = caught(ruled, "A03")
    assert [line for line, _ in found] == [9]
    assert "向“甲公司”付款 2 笔共 10,000.00 元" in found[0][1]


def test_a_whole_purchase_and_another_unit_s_are_no_pieces(ruled):
    """
    2024-05-01 * "甲公司" "够限额，已比价"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动   10000.00 CNY
      Assets:102-银行存款:01-基本户             -10000.00 CNY
    2024-05-02 * "甲公司" "另一笔"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动   9000.00 CNY
      Assets:102-银行存款:01-基本户             -9000.00 CNY
    2024-05-03 * "甲公司" "别的单位买的"
      unit: "008"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动   9000.00 CNY
      Assets:102-银行存款:01-基本户             -9000.00 CNY
    """
    assert caught(ruled, "A03") == []


def test_the_window_slides(ruled):
    """
    2024-05-01 * "甲公司" "小的一笔"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动   2000.00 CNY
      Assets:102-银行存款:01-基本户             -2000.00 CNY
    2024-05-30 * "甲公司" "器材一"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动   6000.00 CNY
      Assets:102-银行存款:01-基本户             -6000.00 CNY
    2024-06-02 * "甲公司" "器材二"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动   6000.00 CNY
      Assets:102-银行存款:01-基本户             -6000.00 CNY
    """
    # Three days apart: an older, smaller payment must not hide the two.
    assert caught(ruled, "R90") == [(14, "甲公司 2 笔 12,000.00 元")]
