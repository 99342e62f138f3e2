"""记账凭证 as people read one: 借 and 贷, who signed, findings, documents, source."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from union_ledger.core.chart import label
from union_ledger.core.chart import split
from union_ledger.core.keys import KEY_NAMES
from union_ledger.core.money import yuan_text
from union_ledger.core.pots import NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from typing import Any

    from union_ledger.core.books import Entry
    from union_ledger.core.books import QuotaRow
    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.core.ledger import Ledger
    from union_ledger.reports.audit.paper import Paper

_UNTOLD = frozenset({"filename", "lineno", "voucher", "side"})


@dataclass(frozen=True, slots=True)
class Line:
    """One posting: account with its code, and its figure in yuan on one side."""

    account: str
    whose: str
    debit: str
    credit: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Voucher:
    """One entry with all that belongs to it, ready to be shown."""

    entry: Entry
    anchor: str
    lines: tuple[Line, ...]
    debit: str
    credit: str
    quota: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    source: str
    findings: tuple[Finding, ...]
    papers: tuple[Paper, ...]


def voucher_of(
    ledger: Ledger,
    entry: Entry,
    place: str,
    findings: Sequence[Finding],
    papers: Sequence[Paper],
) -> Voucher:
    """Return an entry to be shown at ``place``, a path with an anchor."""
    return Voucher(
        entry=entry,
        anchor=place.partition("#")[2],
        lines=tuple(_line(ledger, row) for row in entry.rows),
        debit=yuan_text(sum(row.debit for row in entry.rows)),
        credit=yuan_text(sum(row.credit for row in entry.rows)),
        quota=tuple(_quota(ledger, row) for row in entry.quota_rows),
        facts=_facts(ledger, entry.meta, entry),
        source=source_of(ledger, entry.filename, entry.lineno),
        findings=tuple(findings),
        papers=tuple(papers),
    )


def source_of(ledger: Ledger, filename: str, lineno: int) -> str:
    """Return file and line as seen from the books' folder, never a whole path."""
    return f"{_within(filename, ledger.main.parent)}:{lineno}"


@lru_cache(maxsize=1 << 12)
def _within(filename: str, folder: Path) -> str:
    path = Path(filename)
    if not path.is_relative_to(folder):
        return path.name
    return path.relative_to(folder).as_posix()


def whose_of(ledger: Ledger, row: Row) -> str:
    """Return unit, fund and project of a posting by their names."""
    registers = ledger.books.registers
    fund = registers.funds.get(row.fund)
    project = registers.projects.get(row.project)
    parts = (
        registers.unit_name(row.unit, row.entry.day) if row.unit else "",
        fund.name if fund else row.fund,
        f"{row.project} {project.name}" if project else row.project,
    )
    return " · ".join(part for part in parts if part)


def account_of(row: Row) -> str:
    """Return the account: code and name, then the union's own parts."""
    return _named(row.account, row.code)


@lru_cache(maxsize=1 << 12)
def _named(account: str, code: str) -> str:
    parts = account.split(":")[1:]
    codes = [split(part)[0] for part in parts]
    deepest = codes.index(code) if code in codes else 0
    return "／".join([label(account), *parts[deepest + 1 :]])


def _line(ledger: Ledger, row: Row) -> Line:
    lot = f"　{row.quantity} 件 {row.lot}".rstrip() if row.quantity else ""
    return Line(
        account=account_of(row) + lot,
        whose=whose_of(ledger, row),
        debit=yuan_text(row.debit) if row.debit else "",
        credit=yuan_text(row.credit) if row.credit else "",
        facts=_facts(ledger, row.meta, row.entry),
    )


def _quota(ledger: Ledger, row: QuotaRow) -> tuple[str, str]:
    registers = ledger.books.registers
    parts = [NAMES[row.place.pot]]
    if row.place.unit:
        parts.append(registers.unit_name(row.place.unit, row.entry.day))
    if row.place.fund:
        fund = registers.funds.get(row.place.fund)
        parts.append(fund.name if fund else row.place.fund)
    return " · ".join(parts), yuan_text(row.amount)


def _facts(
    ledger: Ledger, meta: Mapping[str, Any], entry: Entry
) -> tuple[tuple[str, str], ...]:
    """Return what the metadata say, in the order they are written."""
    registers = ledger.books.registers
    found = []
    for key, value in meta.items():
        if key in _UNTOLD or key.startswith("__") or value in (None, ""):
            continue
        text = str(value)
        if key == "unit":
            text = f"{text} {registers.unit_name(text, entry.day)}"
        elif key == "fund" and text in registers.funds:
            text = f"{text} {registers.funds[text].name}"
        elif key == "project" and text in registers.projects:
            text = f"{text} {registers.projects[text].name}"
        found.append((KEY_NAMES.get(key, key), text))
    return tuple(found)
