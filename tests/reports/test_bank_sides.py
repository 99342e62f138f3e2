"""Whatever the days of books and bank are, the adjusted balances agree to the fen."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from datetime import timedelta

from beancount.parser import parser
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from union_ledger.core.build import build_books
from union_ledger.core.money import yuan
from union_ledger.reports.bank_sides import BankAccount
from union_ledger.reports.bank_sides import bank_accounts

BANK = "Assets:102-银行存款:01-工行基本户"
START = date(2024, 1, 2)
MONTHS = [
    (date(2024, month, 1), date(2024, month, monthrange(2024, month)[1]))
    for month in (1, 2, 3)
]


def entry(number: int, day: date, fen: int, rows: list[tuple[date, int]]) -> str:
    """Return an entry with the rows the bank shows of it, in the shortest way."""
    lines = [f'{day} * "对方" "第{number}笔"', f'  id: "BX-{number}"']
    lines.append(f"  {BANK}:1-自有  {yuan(fen)} CNY")
    if rows:
        ids = " ".join(f"0001-{number:015x}{n}" for n in range(len(rows)))
        lines.append(f'    import-ids: "{ids}"')
    if len(rows) > 1:
        said = " ".join(f"{d} {yuan(f)}" for d, f in rows)
        lines.append(f'    bank-rows: "{said}"')
    elif rows and rows[0][0] != day:
        lines.append(f"    bank-date: {rows[0][0]}")
    lines.append(f"  Equity:322-工会资金结余:32201-年初余额调整  {yuan(-fen)} CNY")
    return "\n".join(lines)


def statements(rows: list[tuple[date, int]], opening: int, wrong: int = 0) -> str:
    """Return the statements of three months, the last one ``wrong`` fen too high."""
    texts, before = [], opening
    for first, last in MONTHS:
        closing = before + sum(fen for day, fen in rows if first <= day <= last)
        said = closing + (wrong if last == MONTHS[-1][1] else 0)
        texts.append(
            f'{last} custom "statement" "{BANK}" {yuan(said)} CNY\n'
            f'  own-account: "0001"\n  first: {max(first, START)}\n'
            f"  opening: {yuan(before)} CNY\n  rows: 1\n"
            '  source-file: "a.xlsx"'
        )
        before = closing
    return "\n".join(texts)


def account_of(*texts: str) -> BankAccount:
    """Return the one bank account of a ledger text."""
    head = [
        f"2020-01-01 open {BANK} CNY",
        '2024-01-01 * "年初余额"',
        f"  {BANK}:1-自有  900.00 CNY",
        f"  {BANK}:2-代管  100.00 CNY",
        "  Equity:322-工会资金结余:32205-累计结余  -1000.00 CNY",
    ]
    text = "\n".join([*head, *texts])
    entries, errors, _ = parser.parse_string(text)
    assert not errors
    books = build_books(sorted(entries, key=lambda each: each.date))
    assert books.register_problems == []
    (account,) = bank_accounts(books)
    return account


days = st.integers(0, 88).map(lambda n: START + timedelta(n))
# Few of them, so that the rows of one entry may well be each other's reversal.
amounts = st.sampled_from([-12345, -500, -100, 1, 100, 500])
moves = st.lists(
    st.tuples(
        days,
        st.lists(st.tuples(days, amounts), max_size=3),
        st.integers(1, 9999),
    ),
    max_size=12,
)


@settings(deadline=None, max_examples=60)
@given(moves, st.integers(1, 500))
def test_the_sides_agree_and_one_fen_is_seen(
    drawn: list[tuple[date, list[tuple[date, int]], int]], wrong: int
) -> None:
    """Entries with no row yet, one, or several, before their entry or after it."""
    texts = [
        entry(number, day, sum(fen for _, fen in rows) if rows else alone, rows)
        for number, (day, rows, alone) in enumerate(drawn)
    ]
    at_bank = [row for _, rows, _ in drawn for row in rows]
    account = account_of(*texts, statements(at_bank, 100000))
    assert account.remarks == []
    for first, last in MONTHS:
        sides = account.at(first, last)
        assert sides.difference == 0
        assert sides.book == 100000 + sum(
            sum(fen for _, fen in rows) if rows else alone
            for day, rows, alone in drawn
            if day <= last
        )
        assert all(item.day <= last for item in sides.items)
        assert all(
            item.other_day is None or item.other_day > last for item in sides.items
        )
    again = account_of(*texts, statements(at_bank, 100000, wrong))
    assert again.at(*MONTHS[-1]).difference == wrong
    assert again.at(*MONTHS[0]).difference == 0
