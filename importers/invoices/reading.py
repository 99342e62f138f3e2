"""Files to invoices: by content, out of archives, each accounted for."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.container import ZIP_HEAD
from union_ledger.core.container import read_bytes
from union_ledger.core.container import read_parts
from union_ledger.core.errors import InputError
from union_ledger.importers.invoices.ofd import is_ofd
from union_ledger.importers.invoices.ofd import read_ofd
from union_ledger.importers.invoices.tax_xml import from_root
from union_ledger.importers.invoices.xmltree import parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from union_ledger.importers.invoices.invoice import Invoice

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"II*\x00", b"MM\x00*", b"BM")
_EMPTY_ZIP = b"PK\x05\x06"
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class InvoiceFile:
    """One file, or one part of an archive.

    Attributes:
        file: The file on disk.
        part: Path inside the archive; empty where the file is the invoice.
        data: The original bytes.
        invoice: What it says, None where it was not read.
        why: Why it was not read; begins with 未读取 where a person can type it.
    """

    file: Path
    part: str
    data: bytes
    invoice: Invoice | None
    why: str

    @property
    def name(self) -> str:
        """Return the name of the file, with the part's where it is in an archive."""
        return f"{self.file.name} › {self.part}" if self.part else self.file.name


def looks_like_invoice(path: Path) -> bool:
    """Tell whether a file may hold invoices: XML, OFD, PDF, a picture, an archive."""
    try:
        with path.open("rb") as file:
            head = file.read(512)
    except OSError:
        return False
    if head.startswith(ZIP_HEAD):
        try:
            with zipfile.ZipFile(path) as archive:
                return "[Content_Types].xml" not in archive.namelist()
        except (zipfile.BadZipFile, NotImplementedError, EOFError):
            return False
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    is_xml = text.startswith(b"<?xml") or text[:300].lower().find(b"<einvoice") >= 0
    return is_xml or head.startswith((b"%PDF", _EMPTY_ZIP, *_PICTURES))


def read_invoices(path: Path) -> list[InvoiceFile]:
    """Return what a file holds: one record for each invoice or thing that is none.

    Raises:
        InputError: The file is missing, too large, or no archive that can be read.
    """
    return list(_read(path, "", read_bytes(path), 0))


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
        yield InvoiceFile(file, part, data, None, f"{exc.message}{hint}")


def _invoice(data: bytes, file: Path) -> Invoice:
    if data.startswith(ZIP_HEAD) and zipfile.is_zipfile(io.BytesIO(data)):
        return read_ofd(data, file)
    if data.startswith((b"%PDF", *_PICTURES)):
        what = "PDF" if data.startswith(b"%PDF") else "图片"
        raise InputError(
            f"未读取：{what}发票请手工登记发票号码、日期、购销双方和金额",
            file=file,
            hint="有 XML 或 OFD 原件的，请导入原件。",
        )
    invoice = from_root(parse_xml(data, file), "einvoice_xml", file)
    if invoice is None:
        raise InputError("这个 XML 里没有发票", file=file)
    return invoice
