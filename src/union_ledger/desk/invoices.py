"""Invoices into the books: checked, matched with the entry that paid, attached."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING

from union_ledger.desk.invoice_checks import check_lines
from union_ledger.desk.invoice_checks import note_checks
from union_ledger.desk.invoice_checks import read_all_checks
from union_ledger.desk.invoice_judge import BLUE
from union_ledger.desk.invoice_judge import Judge
from union_ledger.desk.invoice_match import Matcher
from union_ledger.desk.invoice_pending import FOLDER
from union_ledger.desk.invoice_pending import ending_of
from union_ledger.desk.invoice_pending import note_pending
from union_ledger.desk.invoice_result import FITS
from union_ledger.desk.invoice_result import KNOWN
from union_ledger.desk.invoice_result import OPEN
from union_ledger.desk.invoice_result import REFUSED
from union_ledger.desk.invoice_result import InvoiceResult
from union_ledger.importers.existing import place
from union_ledger.importers.invoices.reading import holds_checks
from union_ledger.importers.invoices.reading import read_invoices

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from pathlib import Path

    from beancount.core.data import Transaction

    from union_ledger.desk.journal import Journal
    from union_ledger.importers.existing import Existing
    from union_ledger.importers.invoices.invoice import Invoice

__all__ = ["InvoiceResult", "attach_invoices"]


def attach_invoices(
    files: Sequence[Path],
    existing: Existing,
    buyers: Sequence[str],
    books_dir: Path | None,
    journal: Journal | None,
) -> list[InvoiceResult]:
    """Read invoice files and attach each to the entry it fits.

    An invoice fits the entry that spends exactly its total, names no invoice yet, is
    dated near it, and pays its seller; or the two to four entries that together do;
    or, with others of its seller, the one entry that pays them all. Where only the
    payee differs (a colleague was refunded), the entry is named but nothing is
    attached. Between equals none is chosen. A red invoice（红字）fits a refund.
    Without ``journal`` nothing is written.

    Raises:
        InputError: A file cannot be opened, or the books cannot be written.
    """
    checks = read_all_checks([path for path in files if holds_checks(path)])
    papers = [path for path in files if not holds_checks(path)]
    found = [part for path in papers for part in read_invoices(path)]
    judge = Judge(existing, buyers, checks)
    results = judge.judge(found)
    _match(results, judge, existing)
    inserts: dict[tuple[str, int], list[str]] = defaultdict(list)
    _plan(results, inserts)
    results += note_checks(results, checks, existing, inserts)
    if journal is not None and books_dir is not None:
        with journal.step():
            _write(results, inserts, books_dir, journal)
        note_pending(results, books_dir, journal)
    return results


def _match(results: list[InvoiceResult], judge: Judge, existing: Existing) -> None:
    """Find the entries of what is well; refunds first, for they decide of the rest."""
    matcher = Matcher(existing)
    _pair([result for result in _open(results) if result.is_red], matcher)
    reds = [result for result in results if result.is_red]
    for result in _open(results):
        _refuse_taken_back(result, judge, reds)
    _pair([result for result in _open(results) if not result.is_red], matcher)
    for red in reds:
        _tell_of_blue(red, results, existing)


def _open(results: Iterable[InvoiceResult]) -> list[InvoiceResult]:
    return [result for result in results if result.state == OPEN]


def _pair(results: Sequence[InvoiceResult], matcher: Matcher) -> None:
    by_key = {result.invoice.key: result for result in results if result.invoice}
    matching = matcher.match([r.invoice for r in results if r.invoice])
    for pairing in matching.pairings:
        for invoice in pairing.invoices:
            by_key[invoice.key].state = FITS
            by_key[invoice.key].belongs_to(list(pairing.entries))
    for key, why in matching.why.items():
        by_key[key].why = why


def _refuse_taken_back(
    result: InvoiceResult, judge: Judge, reds: Sequence[InvoiceResult]
) -> None:
    """Refuse an invoice that a red one takes back without a refund in this run."""
    if result.invoice is None or result.is_red:
        return
    places = [place(entry) for entry in judge.reds_of(result.invoice)]
    places += [
        red.source.name
        for red in reds
        if red.invoice
        and result.is_of(red.invoice.blue)
        and red.state not in {FITS, KNOWN}
    ]
    if places:
        result.state = REFUSED
        result.why = (
            f"发票 {result.invoice.number} 已被红冲，红字发票在 {'、'.join(places)}"
        )


def _tell_of_blue(
    red: InvoiceResult, results: Sequence[InvoiceResult], existing: Existing
) -> None:
    """Say where the invoice stands that a red one takes back."""
    if red.invoice is None or red.state not in {FITS, OPEN}:
        return
    blue = red.invoice.blue
    places = [place(entry) for entry in existing.invoices.get(blue, [])]
    places += [r.entry for r in results if r.state == FITS and r.is_of(blue)]
    what = f"已在 {'、'.join(places)} 报销" if places else "不在账上"
    red.why = "；".join(word for word in (red.why, f"蓝字发票 {blue} {what}") if word)


def _plan(
    results: Sequence[InvoiceResult],
    inserts: dict[tuple[str, int], list[str]],
) -> None:
    """Note the lines that each entry gets."""
    by_entry: dict[int, list[InvoiceResult]] = defaultdict(list)
    entries: dict[int, Transaction] = {}
    for result in results:
        if result.state == FITS:
            for entry in result.entries:
                by_entry[id(entry)].append(result)
                entries[id(entry)] = entry
    for name, group in by_entry.items():
        entry = entries[name]
        inserts[entry.meta["filename"], entry.meta["lineno"]] += _lines(entry, group)


def _lines(entry: Transaction, group: Sequence[InvoiceResult]) -> list[str]:
    invoices = [result.invoice for result in group if result.invoice]
    lines = [f'  invoice: "{" ".join(invoice.key for invoice in invoices)}"']
    blues = [invoice.blue for invoice in invoices if invoice.blue]
    if blues:
        lines.append(f'  {BLUE}: "{" ".join(blues)}"')
    shared = group[0].entries
    part = next(n for n, each in enumerate(shared, 1) if each is entry)
    if part > 1:
        # Without this word the second payment would be a second claim.
        lines.append(f'  split-slip: "同一张发票分 {len(shared)} 次付款，第 {part} 次"')
    for number, (result, invoice) in enumerate(zip(group, invoices, strict=True), 1):
        key = "document" if number == 1 else f"document-{number}"
        digest = hashlib.sha256(result.source.data).hexdigest()
        lines += [
            f'  {key}: "{_kept(result, invoice)}"',
            f'  {key}-sha256: "{digest}"',
        ]
    checks = [result.check for result in group]
    return lines + check_lines([check for check in checks if check], len(group))


def _kept(result: InvoiceResult, invoice: Invoice) -> str:
    """Return where the original is kept, below the folder of the books."""
    ending = ending_of(result.source.data)
    name = f"{invoice.day}.{invoice.key}.{ending}"
    return f"{FOLDER}/{invoice.day:%Y}/{name}"


def _write(
    results: Sequence[InvoiceResult],
    inserts: dict[tuple[str, int], list[str]],
    books_dir: Path,
    journal: Journal,
) -> None:
    """Keep the originals, and write their numbers and hashes into the entries."""
    attached = [result for result in results if result.state == FITS]
    for result in attached:
        if result.invoice is not None:
            kept = books_dir / _kept(result, result.invoice)
            journal.keep(kept, result.source.data)
    dates = {
        (entry.meta["filename"], entry.meta["lineno"]): str(entry.date)
        for result in results
        for entry in result.entries
    }
    # From the end of each file backwards, so that line numbers hold.
    for file, line in sorted(inserts, reverse=True):
        path = books_dir / file
        journal.insert(path, line, dates[file, line], inserts[file, line])
    for result in results:
        result.written()
