"""A trial balance against the books: what agrees is asserted, the rest is listed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from union_ledger.core.ledger import load_ledger
from union_ledger.desk.intake import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[..., Path]
    Read = Callable[[Path, str], str]


def test_what_agrees_is_asserted(  # noqa: PLR0917 - fixtures
    books: Path,
    journal: Write,
    export: Write,
    balances: list[str],
    text_of: Read,
    file_regression: object,
) -> None:
    """After the vouchers every account ties, and the books load with the assertions."""
    table = export(balances, "余额表.csv")
    _, result = run([journal(), table], books)
    assert result.problem == ""
    assert result.booked == 12
    ledger = load_ledger(books)
    assert [problem.message for problem in ledger.problems] == []
    text = re.sub(r";; sha256 \w+", ";; sha256 …", text_of(books, "*balances*"))
    file_regression.check(text, extension=".beancount", encoding="utf-8")
    (again,) = run([table], books)
    assert (again.booked, again.known) == (0, 12)


def test_differences_are_listed_and_not_asserted(  # noqa: PLR0917 - fixtures
    books: Path,
    journal: Write,
    export: Write,
    november: list[str],
    december: list[str],
    balances: list[str],
    file_regression: object,
) -> None:
    """A voucher that never came: its two accounts differ, the others are asserted."""
    missing = [line for line in november if "记-0004" not in line]
    closing = [
        x.replace("750.00", "800.00").replace(",,350.00", ",,300.00") for x in december
    ]
    closing = [x.replace(",350.00,", ",300.00,") for x in closing]
    table = export(balances, "余额表.csv")
    _, result = run([journal([*missing, *closing]), table], books)
    assert result.record["verdict"] == "proven"
    assert result.problem.startswith("有 4 个科目与账簿不符")
    subjects = [each["subject"] for each in result.record["differences"]]
    assert [subject.split()[0] for subject in subjects] == [
        *("10201", "32203", "32205", "50105")
    ]
    assert load_ledger(books).problems == ()
    text = "\n".join([*result.details, ""])
    file_regression.check(text, extension=".txt", encoding="utf-8")


def test_one_that_does_not_add_up_is_not_compared(
    books: Path, export: Write, balances: list[str]
) -> None:
    """Nothing is asserted from a table that contradicts itself."""
    balances[3] = balances[3].replace("5229.50", "5229.05")
    (result,) = run([export(balances)], books)
    assert result.record["verdict"] == "unproven"
    assert list((books / "2024").glob("*balances*")) == []


def test_without_books_it_is_only_proved(export: Write, balances: list[str]) -> None:
    """A dry run with no books reads, proves, and says that nothing was compared."""
    (result,) = run([export(balances)], None, dry_run=True)
    assert (result.record["verdict"], result.problem) == ("proven", "")
    assert result.rows[0].why == "只核对，没有账簿可比"
    assert result.record["accounts"]["32205"]["closing"] == "-4850.00"


def test_an_account_only_the_books_have_is_a_difference(
    books: Path, journal: Write, export: Write, balances: list[str]
) -> None:
    """The table leaves an account out that the books moved."""
    shorter = [
        line for line in balances if not line.startswith(("16203", "30104", "合计"))
    ]
    _, result = run([journal(), export(shorter, "余额表.csv")], books)
    subjects = [each["subject"] for each in result.record["differences"]]
    assert subjects == [
        "16203 Assets:162-固定资产:03-通用设备",
        "30104 Equity:301-资产基金:30104-固定资产",
    ]
