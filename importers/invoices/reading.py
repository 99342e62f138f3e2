"""Files to invoices: by content, out of archives, each accounted for."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from union_ledger.core.container import NO_ZIP
from union_ledger.core.container import ZIP_HEAD
from union_ledger.core.container import read_bytes
from union_ledger.core.container import read_parts
from union_ledger.core.errors import InputError
from union_ledger.importers.invoices.fields import make
from union_ledger.importers.invoices.kinds import INVOICE
from union_ledger.importers.invoices.ofd import is_ofd
from union_ledger.importers.invoices.ofd import read_ofd
from union_ledger.importers.invoices.pdf import UnreadError
from union_ledger.importers.invoices.pdf import must_agree
from union_ledger.importers.invoices.pdf import read_pdf
from union_ledger.importers.invoices.pdf import read_picture
from union_ledger.importers.invoices.tax_xml import from_root
from union_ledger.importers.invoices.typed import FILE
from union_ledger.importers.invoices.typed import NEEDED
from union_ledger.importers.invoices.typed import PARTS
from union_ledger.importers.invoices.typed import read_typed
from union_ledger.importers.invoices.typed import table_kind
from union_ledger.importers.invoices.xmltree import parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from union_ledger.importers.invoices.invoice import Invoice
    from union_ledger.importers.invoices.typed import Check
    from union_ledger.importers.invoices.typed import TypedRow

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"II*\x00", b"MM\x00*", b"BM")
_EMPTY_ZIP = b"PK\x05\x06"
_DEEPEST = 3
_HEAD = 512
_ONLY_TOTAL = replace(INVOICE, taxed=False)


@dataclass(frozen=True, slots=True)
class InvoiceFile:
    """One file, or one part of an archive.

    Attributes:
        file: The file on disk.
        part: Path inside the archive; empty where the file is the invoice.
        data: The original bytes.
        invoice: What it says, None where it was not read.
        why: Why it was not read.
        known: Where a person must type it: what could be read, by our names.
        check: What the tax authority's site said of it（查验）, if that is known.
        row: The row of 发票登记 that names it, if one does.
    """

    file: Path
    part: str
    data: bytes
    invoice: Invoice | None
    why: str
    known: dict[str, str] | None = None
    check: Check | None = None
    row: TypedRow | None = None

    @property
    def name(self) -> str:
        """Return the name of the file, with the part's where it is in an archive."""
        return f"{self.file.name} › {self.part}" if self.part else self.file.name


def looks_like_invoice(path: Path) -> bool:
    """Tell whether a file may hold invoices.

    That is XML, OFD, PDF, a picture, an archive of them, or one of the two tables of
    invoices that a person fills（发票登记、查验结果）.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    if head.startswith(ZIP_HEAD):
        try:
            with zipfile.ZipFile(path) as archive:
                return "[Content_Types].xml" not in archive.namelist()
        except NO_ZIP:
            return False
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    is_xml = text.startswith(b"<?xml") or text[:300].lower().find(b"<einvoice") >= 0
    is_paper = is_xml or head.startswith((b"%PDF", _EMPTY_ZIP, *_PICTURES))
    return is_paper or bool(table_kind(head))


def holds_checks(path: Path) -> bool:
    """Tell whether a file is a table of results of 查验, which holds no invoices."""
    try:
        with path.open("rb") as file:
            return table_kind(file.read(_HEAD)) == "查验"
    except OSError:
        return False


def read_invoices(path: Path) -> list[InvoiceFile]:
    """Return what a file holds: one record for each invoice or thing that is none.

    Raises:
        InputError: The file is missing, too large, or no archive that can be read.
    """
    data = read_bytes(path)
    if table_kind(data[:_HEAD]) == "登记":
        return [_typed(path, row) for row in read_typed(path)]
    return list(_read(path, "", data, 0))


def _read(file: Path, part: str, data: bytes, depth: int) -> Iterator[InvoiceFile]:
    if data.startswith((ZIP_HEAD, _EMPTY_ZIP)) and not is_ofd(data):
        if depth >= _DEEPEST:
            yield InvoiceFile(file, part, data, None, "压缩包套得太深，没有打开")
            return
        inner = read_parts(data, file, lambda name: not name.endswith("/"))
        if not inner:
            yield InvoiceFile(file, part, data, None, "压缩包是空的")
        for name, content in sorted(inner.items()):
            place = f"{part} › {name}" if part else name
            yield from _read(file, place, content, depth + 1)
        return
    try:
        yield InvoiceFile(file, part, data, _invoice(data, file), "")
    except InputError as exc:
        hint = f"。{exc.hint}" if exc.hint else ""
        known = exc.known if isinstance(exc, UnreadError) else None
        yield InvoiceFile(file, part, data, None, f"{exc.message}{hint}", known)


def _invoice(data: bytes, file: Path) -> Invoice:
    if data.startswith(ZIP_HEAD) and zipfile.is_zipfile(io.BytesIO(data)):
        return read_ofd(data, file)
    if data.startswith(b"%PDF"):
        return read_pdf(data, file)
    if data.startswith(_PICTURES):
        return read_picture(data, file)
    invoice = from_root(parse_xml(data, file), "einvoice_xml", file)
    if invoice is None:
        raise InputError("这个 XML 里没有发票", file=file)
    return invoice


def _typed(path: Path, row: TypedRow) -> InvoiceFile:
    """Return the invoice of one row of 发票登记, beside what its file shows."""
    file = InvoiceFile(path, row.file or f"第 {row.line} 行", b"", None, "", row=row)
    try:
        file = replace(file, data=_beside(path, row))
        inner = next(_read(path, file.part, file.data, _DEEPEST))
        if inner.invoice is None and inner.known is None:
            return replace(inner, row=row)
        shown = inner.invoice.said() if inner.invoice else inner.known or {}
        must_agree(row.said, f"登记表第 {row.line} 行", shown, "文件里", path)
        if inner.invoice is not None:
            return replace(inner, check=row.check, row=row)
        lacks = [PARTS[name] for name in NEEDED if not row.said.get(name)]
        if lacks:
            why = f"未读取：登记表第 {row.line} 行还没有填{'、'.join(lacks)}"
            return replace(file, why=why, known=shown | row.said)
        has_tax = bool(row.said.get("net") or row.said.get("tax"))
        kind = INVOICE if has_tax else _ONLY_TOTAL
        invoice = make("typed", row.said, (), path, kind)
        return replace(file, invoice=invoice, check=row.check)
    except InputError as exc:
        line = "" if f"第 {row.line} 行" in exc.message else f"第 {row.line} 行："
        hint = f"。{exc.hint}" if exc.hint else ""
        return replace(file, why=f"{line}{exc.message}{hint}")


def _beside(path: Path, row: TypedRow) -> bytes:
    """Return the bytes of the file that a row names, in the folder of its table."""
    if not row.file:
        raise InputError(f"“{FILE}”一格是空的", hint="请写图片或 PDF 的文件名。")
    folder = path.parent.resolve()
    file = (folder / row.file.replace("\\", "/")).resolve()
    if not file.is_relative_to(folder):
        raise InputError(
            f"文件“{row.file}”不在登记表所在的文件夹里",
            hint="请把它和登记表放在一起。",
        )
    return read_bytes(file)
