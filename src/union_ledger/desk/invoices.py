"""Invoices into the books: checked, matched with the entry that paid, attached."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from dataclasses import field
from datetime import timedelta
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan_text
from union_ledger.importers.existing import place
from union_ledger.importers.invoices.invoice import plain_name
from union_ledger.importers.invoices.reading import read_invoices

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from beancount.core.data import Transaction

    from union_ledger.desk.journal import Journal
    from union_ledger.importers.existing import Existing
    from union_ledger.importers.invoices.invoice import Invoice
    from union_ledger.importers.invoices.reading import InvoiceFile

# An invoice comes some days before the payment, or some weeks after an advance.
_BEFORE = timedelta(days=30)
_AFTER = timedelta(days=180)
ATTACHED, FITS, OPEN, REFUSED, KNOWN = "已附上", "可附上", "待匹配", "拒收", "已在账上"


@dataclass(slots=True)
class InvoiceResult:
    """What became of one invoice.

    Attributes:
        source: The file or part of an archive it came in.
        state: 已附上, 可附上 (in a dry run), 待匹配, 拒收 or 已在账上.
        why: What a person must know of it; empty where all is well.
        entry: ``file:line`` of the entry it belongs to.
        lines: The metadata lines for that entry.
    """

    source: InvoiceFile
    state: str
    why: str = ""
    entry: str = ""
    lines: list[str] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Return whether a person must look at it."""
        return self.state == REFUSED


def attach_invoices(
    files: Sequence[Path],
    existing: Existing,
    buyers: Sequence[str],
    books_dir: Path | None,
    journal: Journal | None,
) -> list[InvoiceResult]:
    """Read invoice files and attach each to the one entry it fits.

    An invoice fits an entry that spends exactly its total, names no invoice yet, is
    dated near it, and pays its seller. Where only the payee differs (a colleague was
    refunded), the entry is named but nothing is attached. Between equals none is
    chosen. Without ``journal`` nothing is written.

    Raises:
        InputError: A file cannot be opened, or the books cannot be written.
    """
    results: list[InvoiceResult] = []
    seen: dict[str, str] = {}
    taken: set[int] = set()
    found = [part for path in files for part in read_invoices(path)]
    for part in found:
        result = _judged(part, existing, buyers, seen)
        if result.state == OPEN and part.invoice is not None:
            _match(result, part.invoice, existing, taken)
        results.append(result)
    # From the end of each file backwards, so that line numbers hold.
    for result in sorted(results, key=_line, reverse=True):
        if result.state == FITS and journal is not None and books_dir is not None:
            _attach(result, books_dir, journal)
    return results


def _judged(
    part: InvoiceFile, existing: Existing, buyers: Sequence[str], seen: dict[str, str]
) -> InvoiceResult:
    """Say what is wrong with an invoice by itself and beside all others."""
    invoice = part.invoice
    if invoice is None:
        return InvoiceResult(part, REFUSED, part.why)
    problems = list(invoice.problems(buyers))
    first = seen.setdefault(invoice.key, part.name)
    if first != part.name:
        problems.insert(0, f"发票 {invoice.number} 与 {first} 是同一张")
    booked = existing.invoices.get(invoice.key) or existing.invoices.get(invoice.number)
    if booked and not problems:
        return InvoiceResult(part, KNOWN, entry=place(booked[0]))
    if booked:
        problems.append(f"已在 {place(booked[0])} 报销过")
    if problems:
        return InvoiceResult(part, REFUSED, "；".join(problems))
    return InvoiceResult(part, OPEN)


def _match(
    result: InvoiceResult, invoice: Invoice, existing: Existing, taken: set[int]
) -> None:
    near = [
        entry
        for entry in existing.spending.get(invoice.total, [])
        if id(entry) not in taken
        and not _has_invoice(entry)
        and invoice.day - _BEFORE <= entry.date <= invoice.day + _AFTER
    ]
    seller = plain_name(invoice.seller)
    paid = [entry for entry in near if plain_name(entry.payee or "") == seller]
    if len(paid) == 1:
        entry = paid[0]
        taken.add(id(entry))
        result.state, result.entry = FITS, place(entry)
        result.lines = [f'  invoice: "{invoice.key}"']
        return
    if paid:
        places = "、".join(map(place, paid))
        result.why = f"有 {len(paid)} 笔支出都相符，请自己选定：{places}"
    elif near:
        places = "、".join(map(place, near))
        result.why = f"金额相符但收款人不是“{invoice.seller}”，请核对：{places}"
    else:
        result.why = f"账上没有 {yuan_text(invoice.total)} 元、还缺发票的支出"


def _has_invoice(entry: Transaction) -> bool:
    metas = [entry.meta, *(posting.meta or {} for posting in entry.postings)]
    return any(meta.get("invoice") for meta in metas)


def _line(result: InvoiceResult) -> tuple[str, int]:
    file, _, line = result.entry.rpartition(":")
    return file, int(line or 0)


def _attach(result: InvoiceResult, books_dir: Path, journal: Journal) -> None:
    """Keep the original, then write its number and hash into the entry."""
    source = result.source
    invoice = source.invoice
    if invoice is None:
        return
    ending = "ofd" if invoice.form == "ofd" else "xml"
    kept = books_dir / "documents" / "发票" / f"{invoice.day:%Y}"
    kept /= f"{invoice.day}.{invoice.key}.{ending}"
    journal.keep(kept, source.data)
    file, line = _line(result)
    path = books_dir / file
    result.lines += [
        f'  document: "{kept.relative_to(books_dir).as_posix()}"',
        f'  document-sha256: "{hashlib.sha256(source.data).hexdigest()}"',
    ]
    first = path.read_text(encoding="utf-8").splitlines()[line - 1]
    journal.insert(path, line, first[:10], result.lines)
    result.state = ATTACHED
