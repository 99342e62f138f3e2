"""What the desks of all lists share: the registers, the record, the new file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Any

from beancount import loader
from beancount.core.data import Custom

from union_ledger.core.build import build_books
from union_ledger.core.errors import InputError
from union_ledger.desk.intake_rows import REJECTED
from union_ledger.desk.intake_rows import SKIPPED
from union_ledger.desk.intake_rows import RowReport
from union_ledger.desk.original import Original
from union_ledger.importers.existing import parse_whole
from union_ledger.importers.record import KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from pathlib import Path

    from union_ledger.core.books import Books
    from union_ledger.desk.journal import Journal
    from union_ledger.desk.open_books import OpenBooks
    from union_ledger.importers.lists.reading import Listing
    from union_ledger.importers.lists.units import UnitNames

FOLDER = "registers"
# A row of a list that is not taken as a whole, or that does not count: the file says
# why, once for all its rows.
UNTAKEN = "未登记"
NOT_KEPT = "原件有个人信息，没有存进账簿，请另行保管"
_SHOWN = 30


def loaded(books: OpenBooks) -> Books | None:
    """Return registers and postings of the books; ``None`` where a dry run has none.

    New registers in a folder of their own that main does not include count as well.
    """
    if books.books_dir is None:
        return None
    main = books.books_dir / "main.beancount"
    if not main.is_file():
        return None
    entries, _, _ = loader.load_file(str(main))
    if books.into and books.into.is_dir():
        for path in sorted(books.into.glob("*.beancount")):
            if not books.existing.includes_file(path.resolve()):
                more = parse_whole(path)[0]
                entries += [entry for entry in more if isinstance(entry, Custom)]
    return build_books(entries)


def list_record(listing: Listing, rows: int, why: Sequence[str]) -> dict[str, Any]:
    """Return the reconciliation record of a list, to be completed by its desk."""
    record: dict[str, Any] = dict.fromkeys(KEYS)
    record |= {
        "file": listing.file.name,
        "layout": listing.layout.id,
        "rows": rows,
        "chain_breaks": [],
        "skip": [{"line": n.line, "what": n.why} for n in listing.skipped],
        "reject": [{"line": n.line, "why": n.why} for n in listing.rejected],
        "verdict": "unproven" if why else "proven",
        "why": "；".join(why) or None,
    }
    return record


def unread(listing: Listing) -> list[RowReport]:
    """Return the rows that hold no item, or none that can be read."""
    rows = [RowReport(n.line, SKIPPED, n.why, n.raw) for n in listing.skipped]
    return rows + [RowReport(n.line, REJECTED, n.why, n.raw) for n in listing.rejected]


@dataclass(slots=True)
class NewRegister:
    """A new file of register lines.

    Attributes:
        name: Its name without the digest of its lines, such as ``dues-2024-11``.
        title: What it holds, for the first comment.
        original: The list it comes from.
        lines: Its directives as text.
        unproven: The reason for which a list that does not prove out was taken.
    """

    name: str
    title: str
    original: Original
    lines: list[str] = field(default_factory=list)
    unproven: str = ""

    def text(self) -> str:
        """Return the text of the file."""
        name = "".join(c if c.isprintable() else "?" for c in self.original.file.name)
        head = (
            f";; {self.title}\n"
            f";; 由 union-ledger import 从 {name} 写入\n"
            f";; sha256 {self.original.sha256}\n"
        )
        if self.unproven:
            reason = "".join(c if c.isprintable() else " " for c in self.unproven)
            head += f";; 没有核对相符，登记的原因：{reason}\n"
        short = all(line.count("\n") == 1 for line in self.lines)
        return head + "\n" + ("" if short else "\n").join(self.lines)

    def write(self, books: OpenBooks, journal: Journal | None) -> Path:
        """Write it below the books, or say where it would go in a dry run.

        Raises:
            InputError: Main.beancount would not include it, the list has changed
                since it was read, or the disk refuses.
        """
        whole = "\n".join(self.lines).replace(self.original.sha256, "")
        digest = hashlib.sha256(whole.encode()).hexdigest()[:8]
        path = register_place(books, f"{self.name}-{digest}.beancount")
        if journal is not None:
            refuse_changed(self.original)
            journal.write_new(path, self.text())
        return path


def refuse_changed(original: Original) -> None:
    """Stop where a file is no longer what was read.

    Raises:
        InputError: Its content has changed.
    """
    if Original.of(original.file).sha256 != original.sha256:
        raise InputError(
            "读的时候文件变了，没有登记", file=original.file, hint="请重新导入一次。"
        )


def register_place(books: OpenBooks, name: str) -> Path:
    """Return the path of a new register file.

    Raises:
        InputError: There is no folder, or main.beancount would not include it.
    """
    if books.into is not None:
        return books.into / name
    if books.books_dir is None:
        raise InputError("没有指定账簿文件夹")
    path = books.books_dir / FOLDER / name
    if not books.existing.includes_file(path.resolve()):
        raise InputError(
            f"main.beancount 没有包括 {FOLDER} 里的文件，写了也不会进账",
            file=books.books_dir / "main.beancount",
            hint=f'请加一行：include "{FOLDER}/*.beancount"',
        )
    return path


def resolved(names: UnitNames, listed: Iterable[str], file: Path) -> dict[str, str]:
    """Return the code of each name of a sub-union.

    Raises:
        InputError: A name is not that of one sub-union; what is near is told.
    """
    codes = {name: names.code(name) for name in listed}
    unknown = [
        names.why(name) if name else "有的行没有写单位"
        for name, code in codes.items()
        if code is None
    ]
    if unknown:
        raise InputError(
            f"{len(unknown)} 个单位认不出来：" + "；".join(shortened(unknown)),
            file=file,
            hint="请在登记册里给这些单位补上 short（简称），或改正清单，再导入。",
        )
    return {name: code for name, code in codes.items() if code}


def shortened(lines: Iterable[str], more: str = "其余见 --format json") -> list[str]:
    """Return the first of many lines, and how many are left out."""
    found = list(lines)
    if len(found) <= _SHOWN:
        return found
    return [*found[:_SHOWN], f"……共 {len(found)} 条，{more}"]
