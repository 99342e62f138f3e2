"""Charts as shapes: bars in proportion, zero in sight, gaps where data is missing."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from union_ledger.reports.formats.scale import covering
from union_ledger.reports.formats.svg import drawing
from union_ledger.reports.model import Chart
from union_ledger.reports.model import Column
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table


def drawn(kind, *values):
    columns = (Column("month", "月份"), Column("a", "支出", "money"))
    rows = tuple(Row((f"{n}月", value)) for n, value in enumerate(values, start=1))
    return drawing(Chart(kind, "图", "表", "month", ("a",)), Table("表", columns, rows))


def test_bars_are_in_proportion():
    """200 yuan is drawn twice as long as 100, nothing and missing not at all."""
    widths = [Decimal(bar.width) for bar in drawn("bar", 10_000, 20_000, 0, None).bars]
    assert widths[1] == pytest.approx(widths[0] * 2, abs=Decimal("0.2"))
    assert widths[2:] == [0, 0]


def test_negative_bars_end_at_zero():
    plus, minus = drawn("bar", 10_000, -10_000).bars
    end = Decimal(minus.x) + Decimal(minus.width)
    assert end == pytest.approx(Decimal(plus.x), abs=Decimal("0.2"))


def test_a_missing_month_interrupts_the_line():
    """Two months, a gap, one month: two lines and three dots, none at zero."""
    picture = drawn("line", 100, 200, None, 300)
    points = [each.split() for _, each in picture.lines]
    assert [len(each) for each in points] == [2, 1]
    assert len(picture.dots) == 3


def test_nothing_to_draw():
    assert drawn("bar").height == 0
    assert drawn("bar", 0, 0).height > 0
    assert drawn("line", None, None).dots == []


@pytest.mark.parametrize(
    ("values", "low", "high", "step"),
    [
        ((Fraction(123_600),), 0, 150_000, 50_000),
        ((Fraction(-3300), Fraction(81_200)), -20_000, 100_000, 20_000),
        ((Fraction(1, 1000),), 0, Fraction(1, 1000), Fraction(1, 5000)),
        ((Fraction(0),), 0, 1, Fraction(1, 5)),
    ],
)
def test_scale_is_round_and_holds_zero(values, low, high, step):
    scale = covering(values, 0, 100)
    assert (scale.low, scale.high, scale.step) == (low, high, step)
    assert scale.ticks[0] == low
    assert scale.ticks[-1] == high
