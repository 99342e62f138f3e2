"""What an entry says of the bank's rows."""

from __future__ import annotations

from datetime import date

import pytest

from union_ledger.core.bank_rows import BankRow
from union_ledger.core.bank_rows import BankRowsError
from union_ledger.core.bank_rows import bank_rows
from union_ledger.core.bank_rows import tail_of

DAY, LATER = date(2024, 11, 29), date(2024, 12, 2)
OURS, THEIRS = "8888-0123456789abcdef", "0002-0123456789abcdef"


def rows(meta: dict[str, object], *postings: dict[str, object]) -> object:
    """Ask for the rows on account 8888 of an entry that pays five yuan."""
    return bank_rows(DAY, -500, "8888", meta, postings)


def test_an_import_id_is_told_from_other_ids() -> None:
    """Permanent ids that people or the program gave have another shape."""
    assert tail_of(OURS) == "8888"
    assert [tail_of(text) for text in ("BX-2024-007", "V6M8EKCPBZT", "")] == [""] * 3


def test_no_row() -> None:
    """A typed entry, and one with a row of another account."""
    assert rows({"id": "BX-1"}) is None
    assert rows({"id": THEIRS}) is None


def test_a_row_of_the_same_day() -> None:
    """An entry made from the statement."""
    assert rows({"id": OURS}) == [BankRow(DAY, -500)]


def test_a_row_of_a_later_day() -> None:
    """Below the posting, or below the head."""
    said = {"import-ids": OURS, "bank-date": LATER}
    assert rows({"id": "BX-1"}, said) == [BankRow(LATER, -500)]
    assert rows({"id": "BX-1", **said}, {}) == [BankRow(LATER, -500)]


def test_the_day_below_the_head_is_of_import_ids() -> None:
    """The transfer came from our statement; the other bank had it later."""
    assert rows({"id": OURS, "import-ids": THEIRS, "bank-date": LATER}) == [
        BankRow(DAY, -500)
    ]


def test_rows_of_several_days() -> None:
    """Each with its day and amount."""
    said = {"import-ids": OURS, "bank-rows": "2024-11-29 -2.00 2024-12-02 -3.00"}
    assert rows({}, said) == [BankRow(DAY, -200), BankRow(LATER, -300)]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("bank-date", "2024-12-02"),
        ("bank-rows", "2024-11-29 -2.00 2024-12-02"),
        ("bank-rows", "2024-11-29 -2.00 2024-12-02 -4.00"),
        ("bank-rows", "昨天 -5.00"),
        ("bank-rows", "2024-11-29 NaN"),
        ("bank-rows", "2024-11-29 -5.001"),
    ],
)
def test_what_cannot_be_read_is_said(key: str, value: str) -> None:
    """Never a silent guess."""
    with pytest.raises(BankRowsError, match=key):
        rows({}, {"import-ids": OURS, key: value})
