"""Forbidden words, and the units whose names hold them."""

from __future__ import annotations


def caught(ledger, rule):
    """Return the lines where a rule struck."""
    return [f.lineno for f in ledger.findings if f.rule == rule]


def test_a_word_in_a_unit_s_name_is_innocent_and_beside_it_is_not(ledger):
    """
    2020-01-01 custom "unit" "009" "会所与宴会厅管理中心工会"
      short: "宴会中心"
    2024-05-10 * "会所与宴会厅管理中心工会" "教工羽毛球赛"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    2024-05-11 * "某店" "宴会中心活动用品"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    2024-05-12 * "某店" "宴会中心参加宴会"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    """
    assert caught(ledger, "R01") == [10]
    assert caught(ledger, "R03") == []


def test_a_word_in_a_unit_s_new_name_is_innocent_too(ledger):
    """
    2024-01-01 custom "unit-change" "rename"
      from: "008"
      name: "宴会服务中心工会"
      decision: "校工会〔2024〕1号"
    2024-05-10 * "某店" "宴会服务中心工会羽毛球赛"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    """
    assert caught(ledger, "R01") == []


def test_one_entry_is_found_once_with_every_word(ledger):
    """
    2024-05-10 * "某ktv会所" "宴请后去KTV"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Expenses:501-职工活动支出:50102-文体活动   20.00 CNY
      Assets:102-银行存款:01-基本户             -30.00 CNY
    """
    assert caught(ledger, "R03") == [2]
    finding = next(f for f in ledger.findings if f.rule == "R03")
    assert "30.00 元" in finding.message
    assert "ktv、会所、KTV" in finding.message


def test_income_and_closing_are_not_spending(ledger):
    """
    2024-05-10 * "某酒家" "退回宴请款"
      Assets:102-银行存款:01-基本户   10.00 CNY
      Income:401-会费收入            -10.00 CNY
    2024-12-31 * "结转宴会支出"
      closing: "2024"
      Expenses:501-职工活动支出:50102-文体活动         -10.00 CNY
      Equity:322-工会资金结余:32203-本年收支结转        10.00 CNY
    """
    assert caught(ledger, "R01") == []


def test_pad_is_found_where_it_is_written(ledger):
    """
    2024-01-05 pad Assets:101-库存现金 Equity:322-工会资金结余:32205-累计结余
    2024-01-10 balance Assets:101-库存现金   100.00 CNY
    """
    assert caught(ledger, "D02") == [1]
