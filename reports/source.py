"""What every report starts from: a ledger, a period, and where the figures stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from union_ledger.reports.model import Link
from union_ledger.reports.model import Linked
from union_ledger.reports.model import Provenance

if TYPE_CHECKING:
    from union_ledger.core.books import Entry
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.reports.model import Value


def provenance_of(ledger: Ledger) -> Provenance:
    """Return the state of books and rulebook that a report shows."""
    revision = ledger.revision
    if revision is None:
        return Provenance(None, changed=False, rulebook=ledger.rulebook)
    return Provenance(
        revision.commit,
        changed=revision.changed,
        rulebook=ledger.rulebook,
        revised=revision.committed,
    )


def in_account(value: Value, account: str, period: Period) -> Linked:
    """Link a figure to the account whose journal holds its entries."""
    filters = (("time", period.time_filter),)
    return Linked(value, Link("account", account, filters=filters))


def in_journal(value: Value, accounts: str, time: str, words: str = "") -> Linked:
    """Link a figure to the journal of the accounts a pattern matches.

    ``words`` is a filter as Fava takes it.
    """
    filters = [("account", accounts), ("time", time)]
    if words:
        filters.append(("filter", words))
    return Linked(value, Link("journal", "", filters=tuple(filters)))


def in_entry(value: Value, entry: Entry) -> Value | Linked:
    """Link a figure to the journal that shows one entry, where a key finds it.

    Voucher numbers begin again every month; without an id the month goes along.
    """
    filters: list[tuple[str, str]] = []
    key, words = "id", entry.text_of("id")
    if not words:
        key, words = "voucher", entry.voucher
        filters.append(("time", f"{entry.day:%Y-%m}"))
    if not words or '"' in words:
        return value
    filters.append(("filter", f'{key}:"^{re.escape(words)}$"'))
    return Linked(value, Link("journal", "", filters=tuple(filters)))


def on_page(value: Value, page: str, **asked: str) -> Linked:
    """Link a value to another page of ours, by its class name."""
    return Linked(value, Link("page", page, filters=tuple(asked.items())))
