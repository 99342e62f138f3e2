"""What Beancount says of ordinary mistakes reaches the accountant in Chinese."""

from __future__ import annotations

import re


def said(ledger):
    return [(p.lineno, p.message) for p in ledger.problems]


def test_a_balance_that_fails(ledger):
    """
    2024-01-05 balance Assets:101-库存现金  5.00 CNY
    """
    assert said(ledger) == [
        (
            1,
            "余额不符：Assets:101-库存现金 应为 5.00 CNY，账上为 0 CNY，相差 5.00",
        )
    ]


def test_an_entry_that_does_not_balance(ledger):
    """
    2024-01-05 * "提现"
      Assets:101-库存现金              10.00 CNY
      Assets:102-银行存款:01-基本户   -10.01 CNY
    """
    assert said(ledger) == [(1, "借贷不平，差额 -0.01 CNY")]


def test_an_account_that_was_never_opened(ledger):
    """
    2024-01-05 * "提现"
      Assets:101-库存现金              10.00 CNY
      Assets:102-银行存款:09-没有的户  -10.00 CNY
    """
    assert said(ledger) == [
        (1, "科目 Assets:102-银行存款:09-没有的户 没有启用（open）")
    ]


def test_a_word_that_is_none(ledger):
    """
    2024-01-05 opne Assets:101-库存现金
    """
    assert not re.search(r"[a-z]{4,}", said(ledger)[0][1].replace("opne", ""))


def test_an_account_without_code(ledger):
    """
    2024-01-05 open Assets:银行存款
    """
    assert any("不合写法" in text for _, text in said(ledger))
