"""What belongs to an asset in the books: its entries, its documents, its photo."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from union_ledger.core.asset_accounts import COST
from union_ledger.core.asset_records import AssetDispose
from union_ledger.core.asset_records import AssetRaise
from union_ledger.reports.pages.links import address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from union_ledger.core.asset_life import AssetLife
    from union_ledger.core.books import Entry
    from union_ledger.core.ledger import Ledger

_PICTURES = {".png", ".jpg", ".jpeg"}


@dataclass(frozen=True, slots=True)
class Paper:
    """A file of the books: its name, and where a reader opens it."""

    name: str
    address: str


class Papers:
    """The entries and documents of one load, asked for by asset."""

    def __init__(self, ledger: Ledger) -> None:
        """Find the entries of every number, and the document of every path."""
        self.folder = ledger.main.parent
        self._entries: dict[str, dict[int, Entry]] = defaultdict(dict)
        self._named: dict[str, Entry] = {}
        for row in ledger.books.of_code(*COST):
            if row.lot:
                self._entries[row.lot][row.entry.position] = row.entry
        named = ledger.books.column("asset")
        for entry, numbers in zip(ledger.books.entries, named, strict=True):
            for number in str(numbers or "").split():
                self._entries[number][entry.position] = entry
            if entry.voucher:
                self._named.setdefault(entry.name, entry)
        self._documents = ledger.books.documents
        self._paths = {Path(each.path).resolve(): each.path for each in self._documents}

    def entries(self, life: AssetLife) -> list[Entry]:
        """Return the entries of a thing: of its lot, and those its vouchers name."""
        found = dict(self._entries.get(life.number, {}))
        vouchers = [life.card.voucher]
        vouchers += [
            line.voucher
            for line in life.lines
            if isinstance(line, AssetRaise | AssetDispose)
        ]
        for voucher in vouchers:
            entry = self._named.get(voucher)
            if entry is not None:
                found[entry.position] = entry
        return [found[position] for position in sorted(found)]

    def documents(self, entries: Iterable[Entry]) -> tuple[Paper, ...]:
        """Return the documents that hang on the links of these entries."""
        links = {link for entry in entries for link in entry.txn.links or ()}
        paths = {each.path for each in self._documents if each.links & links}
        return tuple(_paper(path) for path in sorted(paths))

    def photo(self, life: AssetLife) -> Paper | None:
        """Return the photo that the card names, if it is a document of the books.

        Only those are handed out; what lies elsewhere on the machine is not.
        """
        named = life.card.photo
        if not named:
            return None
        wanted = (self.folder / named).resolve()
        path = self._paths.get(wanted)
        if path is None:
            alike = [p for p in self._paths.values() if Path(p).name == named]
            path = min(alike, default=None)
        if path is None or Path(path).suffix.lower() not in _PICTURES:
            return None
        return _paper(path)


def _paper(path: str) -> Paper:
    return Paper(Path(path).name, address("document", filename=path))
