"""One invoice is booked once（发票不重复报销）, over all units and years."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections import defaultdict
from typing import TYPE_CHECKING

from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Entry
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("number", "first")


class Options(KindOptions):
    """``key`` holds the numbers; an entry with ``unless`` shares one lawfully."""

    key: str = "invoice"
    unless: str = ""


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding at each later entry that has a number used before.

    An entry that takes an expense back (红字) may name the invoice it undoes.
    """
    column = check.books.column(options.key)
    numbers = " ".join(map(str, filter(None, column))).split()
    if not _is_plain("".join(numbers)):
        numbers = list(map(normal, numbers))
    if len(set(numbers)) == len(numbers):
        return
    times = Counter(numbers)
    again = {number for number in times if times[number] > 1}
    claims: dict[str, dict[int, Entry]] = defaultdict(dict)
    for entry, value in zip(check.books.entries, column, strict=True):
        for word in str(value or "").split():
            number = word if _is_plain(word) else normal(word)
            if number in again:
                claims[number][entry.position] = entry
    for number, entries in claims.items():
        yield from _standing(check, options, number, list(entries.values()))


def _is_plain(number: str) -> bool:
    return number.isascii() and number.isdigit()


def _standing(
    check: Check, options: Options, number: str, entries: list[Entry]
) -> Iterator[Finding]:
    """Go through the claims of one number; those taken back in full stand no more."""
    claims: list[Entry] = []
    for entry in sorted(entries, key=lambda e: (e.day, e.place)):
        if options.unless and entry.meta.get(options.unless):
            continue
        if entry.spent < 0:
            undone = [claim for claim in claims if claim.spent == -entry.spent]
            if undone:
                claims.remove(undone[-1])
            continue
        if not entry.spent:
            # An advance, or the retention of an invoice, claims nothing yet or again.
            continue
        if claims and check.applies(entry):
            yield _finding(check, number, claims[0], entry)
        claims.append(entry)


def _finding(check: Check, number: str, first: Entry, entry: Entry) -> Finding:
    return check.finding(
        entry,
        subject=number,
        amount=entry.spent,
        others=(first,),
        evidence=(
            f"{first.name}（{first.day}）已用此号",
            f"{entry.name}（{entry.day}）又用此号",
        ),
        number=number,
        first=first.name,
    )


def normal(number: str) -> str:
    """Return an invoice number as it is compared: width, case and dashes aside."""
    plain = unicodedata.normalize("NFKC", number).upper()
    return re.sub(r"[^0-9A-Z]", "", plain) or plain
