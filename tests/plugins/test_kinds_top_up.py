"""The top-up of dues: a year at a time, blamed where it is passed for good."""

from __future__ import annotations


def said(ledger):
    """Return line, severity and evidence of what R16 found."""
    return [
        (f.lineno, f.severity, f.evidence) for f in ledger.findings if f.rule == "R16"
    ]


def test_the_arithmetic_and_the_entry_by_which_it_is_passed_for_good(ledger):
    """
    2020-01-01 open Expenses:501-职工活动支出:50105-会员活动:5010503-观影演出 CNY
    2024-03-10 * "校财务处" "会费"
      id: "D1"
      Assets:102-银行存款:01-基本户                              100.00 CNY
      Income:401-会费收入                                       -100.00 CNY
    2024-04-10 * "某影院" "观影"
      id: "A1"
      Expenses:501-职工活动支出:50105-会员活动:5010503-观影演出   500.00 CNY
      Assets:102-银行存款:01-基本户                             -500.00 CNY
    2024-05-10 * "某影院" "退票"
      id: "A2"
      Expenses:501-职工活动支出:50105-会员活动:5010503-观影演出  -300.00 CNY
      Assets:102-银行存款:01-基本户                              300.00 CNY
    2024-06-10 * "某影院" "观影"
      id: "A3"
      Expenses:501-职工活动支出:50105-会员活动:5010503-观影演出   300.00 CNY
      Assets:102-银行存款:01-基本户                             -300.00 CNY
    2025-01-10 * "某银行" "次年的账"
      id: "A4"
      Assets:101-库存现金                                          1.00 CNY
      Assets:102-银行存款:01-基本户                               -1.00 CNY
    """
    ((line, severity, evidence),) = said(ledger)
    assert (line, severity) == (16, "违规")
    assert evidence[:5] == (
        "2024 年全年会费收入 100.00 元",
        "可补充 3 × 100.00 元 = 300.00 元",
        "可列支 100.00 元 + 300.00 元 = 400.00 元",
        "到 2024-06-10 A3 累计 500.00 元，开始超过",
        "全年累计 500.00 元，超出 100.00 元",
    )


def test_each_year_has_its_own_dues(ledger):
    """
    2020-01-01 open Expenses:501-职工活动支出:50105-会员活动:5010503-观影演出 CNY
    2023-03-10 * "校财务处" "会费"
      Assets:102-银行存款:01-基本户                              1000.00 CNY
      Income:401-会费收入                                       -1000.00 CNY
    2024-04-10 * "某影院" "观影"
      Expenses:501-职工活动支出:50105-会员活动:5010503-观影演出      1.00 CNY
      Assets:102-银行存款:01-基本户                               -1.00 CNY
    2024-12-31 * "某银行" "年末"
      Assets:101-库存现金                                          1.00 CNY
      Assets:102-银行存款:01-基本户                               -1.00 CNY
    """
    assert [(line, severity) for line, severity, _ in said(ledger)] == [(6, "违规")]


def test_before_any_dues_of_a_running_year_nothing_is_said(ledger):
    """
    2020-01-01 open Expenses:501-职工活动支出:50105-会员活动:5010503-观影演出 CNY
    2024-04-10 * "某影院" "观影"
      Expenses:501-职工活动支出:50105-会员活动:5010503-观影演出      1.00 CNY
      Assets:102-银行存款:01-基本户                               -1.00 CNY
    """
    assert said(ledger) == []
