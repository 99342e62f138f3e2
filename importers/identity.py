"""The import id of a row: the same in every export that holds the row, and in no other.

The balance after a movement tells genuine twins apart, so two equal payments of one
day both stay. The bank's serial number is part of the id where there is one; it
does not stand alone, because banks do give two rows one number.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from union_ledger.importers.text import identifier
from union_ledger.importers.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable

    from union_ledger.importers.chain import Chain
    from union_ledger.importers.statement import Row


def import_ids(chains: Iterable[Chain]) -> dict[int, str]:
    """Return the import id of every row, by its line in the file.

    Rows are counted oldest first, so that the order of the export changes no id.
    """
    ids: dict[int, str] = {}
    for chain in chains:
        seen: Counter[tuple[str, ...]] = Counter()
        for row in chain.rows:
            content = _content(row)
            seen[content] += 1
            text = "\x1f".join((*content, str(seen[content])))
            digest = hashlib.sha256(text.encode()).hexdigest()[:16]
            ids[row.line] = f"{row.own_account[-4:]}-{digest}"
    return ids


def _content(row: Row) -> tuple[str, ...]:
    """Return what all exports of a source agree on about one movement.

    Without a serial number time and counterparty stand in for it, without a time of
    day the voucher number and the words, and without a balance the words as well.
    """
    text = row.text
    figures = (row.own_account, row.date.isoformat(), str(row.signed), str(row.balance))
    if "serial" in text:
        return (*figures, "serial", text["serial"])
    words: tuple[str, ...] = ("",)
    if row.time is None or row.balance is None:
        keys = ("bank_voucher", "summary", "purpose", "offset", "subject_code")
        words = tuple(squeeze(text.get(key, "")) for key in keys)
    return (
        *figures,
        row.time.isoformat() if row.time else "",
        squeeze(text.get("counterparty", "")),
        identifier(text.get("counter_account", "")),
        *words,
    )
