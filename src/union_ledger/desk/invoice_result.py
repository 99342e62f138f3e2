"""What became of one invoice, or of one result of 查验."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from union_ledger.importers.existing import place

if TYPE_CHECKING:
    from beancount.core.data import Transaction

    from union_ledger.importers.invoices.invoice import Invoice
    from union_ledger.importers.invoices.reading import InvoiceFile
    from union_ledger.importers.invoices.typed import Check

ATTACHED, FITS, OPEN, REFUSED, KNOWN = "已附上", "可附上", "待匹配", "拒收", "已在账上"
# The same invoice in another format; a picture to type whole; one to complete.
SAME, UNREAD, PARTIAL = "同一张", "未读取", "待补录"
CHECKED, CHECKS = "已登记查验", "可登记查验"


@dataclass(slots=True)
class InvoiceResult:
    """What became of one invoice.

    Attributes:
        source: The file or part of an archive it came in.
        state: One of the words above.
        why: What a person must know of it; empty where all is well.
        entry: ``file:line`` of the entry it belongs to, several with 、 between.
        entries: The entries it is attached to.
        check: The result of 查验 that goes with it.
    """

    source: InvoiceFile
    state: str
    why: str = ""
    entry: str = ""
    entries: list[Transaction] = field(default_factory=list)
    check: Check | None = None

    @property
    def invoice(self) -> Invoice | None:
        """Return the invoice, ``None`` where it was not read."""
        return self.source.invoice

    @property
    def is_red(self) -> bool:
        """Return whether it is a red invoice（红字）."""
        return self.source.invoice is not None and self.source.invoice.is_red

    @property
    def is_check(self) -> bool:
        """Return whether it is a result of 查验 by itself, without an invoice."""
        return self.check is not None and self.source.invoice is None

    def is_of(self, number: str) -> bool:
        """Return whether the invoice has this number, with its code or without."""
        invoice = self.source.invoice
        return invoice is not None and number in {invoice.key, invoice.number}

    @property
    def failed(self) -> bool:
        """Return whether a person must look at it."""
        return self.state in {REFUSED, UNREAD, PARTIAL}

    def belongs_to(self, entries: list[Transaction]) -> None:
        """Note the entries and where they stand."""
        self.entries = entries
        self.entry = "、".join(map(place, entries))

    def written(self) -> None:
        """Note that what was planned stands in the books now."""
        self.state = {FITS: ATTACHED, CHECKS: CHECKED}.get(self.state, self.state)
