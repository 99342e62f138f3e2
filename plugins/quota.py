"""Quota（额度）: the grammar of written entries, and the use the plugin posts.

Allotting money to a sub-union that keeps no account of its own is no expense; it is
kept as entries in the commodity QUOTA that always sum to zero. Days are worked in
two steps, what is written first and use after it, and entries within a day in an
order that no moving of files changes.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from beancount.core.amount import Amount
from beancount.core.data import Balance
from beancount.core.data import Open
from beancount.core.data import Posting
from beancount.core.data import new_metadata

from union_ledger.core.books import QuotaRow
from union_ledger.core.pots import CURRENCY
from union_ledger.core.pots import USE_MARK
from union_ledger.core.pots import Place
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

_Pot = tuple[str, Place]
# 校内经费项目 and 待查: the union's own money elsewhere, lent to nobody.
_NO_LOAN = {"13502", "13599"}
_USED = "Equity:Q09"


def post_use(entries: list[Directive], books: Books) -> list[BooksError]:
    """Add the legs of use to ``entries`` and ``books``; open the quota accounts.

    The transactions among ``entries`` get their legs in place, the list the opens.
    Returns what is wrong with the written quota entries and reservations.
    """
    run = _Run(books)
    waiting = sorted([*books.quota_entries, *books.using], key=lambda entry: entry.day)
    for year, entries_of_year in groupby(waiting, key=lambda entry: entry.day.year):
        for _, day in groupby(entries_of_year, key=lambda entry: entry.day):
            run.day(list(day))
        books.quota_used[year] = run.used()
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
        self.pots: dict[tuple[str, str], tuple[_Pot, _Pot] | None] = {}
        self.lent: set[str] = set()
        self.balances: dict[str, int] = {}
        self.errors: list[BooksError] = []

    def day(self, entries: list[Entry]) -> None:
        written = [entry for entry in entries if entry.quota or entry.quota_rows]
        written.sort(key=lambda e: (_rank(e.quota), e.place))
        for entry in written:
            for row in entry.quota_rows:
                self._move(row)
            self._written(entry)
        ordered = []
        for entry in entries:
            if entry.quota or entry.quota_rows or entry.closing:
                continue
            if not self._plain_use(entry):
                ordered.append(entry)
        # Where reservations are drawn on, the order matters and must be no file's.
        ordered.sort(key=lambda e: e.place)
        later = [entry for entry in ordered if not self._advance(entry)]
        for entry in later:
            self._use(entry)

    def used(self) -> dict[str, int]:
        """Return what the pots of use hold, empty ones left out."""
        return {
            account: balance
            for account, balance in self.balances.items()
            if balance and account.startswith(_USED)
        }

    def _plain_use(self, entry: Entry) -> bool:
        """Post the use of an entry that draws on no reservation, if it is one."""
        if "reserve" in entry.meta:
            return False
        amounts: dict[tuple[str, str], int] = {}
        first: dict[tuple[str, str], Row] = {}
        for row in entry.rows:
            head = row.code[:1]
            if head == "5":
                if "reserve" in row.meta:
                    return False
                key = (row.unit, row.fund)
                if key in amounts:
                    amounts[key] += row.amount
                else:
                    amounts[key] = row.amount
                    first[key] = row
            elif head == "1" and row.code[:3] == "135":
                return False
        for key, amount in amounts.items():
            if amount:
                pots = self._pots_of(key)
                if pots is not None:
                    self._post_pair(entry, first[key], *pots, amount)
        return True

    def _pots_of(self, key: tuple[str, str]) -> tuple[_Pot, _Pot] | None:
        """Return the available and the used pot; None where no quota is kept."""
        if key not in self.pots:
            unit, fund = key
            if self._has_quota(unit, fund):
                places = Place("Q01", unit, fund), Place("Q09", unit, fund)
                one, other = ((account_of(place), place) for place in places)
                self.pots[key] = (one, other)
            else:
                self.pots[key] = None
        return self.pots[key]

    def _written(self, entry: Entry) -> None:
        problem = problem_of(entry) or self._place_problem(entry)
        if problem:
            self._say(entry, problem)
            return
        rows = [row for row in entry.quota_rows if row.place.pot == "Q05"]
        for row in sorted(rows, key=lambda r: (r.amount, r.place)):
            try:
                self._reserve_row(entry, row)
            except ReservationError as exc:
                self.errors.append(books_error(row.meta or entry.meta, f"{exc}。"))

    def _place_problem(self, entry: Entry) -> str | None:
        """Say which unit or fund of a written entry cannot hold quota that day."""
        registers = self.books.registers
        for row in entry.quota_rows:
            pot, unit, fund = row.place
            if pot == "Q00" or row.amount <= 0 or entry.quota == "close":
                continue
            held, paid_from = registers.units.get(unit), registers.funds.get(fund)
            if held is None or not held.is_open(entry.day):
                return f"单位 {unit} 没有登记，或在 {entry.day} 不在存续期内"
            if held.kind == "独立核算":
                return f"单位 {unit} 独立核算，不占用额度"
            if paid_from is None:
                return f"经费来源 {fund} 没有登记"
        return None

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
            and row.code not in _NO_LOAN
            and self._has_quota(row.unit, row.fund)
        ]
        if not lent or any(row.code[:1] == "4" for row in entry.rows):
            return False
        if any(row.code[:1] == "5" for row in entry.rows):
            self._say(entry, "一笔里既有借款又有支出，请分开记，借款才能冻结额度")
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
        self.lent |= {row.account for row in lent}
        self._post(entry, move, first)
        return True

    def _use(self, entry: Entry) -> None:
        """Post the use of an entry that may draw on reservations."""
        groups: dict[tuple[str, str, str], int] = defaultdict(int)
        first: dict[tuple[str, str, str], Row] = {}
        settled: dict[str, int] = defaultdict(int)
        txn_reserve = entry.text_of("reserve")
        for row in entry.rows:
            reserve = str(row.meta.get("reserve") or txn_reserve)
            if row.code[:1] == "5" and self._has_quota(row.unit, row.fund):
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
            elif row.amount < 0 and row.account in self.lent:
                self._say(
                    entry, "冲销借款要写 reserve（借款那笔的 id），冻结的额度才会放开"
                )
        for key, amount in groups.items():
            unit, fund, reserve = key
            try:
                moves = self.reservations.use(
                    unit, fund, amount, reserve, settled[reserve]
                )
            except ReservationError as exc:
                self.errors.append(books_error(first[key].meta, f"{exc}。"))
                # The money is spent all the same: it uses available quota.
                moves = self.reservations.use(unit, fund, amount)
            for move in moves:
                self._post(entry, move, first[key])

    def _has_quota(self, unit: str, fund: str) -> bool:
        """Tell whether quota is kept for them: not for a unit with its own books.

        Codes of another shape belong nowhere; that is a rule's finding.
        """
        if len(unit) != 3 or len(fund) != 2:
            return False
        held = self.units.get(unit)
        return held is None or held.kind != "独立核算"

    def _post(self, entry: Entry, move: Move, row: Row) -> None:
        source = account_of(move.source), move.source
        target = account_of(move.target), move.target
        self._post_pair(entry, row, source, target, move.amount)

    def _post_pair(
        self, entry: Entry, row: Row, source: _Pot, target: _Pot, amount: int
    ) -> None:
        """Add one pair of legs, at the place of ``row``."""
        own = row.meta or entry.meta
        meta = {"filename": own["filename"], "lineno": own["lineno"], USE_MARK: True}
        number = Decimal(amount).scaleb(-2)
        # Beancount's own constructors check what is certain here, at twice the cost.
        out = Amount._make((-number, CURRENCY))
        into = Amount._make((number, CURRENCY))
        legs = (
            Posting._make((source[0], out, None, None, None, meta)),
            Posting._make((target[0], into, None, None, None, meta)),
        )
        entry.txn.postings.extend(legs)
        rows = (
            QuotaRow(entry, *source, -amount, True, "", meta),  # noqa: FBT003
            QuotaRow(entry, *target, amount, True, "", meta),  # noqa: FBT003
        )
        self.books.quota_rows += rows
        entry.quota_rows += rows
        self._move(rows[0])
        self._move(rows[1])

    def _move(self, row: QuotaRow) -> None:
        """Keep the balance of a pot; note where it falls below zero."""
        account = row.account
        balance = self.balances[account] = self.balances.get(account, 0) + row.amount
        if balance < 0:
            self.books.quota_dips.add(account)

    def _say(self, entry: Entry, message: str) -> None:
        self.errors.append(books_error(entry.meta, f"额度：{message}。"))


def _opens(entries: list[Directive], books: Books) -> list[Open]:
    """Open each quota account that is used, on the first day it is."""
    first: dict[str, date] = {}
    opened = set()
    for entry in entries:
        if type(entry) is Open:
            opened.add(entry.account)
        elif type(entry) is Balance and is_quota(entry.account):
            first.setdefault(entry.account, entry.date)
    for row in books.quota_rows:
        known = first.get(row.account)
        if known is None or row.entry.day < known:
            first[row.account] = row.entry.day
    meta = new_metadata("<union_ledger.plugins.quota>", 0)
    return [
        Open(meta, day, account, [CURRENCY], None)
        for account, day in sorted(first.items())
        if account not in opened and _is_good(account)
    ]


def _is_good(account: str) -> bool:
    try:
        place_of(account)
    except ValueError:
        return False
    return True
