"""A report's tables as DataFrames: what people see, exact and typed."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd


def test_a_table_s_rows_are_its_details(sample):
    """Money is Decimal yuan, a share a Decimal, a count Int64, missing is missing."""
    frame = sample.table("按二级工会").to_pandas()
    assert frame.allotted.tolist()[0] == Decimal("123600.00")
    assert frame.allotted.sum() == Decimal("294300.00")
    assert frame.members.dtype == "Int64"
    assert frame.members.isna().tolist() == [False] * 4 + [True]
    assert frame.rate[0] == Decimal("0.799073")
    assert frame.attrs["titles"]["allotted"] == "下达"


def test_subtotals_are_left_to_pandas(sample):
    """The four projects only, without headings and sums."""
    frames = sample.to_pandas()
    assert list(frames) == ["按二级工会", "按项目", "检查发现"]
    assert len(frames["按项目"]) == 4
    assert frames["检查发现"].date[0] == pd.Timestamp(2024, 3, 8)
    assert pd.isna(frames["检查发现"].date[1])
