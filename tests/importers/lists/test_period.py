"""The month, period and day that headings and file names tell."""

from __future__ import annotations

from datetime import date

import pytest

from union_ledger.importers.lists.mask import masked_name
from union_ledger.importers.lists.mask import masked_number
from union_ledger.importers.lists.period import day_of
from union_ledger.importers.lists.period import month_in
from union_ledger.importers.lists.period import span


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("202411", "2024-11"),
        ("2024年11月工会会费", "2024-11"),
        ("2024-11-01 00:00:00", "2024-11"),
        ("2024.1", "2024-01"),
        ("2024年", ""),
        ("2451-12-26", ""),
        ("2024-10 2024-11", ""),
    ],
)
def test_one_month(text: str, month: str) -> None:
    """Two months are not one, and a number that Excel made a date is none."""
    assert month_in(text) == month


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2024年第三季度", ("2024-07", "2024-09")),
        ("2024Q4", ("2024-10", "2024-12")),
        ("2024-07 至 2024-09", ("2024-07", "2024-09")),
        ("20240701至20240930", ("2024-07", "2024-09")),
        ("全年", None),
    ],
)
def test_a_period(text: str, months: tuple[str, str] | None) -> None:
    """Quarters and ranges."""
    assert span(text) == months


def test_the_day_of_a_list() -> None:
    """A day before a month, whichever text it stands in; the last of several."""
    assert day_of(["2024年12月", "清单_20241230"]) == date(2024, 12, 30)
    assert day_of(["期间：2024-01-01 至 2024-12-31"]) == date(2024, 12, 31)
    assert day_of(["2024年2月"]) == date(2024, 2, 29)
    assert day_of(["清单"]) is None


def test_masks_never_show_the_whole() -> None:
    """Short names and numbers too."""
    names = [masked_name(name) for name in ("张三", "张小三", "欧阳小三", "张", "")]
    assert names == ["张*", "张*三", "欧**三", "*", ""]
    assert [masked_number(n) for n in ("20110007", "107", "07", "7")] == [
        "******07",
        "*07",
        "*",
        "*",
    ]
