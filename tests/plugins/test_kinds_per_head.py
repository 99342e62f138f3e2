"""Fences of the expenses a head: exact quartiles between the two nearest."""

from __future__ import annotations

from fractions import Fraction

from union_ledger.plugins.kinds.per_head import _fences
from union_ledger.plugins.kinds.per_head import _quartile


def test_quartiles_are_those_of_a_spreadsheet():
    """PERCENTILE.INC of 1, 2, 4, 8 at a quarter is 1.75, at three quarters 5."""
    figures = [Fraction(n) for n in (1, 2, 4, 8)]
    assert _quartile(figures, 1) == Fraction(7, 4)
    assert _quartile(figures, 3) == 5


def test_the_fences_do_not_depend_on_the_order_of_units():
    figures = [Fraction(n) for n in (8, 1, 4, 2)]
    low, high = _fences(figures, Fraction(3, 2))
    assert (low, high) == (Fraction(-25, 8), Fraction(79, 8))
