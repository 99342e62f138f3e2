"""The books as DataFrames: typed, exact, and empty without falling over."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from union_ledger.core.frame import POSTINGS
from union_ledger.core.frame import QUOTA
from union_ledger.core.frame import in_yuan
from union_ledger.core.ledger import load_ledger


def test_a_posting_is_a_row(ledger):
    """
    2024-05-10 * "某文具店" "用品"
      id: "K1"
      voucher: "现付-0001"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动     100.01 CNY
      Assets:101-库存现金                       -100.01 CNY
    """
    frame = ledger.books.to_pandas()
    assert list(frame.columns) == list(POSTINGS)
    assert frame.amount_fen.tolist() == [10001, -10001]
    assert frame.amount_fen.dtype == "int64"
    assert frame.credit_fen.tolist() == [0, 10001]
    assert frame.day.tolist() == [pd.Timestamp(2024, 5, 10)] * 2
    assert in_yuan(frame.amount_fen).tolist() == [Decimal("100.01"), Decimal("-100.01")]
    assert frame.loc[0, "unit"] == "007"
    used = ledger.books.quota_to_pandas()
    assert set(used.loc[used.automatic, "pot"]) == {"Q01", "Q09"}
    assert used.amount_fen.sum() == 0


def test_no_posting_is_no_row(write_books):
    """Books without an entry have the columns and their types all the same."""
    books = load_ledger(write_books('2024-01-01 custom "unit" "010" "某院工会"')).books
    frame, quota = books.to_pandas(), books.quota_to_pandas()
    assert (len(frame), frame.amount_fen.dtype) == (0, "int64")
    assert (len(quota), list(quota.columns)) == (0, list(QUOTA))
