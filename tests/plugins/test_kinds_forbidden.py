"""Accounts, persons, numbers and papers: what is forbidden besides words."""

from __future__ import annotations

RULES = """
rules:
  - id: X01
    title: 不准
    kind: forbidden
    severity: 违规
    where: {codes: ["151", "50102"]}
    with:
      words: [酒]
      codes: ["151"]
      persons_without: [invoice, basis]
      at_most: {days: 1}
      unless: [minutes]
    effective: 2018-01-01
    reviewed_on: 2026-11-23
    message: "{words}"
"""


def said(ledger):
    """Return line, severity and message of what the rule found."""
    return [
        (f.lineno, f.severity, f.message) for f in ledger.findings if f.rule == "X01"
    ]


def test_an_entry_is_found_once_with_every_reason_and_a_fact_makes_it_certain(ruled):
    """
    2024-05-10 * "T9412" "酒"
      days: 2
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    2024-05-10 * "T9412" "酒"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    """
    assert said(ruled) == [
        (3, "违规", "酒、直接付给个人、days 写的是 2，不得大于 1"),
        (6, "疑点", "酒、直接付给个人"),
    ]


def test_a_word_is_found_whatever_the_papers_but_for_those_that_excuse_it(ruled):
    """
    2024-05-10 * "某店" "酒"
      invoice: "24420000000000000001"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    2024-05-10 * "某店" "酒"
      minutes: "校工会〔2024〕3号"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    """
    assert said(ruled) == [(3, "疑点", "酒")]


def test_any_of_the_papers_makes_a_payment_to_a_person_right(ruled):
    """
    2024-05-10 * "T9412" "劳务"
      basis: "校工会〔2024〕3号"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    2024-05-10 * "P-00357" "劳务"
      invoice: "24420000000000000001"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    2024-05-10 * "获奖人员（代发3人）" "劳务"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    """
    assert [line for line, _, _ in said(ruled)] == [10]


def test_an_account_is_found_where_it_is_debited(ruled):
    """
    2020-01-01 open Assets:151-投资 CNY
    2024-05-10 * "某银行" "存"
      Assets:151-投资                  10.00 CNY
      Assets:102-银行存款:01-基本户   -10.00 CNY
    2024-06-10 * "某银行" "取"
      Assets:151-投资                 -10.00 CNY
      Assets:102-银行存款:01-基本户    10.00 CNY
    """
    assert said(ruled) == [(3, "违规", "151 投资")]
