"""Money: yuan and fen are the same to the fen."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from union_ledger.core.money import UnevenFenError
from union_ledger.core.money import fen
from union_ledger.core.money import yuan
from union_ledger.core.money import yuan_text

amounts = st.integers(-(10**15), 10**15)


@given(amounts)
def test_fen_become_yuan_and_fen_again(amount):
    """Nothing is lost on the way out and back, however large or negative."""
    assert fen(yuan(amount)) == amount
    assert fen(Decimal(yuan_text(amount).replace(",", ""))) == amount


@given(amounts)
def test_yuan_always_has_two_decimals(amount):
    """A workbook and a golden file read 10.00, never 10 or 1E+1."""
    assert str(yuan(amount)).partition(".")[2].__len__() == 2


def test_text_is_grouped_and_keeps_its_sign():
    """People read thousands in groups and a plain minus."""
    assert yuan_text(123_456_78) == "123,456.78"
    assert yuan_text(-5) == "-0.05"
    assert yuan_text(0) == "0.00"


@pytest.mark.parametrize("text", ["0.001", "-12.345", "1E-3", "99999999999.999"])
def test_a_fraction_of_a_fen_is_refused(text):
    """Rounding it away would hide that a price does not divide."""
    with pytest.raises(UnevenFenError, match="不足一分"):
        fen(Decimal(text))


@pytest.mark.parametrize("text", ["12.3400", "1E+2", "-0.00"])
def test_other_ways_to_write_whole_fen_are_not(text):
    """Trailing noughts and exponents are still the same amount."""
    assert fen(Decimal(text)) == int(Decimal(text) * 100)
