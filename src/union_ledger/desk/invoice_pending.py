"""待登记.csv: the invoices that a person must read, with what could be read filled in.

It stands in documents/发票 with the pictures beside it. Filled and imported, it
attaches them like any other invoice; a row that is done is taken out.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from union_ledger.core.container import read_bytes
from union_ledger.core.errors import InputError
from union_ledger.desk.invoice_result import ATTACHED
from union_ledger.desk.invoice_result import KNOWN
from union_ledger.desk.invoice_result import PARTIAL
from union_ledger.desk.invoice_result import UNREAD
from union_ledger.importers.invoices.typed import FILE
from union_ledger.importers.invoices.typed import PARTS
from union_ledger.importers.invoices.typed import read_typed
from union_ledger.importers.invoices.typed import typed_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from union_ledger.desk.invoice_result import InvoiceResult
    from union_ledger.desk.journal import Journal
    from union_ledger.importers.invoices.reading import InvoiceFile

FOLDER = "documents/发票"
TABLE = "待登记.csv"
_PICTURES = "待登记"
_ENDINGS = (
    (b"%PDF", "pdf"),
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG", "png"),
    (b"II*\x00", "tif"),
    (b"MM\x00*", "tif"),
    (b"BM", "bmp"),
    (b"PK", "ofd"),
)
_SHOWN = 8


def ending_of(data: bytes) -> str:
    """Return the extension that a document's content deserves."""
    return next((end for head, end in _ENDINGS if data.startswith(head)), "xml")


def note_pending(
    results: Sequence[InvoiceResult], books_dir: Path, journal: Journal
) -> None:
    """Bring 待登记.csv up to date with what came of this run.

    What a person has filled in stays. Where the table cannot be used, the results
    say so: nothing else of the run depends on it.
    """
    table = books_dir / FOLDER / TABLE
    new = [
        result
        for result in results
        if result.state in {UNREAD, PARTIAL} and result.source.row is None
    ]
    done = [
        result
        for result in results
        if result.state in {ATTACHED, KNOWN} and result.source.row is not None
        if result.source.file.resolve() == table.resolve()
    ]
    if not new and not done:
        return
    try:
        _update(table, new, done, journal)
    except InputError as exc:
        for result in new:
            result.why += f"；没有写进待登记表：{exc}"


def _update(
    table: Path,
    new: Sequence[InvoiceResult],
    done: Sequence[InvoiceResult],
    journal: Journal,
) -> None:
    old = read_bytes(table) if table.exists() else None
    rows = [row.cells for row in read_typed(table)] if old is not None else []
    finished = {result.source.part for result in done}
    rows = [row for row in rows if row.get(FILE) not in finished]
    listed = {row.get(FILE) for row in rows}
    for result in new:
        name = _name(result.source)
        journal.keep(table.parent / name, result.source.data)
        if name not in listed:
            rows.append(_row(name, result.source))
            listed.add(name)
        result.why += f"。已列入 {FOLDER}/{TABLE}，填好后请导入这张表"
    text = typed_text(rows)
    if text != old:
        journal.replace(table, old, text)
    for result in done:
        _drop(table.parent, result.source, journal)


def _drop(folder: Path, source: InvoiceFile, journal: Journal) -> None:
    """Remove a picture that the books now hold in its own place."""
    path = folder / source.part
    is_ours = path.parent == folder / _PICTURES and path.is_file()
    if is_ours and path.read_bytes() == source.data:
        journal.remove(path)


def _name(source: InvoiceFile) -> str:
    """Return where a picture waits: its name, and its content's hash."""
    name = (source.part or source.file.name).rpartition(" › ")[2].rpartition("/")[2]
    stem = name.rpartition(".")[0] or name
    kept = "".join(c if c.isalnum() or c in "-_（）()" else "_" for c in stem)
    digest = hashlib.sha256(source.data).hexdigest()[:_SHOWN]
    return f"{_PICTURES}/{kept[:60]}.{digest}.{ending_of(source.data)}"


def _row(name: str, source: InvoiceFile) -> dict[str, str]:
    known = source.known or {}
    row = {word: known.get(part, "") for part, word in PARTS.items()}
    day = row[PARTS["day"]]
    if len(day) == 8 and day.isdigit():
        row[PARTS["day"]] = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    return {FILE: name} | row
