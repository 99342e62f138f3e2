"""Quota（额度）: the grammar of written entries, and the use the plugin posts.

Allotting money to a sub-union that keeps no account of its own is no expense; it is
kept as entries in the commodity QUOTA that always sum to zero (design §3.4). Days
are worked in two steps, what is written first and use after it, and entries within
a day in an order that no moving of files changes.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

from beancount.core.amount import Amount
from beancount.core.data import Open
from beancount.core.data import Posting
from beancount.core.data import Transaction
from beancount.core.data import new_metadata

from union_ledger.core.books import QuotaRow
from union_ledger.core.money import yuan
from union_ledger.core.pots import CURRENCY
from union_ledger.core.pots import account_of
from union_ledger.core.pots import is_quota
from union_ledger.core.pots import place_of
from union_ledger.core.quota_kinds import KINDS
from union_ledger.core.quota_kinds import problem_of
from union_ledger.core.reservations import Move
from union_ledger.core.reservations import ReservationError
from union_ledger.core.reservations import Reservations
from union_ledger.plugins.errors import BooksError
from union_ledger.plugins.errors import books_error

if TYPE_CHECKING:
    from datetime import date

    from beancount.core.data import Directive

    from union_ledger.core.books import Books
    from union_ledger.core.books import Entry
    from union_ledger.core.books import Row

USE_MARK = "__quota_use__"
_PENDING = "13599"


def post_use(entries: list[Directive], books: Books) -> list[BooksError]:
    """Add the legs of use to ``entries`` and ``books``; open the quota accounts.

    ``entries`` is changed in place, in order of date as before. Returns what is
    wrong with the written quota entries and reservations.
    """
    run = _Run(books)
    for _, day in groupby(books.entries, key=lambda entry: entry.day):
        run.day(list(day))
    for entry, legs in run.legs:
        txn = entries[entry.position]
        if isinstance(txn, Transaction):
            postings = [*txn.postings, *legs]
            entries[entry.position] = txn._replace(postings=postings)
    entries[:0] = _opens(entries, books)
    return run.errors


def _rank(kind: str) -> int:
    """Put what gives quota before what takes it."""
    return list(KINDS).index(kind) if kind in KINDS else len(KINDS)


class _Run:
    """One pass over the days of a ledger."""

    def __init__(self, books: Books) -> None:
        self.books = books
        self.units = books.registers.units
        self.reservations = Reservations()
        self.legs: list[tuple[Entry, list[Posting]]] = []
        self.errors: list[BooksError] = []

    def day(self, entries: list[Entry]) -> None:
        using = []
        written = []
        for entry in entries:
            if entry.quota_rows or entry.quota:
                written.append(entry)
            elif any(
                row.code[:1] == "5" or row.code[:3] == "135" for row in entry.rows
            ):
                using.append(entry)
        written.sort(key=lambda e: (_rank(e.quota), e.place))
        using.sort(key=lambda e: e.place)
        for entry in written:
            self._written(entry)
        later = [entry for entry in using if not self._advance(entry)]
        for entry in later:
            self._use(entry)

    def _written(self, entry: Entry) -> None:
        problem = problem_of(entry)
        if problem:
            self._say(entry, problem)
            return
        rows = [row for row in entry.quota_rows if row.place.pot == "Q05"]
        for row in sorted(rows, key=lambda r: (r.amount, r.place)):
            try:
                self._reserve_row(entry, row)
            except ReservationError as exc:
                self.errors.append(books_error(row.meta or entry.meta, f"{exc}。"))

    def _reserve_row(self, entry: Entry, row: QuotaRow) -> None:
        _, unit, fund = row.place
        if not row.reserve:
            raise ReservationError("冻结额度的分录要写 reserve（预占编号）")
        if row.amount < 0:
            self.reservations.reduce(row.reserve, unit, fund, -row.amount)
        elif entry.quota == "handover" or (
            entry.quota == "carry" and self.reservations.get(row.reserve)
        ):
            self.reservations.rehome(row.reserve, unit, fund, row.amount)
        else:
            self.reservations.make(row.reserve, unit, fund, row.amount)

    def _advance(self, entry: Entry) -> bool:
        """Reserve for an advance; tells whether the entry was one."""
        lent = [
            row
            for row in entry.rows
            if row.amount > 0
            and row.code[:3] == "135"
            and row.code != _PENDING
            and row.unit
            and row.fund
        ]
        if not lent or any(row.code[:1] in "45" for row in entry.rows):
            return False
        if self._keeps_own_books(lent[0]):
            return False
        if not entry.meta.get("id"):
            self._say(entry, "借款要写 id，额度按这个编号冻结")
            return True
        if len({(row.unit, row.fund) for row in lent}) > 1:
            self._say(entry, "一笔借款只能属于一个单位和一项经费，请分开记")
            return True
        first = lent[0]
        try:
            move = self.reservations.advance(
                entry.id, first.unit, first.fund, sum(row.amount for row in lent)
            )
        except ReservationError as exc:
            self._say(entry, str(exc))
            return True
        self._post(entry, [(move, first)])
        return True

    def _use(self, entry: Entry) -> None:
        if entry.closing:
            return
        groups: dict[tuple[str, str, str], int] = defaultdict(int)
        first: dict[tuple[str, str, str], Row] = {}
        settled: dict[str, int] = defaultdict(int)
        txn_reserve = entry.text_of("reserve")
        for row in entry.rows:
            reserve = str(row.meta.get("reserve") or txn_reserve)
            if row.code[:1] == "5" and row.unit and row.fund:
                if not self._keeps_own_books(row):
                    key = (row.unit, row.fund, reserve)
                    groups[key] += row.amount
                    first.setdefault(key, row)
            elif row.code[:3] == "135" and row.amount < 0 and reserve:
                settled[reserve] -= row.amount
                held = self.reservations.get(reserve)
                if held is not None:
                    key = (held.unit, held.fund, reserve)
                    groups[key] += 0
                    first.setdefault(key, row)
        moves: list[tuple[Move, Row]] = []
        for key, amount in groups.items():
            unit, fund, reserve = key
            try:
                found = self.reservations.use(
                    unit, fund, amount, reserve, settled[reserve]
                )
            except ReservationError as exc:
                self.errors.append(books_error(first[key].meta, f"{exc}。"))
                # The money is spent all the same: it uses available quota.
                found = self.reservations.use(unit, fund, amount)
            moves += [(move, first[key]) for move in found]
        self._post(entry, moves)

    def _keeps_own_books(self, row: Row) -> bool:
        unit = self.units.get(row.unit)
        return unit is not None and unit.kind == "独立核算"

    def _post(self, entry: Entry, moves: list[tuple[Move, Row]]) -> None:
        if not moves:
            return
        legs = []
        for move, row in moves:
            amount = yuan(move.amount)
            for place, number, signed in (
                (move.source, -amount, -move.amount),
                (move.target, amount, move.amount),
            ):
                account = account_of(place)
                meta = {
                    "filename": row.filename,
                    "lineno": row.lineno,
                    USE_MARK: True,
                }
                units = Amount(number, CURRENCY)
                legs.append(Posting(account, units, None, None, None, meta))
                self.books.add_quota(
                    QuotaRow(
                        entry,
                        account,
                        place,
                        signed,
                        automatic=True,
                        reserve="",
                        meta=meta,
                    )
                )
        self.legs.append((entry, legs))

    def _say(self, entry: Entry, message: str) -> None:
        self.errors.append(books_error(entry.meta, f"额度：{message}。"))


def _opens(entries: list[Directive], books: Books) -> list[Open]:
    """Open each quota account that is used, on the first day it is."""
    first: dict[str, date] = {}
    opened = {e.account for e in entries if isinstance(e, Open)}
    for entry in entries:
        account = getattr(entry, "account", "")
        if account and is_quota(account):
            first.setdefault(account, entry.date)
    for row in books.quota_rows:
        known = first.get(row.account)
        if known is None or row.entry.day < known:
            first[row.account] = row.entry.day
    return [
        Open(
            new_metadata("<union_ledger.plugins.quota>", 0),
            day,
            account,
            [CURRENCY],
            None,
        )
        for account, day in sorted(first.items())
        if account not in opened and _is_good(account)
    ]


def _is_good(account: str) -> bool:
    try:
        place_of(account)
    except ValueError:
        return False
    return True
