"""Invoices in a row, where the cases do not reach."""

from __future__ import annotations


def told(ledger):
    """Return the vouchers and the numbers of what A02 found."""
    return [(f.vouchers, f.subject) for f in ledger.findings if f.rule == "A02"]


def test_what_was_taken_back_claims_nothing(ledger):
    """
    2024-05-10 * "某商贸公司" "活动用水"
      id: "V1"
      invoice: "24420000100000000001"
      Expenses:501-职工活动支出:50102-文体活动   100.00 CNY
      Assets:102-银行存款:01-基本户             -100.00 CNY
    2024-05-20 * "某商贸公司" "退回"
      id: "V2"
      invoice: "24420000100000000002"
      Expenses:501-职工活动支出:50102-文体活动  -100.00 CNY
      Assets:102-银行存款:01-基本户              100.00 CNY
    """
    assert told(ledger) == []


def test_numbers_in_disguise_are_the_same_numbers(ledger):
    """
    2024-05-10 * "某商贸公司" "活动用水"
      id: "V1"
      invoice: "eh2024a-0073151"
      Expenses:501-职工活动支出:50102-文体活动   100.00 CNY
      Assets:102-银行存款:01-基本户             -100.00 CNY
    2024-05-20 * "某商贸公司" "活动饮料"
      id: "V2"
      invoice: "００１２３４５６"
      Expenses:501-职工活动支出:50102-文体活动   130.00 CNY
      Assets:102-银行存款:01-基本户             -130.00 CNY
    2024-05-22 * "某商贸公司" "活动毛巾"
      id: "V3"
      invoice: "00123457"
      Expenses:501-职工活动支出:50102-文体活动   150.00 CNY
      Assets:102-银行存款:01-基本户             -150.00 CNY
    """
    assert told(ledger) == [(("V3", "V2"), "00123456")]


def test_the_order_of_the_numbers_does_not_matter(ledger):
    """
    2024-05-10 * "某商贸公司" "活动用水"
      id: "V1"
      invoice: "00123459"
      Expenses:501-职工活动支出:50102-文体活动   100.00 CNY
      Assets:102-银行存款:01-基本户             -100.00 CNY
    2024-05-20 * "某 商贸公司" "活动饮料"
      id: "V2"
      invoice: "00123457"
      Expenses:501-职工活动支出:50102-文体活动   130.00 CNY
      Assets:102-银行存款:01-基本户             -130.00 CNY
    2024-05-22 * "某商贸公司" "活动毛巾"
      id: "V3"
      invoice: "00123461"
      Expenses:501-职工活动支出:50102-文体活动   150.00 CNY
      Assets:102-银行存款:01-基本户             -150.00 CNY
    """
    assert told(ledger) == [(("V3", "V1", "V2"), "00123457")]


def test_one_number_twice_is_left_to_the_other_rule(ledger):
    """
    2024-05-10 * "某商贸公司" "活动用水"
      id: "V1"
      invoice: "00123459"
      Expenses:501-职工活动支出:50102-文体活动   100.00 CNY
      Assets:102-银行存款:01-基本户             -100.00 CNY
    2024-05-20 * "某商贸公司" "活动饮料"
      id: "V2"
      invoice: "00123459"
      Expenses:501-职工活动支出:50102-文体活动   130.00 CNY
      Assets:102-银行存款:01-基本户             -130.00 CNY
    """
    assert told(ledger) == []
    assert [f.vouchers for f in ledger.findings if f.rule == "R33"] == [("V2", "V1")]
