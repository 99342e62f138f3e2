"""What the books already hold: one index of import ids over all their files.

The files are parsed, not loaded: an entry that a check or the booking refuses is
booked all the same, and must not be booked again.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from decimal import Decimal
from fnmatch import fnmatch
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING

from beancount.core.data import Balance
from beancount.core.data import Custom
from beancount.core.data import Transaction
from beancount.parser import parser

from union_ledger.core.errors import InputError
from union_ledger.importers.decide import SHARED
from union_ledger.importers.text import identifier
from union_ledger.importers.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from beancount.core.data import Directive


@dataclass(slots=True)
class Existing:
    """The index.

    Ids are indexed at once, what only some imports ask for when they first ask.

    Attributes:
        entries: Entry by its ``id`` and its ``import-ids``.
        balances: Balance assertions by date and account.
        units: Name or short name of a sub-union to its code.
        includes: Patterns that the books include, absolute.
    """

    entries: dict[str, Transaction] = field(default_factory=dict)
    balances: dict[tuple[date, str], Balance] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    includes: list[str] = field(default_factory=list)
    _waiting: list[Transaction] = field(default_factory=list)
    _serials: dict[str, list[Transaction]] = field(default_factory=dict)
    _invoices: dict[str, list[Transaction]] = field(default_factory=dict)
    _spending: dict[int, list[Transaction]] = field(default_factory=dict)

    def add(self, entries: Iterable[Directive]) -> None:
        """Index more entries.

        Raises:
            InputError: Two entries have one id; both places are named.
        """
        known = self.entries
        for entry in entries:
            if isinstance(entry, Transaction):
                self._waiting.append(entry)
                import_id = entry.meta.get("id")
                if "import-ids" in entry.meta or not isinstance(import_id, str):
                    for word in ids_of(entry):
                        self._add_id(word, entry)
                elif known.setdefault(import_id, entry) is not entry:
                    self._add_id(import_id, entry)
            elif isinstance(entry, Balance):
                self.balances[entry.date, entry.account] = entry
            elif isinstance(entry, Custom) and entry.type == "unit":
                self._add_unit(entry)

    def _add_id(self, import_id: str, entry: Transaction) -> None:
        other = self.entries.setdefault(import_id, entry)
        if other is not entry:
            raise InputError(
                f"编号 {import_id} 已经在 {place(other)} 用过",
                file=entry.meta["filename"],
                line=entry.meta["lineno"],
                hint="两笔账不能同号，请先改正账簿再导入。",
            )

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

    def _index(self) -> None:
        for entry in self._waiting:
            serial = entry.meta.get("serial")
            if isinstance(serial, str):
                self._serials.setdefault(serial, []).append(entry)
            for number in invoices_of(entry):
                self._invoices.setdefault(number, []).append(entry)
            if spent := _spent(entry):
                self._spending.setdefault(spent, []).append(entry)
        self._waiting.clear()

    def _add_unit(self, entry: Custom) -> None:
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


def ids_of(entry: Transaction) -> list[str]:
    """Return the ids of the rows an entry holds.

    That is its ``id``, and those in ``import-ids`` (blanks between) where one entry
    stands for several rows: a transfer between two accounts of the union has a row in
    both statements.
    """
    keys = (entry.meta.get("id"), entry.meta.get("import-ids"))
    return [word for key in keys if isinstance(key, str) for word in key.split()]


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
        existing.add(entries)
        for pattern in options["include"]:
            full = path.parent / pattern
            existing.includes.append(str(full))
            # As beancount does it: a name that begins with a dot is not included.
            found = glob(str(full), recursive=True)  # noqa: PTH207
            waiting += [Path(name).resolve() for name in sorted(found)]
    return existing


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
