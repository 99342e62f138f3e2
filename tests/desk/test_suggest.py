"""``import --suggest``: what like entries are booked to, named and not booked."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from union_ledger.desk.intake import run

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

UNKNOWN = "Assets:135-其他应收款:13599-待查"
FEE = "Expenses:510-其他支出"
INCOME = "2024-11-04 09:10:11,贷,,20.00,1020.00,42008888,财务处,拨缴经费,10月"
FEES = [
    f"2024-11-{day:02} 10:00:00,借,{day}.00,,{balance}.00,42008888,,账户手续费,网银"
    for day, balance in ((5, 1015), (9, 1006), (12, 994))
]
LATER = [
    "2024-12-04 10:00:00,借,4.00,,990.00,42008888,,网银手续费,账户",
    "2024-12-05 10:00:00,借,9.00,,981.00,42008888,某花店,绿植,",
    "2024-12-06 10:00:00,贷,,20.00,1001.00,42008888,财务处,拨缴经费,11月",
]


def taught(books: Path, export) -> None:
    """Import three fees, and book two of them elsewhere as a person would."""
    run([export([INCOME, *FEES])], books)
    for path in sorted(books.glob("2024/2024-*.beancount")):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(UNKNOWN, FEE, 2), encoding="utf-8")


def test_a_waiting_row_names_the_account_of_its_like(books: Path, export) -> None:
    """It stays on 待查, flagged; what is like nothing gets no guess."""
    taught(books, export)
    (result,) = run([export(LATER, "12.csv")], books, suggest=True)
    why = [row.why for row in result.rows]
    assert why == [
        f"待查：没有规则符合；像账上记 {FEE} 的，请判断",
        "待查：没有规则符合",
        "拨缴经费",
    ]
    assert result.rows[0].account == UNKNOWN
    text = result.written[0].read_text(encoding="utf-8")
    assert text.count(f'suggested: "{FEE}"') == 1
    assert text.count("2024-12-04 !") == 1


def test_nothing_is_guessed_unasked_or_untaught(books: Path, export) -> None:
    """Without the option, and without entries to learn from, nothing is named."""
    (first,) = run([export(FEES)], books, suggest=True, dry_run=True)
    assert {row.why for row in first.rows} == {"待查：没有规则符合"}
    taught(books, export)
    (later,) = run([export(LATER, "12.csv")], books, dry_run=True)
    assert "像账上" not in later.rows[0].why


def test_without_the_library_the_row_is_not_lost(
    books: Path, export, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says what to install; the file is not booked half."""
    taught(books, export)
    monkeypatch.setitem(sys.modules, "smart_importer", None)
    (result,) = run([export(LATER, "12.csv")], books, suggest=True)
    assert "pip install smart-importer" in (result.problem or "")
    assert {row.state for row in result.rows} == {"未入账"}
    assert not result.written
