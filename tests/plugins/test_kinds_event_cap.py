"""Caps by head, day and session: what is multiplied, assumed, or cannot be reckoned."""

from __future__ import annotations

RULES = """
parameters:
  - key: each
    title: 每人每天标准
    values:
      - {from: 2018-01-01, value: "100.00"}
      - {from: 2024-07-01, value: "120.00", state: illustrative}
rules:
  - id: X01
    title: 活动伙食
    kind: event-cap
    severity: 违规
    where: {codes: ["50102"]}
    with:
      factors: [headcount, days]
      assume: {days: 1}
    parameters: {cap: each}
    effective: 2018-01-01
    reviewed_on: 2026-11-23
    message: "{amount} {how}"
"""


def findings(ledger):
    """Return what the rule found."""
    return [f for f in ledger.findings if f.rule == "X01"]


def test_the_arithmetic_is_shown_step_by_step(ruled):
    """
    2024-05-10 * "食堂" "午餐"
      headcount: 412
      days: 2
      Expenses:501-职工活动支出:50102-文体活动   82400.50 CNY
      Assets:102-银行存款:01-基本户             -82400.50 CNY
    """
    (finding,) = findings(ruled)
    assert finding.severity == "违规"
    assert finding.evidence == (
        "支出 82,400.50 元",
        "标准 412 人 × 2 天 × 100.00 元 = 82,400.00 元",
        "超出 0.50 元",
        "参数“每人每天标准” 100.00 元",
    )


def test_what_is_assumed_proves_nothing(ruled):
    """
    2024-05-10 * "食堂" "午餐"
      headcount: 10
      Expenses:501-职工活动支出:50102-文体活动   1000.01 CNY
      Assets:102-银行存款:01-基本户             -1000.01 CNY
    """
    (finding,) = findings(ruled)
    assert finding.severity == "疑点"
    assert "没有写 days，按 1 推算" in finding.evidence


def test_the_value_of_the_day_of_the_event_decides(ruled):
    """
    2024-07-10 * "食堂" "六月底的午餐，七月付款"
      event-date: 2024-06-30
      headcount: 10
      days: 1
      Expenses:501-职工活动支出:50102-文体活动   1100.00 CNY
      Assets:102-银行存款:01-基本户             -1100.00 CNY
    2024-07-10 * "食堂" "七月的午餐"
      headcount: 10
      days: 1
      Expenses:501-职工活动支出:50102-文体活动   1100.00 CNY
      Assets:102-银行存款:01-基本户             -1100.00 CNY
    """
    (finding,) = findings(ruled)
    assert finding.lineno == 5
    assert finding.parameter_state == ""


def test_postings_of_one_entry_are_added_up_and_others_left_out(ruled):
    """
    2024-05-10 * "食堂" "午餐和场地"
      headcount: 10
      days: 1
      Expenses:501-职工活动支出:50102-文体活动    600.00 CNY
      Expenses:501-职工活动支出:50102-文体活动    400.01 CNY
      Expenses:507-资本性支出:50702-办公设备   9000.00 CNY
      Assets:102-银行存款:01-基本户            -10000.01 CNY
    2024-05-11 * "食堂" "午餐和场地"
      headcount: 10
      days: 1
      Expenses:501-职工活动支出:50102-文体活动   1000.00 CNY
      Expenses:507-资本性支出:50702-办公设备   9000.00 CNY
      Assets:102-银行存款:01-基本户            -10000.00 CNY
    """
    assert [(f.lineno, f.amount) for f in findings(ruled)] == [(4, 100001)]


def test_nobody_or_no_number_of_people_is_left_alone(ruled):
    """
    2024-05-10 * "食堂" "午餐"
      headcount: 0
      Expenses:501-职工活动支出:50102-文体活动   100.00 CNY
      Assets:102-银行存款:01-基本户             -100.00 CNY
    2024-05-10 * "食堂" "午餐"
      Expenses:501-职工活动支出:50102-文体活动   100.00 CNY
      Assets:102-银行存款:01-基本户             -100.00 CNY
    """
    assert findings(ruled) == []
