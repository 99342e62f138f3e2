"""A row of the bank's statement waits too long for its entry（银行未达账项）.

The register keeps a row as ``bank-row`` until an entry names its id. Its age runs to
the last day of the books.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.bank_rows import words
from union_ledger.core.chart import label
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Books
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

PARAMETERS = ("days", "long")
FIELDS = ("account", "row", "age", "side")


class Options(KindOptions):
    """``credits``: what came in and is in no entry; otherwise what went out."""

    credits: bool


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each row older than ``days``; a hint up to ``long``."""
    lines = check.books.registers.waiting_rows
    if not lines or not check.books.entries:
        return
    held = _held(check.books)
    last = check.books.entries[-1].day
    for line in lines:
        age = (last - line.since).days
        if (line.amount > 0) != options.credits or line.id in held:
            continue
        few, many = (check.value(name, line.since) for name in PARAMETERS)
        if few is None or many is None or age <= (few.value or 0):
            continue
        if not check.loaded.rule.in_force(line.since):
            continue
        is_long = age > (many.value or 0)
        side = "银行已收、账上未收" if options.credits else "银行已付、账上未付"
        said = " ".join(part for part in (line.payee, line.narration) if part)
        yield check.finding(
            line,
            called=f"银行流水 {line.id}",
            subject=line.account,
            severity=None if is_long else "提示",
            amount=abs(line.amount),
            values=(many if is_long else few,),
            evidence=(f"{line.since} {said}", f"到 {last} 已 {age} 天没有入账"),
            account=label(line.account),
            row=f"{line.since} {said}".strip(),
            age=str(age),
            side=side,
        )


def _held(books: Books) -> set[str]:
    """Return the ids of the bank's rows that entries say they are."""
    found = {str(own) for own in books.column("id") if own}
    for entry in books.entries:
        if "import-ids" in entry.meta:
            found.update(words(entry.meta, "import-ids"))
    for row in books.marked:
        found.update(words(row.meta, "import-ids"))
    return found
