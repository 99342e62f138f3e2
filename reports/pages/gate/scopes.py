"""One Fava for the whole books, and one for each unit on a ledger of its own."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import mkdtemp
from threading import RLock
from typing import TYPE_CHECKING

from union_ledger.core.ledger import ledger_of
from union_ledger.reports.pages.gate.proof import prove_unit
from union_ledger.reports.pages.gate.roles import WHOLE
from union_ledger.reports.pages.serving import make_app
from union_ledger.reports.pages.unit_books.writing import write_unit_books

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from flask import Flask

    from union_ledger.core.ledger import Ledger


class Scopes:
    """The applications by scope; units' ledgers are in a folder of this process.

    A unit's ledger is written when it is first asked for, and again when the books
    have changed. The folder is gone when the ``with`` block ends.
    """

    def __init__(self, main: Path, hosts: frozenset[str]) -> None:
        """Load the books at ``main``.

        Raises:
            InputError: A known hole is open.
        """
        self._main = main
        self._hosts = hosts
        self._lock = RLock()
        self._whole = make_app(main, hosts)
        self._units: dict[str, Flask] = {}
        self._loaded: Ledger | None = None
        self._entries: object = None
        self._round = 0
        # mkdtemp lets nobody else in (0700).
        self.folder = Path(mkdtemp(prefix="union-ledger-")).resolve()

    def __enter__(self) -> Self:
        """Keep the folder."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Remove the folder and all units' ledgers."""
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def ledger(self) -> Ledger:
        """Return the whole books as loaded now."""
        with self._lock:
            fava = self._whole.config["LEDGERS"].ledgers[0]
            fava.changed()
            if self._loaded is None or fava.all_entries is not self._entries:
                self._entries = fava.all_entries
                self._loaded = ledger_of(
                    self._main,
                    list(fava.all_entries),
                    list(fava.errors),
                    dict(fava.options),
                )
                self._forget()
            return self._loaded

    def app(self, scope: str) -> Flask:
        """Return the application that shows one scope, and nothing else.

        Raises:
            InputError: Its ledger did not stand the trial; it is not served.
        """
        if scope == WHOLE:
            return self._whole
        with self._lock:
            ledger = self.ledger
            if scope not in self._units:
                self._units[scope] = self._unit(ledger, scope)
            return self._units[scope]

    def name(self, scope: str) -> str:
        """Return what people call a scope."""
        registers = self.ledger.books.registers
        return scope if scope == WHOLE else registers.unit_name(scope)

    def _unit(self, ledger: Ledger, unit: str) -> Flask:
        fava = self._whole.config["LEDGERS"].ledgers[0]
        round_ = self.folder / str(self._round)
        round_.mkdir(mode=0o700, exist_ok=True)
        folder = round_ / unit
        shutil.rmtree(folder, ignore_errors=True)
        entries = list(fava.all_entries)
        main = write_unit_books(ledger, entries, fava.options, unit, folder)
        app = make_app(main, self._hosts)
        prove_unit(app.config["LEDGERS"].ledgers[0], ledger, unit, folder)
        return app

    def _forget(self) -> None:
        """Drop the units' ledgers; requests under way may still read the last ones."""
        self._units = {}
        shutil.rmtree(self.folder / str(self._round - 1), ignore_errors=True)
        self._round += 1
