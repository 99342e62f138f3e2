"""Which entries an invoice belongs to: one, several parts of its price, or a share.

Nothing is chosen between equals: a pairing is made only where each side fits the other
alone. Both sides name the same money and the same firm, and are near in time.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from datetime import timedelta
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan_text
from union_ledger.importers.existing import invoices_of
from union_ledger.importers.existing import place
from union_ledger.importers.invoices.invoice import plain_name
from union_ledger.importers.sums import sums_to

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from beancount.core.data import Transaction

    from union_ledger.importers.existing import Existing
    from union_ledger.importers.invoices.invoice import Invoice

# An invoice comes some days before the payment, or some weeks after an advance.
_BEFORE = timedelta(days=30)
_AFTER = timedelta(days=180)
_FEWEST, _MOST = 2, 4


@dataclass(frozen=True, slots=True)
class Pairing:
    """Invoices and the entries that paid them; one of the two sides is single."""

    invoices: tuple[Invoice, ...]
    entries: tuple[Transaction, ...]


@dataclass(slots=True)
class Matching:
    """The pairings, and of each invoice left over the reason, by its key."""

    pairings: list[Pairing] = field(default_factory=list)
    why: dict[str, str] = field(default_factory=dict)


class Matcher:
    """The entries that still lack an invoice, by amount and by payee."""

    def __init__(self, existing: Existing) -> None:
        """Find them."""
        self._by_amount: dict[int, list[Transaction]] = {}
        self._by_payee: dict[str, list[tuple[int, Transaction]]] = defaultdict(list)
        for amount, entries in existing.spending.items():
            free = [entry for entry in entries if not invoices_of(entry)]
            self._by_amount[amount] = free
            for entry in free:
                self._by_payee[plain_name(entry.payee or "")].append((amount, entry))

    def match(self, invoices: Sequence[Invoice]) -> Matching:
        """Pair the invoices with entries, single ones first."""
        matching = Matching()
        paid = {invoice.key: self._paid(invoice) for invoice in invoices}
        claims: dict[int, list[Invoice]] = defaultdict(list)
        for invoice in invoices:
            for entry in paid[invoice.key]:
                claims[id(entry)].append(invoice)
        rest = []
        for invoice in invoices:
            found = paid[invoice.key]
            if not found:
                rest.append(invoice)
            elif len(found) > 1:
                matching.why[invoice.key] = (
                    f"有 {len(found)} 笔支出都相符，请自己选定：{_places(found)}"
                )
            elif len(rivals := claims[id(found[0])]) > 1:
                numbers = "、".join(rival.number for rival in rivals)
                matching.why[invoice.key] = (
                    f"{len(rivals)} 张发票（{numbers}）都只与 {_places(found)} "
                    "相符，请自己选定"
                )
            else:
                matching.pairings.append(Pairing((invoice,), (found[0],)))
        self._match_sums(rest, set(claims), matching)
        return matching

    def _paid(self, invoice: Invoice) -> list[Transaction]:
        """Return the entries of the same amount to the same firm, near in time."""
        seller = plain_name(invoice.seller)
        return [
            entry
            for entry in self._near(invoice)
            if seller and plain_name(entry.payee or "") == seller
        ]

    def _near(self, invoice: Invoice) -> list[Transaction]:
        same = self._by_amount.get(invoice.total, [])
        return [entry for entry in same if _in_time(invoice, entry)]

    def _match_sums(
        self, invoices: Sequence[Invoice], claimed: set[int], matching: Matching
    ) -> None:
        """Pair one invoice with parts of its price, or several with one payment."""
        found = [*self._parts(invoices, claimed), *self._shares(invoices, claimed)]
        uses: dict[int | str, int] = defaultdict(int)
        for pairing in found:
            for name in _sides(pairing):
                uses[name] += 1
        open_to: dict[str, list[Pairing]] = defaultdict(list)
        for pairing in found:
            if all(uses[name] == 1 for name in _sides(pairing)):
                matching.pairings.append(pairing)
            for invoice in pairing.invoices:
                open_to[invoice.key].append(pairing)
        paired = {
            each.key for pairing in matching.pairings for each in pairing.invoices
        }
        for invoice in invoices:
            if invoice.key not in paired:
                matching.why[invoice.key] = self._why(invoice, open_to[invoice.key])

    def _parts(
        self, invoices: Iterable[Invoice], claimed: set[int]
    ) -> Iterator[Pairing]:
        for invoice in invoices:
            entries = [
                (amount, entry)
                for amount, entry in self._by_payee[plain_name(invoice.seller)]
                if amount * invoice.total > 0
                and id(entry) not in claimed
                and _in_time(invoice, entry)
            ]
            if not invoice.seller:
                continue
            for parts in sums_to(
                invoice.total, entries, _amount, _itself, _FEWEST, _MOST
            ):
                ordered = sorted((entry for _, entry in parts), key=_order)
                yield Pairing((invoice,), tuple(ordered))

    def _shares(
        self, invoices: Iterable[Invoice], claimed: set[int]
    ) -> Iterator[Pairing]:
        by_seller: dict[str, list[Invoice]] = defaultdict(list)
        for invoice in invoices:
            if not invoice.is_red and invoice.seller:
                by_seller[plain_name(invoice.seller)].append(invoice)
        for seller, group in by_seller.items():
            for amount, entry in self._by_payee[seller]:
                if amount <= 0 or id(entry) in claimed:
                    continue
                near = [(one.total, one) for one in group if _in_time(one, entry)]
                for parts in sums_to(
                    amount, near, _amount, _itself, _FEWEST, len(near)
                ):
                    yield Pairing(tuple(one for _, one in parts), (entry,))

    def _why(self, invoice: Invoice, open_to: Sequence[Pairing]) -> str:
        if open_to:
            ways = "；".join(_places(pairing.entries) for pairing in open_to[:4])
            return f"有 {len(open_to)} 种凑法都相符，请自己选定：{ways}"
        near = self._near(invoice)
        if near:
            return f"金额相符但收款人不是“{invoice.seller}”，请核对：{_places(near)}"
        what = "退款" if invoice.is_red else "支出"
        return f"账上没有 {yuan_text(invoice.total)} 元、还缺发票的{what}"


def _in_time(invoice: Invoice, entry: Transaction) -> bool:
    return invoice.day - _BEFORE <= entry.date <= invoice.day + _AFTER


def _sides(pairing: Pairing) -> Iterator[int | str]:
    """Yield what names each invoice and each entry of a pairing."""
    yield from (invoice.key for invoice in pairing.invoices)
    yield from map(id, pairing.entries)


def _amount(pair: tuple[int, object]) -> int:
    return pair[0]


def _itself(pair: tuple[int, object]) -> int:
    return id(pair[1])


def _order(entry: Transaction) -> tuple[object, str, int]:
    return entry.date, entry.meta["filename"], entry.meta["lineno"]


def _places(entries: Iterable[Transaction]) -> str:
    return "、".join(map(place, entries))
