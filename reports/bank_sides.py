"""The two sides of a bank account at a month's end, and what only one of them has.

Everything follows from two dates: the entry's own, and the bank's of the row it is
(``union_ledger.core.bank_rows``). At the end of a month

- an entry dated by then whose row the bank dates later, or has not shown yet, is
  企业已收、银行未收 or 企业已付、银行未付;
- a row dated by then whose entry is dated later is 银行已收、企业未收 or 银行已付、
  企业未付, and so is a row that waits for its voucher on a register line
  (``custom "bank-row"``; only where vouchers are the books). Any other row is in the
  books: it is imported with its statement, at least to 待查.

The bank's balance is what the statement said (``custom "statement"``) and never
reckoned from the books. Entries before the first statement were at the bank when it
began, unless they met their row later; where its opening says otherwise, the
difference stays in every month and is named.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from itertools import accumulate
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from typing import NamedTuple

from union_ledger.core.bank_records import WaitingRow
from union_ledger.core.bank_rows import BankRow
from union_ledger.core.bank_rows import BankRowsError
from union_ledger.core.bank_rows import bank_rows
from union_ledger.core.bank_rows import carries_forward
from union_ledger.core.bank_rows import words
from union_ledger.core.chart import code_of
from union_ledger.core.money import yuan_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from union_ledger.core.bank_records import BankStatement
    from union_ledger.core.books import Books
    from union_ledger.core.books import Entry
    from union_ledger.core.books import Row

BANK = "102"


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One 未达账项 at a day: an entry, or a row of the bank that no entry holds yet.

    ``day`` is the day of the side that has it, ``fen`` positive where money comes in,
    ``other_day`` the day of the other side, None where it has not shown it yet.
    """

    entry: Entry | WaitingRow
    day: date
    fen: int
    other_day: date | None

    @property
    def voucher(self) -> str:
        """Return the voucher's number; empty where there is no voucher yet."""
        return "" if isinstance(self.entry, WaitingRow) else self.entry.voucher

    @property
    def payee(self) -> str:
        """Return the other side."""
        return self.entry.payee or ""

    @property
    def narration(self) -> str:
        """Return what it is for."""
        return self.entry.narration or ""

    def age(self, day: date) -> int:
        """Return for how many days it has been open on ``day``."""
        return (day - self.day).days


@dataclass(frozen=True, slots=True)
class Sides:
    """One account at the end of one month; money in fen.

    ``bank`` is the statement's balance, None where no statement answers for the day;
    ``ends`` is the day the statement ends, where that is before the month does.
    """

    day: date
    bank: int | None
    book: int
    ends: date | None
    at_bank_later: tuple[OpenItem, ...]
    in_books_later: tuple[OpenItem, ...]

    @property
    def items(self) -> tuple[OpenItem, ...]:
        """Return all 未达账项, those of the books first."""
        return self.at_bank_later + self.in_books_later

    @property
    def adjusted_bank(self) -> int | None:
        """Return 调节后的银行对账单余额."""
        if self.bank is None:
            return None
        return self.bank + sum(item.fen for item in self.at_bank_later)

    @property
    def adjusted_book(self) -> int:
        """Return 调节后的银行存款日记账余额."""
        return self.book + sum(item.fen for item in self.in_books_later)

    @property
    def difference(self) -> int | None:
        """Return what the two adjusted balances differ by; None without a statement."""
        adjusted = self.adjusted_bank
        return None if adjusted is None else adjusted - self.adjusted_book


class Move(NamedTuple):
    """What an entry moves on the account, and the bank's rows of it, if any yet.

    ``before`` tells that it names no row and was at the bank before all statements.
    """

    entry: Entry
    fen: int
    at_bank: list[BankRow]
    before: bool = False


@dataclass(slots=True)
class BankAccount:
    """One bank account with its moves in the books and its statements.

    ``waiting`` are rows of the bank that no entry holds yet, ``remarks`` say in
    Chinese what is wrong with the account's records as a whole.
    """

    account: str
    statements: list[BankStatement]
    waiting: list[WaitingRow] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    _days: list[date] = field(default_factory=list)
    _balances: list[int] = field(default_factory=list)
    _apart: list[Move] = field(default_factory=list)

    def read(self, rows: Iterable[Row]) -> None:
        """Take the account's postings, in any order."""
        of_entry: dict[int, list[Row]] = defaultdict(list)
        for row in rows:
            of_entry[row.entry.position].append(row)
        moves = sorted(map(self._move, of_entry.values()), key=lambda m: m.entry.day)
        self._days = [move.entry.day for move in moves]
        self._balances = list(accumulate(move.fen for move in moves))
        self._apart = [
            move
            for move in moves
            if any(row.day != move.entry.day for row in move.at_bank)
            or (move.fen and not move.at_bank)
        ]
        # In order once, and not again for every month.
        self._apart.sort(key=lambda move: (move.entry.day, str(move.entry.place)))
        if self.statements:
            self._compare_opening(moves)
        self._look_for_gaps()

    @property
    def first_day(self) -> date | None:
        """Return the day of the first move; None where there is none."""
        return self._days[0] if self._days else None

    def book(self, day: date) -> int:
        """Return the balance in the books at the end of a day."""
        place = bisect_right(self._days, day)
        return self._balances[place - 1] if place else 0

    def at(self, first: date, last: date) -> Sides:
        """Return both sides at the end of a month."""
        bank, ends = self._bank(first, last)
        later: list[OpenItem] = []
        earlier = [
            OpenItem(row, row.since, row.amount, None)
            for row in self.waiting
            if row.since <= last
        ]
        for entry, fen, rows, _ in self._apart:
            if entry.day <= last:
                if not rows:
                    later.append(OpenItem(entry, entry.day, fen, None))
                later += [
                    OpenItem(entry, entry.day, row.fen, row.day)
                    for row in sorted(rows, key=lambda row: row.fen)
                    if row.day > last
                ]
            else:
                earlier += [
                    OpenItem(entry, row.day, row.fen, entry.day)
                    for row in rows
                    if row.day <= last
                ]
        return Sides(
            last,
            bank,
            self.book(last),
            ends,
            tuple(later),
            tuple(sorted(earlier, key=_order)),
        )

    def _move(self, held: list[Row]) -> Move:
        entry = held[0].entry
        fen = sum(row.amount for row in held)
        if not self.statements:
            return Move(entry, fen, [])
        metas = [row.meta for row in held]
        found = None
        try:
            for tail in {line.own_account: None for line in self.statements}:
                found = found or bank_rows(entry.day, fen, tail, entry.meta, metas)
        except BankRowsError as exc:
            name = Path(entry.filename).name
            self.remarks.append(f"{name} 第 {entry.lineno} 行：{exc}。")
        if found is None and self._was_there(entry):
            return Move(entry, fen, [BankRow(entry.day, fen)], before=True)
        return Move(entry, fen, found or [])

    def _was_there(self, entry: Entry) -> bool:
        """Tell whether an entry without a row was at the bank before all statements."""
        first = self.statements[0].first
        if entry.day == first:
            return carries_forward(row.code for row in entry.rows)
        return entry.day < first

    def _bank(self, first: date, last: date) -> tuple[int | None, date | None]:
        """Return the statement's balance, and the day it ends if that is too early.

        Where the next statement opens with what this one closed with, nothing was
        moved between the two: the balance holds for all the days between.
        """
        past = [line for line in self.statements if line.since <= last]
        if not past:
            return None, None
        latest = past[-1]
        following = [line for line in self.statements if line.since > last]
        holds = bool(
            following
            and following[0].first > last
            and following[0].opening == latest.closing
        )
        if latest.since < first and not holds:
            return None, None
        ends = None if holds or latest.since == last else latest.since
        return latest.closing, ends

    def _compare_opening(self, moves: list[Move]) -> None:
        first = self.statements[0]
        book = sum(
            row.fen
            for move in moves
            for row in move.at_bank
            if move.before or row.day < first.first
        )
        if book != first.opening:
            self.remarks.append(
                f"第一份对账单（{first.source_file}）期初余额 "
                f"{yuan_text(first.opening)}，账上此前 {yuan_text(book)}，"
                f"相差 {yuan_text(first.opening - book)}：对账开始之前就不符。"
            )

    def _look_for_gaps(self) -> None:
        for one, other in pairwise(self.statements):
            if other.first > one.since and other.opening != one.closing:
                self.remarks.append(
                    f"对账单不连续：{one.since} 余额 {yuan_text(one.closing)}，"
                    f"下一份（{other.source_file}）从 {other.first} 起，期初 "
                    f"{yuan_text(other.opening)}；中间缺对账单。"
                )


def bank_accounts(books: Books) -> list[BankAccount]:
    """Return the union's bank accounts, each with the statements the books record.

    These are the accounts that statements name, and those directly below 102 that
    none names; 自有 and 代管 below one of them are one account at the bank.
    """
    of_account: dict[str, list[BankStatement]] = defaultdict(list)
    for line in sorted(books.registers.bank_statements, key=lambda s: s.since):
        of_account[line.account].append(line)
    rows: dict[str, list[Row]] = {account: [] for account in of_account}
    heads = {code_of(account)[:3] for account in of_account} | {BANK}
    homes: dict[str, str | None] = {}
    for row in books.of_code(*sorted(heads)):
        if row.account not in homes:
            homes[row.account] = _home(row.account, of_account)
        home = homes[row.account]
        if home is not None:
            rows.setdefault(home, []).append(row)
    waiting: dict[str, list[WaitingRow]] = defaultdict(list)
    for each in _waiting(books, rows.values()):
        waiting[each.account].append(each)
    accounts = []
    for name in sorted(rows):
        account = BankAccount(name, of_account.get(name, []), waiting[name])
        account.read(rows[name])
        accounts.append(account)
    return accounts


def _waiting(books: Books, rows: Iterable[Iterable[Row]]) -> list[WaitingRow]:
    """Return the rows of the bank that no entry names."""
    lines = books.registers.waiting_rows
    if not lines:
        return []
    held = {word for part in rows for row in part for word in _ids(row)}
    return [line for line in lines if line.id not in held]


def _ids(row: Row) -> list[str]:
    """Return the ids of the bank's rows that an entry says it is."""
    meta = row.entry.meta
    return [
        *words(meta, "id"),
        *words(meta, "import-ids"),
        *words(row.meta, "import-ids"),
    ]


def _home(account: str, named: Iterable[str]) -> str | None:
    """Return the bank account that an account of the books belongs to."""
    for name in named:
        if account == name or account.startswith(f"{name}:"):
            return name
    if not code_of(account).startswith(BANK):
        return None
    return ":".join(account.split(":")[:3])


def _order(item: OpenItem) -> tuple[date, str, int]:
    """Return what puts open items in order: the day, then the place in the books."""
    entry = item.entry
    place = entry.id if isinstance(entry, WaitingRow) else str(entry.place)
    return (item.day, place, item.fen)
