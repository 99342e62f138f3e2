"""Which entries are open, and what is written into one that met its row."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from beancount.parser import parser

from union_ledger.importers.classify import Own
from union_ledger.importers.existing import ids_of
from union_ledger.importers.matching import match
from union_ledger.importers.reconcile import insertions
from union_ledger.importers.reconcile import open_entries
from union_ledger.importers.statement import Row

if TYPE_CHECKING:
    from union_ledger.importers.matches import OpenEntry

BANK = "Assets:102-银行存款:01-工行基本户"
OTHER = "Assets:102-银行存款:02-建行会费户:1-自有"
NUMBER = "42001234560000008888"
OWN = Own(
    number=NUMBER,
    posting=f"{BANK}:1-自有",
    balance=BANK,
    custodial=f"{BANK}:2-代管",
)
ID = "8888-0123456789abcdef"


def opened(text: str, own: Own = OWN) -> list[OpenEntry]:
    """Return the open entries of a ledger text."""
    entries, errors, _ = parser.parse_string(text)
    assert not errors
    return open_entries(entries, own, NUMBER)


def claim(*lines: str, head: str = '2024-11-29 * "示例书店" "购书"') -> str:
    """Return the text of a claim that pays 320.50 from the bank."""
    return "\n".join(
        [
            head,
            *lines,
            "  Expenses:501-职工活动支出:50101-职工教育   320.50 CNY",
            f"  {BANK}:1-自有   -320.50 CNY",
        ]
    )


def row(line: int, fen: int, day: int = 2, payee: str = "示例书店") -> Row:
    """Return a row of December 2024."""
    text = {"counterparty": payee}
    return Row(line, date(2024, 12, day), None, "out", -fen, None, NUMBER, text, "")


def test_a_typed_claim_is_open() -> None:
    """It moves the account and names no row."""
    [found] = opened(claim('  id: "BX-2024-007"', '  serial: "2024112900077"'))
    assert (found.day, found.signed) == (date(2024, 11, 29), -32050)
    assert found.payee == "示例书店"
    assert found.numbers == {"2024112900077"}
    assert found.line == 5


@pytest.mark.parametrize(
    "line", [f'  id: "{ID}"', f'  id: "BX-1"\n  import-ids: "x-1 {ID}"']
)
def test_an_entry_with_a_row_is_not_open(line: str) -> None:
    """Rows in 待查 carry their id as well: they are booked."""
    assert not opened(claim(line))


def test_a_row_written_below_the_posting_counts() -> None:
    """What ``match_lines`` writes is read again."""
    assert not opened(claim() + f'\n    import-ids: "{ID}"')


def test_a_row_of_the_other_bank_leaves_this_one_open() -> None:
    """A transfer between two accounts has a row in both."""
    text = f"""
2024-11-29 * "本会" "转存"
  id: "0002-0123456789abcdef"
  {OTHER}   100.00 CNY
  {BANK}:1-自有   -100.00 CNY
"""
    assert [each.signed for each in opened(text)] == [-10000]


def test_what_the_bank_does_not_see_is_not_open() -> None:
    """Opening balances, and moves between 自有 and 代管 of one bank account."""
    text = f"""
2024-01-01 * "年初余额"
  {BANK}:1-自有   100.00 CNY
  Equity:322-工会资金结余:32205-累计结余   -100.00 CNY

2024-03-01 * "代管资金转回"
  {BANK}:1-自有   100.00 CNY
  {BANK}:2-代管   -100.00 CNY
"""
    assert not opened(text)


def test_a_shared_account_knows_any_row() -> None:
    """All project cards post to one account: a row of another card is no open entry."""
    cards = Own(number="*", posting=f"{BANK}:1-自有")
    assert not opened(claim('  id: "0101-0123456789abcdef"'), cards)


def test_twins_are_alike_whatever_their_numbers() -> None:
    """Id, voucher and place tell two entries apart, and nothing else."""
    twins = opened(
        "\n\n".join(
            claim(f'  id: "BX-{n}"', f'  voucher: "银付-000{n}"') for n in (1, 2)
        )
        + "\n\n"
        + claim('  invoice: "24420000000000000001"')
    )
    assert twins[0].likeness == twins[1].likeness
    assert twins[0].likeness != twins[2].likeness


def written(text: str, *rows: Row) -> str:
    """Return the ledger text with what a matching writes into it."""
    ids = {each.line: f"8888-{each.line:016x}" for each in rows}
    found = match(rows, opened(text))
    assert not found.undecided
    lines = text.splitlines()
    for each in insertions(found.pairs, ids):
        lines[each.line : each.line] = each.lines
    return "\n".join(lines)


def test_the_day_of_the_bank_is_written_where_it_differs() -> None:
    """The voucher is of November, the bank's row of December."""
    text = written(claim('  id: "BX-1"') + "\n", row(3, -32050))
    assert text.splitlines()[-2:] == [
        '    import-ids: "8888-0000000000000003"',
        "    bank-date: 2024-12-02",
    ]
    assert not opened(text)


def test_the_day_is_not_written_where_it_is_the_same() -> None:
    """Nothing is said twice."""
    head = '2024-12-02 * "示例书店" "购书"'
    assert "bank-date" not in written(claim(head=head), row(3, -32050))


def test_rows_of_several_days_are_written_one_by_one() -> None:
    """Each part was at the bank on a day of its own."""
    text = written(claim(), row(3, -20000), row(4, -12050, day=3))
    assert "8888-0000000000000003 8888-0000000000000004" in text
    assert 'bank-rows: "2024-12-02 -200.00 2024-12-03 -120.50"' in text


def test_several_entries_get_the_row_they_share() -> None:
    """From the end of the file backwards, so that no line moves another."""
    text = written(claim() + "\n\n" + claim(), row(3, -64100))
    entries, errors, _ = parser.parse_string(text)
    assert not errors
    marks = [e.postings[1].meta["import-ids"] for e in entries]
    assert marks == ["8888-0000000000000003"] * 2
    assert [ids_of(e) for e in entries]
