"""Books（账）: one loaded ledger as one table of postings, built in one pass.

Checks and reports read this table; none of them walks Beancount's entries again.
Money is fen. QUOTA rows stand apart from those in yuan.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from beancount.core.data import Pad
from beancount.core.data import Transaction
from beancount.core.position import Cost

from union_ledger.core.chart import code_of
from union_ledger.core.identity import content_id
from union_ledger.core.money import UnevenFenError
from union_ledger.core.money import fen
from union_ledger.core.pots import place_of
from union_ledger.core.registers import Registers
from union_ledger.core.registers import read_registers

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from beancount.core.amount import Amount
    from beancount.core.data import Directive
    from beancount.core.data import Posting

    from union_ledger.core.pots import Place
    from union_ledger.core.registers import RegisterProblem


@dataclass(slots=True)
class Entry:
    """One transaction（一笔分录）.

    ``closing`` is the year a closing entry closes, ``quota`` the kind of a written
    quota entry; both are empty elsewhere. ``rows`` are its postings in yuan.
    """

    day: date
    flag: str
    payee: str
    narration: str
    voucher: str
    closing: str
    quota: str
    meta: dict[str, Any]
    links: frozenset[str]
    position: int
    rows: list[Row] = field(default_factory=list)
    quota_rows: list[QuotaRow] = field(default_factory=list)
    _id: str = ""

    @property
    def id(self) -> str:
        """Return the permanent id: the one written, else one made of the content."""
        if not self._id:
            self._id = str(self.meta.get("id") or "") or content_id(
                self.day,
                self.payee,
                self.narration,
                [(row.account, row.amount) for row in self.rows],
            )
        return self._id

    @property
    def filename(self) -> str:
        """Return the file the entry stands in."""
        return str(self.meta["filename"])

    @property
    def lineno(self) -> int:
        """Return the line the entry begins at."""
        return int(self.meta["lineno"])

    @property
    def name(self) -> str:
        """Return the voucher with its month, or the id: ``2024-03 银付-0012``."""
        if self.voucher:
            return f"{self.day:%Y-%m} {self.voucher}"
        return self.id

    @property
    def text(self) -> str:
        """Return payee and narration, for looking up words."""
        return f"{self.payee} {self.narration}"

    @property
    def place(self) -> tuple[str, str, str, int]:
        """Return what puts entries of one day in an order no file move changes."""
        return (self.voucher, self.id, self.filename, self.lineno)

    def text_of(self, key: str) -> str:
        """Return a metadata value as text; empty when it is not there."""
        value = self.meta.get(key)
        return "" if value is None else str(value).strip()

    def words_of(self, key: str) -> list[str]:
        """Return a list kept in one string with blanks between."""
        return self.text_of(key).split()

    def date_of(self, key: str) -> date | None:
        """Return a metadata date; None when it is not there or is no date."""
        value = self.meta.get(key)
        return value if isinstance(value, date) else None

    @property
    def event_date(self) -> date:
        """Return the day of the event, else of the entry: it decides the rule."""
        return self.date_of("event-date") or self.day


class Row(NamedTuple):
    """One posting in yuan; ``amount`` is signed fen, debit positive.

    ``debit`` and ``credit`` are as an accountant writes them: 红字 stays on its side
    as a negative figure. ``quantity`` and ``lot`` are of asset lots.
    """

    entry: Entry
    account: str
    code: str
    amount: int
    debit: int
    credit: int
    unit: str
    fund: str
    project: str
    commodity: str
    quantity: int
    lot: str
    meta: dict[str, Any]

    @property
    def lineno(self) -> int:
        """Return the posting's own line."""
        return int(self.meta.get("lineno") or self.entry.lineno)

    @property
    def filename(self) -> str:
        """Return the posting's own file."""
        return str(self.meta.get("filename") or self.entry.filename)


class QuotaRow(NamedTuple):
    """One posting in QUOTA; ``automatic`` ones were added by the plugin."""

    entry: Entry
    account: str
    place: Place
    amount: int
    automatic: bool
    reserve: str
    meta: dict[str, Any]


class BooksProblem(NamedTuple):
    """A posting the table cannot hold as it stands."""

    filename: str
    lineno: int
    message: str


@dataclass(slots=True)
class Books:
    """One ledger: its registers and its table of postings in order of date."""

    registers: Registers
    register_problems: list[RegisterProblem]
    entries: list[Entry] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    quota_rows: list[QuotaRow] = field(default_factory=list)
    pads: list[Pad] = field(default_factory=list)
    problems: list[BooksProblem] = field(default_factory=list)
    _by_code: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    def of_code(self, *prefixes: str) -> Iterator[Row]:
        """Yield the rows whose account code begins with one of ``prefixes``.

        Rows come by first-level code, in order of date within each.
        """
        for head, rows in self._by_code.items():
            for prefix in prefixes:
                if head.startswith(prefix):
                    yield from rows
                    break
                if len(prefix) > 3 and prefix.startswith(head):
                    yield from (row for row in rows if row.code.startswith(prefixes))
                    break

    def add_quota(self, row: QuotaRow) -> None:
        """Put a quota row into the table and under its entry."""
        self.quota_rows.append(row)
        row.entry.quota_rows.append(row)


def build_books(entries: Iterable[Directive]) -> Books:
    """Build the table from a ledger's entries, which are in order of date."""
    entries = entries if isinstance(entries, list) else list(entries)
    registers, register_problems = read_registers(entries)
    books = Books(registers, register_problems)
    builder = _Builder(books)
    for position, entry in enumerate(entries):
        if type(entry) is Transaction:
            builder.add(entry, position)
        elif type(entry) is Pad:
            books.pads.append(entry)
    return books


class _Builder:
    """What the one pass keeps at hand."""

    def __init__(self, books: Books) -> None:
        self.books = books
        self.projects = books.registers.projects
        self.by_code = books._by_code  # noqa: SLF001

    def add(self, txn: Transaction, position: int) -> None:
        meta = txn.meta
        get = meta.get
        entry = Entry(
            txn.date,
            txn.flag or "",
            txn.payee or "",
            txn.narration or "",
            str(get("voucher") or ""),
            str(get("closing") or ""),
            str(get("quota") or ""),
            meta,
            txn.links,
            position,
        )
        self.books.entries.append(entry)
        unit = get("unit") or ""
        fund = get("fund") or ""
        project = get("project") or ""
        for posting in txn.postings:
            units = posting.units
            if units is None:
                continue
            if units.currency == "QUOTA":
                self._quota(entry, posting, units)
            else:
                self._yuan(entry, posting, units, unit, fund, project)

    def _quota(self, entry: Entry, posting: Posting, units: Amount) -> None:
        meta = posting.meta or {}
        try:
            place = place_of(posting.account)
            amount = self._fen(entry, meta, units.number)
        except ValueError as exc:
            self._problem(entry, meta, str(exc))
            return
        self.books.add_quota(
            QuotaRow(
                entry,
                posting.account,
                place,
                amount,
                "__quota_use__" in meta,
                str(meta.get("reserve") or entry.meta.get("reserve") or ""),
                meta,
            )
        )

    def _yuan(  # noqa: PLR0913, PLR0917 - the transaction's own values come along
        self,
        entry: Entry,
        posting: Posting,
        units: Amount,
        unit: str,
        fund: str,
        project: str,
    ) -> None:
        meta = posting.meta or {}
        quantity, lot = 0, ""
        number: Any = units.number
        if units.currency != "CNY":
            cost = posting.cost
            if not isinstance(cost, Cost) or cost.currency != "CNY":
                self._problem(
                    entry, meta, f"{units.currency} 没有以 CNY 计的单价，不能入账"
                )
                return
            quantity, lot = int(number), cost.label or ""
            number = number * cost.number
        amount = self._fen(entry, meta, number)
        project = meta.get("project") or project
        unit = meta.get("unit") or unit
        fund = meta.get("fund") or fund
        if project and not (unit and fund):
            known = self.projects.get(project)
            if known is not None:
                unit = unit or known.unit or ""
                fund = fund or known.fund or ""
        code = code_of(posting.account)
        debit, credit = _sides(code, amount, entry.closing, meta.get("side"))
        row = Row(
            entry,
            posting.account,
            code,
            amount,
            debit,
            credit,
            unit,
            fund,
            project,
            units.currency,
            quantity,
            lot,
            meta,
        )
        entry.rows.append(row)
        self.books.rows.append(row)
        self.by_code[code[:3]].append(row)

    def _fen(self, entry: Entry, meta: dict[str, Any], number: Any) -> int:  # noqa: ANN401
        try:
            return fen(number)
        except UnevenFenError as exc:
            self._problem(entry, meta, str(exc))
            return int(number * 100)

    def _problem(self, entry: Entry, meta: dict[str, Any], message: str) -> None:
        self.books.problems.append(
            BooksProblem(
                str(meta.get("filename") or entry.filename),
                int(meta.get("lineno") or entry.lineno),
                message,
            )
        )


def _sides(code: str, amount: int, closing: str, side: object) -> tuple[int, int]:
    """Return debit and credit: 红字 keeps expenses on 借 and income on 贷."""
    if side == "借":
        return amount, 0
    if side == "贷":
        return 0, -amount
    if not closing:
        if code[:1] == "5":
            return amount, 0
        if code[:1] == "4":
            return 0, -amount
    return (amount, 0) if amount >= 0 else (0, -amount)
