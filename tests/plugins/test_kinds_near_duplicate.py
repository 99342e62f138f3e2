"""The same business under other papers, where the cases do not reach."""

from __future__ import annotations


def lines(ledger):
    """Return the lines of what A01 found."""
    return [f.lineno for f in ledger.findings if f.rule == "A01"]


def test_each_later_one_is_held_against_the_nearest_before_it(ledger):
    """
    2024-05-30 * "某商贸公司" "活动用水"
      id: "V3"
      Expenses:501-职工活动支出:50102-文体活动   100.00 CNY
      Assets:102-银行存款:01-基本户             -100.00 CNY
    2024-05-10 * "某商贸公司" "活动用水"
      id: "V1"
      Expenses:501-职工活动支出:50102-文体活动   100.00 CNY
      Assets:102-银行存款:01-基本户             -100.00 CNY
    2024-05-20 * "某商贸公司" "活动用水"
      id: "V2"
      Expenses:501-职工活动支出:50102-文体活动   100.00 CNY
      Assets:102-银行存款:01-基本户             -100.00 CNY
    """
    told = [f.entry_ids for f in ledger.findings if f.rule == "A01"]
    assert told == [("V2", "V1"), ("V3", "V2")]


def test_two_units_without_an_invoice_each_may_be_one_business(ledger):
    """
    2024-05-10 * "某商贸公司" "活动用水"
      unit: "007"
      fund: "10"
      invoice: "24000000000000000001"
      Expenses:501-职工活动支出:50102-文体活动   100.00 CNY
      Assets:102-银行存款:01-基本户             -100.00 CNY
    2024-05-11 * "某商贸公司" "活动用水"
      unit: "008"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动   100.00 CNY
      Assets:102-银行存款:01-基本户             -100.00 CNY
    """
    assert lines(ledger) == [7]


def test_the_same_invoice_is_left_to_the_other_rule(ledger):
    """
    2024-05-10 * "某商贸公司" "活动用水"
      invoice: "24000000000000000001"
      Expenses:501-职工活动支出:50102-文体活动   100.00 CNY
      Assets:102-银行存款:01-基本户             -100.00 CNY
    2024-05-11 * "某商贸公司" "活动用水"
      invoice: "24000000000000000001"
      Expenses:501-职工活动支出:50102-文体活动   100.00 CNY
      Assets:102-银行存款:01-基本户             -100.00 CNY
    """
    assert lines(ledger) == []
    assert [f.lineno for f in ledger.findings if f.rule == "R33"] == [5]


def test_other_words_or_nobody_named_are_no_likeness(ledger):
    """
    2024-05-10 * "某商贸公司" "羽毛球赛奖品"
      Expenses:501-职工活动支出:50102-文体活动   100.00 CNY
      Assets:102-银行存款:01-基本户             -100.00 CNY
    2024-05-11 * "某商贸公司" "元宵节灯谜会场布置"
      Expenses:501-职工活动支出:50102-文体活动   100.00 CNY
      Assets:102-银行存款:01-基本户             -100.00 CNY
    2024-05-12 * "活动用水"
      Expenses:501-职工活动支出:50102-文体活动   200.00 CNY
      Assets:102-银行存款:01-基本户             -200.00 CNY
    2024-05-13 * "活动用水"
      Expenses:501-职工活动支出:50102-文体活动   200.00 CNY
      Assets:102-银行存款:01-基本户             -200.00 CNY
    """
    assert lines(ledger) == []
