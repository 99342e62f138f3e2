"""What the books already hold: one index of import ids over all their files.

The files are parsed, not loaded: an entry that a check or the booking refuses is
booked all the same, and must not be booked again.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from datetime import date
from decimal import Decimal
from fnmatch import fnmatch
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING

from beancount.core.data import Balance
from beancount.core.data import Custom
from beancount.core.data import Open
from beancount.core.data import Transaction
from beancount.parser import parser

from union_ledger.core.errors import InputError
from union_ledger.importers.decide import SHARED
from union_ledger.importers.seen_rows import SeenRows
from union_ledger.importers.text import identifier
from union_ledger.importers.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable

    from beancount.core.data import Directive


@dataclass(slots=True)
class Existing:
    """The index.

    Ids are indexed at once, what only some imports ask for when they first ask.

    Attributes:
        entries: Entry by its ``id`` and its ``import-ids``.
        balances: Balance assertions by date and account.
        units: Name or short name of a sub-union to its code.
        opens: The directive that opens each account.
        includes: Patterns that the books include, absolute.
        waiting: Ids of the bank's rows that wait for their vouchers on register lines.
        transactions: All entries, in the order they were read.
    """

    entries: dict[str, Transaction] = field(default_factory=dict)
    balances: dict[tuple[date, str], Balance] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    opens: dict[str, Open] = field(default_factory=dict)
    includes: list[str] = field(default_factory=list)
    waiting: set[str] = field(default_factory=set)
    transactions: list[Transaction] = field(default_factory=list)
    _closings: list[tuple[int, bool, date]] = field(default_factory=list)
    _statements: dict[str, list[Custom]] = field(default_factory=dict)
    _seen: SeenRows = field(default_factory=SeenRows)
    _indexed: int = 0
    _serials: dict[str, list[Transaction]] = field(default_factory=dict)
    _invoices: dict[str, list[Transaction]] = field(default_factory=dict)
    _spending: dict[int, list[Transaction]] = field(default_factory=dict)

    def add(self, entries: Iterable[Directive], *, named: bool = True) -> None:
        """Index more entries.

        Args:
            entries: The entries.
            named: Whether any of them may name rows in ``import-ids``. Looking for the
                word in a file is quicker than asking each of its postings.

        Raises:
            InputError: Two entries have one id; both places are named.
        """
        known = self.entries
        for entry in entries:
            if isinstance(entry, Transaction):
                self.transactions.append(entry)
                import_id = entry.meta.get("id")
                if isinstance(import_id, str):
                    other = known.setdefault(import_id, entry)
                    if other is not entry:
                        raise _booked_twice(import_id, entry, other)
                for word in _later_ids(entry) if named else ():
                    # Several entries may be the parts of one row.
                    other = known.setdefault(word, entry)
                    if other is not entry and other.meta.get("id") == word:
                        raise _booked_twice(word, entry, other)
            elif isinstance(entry, Balance):
                self.balances[entry.date, entry.account] = entry
            elif isinstance(entry, Open):
                self.opens[entry.account] = entry
            elif isinstance(entry, Custom):
                self._add_line(entry)

    def fresh(self, lines: Iterable[Custom]) -> list[Custom]:
        """Return the lines of statements that the books do not hold yet.

        A line of the same month that goes further and ends on the same balance says
        as much.
        """
        return [line for line in lines if not self._says(line)]

    def _says(self, line: Custom) -> bool:
        return any(
            (other.date.year, other.date.month) == (line.date.year, line.date.month)
            and (other.date == line.date or _closing(other) == _closing(line))
            and other.date >= line.date
            for other in self._statements.get(_account(line), ())
        )

    @property
    def closed_until(self) -> date | None:
        """Return the end of the last month that is closed（封账） now, if any."""
        closed: set[date] = set()
        for _, is_open, day in sorted(self._closings):
            closed = {d for d in closed if d < day} if is_open else closed | {day}
        return max(closed, default=None)

    @property
    def serials(self) -> dict[str, list[Transaction]]:
        """Return the entries by the bank's serial number."""
        self._index()
        return self._serials

    @property
    def invoices(self) -> dict[str, list[Transaction]]:
        """Return the entries by the number of an invoice they name."""
        self._index()
        return self._invoices

    @property
    def spending(self) -> dict[int, list[Transaction]]:
        """Return the entries that spend, by the fen they spend."""
        self._index()
        return self._spending

    @property
    def seen(self) -> SeenRows:
        """Return the rows of the bank that the entries hold, by their balances."""
        self._index()
        return self._seen

    def _index(self) -> None:
        for entry in self.transactions[self._indexed :]:
            serial = entry.meta.get("serial")
            if isinstance(serial, str):
                self._serials.setdefault(serial, []).append(entry)
            for number in invoices_of(entry):
                self._invoices.setdefault(number, []).append(entry)
            if spent := _spent(entry):
                self._spending.setdefault(spent, []).append(entry)
        self._seen.add(self.transactions[self._indexed :])
        self._indexed = len(self.transactions)

    def _add_line(self, entry: Custom) -> None:
        if entry.type in {"close", "reopen"} and entry.values:
            day, number = entry.values[0].value, entry.meta.get("number", 0)
            if isinstance(day, date):
                place = int(number) if isinstance(number, (int, Decimal)) else 0
                self._closings.append((place, entry.type == "reopen", day))
            return
        if entry.type == "bank-row":
            self.waiting.add(str(entry.meta.get("id")))
        if entry.type == "statement":
            self._statements.setdefault(_account(entry), []).append(entry)
        if entry.type != "unit":
            return
        values = [value.value for value in entry.values]
        if len(values) < 2 or not all(isinstance(text, str) for text in values[:2]):
            return  # the registers say what is wrong with it
        code, name = values[:2]
        short = entry.meta.get("short")
        names = {name, *(short.split() if isinstance(short, str) else ())}
        for text in map(squeeze, names):
            if self.units.setdefault(text, code) != code:
                self.units[text] = SHARED

    def includes_file(self, path: Path) -> bool:
        """Return whether a new file at ``path`` would be part of the books."""
        return any(
            fnmatch(str(path), pattern) if "**" in pattern else path.match(pattern)
            for pattern in self.includes
        )


def _account(line: Custom) -> str:
    """Return a statement's account; what is wrong with a line the register says."""
    return str(line.values[0].value) if line.values else ""


def _closing(line: Custom) -> object:
    return line.values[1].value if len(line.values) > 1 else None


def _booked_twice(import_id: str, entry: Transaction, other: Transaction) -> InputError:
    return InputError(
        f"编号 {import_id} 已经在 {place(other)} 用过",
        file=entry.meta["filename"],
        line=entry.meta["lineno"],
        hint="两笔账不能同号，同一笔流水也不能记两次，请先改正账簿再导入。",
    )


def ids_of(entry: Transaction) -> list[str]:
    """Return the ids of the rows an entry holds.

    That is its ``id``, and those in ``import-ids`` (blanks between), below its head or
    a posting: it was written before the bank showed the row, or stands for several
    rows, as a transfer between two accounts of the union does.
    """
    first = entry.meta.get("id")
    return [*(first.split() if isinstance(first, str) else ()), *_later_ids(entry)]


def _later_ids(entry: Transaction) -> Iterable[str]:
    """Return the ids of rows that met the entry after it was written."""
    found = [
        posting.meta["import-ids"]
        for posting in entry.postings
        if posting.meta and "import-ids" in posting.meta
    ]
    if "import-ids" in entry.meta:
        found.insert(0, entry.meta["import-ids"])
    return [word for text in found if isinstance(text, str) for word in text.split()]


def invoices_of(entry: Transaction) -> list[str]:
    """Return the invoice numbers an entry or one of its postings names."""
    metas = [entry.meta, *(posting.meta or {} for posting in entry.postings)]
    words = (str(meta.get("invoice") or "").split() for meta in metas)
    return [identifier(word) for found in words for word in found]


def _spent(entry: Transaction) -> int:
    """Return the fen an entry spends; of an amount left out, what balances it."""
    spent, rest, left_out = Decimal(0), Decimal(0), False
    for posting in entry.postings:
        expense = posting.account.startswith("Expenses:")
        number = getattr(posting.units, "number", None)
        if not isinstance(number, Decimal):
            left_out |= expense
            continue
        rest += number
        spent += number if expense else 0
    spent -= rest if left_out else 0
    return int(spent * 100)


def place(entry: Directive) -> str:
    """Return ``file:line`` of an entry."""
    return f"{entry.meta['filename']}:{entry.meta['lineno']}"


def read_books(main: Path) -> Existing:
    """Index the books below ``main``, included files and all.

    Raises:
        InputError: A file is missing or cannot be parsed whole, or an id stands twice.
    """
    existing = Existing()
    waiting = [main.resolve()]
    done: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path in done:
            continue
        done.add(path)
        entries, options = parse_whole(path)
        existing.add(entries, named=names_rows(path))
        for pattern in options["include"]:
            full = path.parent / pattern
            existing.includes.append(str(full))
            # As beancount does it: a name that begins with a dot is not included.
            found = glob(str(full), recursive=True)  # noqa: PTH207
            waiting += [Path(name).resolve() for name in sorted(found)]
    return existing


def names_rows(path: Path) -> bool:
    """Tell whether an entry of a ledger file may name rows in ``import-ids``."""
    return b"import-ids" in path.read_bytes()


def parse_whole(path: Path) -> tuple[list[Directive], dict[str, list[str]]]:
    """Parse one ledger file; an entry lost to a typing error would be booked twice.

    Raises:
        InputError: The file is missing, not UTF-8, or has an error of syntax.
    """
    if not path.is_file():
        raise InputError("找不到账簿文件", file=path)
    try:
        entries, errors, options = parser.parse_file(str(path))
    except (OSError, UnicodeDecodeError) as exc:
        raise InputError(f"账簿文件读不出来（{exc}）", file=path) from None
    if errors:
        raise InputError(
            f"账簿有语法错误（{errors[0].message}）",
            file=path,
            line=errors[0].source["lineno"],
            hint="请先改正，再导入。",
        )
    return entries, options
