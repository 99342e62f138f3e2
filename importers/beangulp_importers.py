"""The declared layouts as beangulp importers, for its command and Fava's import page.

The books' ``import_config.py`` is three lines::

    from pathlib import Path
    from union_ledger.importers.beangulp_importers import config_for
    CONFIG = config_for(Path(__file__).parent)
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from beancount.core.data import Balance
from beancount.core.data import Transaction
from beangulp.importer import Importer

from union_ledger.core.errors import InputError
from union_ledger.importers.classify import read_classification
from union_ledger.importers.closing_balances import balances_of
from union_ledger.importers.entries import items_of
from union_ledger.importers.existing import Existing
from union_ledger.importers.existing import ids_of
from union_ledger.importers.existing import read_books
from union_ledger.importers.families import statement_layouts
from union_ledger.importers.proof import prove
from union_ledger.importers.reading import read_statement

if TYPE_CHECKING:
    from datetime import date

    from beancount.core.data import Directive

    from union_ledger.importers.classify import Classification
    from union_ledger.importers.statement import Statement
    from union_ledger.importers.statement_layout import StatementLayout

DUPLICATE = "__duplicate__"


class StatementImporter(Importer):
    """One layout, for one set of books."""

    def __init__(self, layout: StatementLayout, books_dir: Path) -> None:
        """Remember layout and books; nothing is read yet."""
        self._layout = layout
        self._books_dir = books_dir

    @property
    def name(self) -> str:
        """Return a name that no other importer has."""
        return f"union_ledger.{self._layout.id}"

    def identify(self, filepath: str) -> bool:
        """Return whether the file has this layout and a registered account."""
        statement = self._read(filepath)
        if statement is None:
            return False
        book = self._classification()
        return all(
            book.own(account, self._layout.id) for account in statement.by_account()
        )

    def account(self, filepath: str) -> str:
        """Return the account below which the file is archived."""
        statement = self._read(filepath)
        owns = [
            own
            for account in (statement.by_account() if statement else ())
            if (own := self._classification().own(account, self._layout.id))
        ]
        if not owns:
            raise InputError("认不出本方账户", file=filepath)
        return owns[0].balance or owns[0].posting

    def date(self, filepath: str) -> date | None:
        """Return the date of the last movement."""
        statement = self._read(filepath)
        days = [row.date for row in statement.rows] if statement else []
        return max(days, default=None)

    def filename(self, filepath: str) -> str:
        """Return the name for the archive: the layout, then the file's own name."""
        return f"{self._layout.id}.{Path(filepath).name}"

    def extract(
        self,
        filepath: str,
        existing: list[Directive],  # noqa: ARG002 - duplicates are marked later
    ) -> list[Directive]:
        """Return the rows as entries, and the closing balance.

        Raises:
            InputError: The file does not prove out; nothing of it is offered.
        """
        statement = read_statement(Path(filepath))
        proof = prove(statement)
        if proof.why:
            raise InputError("对账不通过：" + "；".join(proof.why), file=filepath)
        # Ids are compared in deduplicate; only the names of the units are needed.
        empty = Existing(units=self._units())
        book = self._classification()
        items = items_of(statement, proof, book, empty)
        for item in items:
            item.entry.meta["__source__"] = item.row.raw
        entries: list[Directive] = [item.entry for item in items]
        return entries + list(balances_of(statement, proof, book, empty))

    def deduplicate(self, entries: list[Directive], existing: list[Directive]) -> None:
        """Mark entries whose id the books hold, wherever and however dated."""
        known = {
            import_id: entry
            for entry in existing
            if isinstance(entry, Transaction)
            for import_id in ids_of(entry)
        }
        held = {
            (entry.date, entry.account, entry.amount): entry
            for entry in existing
            if isinstance(entry, Balance)
        }
        for entry in entries:
            twin: Directive | None = None
            if isinstance(entry, Transaction):
                twin = known.get(entry.meta["id"])
            elif isinstance(entry, Balance):
                twin = held.get((entry.date, entry.account, entry.amount))
            if twin is not None:
                entry.meta[DUPLICATE] = twin

    def _classification(self) -> Classification:
        return read_classification(self._books_dir / "classify.yaml")

    def _units(self) -> dict[str, str]:
        main = self._books_dir / "main.beancount"
        return read_books(main).units if main.is_file() else {}

    def _read(self, filepath: str) -> Statement | None:
        """Return the statement, or ``None`` if the file is none of this layout."""
        path = Path(filepath)
        try:
            stat = path.stat()
        except OSError:
            return None
        statement = _read_once(path, stat.st_mtime_ns, stat.st_size)
        if statement is None or statement.layout.id != self._layout.id:
            return None
        return statement


@lru_cache(maxsize=8)
def _read_once(path: Path, mtime_ns: int, size: int) -> Statement | None:  # noqa: ARG001
    """Read a file once for all importers; a changed file is read again."""
    try:
        return read_statement(path)
    except InputError:
        return None


def config_for(books_dir: Path) -> list[Importer]:
    """Return one importer a layout of the banks, for the books in ``books_dir``.

    A page of the legal books is only compared, and the command alone does that.
    """
    return [
        StatementImporter(layout, books_dir)
        for layout in statement_layouts()
        if layout.of == "bank"
    ]
