"""What every report starts from: a ledger, a period, and where the figures stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.reports.model import Link
from union_ledger.reports.model import Linked
from union_ledger.reports.model import Provenance

if TYPE_CHECKING:
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
