"""Results of 查验: the keys they become, and the entries they belong to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.desk.invoice_result import CHECKS
from union_ledger.desk.invoice_result import KNOWN
from union_ledger.desk.invoice_result import OPEN
from union_ledger.desk.invoice_result import REFUSED
from union_ledger.desk.invoice_result import InvoiceResult
from union_ledger.importers.existing import invoices_of
from union_ledger.importers.invoices.reading import InvoiceFile
from union_ledger.importers.invoices.typed import read_checks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from beancount.core.data import Transaction

    from union_ledger.importers.existing import Existing
    from union_ledger.importers.invoices.typed import Check

VERIFIED, VERIFY = "invoice-verified", "invoice-verify"


def read_all_checks(paths: Sequence[Path]) -> dict[str, Check]:
    """Return the results of 查验 in these tables, by the number of the invoice.

    Raises:
        InputError: A table cannot be read, or two rows say different things of one
            invoice.
    """
    checks: dict[str, Check] = {}
    for path in paths:
        for check in read_checks(path):
            other = checks.setdefault(check.number, check)
            if (other.day, other.result) != (check.day, check.result):
                raise InputError(
                    f"发票 {check.number} 的查验结果有两个："
                    f"“{other.result}”（{other.place}）和"
                    f"“{check.result}”（{check.place}）",
                    file=path,
                )
    return checks


def check_lines(checks: Sequence[Check], invoices: int) -> list[str]:
    """Return the metadata lines of an entry, once all its invoices are looked up.

    The day is that of the last one: from then on the whole entry is verified.
    """
    if len(checks) < invoices or not checks:
        return []
    results = "、".join(dict.fromkeys(check.result for check in checks))
    day = max(check.day for check in checks)
    return [f"  {VERIFIED}: {day}", f'  {VERIFY}: "{results}"']


def note_checks(
    results: Sequence[InvoiceResult],
    checks: Mapping[str, Check],
    existing: Existing,
    inserts: dict[tuple[str, int], list[str]],
) -> list[InvoiceResult]:
    """Plan the keys of entries that name an invoice already; a result for each.

    A result that went with an invoice of this run is told with that invoice.
    """
    of_run = {
        number
        for result in results
        if result.source.invoice is not None and result.state != KNOWN
        for number in (result.source.invoice.key, result.source.invoice.number)
    }
    known = {
        check.number: check
        for result in results
        if result.state == KNOWN and (check := result.check)
    }
    waiting = {
        number: check
        for number, check in ({**known, **checks}).items()
        if number not in of_run
    }
    entries: dict[int, Transaction] = {}
    noted = []
    for number, check in waiting.items():
        source = InvoiceFile(Path(check.place), "", b"", None, "")
        result = InvoiceResult(source, OPEN, check=check)
        found = _entries_of(number, existing)
        result.belongs_to(found)
        _judge(result, found, waiting)
        if result.state == CHECKS:
            entries |= {id(entry): entry for entry in found}
        noted.append(result)
    for entry in entries.values():
        numbers = invoices_of(entry)
        found_checks = [_check_of(number, waiting) for number in numbers]
        lines = check_lines([each for each in found_checks if each], len(numbers))
        inserts[entry.meta["filename"], entry.meta["lineno"]] += lines
    return noted


def _entries_of(number: str, existing: Existing) -> list[Transaction]:
    """Return the entries that name an invoice, by its number with or without code."""
    found = existing.invoices.get(number, [])
    if found or len(number) != 8:
        return found
    longer = [
        key for key in existing.invoices if key.endswith(number) and key != number
    ]
    return existing.invoices[longer[0]] if len(longer) == 1 else []


def _judge(
    result: InvoiceResult, entries: list[Transaction], checks: Mapping[str, Check]
) -> None:
    check = result.check
    if check is None:
        return
    if not entries:
        result.why = f"账上没有发票 {check.number}"
        return
    if not check.is_good:
        result.state = REFUSED
        result.why = f"查验结果是“{check.result}”，发票 {check.number} 已在账上，请处理"
        return
    lacks = [
        number
        for entry in entries
        for number in invoices_of(entry)
        if _check_of(number, checks) is None
    ]
    written = {str(entry.meta.get(VERIFIED) or "") for entry in entries}
    if written == {str(check.day)}:
        result.state = KNOWN
    elif written != {""}:
        days = "、".join(sorted(filter(None, written)))
        result.state = REFUSED
        result.why = f"账上写的查验日期是 {days}，这里是 {check.day}，请核对"
    elif lacks:
        result.why = f"同一笔账还有发票没有查验结果：{'、'.join(lacks)}"
    else:
        result.state = CHECKS


def _check_of(number: str, checks: Mapping[str, Check]) -> Check | None:
    found = checks.get(number)
    if found is None and len(number) > 8:
        # 发票代码 and 发票号码 in one word; the table may have the number alone.
        found = checks.get(number[-8:]) if len(number) != 20 else None
    return found
