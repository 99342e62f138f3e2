"""The import id of a voucher: set of books, month, number, and what it says.

The first three name it, the last tells whether it is still the same: a voucher that
was changed after it was imported has another digest and is found by its name.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from union_ledger.importers.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable

    from beancount.core.data import Transaction

    from union_ledger.importers.vouchers.voucher import Voucher

_HEAD = "pz"
_DIGITS = 12


def stem_of(voucher: Voucher, books: str) -> str:
    """Return the part of the id that names the voucher."""
    return f"{_HEAD}-{books}-{voucher.key}"


def voucher_id(voucher: Voucher, books: str) -> str:
    """Return the id; the order of its lines and the layout of the file are nothing."""
    lines = sorted(
        (line.code, line.side, str(line.amount), squeeze(line.summary))
        for line in voucher.lines
    )
    content = "\x1e".join("\x1f".join(line) for line in lines)
    text = f"{voucher.day.isoformat()}\x1e{content}"
    digest = hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
    return f"{stem_of(voucher, books)}-{digest}"


def by_stem(entries: Iterable[tuple[str, Transaction]]) -> dict[str, Transaction]:
    """Return entries that came from vouchers by the part of the id that names them."""
    return {
        import_id.rpartition("-")[0]: entry
        for import_id, entry in entries
        if import_id.startswith(f"{_HEAD}-")
    }
