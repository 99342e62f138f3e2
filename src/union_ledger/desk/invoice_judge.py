"""What is wrong with an invoice by itself, beside all others, and beside the books."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from union_ledger.desk.invoice_result import KNOWN
from union_ledger.desk.invoice_result import OPEN
from union_ledger.desk.invoice_result import PARTIAL
from union_ledger.desk.invoice_result import REFUSED
from union_ledger.desk.invoice_result import SAME
from union_ledger.desk.invoice_result import UNREAD
from union_ledger.desk.invoice_result import InvoiceResult
from union_ledger.importers.existing import place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from beancount.core.data import Transaction

    from union_ledger.importers.existing import Existing
    from union_ledger.importers.invoices.invoice import Invoice
    from union_ledger.importers.invoices.reading import InvoiceFile
    from union_ledger.importers.invoices.typed import Check

# Of the formats of one invoice the surest is attached.
_SUREST = ("einvoice_xml", "ofd", "pdf", "typed")
BLUE = "invoice-blue"


class Judge:
    """Judges the invoices of one run, each beside those before it."""

    def __init__(
        self,
        existing: Existing,
        buyers: Sequence[str],
        checks: Mapping[str, Check],
    ) -> None:
        """Index what the books name."""
        self._existing = existing
        self._buyers = buyers
        self._checks = checks
        self._hashes: dict[str, list[Transaction]] = {}
        self._reds: dict[str, list[Transaction]] = {}
        for entry in existing.transactions:
            for value in document_hashes(entry):
                self._hashes.setdefault(value, []).append(entry)
            for number in str(entry.meta.get(BLUE) or "").split():
                self._reds.setdefault(number, []).append(entry)

    def judge(self, files: Sequence[InvoiceFile]) -> list[InvoiceResult]:
        """Return a result for each file, in their order; what is well is open."""
        first: dict[str, InvoiceFile] = {}
        results: dict[int, InvoiceResult] = {}
        for number in sorted(range(len(files)), key=lambda n: _rank(files[n])):
            file = files[number]
            results[number] = self._judged(file, first)
            if file.invoice is not None:
                first.setdefault(file.invoice.key, file)
        return [results[number] for number in range(len(files))]

    def _judged(
        self, file: InvoiceFile, first: Mapping[str, InvoiceFile]
    ) -> InvoiceResult:
        invoice = file.invoice
        kept = self._hashes.get(hashlib.sha256(file.data).hexdigest(), [])
        if invoice is None:
            return _unread(file, kept)
        result = InvoiceResult(file, OPEN)
        result.check = file.check or self._check_of(invoice)
        problems = list(invoice.problems(self._buyers))
        before = first.get(invoice.key)
        if before is not None:
            if not problems and _is_other_format(file, before):
                result.state = SAME
                result.why = f"与 {before.name} 是同一张发票，以那一份为准"
                return result
            problems.insert(0, f"发票 {invoice.number} 与 {before.name} 是同一张")
        booked = self._booked(invoice)
        if result.check is not None:
            problems += _check_problems(result.check, invoice, booked)
        if booked and not problems and _is_kept(kept, booked):
            result.state = KNOWN
            result.belongs_to(booked)
            return result
        if booked:
            places = "、".join(map(place, booked))
            problems.append(f"{file.name} 的发票 {invoice.number} 已在 {places} 报销过")
        if problems:
            result.state, result.why = REFUSED, "；".join(problems)
        return result

    def _check_of(self, invoice: Invoice) -> Check | None:
        return self._checks.get(invoice.key) or self._checks.get(invoice.number)

    def _booked(self, invoice: Invoice) -> list[Transaction]:
        """Return the entries of all years and units that name this invoice."""
        known = self._existing.invoices
        return known.get(invoice.key) or known.get(invoice.number) or []

    def reds_of(self, invoice: Invoice) -> list[Transaction]:
        """Return the entries that name a red invoice taking this one back."""
        return self._reds.get(invoice.key) or self._reds.get(invoice.number) or []


def document_hashes(entry: Transaction) -> list[str]:
    """Return the hashes of the documents an entry names."""
    return [
        value
        for key, value in entry.meta.items()
        if key.startswith("document")
        and key.endswith("sha256")
        and isinstance(value, str)
    ]


def _unread(file: InvoiceFile, kept: list[Transaction]) -> InvoiceResult:
    if kept:
        result = InvoiceResult(file, KNOWN)
        result.belongs_to(kept)
        return result
    if file.known is None:
        return InvoiceResult(file, REFUSED, file.why)
    return InvoiceResult(file, PARTIAL if file.known else UNREAD, file.why)


def _rank(file: InvoiceFile) -> int:
    form = file.invoice.form if file.invoice else ""
    return _SUREST.index(form) if form in _SUREST else len(_SUREST)


def _is_other_format(file: InvoiceFile, other: InvoiceFile) -> bool:
    """Tell whether two files are one invoice as downloaded in two formats.

    They came in one archive, or bear one name; and they say the same.
    """
    one, two = file.invoice, other.invoice
    if one is None or two is None or one.form == two.form:
        return False
    together = bool(file.part and other.part) and file.file == other.file
    namesakes = file.file != other.file and not (file.part or other.part)
    namesakes = namesakes and file.file.with_suffix("") == other.file.with_suffix("")
    return (together or namesakes) and one.said() == two.said()


def _is_kept(kept: list[Transaction], booked: list[Transaction]) -> bool:
    """Tell whether it is this file that the entries hold, or none at all."""
    ours = {id(entry) for entry in kept}
    return all(id(entry) in ours or not document_hashes(entry) for entry in booked)


def _check_problems(
    check: Check, invoice: Invoice, booked: list[Transaction]
) -> list[str]:
    problems = []
    if not check.is_good:
        where = f"，发票在 {'、'.join(map(place, booked))}" if booked else ""
        problems.append(f"查验结果是“{check.result}”（{check.place}）{where}")
    if check.day < invoice.day:
        problems.append(f"查验日期 {check.day} 早于开票日期 {invoice.day}")
    return problems
