"""Books（账）: one loaded ledger as one table of postings, built in one pass.

Checks and reports read this table; none of them walks Beancount's entries again.
Money is fen. QUOTA rows stand apart from those in yuan.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from union_ledger.core.asset_life import asset_lives
from union_ledger.core.identity import content_id
from union_ledger.core.keys import USUAL
from union_ledger.core.textindex import TextIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beancount.core.data import Posting
    from beancount.core.data import Transaction
    from pandas import DataFrame

    from union_ledger.core.asset_life import AssetLife
    from union_ledger.core.pots import Place
    from union_ledger.core.registers import RegisterProblem
    from union_ledger.core.registers import Registers


@dataclass(slots=True, eq=False)
class Entry:
    """One transaction（一笔分录）.

    ``closing`` is the year a closing entry closes, ``quota`` the kind of a written
    quota entry; both are empty elsewhere. ``rows`` are its postings in yuan;
    ``position`` is its place among the books' entries; ``spent`` what it spends
    （支出合计） in fen, negative where it takes back.
    """

    txn: Transaction
    meta: dict[str, Any]
    day: date
    voucher: str
    closing: str
    quota: str
    position: int
    rows: list[Row]
    quota_rows: list[QuotaRow]
    spent: int = 0
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
    def flag(self) -> str:
        """Return ``*``, or ``!`` where something is still to come."""
        return self.txn.flag or ""

    @property
    def payee(self) -> str:
        """Return the other side（对方）."""
        return self.txn.payee or ""

    @property
    def narration(self) -> str:
        """Return the summary（摘要）."""
        return self.txn.narration or ""

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

    @property
    def event_date(self) -> date:
        """Return the day of the event, else of the entry: it decides the rule."""
        value = self.meta.get("event-date")
        return value if isinstance(value, date) else self.day


class Row(NamedTuple):
    """One posting in yuan; ``amount`` is signed fen, debit positive."""

    entry: Entry
    account: str
    code: str
    amount: int
    unit: str
    fund: str
    project: str
    posting: Posting

    @property
    def meta(self) -> dict[str, Any]:
        """Return the posting's own metadata."""
        return self.posting.meta or {}

    @property
    def debit(self) -> int:
        """Return the 借方 figure as an accountant writes it, 红字 negative."""
        return self._sides[0]

    @property
    def credit(self) -> int:
        """Return the 贷方 figure as an accountant writes it, 红字 negative."""
        return self._sides[1]

    @property
    def _sides(self) -> tuple[int, int]:
        side = self.meta.get("side")
        if side is None and not self.entry.closing:
            # 红字 stays on the side where the account grows.
            side = {"5": "借", "4": "贷"}.get(self.code[:1])
        if side == "借":
            return self.amount, 0
        if side == "贷":
            return 0, -self.amount
        return (self.amount, 0) if self.amount >= 0 else (0, -self.amount)

    @property
    def commodity(self) -> str:
        """Return CNY, or the commodity of an asset lot."""
        return self.posting.units.currency if self.posting.units else ""

    @property
    def quantity(self) -> int:
        """Return the pieces of an asset lot; 0 for money."""
        units = self.posting.units
        if units is None or units.currency == "CNY" or units.number is None:
            return 0
        return int(units.number)

    @property
    def lot(self) -> str:
        """Return the label of an asset lot: its number."""
        return (self.posting.cost.label or "") if self.posting.cost else ""

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


Flow = tuple[int, str, str, str, str]
"""Year, account, unit, fund and project of income and expenses（发生额的归属）."""


class Attached(NamedTuple):
    """A ``document`` directive（附件）: a file kept for the entries with its links."""

    path: str
    day: date
    links: frozenset[str]


class BooksProblem(NamedTuple):
    """A posting the table cannot hold as it stands."""

    filename: str
    lineno: int
    message: str


@dataclass(slots=True)
class Books:
    """One ledger: its registers and its table of postings in order of date.

    ``marked`` are the rows with metadata of their own; ``flows`` the postings of
    income and expenses that belong together, closing entries left out;
    ``quota_entries`` the written entries of quota, ``using`` those that may use some
    (expenses, advances and their settlement). All are in order of date. Posting the
    use of quota fills ``quota_dips``, the accounts that were below zero at some
    moment, and ``quota_used``, what the pots of use held at the end of each year.
    ``opened`` is the day each account was opened on.
    """

    registers: Registers
    register_problems: list[RegisterProblem]
    entries: list[Entry] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    marked: list[Row] = field(default_factory=list)
    quota_rows: list[QuotaRow] = field(default_factory=list)
    flows: dict[Flow, list[Row]] = field(default_factory=lambda: defaultdict(list))
    quota_entries: list[Entry] = field(default_factory=list)
    closing_entries: list[Entry] = field(default_factory=list)
    using: list[Entry] = field(default_factory=list)
    quota_dips: set[str] = field(default_factory=set)
    quota_used: dict[int, dict[str, int]] = field(default_factory=dict)
    pads: list[Entry] = field(default_factory=list)
    documents: list[Attached] = field(default_factory=list)
    opened: dict[str, date] = field(default_factory=dict)
    problems: list[BooksProblem] = field(default_factory=list)
    _by_code: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    _columns: dict[str, list[Any]] = field(default_factory=dict)
    _unusual: list[Entry] = field(default_factory=list)
    _texts: TextIndex | None = None
    _lives: dict[str, AssetLife] | None = None

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

    def column(self, key: str) -> list[Any]:
        """Return what each entry says under a key, None where it says nothing."""
        if not self._columns:
            self._read_usual()
        found = self._columns.get(key)
        if found is None:
            found = self._columns[key] = [None] * len(self.entries)
            for entry in self._unusual:
                found[entry.position] = entry.meta.get(key)
        return found

    def _read_usual(self) -> None:
        """Read what nearly every entry says in one pass; note who says more.

        Each entry's metadata is far from the next one's, so that a pass for each key
        costs most of its time in getting there.
        """
        usual = itemgetter(*USUAL)
        only_usual = {*USUAL, "filename", "lineno", "__tolerances__"}.issuperset
        marks = []
        for entry in self.entries:
            meta = entry.meta
            try:
                marks.append(usual(meta))
            except KeyError:
                marks.append(tuple(map(meta.get, USUAL)))
            if not only_usual(meta):
                self._unusual.append(entry)
        for number, key in enumerate(USUAL):
            self._columns[key] = list(map(itemgetter(number), marks))

    def keys(self) -> set[str]:
        """Return every key that some entry says, Beancount's own among them."""
        if not self._columns:
            self._read_usual()
        return set(USUAL).union(*(entry.meta for entry in self._unusual))

    @property
    def texts(self) -> TextIndex:
        """Return the index of words in payees and narrations, made once."""
        if self._texts is None:
            self._texts = TextIndex(self.entries)
        return self._texts

    @property
    def lives(self) -> dict[str, AssetLife]:
        """Return every asset's life up to the books' last month, reckoned once."""
        if self._lives is None:
            last = self.entries[-1].day if self.entries else date.min
            self._lives = asset_lives(self.registers, last)
        return self._lives

    def to_pandas(self) -> DataFrame:
        """Return one row a posting in yuan, amounts in int64 fen; see docs/分析.md."""
        from union_ledger.core.frame import postings_frame  # noqa: PLC0415 - slow

        return postings_frame(self)

    def quota_to_pandas(self) -> DataFrame:
        """Return one row a posting of quota, amounts in int64 fen."""
        from union_ledger.core.frame import quota_frame  # noqa: PLC0415 - slow

        return quota_frame(self)

    def add_quota(self, row: QuotaRow) -> None:
        """Put a quota row into the table and under its entry."""
        self.quota_rows.append(row)
        row.entry.quota_rows.append(row)
