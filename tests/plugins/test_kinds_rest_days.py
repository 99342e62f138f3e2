"""Days of rest: the State Council's calendar, with weekends made working days."""

from __future__ import annotations

from datetime import date

import pytest
from holidays import country_holidays

from union_ledger.plugins.kinds.rest_days import rest_days


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_every_day_is_what_the_library_says_of_it(year):
    known = country_holidays("CN", years=year)
    first, end = date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()
    days = map(date.fromordinal, range(first, end))
    assert rest_days(year) == {day for day in days if not known.is_working_day(day)}


def test_a_made_up_weekend_is_work_and_a_bridged_friday_is_rest():
    """2024-02-18 was a working Sunday, 2024-02-16 a Friday off."""
    rest = rest_days(2024)
    assert date(2024, 2, 18) not in rest
    assert date(2024, 2, 16) in rest
    assert date(2024, 2, 24) in rest
