"""What is paid under a contract is what it says（按合同付款）: sum and payee."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import NoOptions as Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Entry
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

__all__ = ["FIELDS", "NO_CONTRACT", "PARAMETERS", "Options", "check"]

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("contract", "problem")
NO_CONTRACT = {"", "无", "-", "/", "—"}


def check(check: Check, _options: Options) -> Iterator[Finding]:
    """Yield a finding where a contract's sum is passed or another is paid."""
    contracts: dict[str, list[Entry]] = defaultdict(list)
    books = check.books
    for entry, value in zip(books.entries, books.column("contract"), strict=True):
        if value and entry.spent:
            number = "".join(str(value).split())
            if number not in NO_CONTRACT:
                contracts[number].append(entry)
    for number, entries in sorted(contracts.items()):
        entries.sort(key=lambda e: (e.day, e.place))
        yield from _sum(check, number, entries)
        yield from _payees(check, number, entries)


def _sum(check: Check, number: str, entries: list[Entry]) -> Iterator[Finding]:
    """Hold what is paid to the sum last written（补充协议改后的金额）."""
    limit: int | None = None
    paid = 0
    so_far: list[Entry] = []
    for entry in entries:
        amount = entry.meta.get("contract-amount")
        if isinstance(amount, Decimal):
            limit = int(amount * 100)
        paid += entry.spent
        so_far.append(entry)
        if limit is None or paid <= limit or entry.spent < 0:
            continue
        if not check.applies(entry) or next(check.rows_of(entry), None) is None:
            continue
        over = yuan_text(paid - limit)
        yield check.finding(
            entry,
            subject=f"合同 {number} 金额",
            amount=paid - limit,
            others=so_far[:-1],
            evidence=(
                *(f"{e.day} {e.name} {yuan_text(e.spent)} 元" for e in so_far),
                f"累计付款 {yuan_text(paid)} 元，合同金额 {yuan_text(limit)} 元",
                f"{yuan_text(paid)} − {yuan_text(limit)} = {over} 元",
            ),
            contract=number,
            problem=f"累计付款 {yuan_text(paid)} 元，超过合同金额"
            f" {yuan_text(limit)} 元",
        )


def _payees(check: Check, number: str, entries: list[Entry]) -> Iterator[Finding]:
    """Another payee may be lawful（更名、三方协议）, so it is a question."""
    first = next((e for e in entries if _payee(e)), None)
    told = set()
    for entry in entries:
        payee = _payee(entry)
        if first is None or not payee or payee == _payee(first) or payee in told:
            continue
        told.add(payee)
        if not check.applies(entry) or next(check.rows_of(entry), None) is None:
            continue
        yield check.finding(
            entry,
            subject=f"合同 {number} 收款方",
            severity="疑点",
            amount=abs(entry.spent),
            others=(first,),
            evidence=(
                f"{first.day} {first.name} 付给 {first.payee}",
                f"{entry.day} {entry.name} 付给 {entry.payee}",
            ),
            contract=number,
            problem=f"付给“{entry.payee}”，合同此前付给“{first.payee}”",
        )


def _payee(entry: Entry) -> str:
    return "".join(entry.payee.split())
