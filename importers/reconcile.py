"""The open entries of the books, and what is written into those that met their row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from beancount.core.data import Transaction

from union_ledger.core.bank_rows import BankRow
from union_ledger.core.bank_rows import carries_forward
from union_ledger.core.bank_rows import tail_of
from union_ledger.core.bank_rows import tail_of_account
from union_ledger.core.bank_rows import words
from union_ledger.core.chart import code_of
from union_ledger.core.money import yuan
from union_ledger.importers.existing import place
from union_ledger.importers.likeness import numbers_in
from union_ledger.importers.matches import OpenEntry
from union_ledger.importers.seen_rows import BALANCE

if TYPE_CHECKING:
    from collections.abc import Hashable
    from collections.abc import Iterable
    from collections.abc import Mapping

    from beancount.core.data import Directive
    from beancount.core.data import Posting

    from union_ledger.importers.classify import Own
    from union_ledger.importers.matches import Match

# What never names a row of the bank.
_NO_NUMBERS = {"filename", "id", "import-ids", "document", "document-sha256"}
# What two entries differ in even where a person could exchange them.
_NAMES = {"filename", "lineno", "id", "voucher", "__tolerances__"}


@dataclass(frozen=True, slots=True)
class Insertion:
    """Metadata lines to put into a ledger file below a line（from 1）."""

    file: str
    line: int
    lines: tuple[str, ...]


def open_entries(
    entries: Iterable[Directive], own: Own, number: str
) -> list[OpenEntry]:
    """Return the entries that move an account and hold no row of it.

    Args:
        entries: The books' entries, parsed.
        own: The union's account.
        number: Its number as the statement has it (``own`` may be of many).
    """
    # Many project cards share one account in the books: any of their rows counts.
    tail = None if own.number == "*" else tail_of_account(number)
    found = []
    for entry in entries:
        if not isinstance(entry, Transaction):
            continue
        postings = [p for p in entry.postings if own.holds(p.account)]
        if not postings or _is_known(entry, postings, tail):
            continue
        signed = own.booked_fen(entry)
        if not signed or carries_forward(code_of(p.account) for p in entry.postings):
            continue
        found.append(
            OpenEntry(
                place=place(entry),
                day=entry.date,
                signed=signed,
                payee=entry.payee or "",
                numbers=_numbers(entry),
                batch=" ".join(words(entry.meta, "batch")),
                likeness=_likeness(entry),
                file=str(entry.meta["filename"]),
                line=int((postings[0].meta or entry.meta)["lineno"]),
            )
        )
    return found


def match_lines(match: Match, ids: Mapping[int, str]) -> list[Insertion]:
    """Return what is written into the entries of a match: ids, and the bank's days.

    The lines go below the entry's posting on the account: a transfer between two
    accounts of the union has rows in both, each with days of its own.

    Args:
        match: Rows and entries that are the same money.
        ids: Import id of each row, by its line in the statement.
    """
    held = " ".join(ids[row.line] for row in match.rows)
    rows = [BankRow(row.date, row.signed) for row in match.rows]
    days = {row.day for row in rows}
    insertions = []
    for entry in match.entries:
        lines = [f'    import-ids: "{held}"']
        if all(row.balance is not None for row in match.rows):
            after = " ".join(str(yuan(row.balance or 0)) for row in match.rows)
            lines.append(f'    {BALANCE}: "{after}"')
        if len(days) > 1:
            said = " ".join(f"{row.day} {yuan(row.fen)}" for row in rows)
            lines.append(f'    bank-rows: "{said}"')
        elif days != {entry.day}:
            lines.append(f"    bank-date: {rows[0].day}")
        insertions.append(Insertion(entry.file, entry.line, tuple(lines)))
    return insertions


def insertions(matches: Iterable[Match], ids: Mapping[int, str]) -> list[Insertion]:
    """Return all that is written, from the end of each file backwards.

    In this order no insertion moves the line of a later one.
    """
    found = [each for match in matches for each in match_lines(match, ids)]
    return sorted(found, key=lambda each: (each.file, each.line), reverse=True)


def _is_known(
    entry: Transaction, postings: Iterable[Posting], tail: str | None
) -> bool:
    """Tell whether the entry holds a row of the account already, or of any."""
    if any(words(posting.meta, "import-ids") for posting in postings):
        return True
    ids = words(entry.meta, "id") + words(entry.meta, "import-ids")
    tails = set(filter(None, map(tail_of, ids)))
    return bool(tails) if tail is None else tail in tails


def _numbers(entry: Transaction) -> frozenset[str]:
    said = [entry.narration or "", *(entry.links or ())]
    for meta in (entry.meta, *(posting.meta or {} for posting in entry.postings)):
        said += [v for k, v in meta.items() if k not in _NO_NUMBERS and type(v) is str]
    return numbers_in(" ".join(said))


def _likeness(entry: Transaction) -> Hashable:
    metas = (entry.meta, *(posting.meta or {} for posting in entry.postings))
    said = [
        sorted((k, str(v)) for k, v in meta.items() if k not in _NAMES)
        for meta in metas
    ]
    postings = [
        (p.account, str(p.units), str(p.cost), str(p.flag)) for p in entry.postings
    ]
    head = (entry.date, entry.flag, entry.payee, entry.narration)
    return repr((head, sorted(entry.tags or ()), sorted(entry.links or ()))) + repr(
        (said, postings)
    )
