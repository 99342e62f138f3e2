"""One sum beside another: by quarter, by unit, running, and as entries write it."""

from __future__ import annotations

RULES = """
parameters:
  - key: half
    title: 提示线
    unit: ""
    values:
      - {from: 2018-01-01, value: "0.5"}
rules:
  - id: X01
    title: 季度占比
    kind: ratio
    severity: 提示
    where: {codes: ["5"]}
    with: {side: ceiling, part: ["507"], whole: ["5"], per: quarter, by_unit: true}
    parameters: {bound: half}
    effective: 2018-01-01
    reviewed_on: 2026-11-23
    message: "{when} {who} {part} {whole} {share} {bound}"
  - id: X02
    title: 累计结余
    kind: ratio
    severity: 提示
    where: {codes: ["4", "5"]}
    with: {side: ceiling, part: ["4", "5"], whole: ["4"], running: true, credit: true}
    parameters: {bound: half}
    effective: 2018-01-01
    reviewed_on: 2026-11-23
    message: "{when} {share}"
"""


def said(ledger, rule):
    """Return line and message of what a rule found."""
    return [(f.lineno, f.message) for f in ledger.findings if f.rule == rule]


def test_each_unit_and_quarter_stands_alone_and_the_last_posting_is_blamed(ruled):
    """
    2024-01-10 * "会"
      unit: "007"
      Expenses:507-资本性支出:50702-办公设备        60.00 CNY
      Assets:102-银行存款:01-基本户            -60.00 CNY
    2024-03-31 * "赛"
      unit: "007"
      Expenses:501-职工活动支出:50102-文体活动   40.00 CNY
      Assets:102-银行存款:01-基本户            -40.00 CNY
    2024-04-01 * "赛"
      unit: "007"
      Expenses:501-职工活动支出:50102-文体活动   50.00 CNY
      Expenses:507-资本性支出:50702-办公设备        50.00 CNY
      Assets:102-银行存款:01-基本户           -100.00 CNY
    2024-03-01 * "会"
      unit: "008"
      Expenses:507-资本性支出:50702-办公设备        10.00 CNY
      Assets:102-银行存款:01-基本户            -10.00 CNY
    2024-07-01 * "会"
      unit: "008"
      Expenses:507-资本性支出:50702-办公设备        10.00 CNY
      Assets:102-银行存款:01-基本户            -10.00 CNY
    """
    name = ruled.books.registers.unit_name
    assert sorted(said(ruled, "X01")) == [
        (
            7,
            f"2024 年第 1 季度 007 {name('007')} 60.00 元 100.00 元 60% 50%",
        ),
        (
            16,
            f"2024 年第 1 季度 008 {name('008')} 10.00 元 10.00 元 100% 50%",
        ),
    ]


def test_what_was_left_of_the_year_before_counts(ruled):
    """
    2023-05-10 * "拨缴"
      unit: "007"
      Assets:102-银行存款:01-基本户             100.00 CNY
      Income:401-会费收入                   -100.00 CNY
    2023-12-31 * "赛"
      unit: "007"
      Expenses:501-职工活动支出:50102-文体活动   50.00 CNY
      Assets:102-银行存款:01-基本户            -50.00 CNY
    2024-05-10 * "拨缴"
      unit: "007"
      Assets:102-银行存款:01-基本户             100.00 CNY
      Income:401-会费收入                   -100.00 CNY
    2024-12-31 * "赛"
      unit: "007"
      Expenses:501-职工活动支出:50102-文体活动   99.00 CNY
      Assets:102-银行存款:01-基本户            -99.00 CNY
    """
    assert said(ruled, "X02") == [(15, "2024 年 51%")]


def test_a_year_without_income_says_nothing(ruled):
    """
    2024-12-31 * "赛"
      unit: "007"
      Expenses:501-职工活动支出:50102-文体活动   99.00 CNY
      Assets:102-银行存款:01-基本户            -99.00 CNY
    """
    assert said(ruled, "X02") == []
