"""One invoice is booked once（发票不重复报销）, over all units and years."""

from __future__ import annotations

import re
import unicodedata
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
    first: dict[str, Entry] = {}
    with_number = [e for e in check.books.entries if e.meta.get(options.key)]
    for entry in sorted(with_number, key=lambda e: (e.day, e.place)):
        if _takes_back(entry) or (options.unless and entry.meta.get(options.unless)):
            continue
        numbers = [normal(word) for word in entry.words_of(options.key)]
        for number in dict.fromkeys(numbers):
            earlier = first.setdefault(number, entry)
            twice = numbers.count(number) > 1
            if (earlier is not entry or twice) and check.applies(entry):
                yield check.finding(
                    entry,
                    subject=number,
                    amount=sum(r.amount for r in entry.rows if r.code[:1] == "5"),
                    others=(earlier,),
                    evidence=(
                        f"{earlier.name}（{earlier.day}）已用此号",
                        f"{entry.name}（{entry.day}）又用此号",
                    ),
                    number=number,
                    first=f"{earlier.name}",
                )


def normal(number: str) -> str:
    """Return an invoice number as it is compared: width, case and dashes aside."""
    plain = unicodedata.normalize("NFKC", number).upper()
    return re.sub(r"[^0-9A-Z]", "", plain) or plain


def _takes_back(entry: Entry) -> bool:
    expenses = [row.amount for row in entry.rows if row.code[:1] == "5"]
    return bool(expenses) and sum(expenses) < 0
