"""Periods: what may be written, the days it means, and what Fava is asked for."""

from __future__ import annotations

import datetime as dt

import pytest

from union_ledger.core.errors import InputError
from union_ledger.core.period import parse_period


@pytest.mark.parametrize(
    ("text", "first", "last", "label", "fava"),
    [
        ("2024", "2024-01-01", "2024-12-31", "2024 年度", "2024"),
        ("2024Q1", "2024-01-01", "2024-03-31", "2024 年第一季度", "2024-q1"),
        ("2024-q4", "2024-10-01", "2024-12-31", "2024 年第四季度", "2024-q4"),
        ("2024-02", "2024-02-01", "2024-02-29", "2024 年 2 月", "2024-02"),
        (" 2023-02 ", "2023-02-01", "2023-02-28", "2023 年 2 月", "2023-02"),
        ("2024-12", "2024-12-01", "2024-12-31", "2024 年 12 月", "2024-12"),
    ],
)
def test_a_period_is_read_with_its_ends(text, first, last, label, fava):
    """Year, quarter and month, leap years included; Fava's filter means the same."""
    period = parse_period(text)
    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)
    assert (period.label, period.time_filter, period.year) == (
        label,
        fava,
        int(first[:4]),
    )


def test_both_ends_belong_to_it():
    """An entry of 31 March is in the first quarter, one of 1 April is not."""
    period = parse_period("2024Q1")
    assert period.holds(dt.date(2024, 1, 1))
    assert period.holds(dt.date(2024, 3, 31))
    assert not period.holds(dt.date(2023, 12, 31))
    assert not period.holds(dt.date(2024, 4, 1))


@pytest.mark.parametrize(
    "text", ["", "24", "2024Q5", "2024-13", "2024-00", "2024-1", "二〇二四", "2024Q"]
)
def test_anything_else_is_refused_with_what_to_write(text):
    """The message repeats the text and shows the three forms."""
    with pytest.raises(InputError) as caught:
        parse_period(text)
    assert f"期间“{text}”不对" in str(caught.value)
    assert "2024Q1（季度）" in str(caught.value)


@pytest.mark.parametrize("text", ["0000", "0000-02"])
def test_a_year_that_no_calendar_has_is_refused_too(text):
    """A traceback on bad input is a defect."""
    with pytest.raises(InputError, match=f"期间“{text}”不对"):
        parse_period(text)
