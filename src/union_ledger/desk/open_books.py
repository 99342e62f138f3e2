"""The books of one run that writes: what they hold, and where new text goes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.importers.classify import read_classification
from union_ledger.importers.existing import Existing
from union_ledger.importers.existing import parse_whole
from union_ledger.importers.existing import read_books
from union_ledger.importers.explain import Explainer
from union_ledger.importers.mapping import NAME as MAPPING
from union_ledger.importers.mapping import read_mapping
from union_ledger.importers.text import identifier

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from union_ledger.importers.classify import Classification


class OpenBooks:
    """The books of one run: what they hold grows with every file taken.

    Attributes:
        books_dir: Folder of main.beancount, ``None`` in a dry run without books.
        into: Folder for the new ledger files instead of ``books_dir/<year>``.
        account: The union's account, for files that do not carry it.
        dry_run: Write nothing.
        unproven: The reason to book also what does not prove out; empty for none.
        period: The period of files that do not say it, such as ``2024-12``.
        as_new: Book what looks like an entry of the books as another one.
        suggest: Name an account for rows on 待查 that like entries have.
        existing: Index of what the books hold.
        book: The classification, ``None`` where a dry run has none.
        explainer: Says of each row what decided, ``None`` if nobody asked.
    """

    def __init__(  # noqa: PLR0913 - what one run is told, by name
        self,
        books_dir: Path | None,
        into: Path | None = None,
        account: str | None = None,
        *,
        dry_run: bool = False,
        unproven: str = "",
        period: str = "",
        explain: bool = False,
        as_new: bool = False,
        suggest: bool = False,
    ) -> None:
        """Remember where; ``read`` opens them."""
        self.books_dir = books_dir
        self.into = into
        self.account = identifier(account) if account else None
        self.dry_run = dry_run
        self.unproven = unproven
        self.as_new = as_new
        self.suggest = suggest
        self.period = period
        self.explainer: Explainer | None = None
        self._explain = explain
        self.existing = Existing()
        self.book: Classification | None = None

    def read(self) -> None:
        """Read the index of the books and the classification.

        Raises:
            InputError: Main.beancount or classify.yaml is missing or wrong.
        """
        if self.books_dir is None:
            return
        main = self.books_dir / "main.beancount"
        rules = self.books_dir / "classify.yaml"
        if self.dry_run and not (main.is_file() and rules.is_file()):
            return
        self.existing = read_books(main)
        self.book = read_classification(rules)
        if self._explain:
            self.explainer = Explainer(self.book, rules)
        if self.into and self.into.is_dir():
            for path in sorted(self.into.glob("*.beancount")):
                if not self.existing.includes_file(path.resolve()):
                    self.existing.add(parse_whole(path)[0])

    @property
    def led_by_vouchers(self) -> bool:
        """Return whether 102 comes from vouchers, so that statements only reconcile.

        Raises:
            InputError: Mapping.yaml is wrong.
        """
        path = self.books_dir / MAPPING if self.books_dir else None
        return bool(path and path.is_file() and read_mapping(path).bank == "vouchers")

    def place(self, source: str, month: str, ids: Iterable[str]) -> Path:
        """Return the path of a new ledger file; its name comes from its entries.

        Args:
            source: Short name of where the entries come from.
            month: ``YYYY-MM``.
            ids: The permanent ids of the entries that go into it.

        Raises:
            InputError: There is no folder, main.beancount would not include it, or the
                month is closed.
        """
        closed = self.existing.closed_until
        if closed is not None and month <= f"{closed:%Y-%m}":
            raise InputError(
                f"{month} 已经封账（封到 {closed:%Y-%m}），不能再记",
                hint="在没有封账的月份写更正分录；"
                "确须补记的，先用 close --reopen 登记。",
            )
        digest = hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()[:8]
        name = f"{month}-{source}-{digest}.beancount"
        if self.into is not None:
            return self.into / name
        if self.books_dir is None:
            raise InputError("没有指定账簿文件夹")
        path = self.books_dir / month[:4] / name
        if not self.existing.includes_file(path.resolve()):
            raise InputError(
                f"main.beancount 没有包括 {month[:4]} 年的文件，写了也不会进账",
                file=self.books_dir / "main.beancount",
                hint=f'请加一行：include "{month[:4]}/*.beancount"',
            )
        return path
