"""Budgets of several versions, and quota judged at the end of a day."""

from __future__ import annotations


def caught(ledger):
    """Return line and amount in yuan of what R37 found about budget lines."""
    return [
        (f.lineno, (f.amount or 0) / 100)
        for f in ledger.findings
        if f.rule == "R37" and not f.subject.startswith("额度")
    ]


def test_a_budget_loosened_later_does_not_whitewash_an_earlier_day(ledger):
    """
    2023-12-01 custom "budget-version" "2024" "V1"
      stage: "委员会审批"
      reviewed: 2023-12-10
      approved: 2023-12-20
    2024-06-01 custom "budget-version" "2024" "V2"
      stage: "委员会审批"
      reviewed: 2024-06-05
      approved: 2024-06-10
    2024-01-01 custom "budget-line" "2024" "50102" 500.00 CNY
      version: "V1"
    2024-06-01 custom "budget-line" "2024" "50102" 1000.00 CNY
      version: "V2"
    2024-05-10 * "某店" "超出当时的预算"
      Expenses:501-职工活动支出:50102-文体活动   600.00 CNY
      Assets:102-银行存款:01-基本户             -600.00 CNY
    2024-06-09 * "某店" "批准前一天"
      Expenses:501-职工活动支出:50102-文体活动    10.00 CNY
      Assets:102-银行存款:01-基本户              -10.00 CNY
    2024-06-10 * "某店" "批准当天，在新预算之内"
      Expenses:501-职工活动支出:50102-文体活动   390.00 CNY
      Assets:102-银行存款:01-基本户             -390.00 CNY
    2024-07-10 * "某店" "超出新预算一分"
      Expenses:501-职工活动支出:50102-文体活动     0.01 CNY
      Assets:102-银行存款:01-基本户               -0.01 CNY
    """
    assert caught(ledger) == [(14, 100), (17, 110), (23, 0.01)]


def test_a_draft_binds_nobody(ledger):
    """
    2024-01-01 custom "budget-version" "2024" "V1"
      stage: "草案"
    2024-01-01 custom "budget-line" "2024" "50102" 5.00 CNY
      version: "V1"
    2024-05-10 * "某店" "活动"
      Expenses:501-职工活动支出:50102-文体活动   600.00 CNY
      Assets:102-银行存款:01-基本户             -600.00 CNY
    """
    assert caught(ledger) == []


def test_a_budget_cut_below_what_is_spent_blames_the_next_to_spend(ledger):
    """
    2023-12-01 custom "budget-version" "2024" "V1"
      stage: "委员会审批"
      reviewed: 2023-12-10
      approved: 2023-12-20
    2024-06-01 custom "budget-version" "2024" "V2"
      stage: "委员会审批"
      reviewed: 2024-06-05
      approved: 2024-06-10
    2024-01-01 custom "budget-line" "2024" "50102" 500.00 CNY
      version: "V1"
    2024-06-01 custom "budget-line" "2024" "50102" 300.00 CNY
      version: "V2"
    2024-05-10 * "某店" "在当时的预算之内"
      Expenses:501-职工活动支出:50102-文体活动   400.00 CNY
      Assets:102-银行存款:01-基本户             -400.00 CNY
    2024-07-10 * "某店" "退回一些"
      Expenses:501-职工活动支出:50102-文体活动   -50.00 CNY
      Assets:102-银行存款:01-基本户               50.00 CNY
    2024-07-11 * "某店" "再支出"
      Expenses:501-职工活动支出:50102-文体活动    20.00 CNY
      Assets:102-银行存款:01-基本户              -20.00 CNY
    """
    assert caught(ledger) == [(20, 70)]


def test_each_year_has_its_own_budget(ledger):
    """
    2023-12-01 custom "budget-version" "2024" "V1"
      stage: "委员会审批"
      reviewed: 2023-12-10
      approved: 2023-12-20
    2024-01-01 custom "budget-line" "2024" "50102" 500.00 CNY
      version: "V1"
    2023-12-31 * "某店" "上年最后一天"
      Expenses:501-职工活动支出:50102-文体活动   400.00 CNY
      Assets:102-银行存款:01-基本户             -400.00 CNY
    2024-01-01 * "某店" "本年第一天"
      Expenses:501-职工活动支出:50102-文体活动   400.00 CNY
      Assets:102-银行存款:01-基本户             -400.00 CNY
    """
    assert caught(ledger) == []


def test_a_line_of_a_unit_and_one_of_the_account_are_judged_apart(ledger):
    """
    2023-12-01 custom "budget-version" "2024" "V1"
      stage: "委员会审批"
      reviewed: 2023-12-10
      approved: 2023-12-20
    2024-01-01 custom "budget-line" "2024" "501" 1000.00 CNY
      version: "V1"
    2024-01-01 custom "budget-line" "2024" "50102" 300.00 CNY
      version: "V1"
      unit: "007"
    2024-05-10 * "某店" "007 超出自己的一行"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动   301.00 CNY
      Assets:102-银行存款:01-基本户             -301.00 CNY
    2024-05-11 * "某店" "008 没有自己的一行，用 501 的总数"
      unit: "008"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动   699.00 CNY
      Assets:102-银行存款:01-基本户             -699.00 CNY
    """
    assert caught(ledger) == [(13, 1)]
    # Now the sum of 501 is used up to the fen and nothing is over.
    assert not [f for f in ledger.findings if f.subject.startswith("无预算")]
