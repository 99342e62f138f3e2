"""What may not be there at all（禁止事项）: words, payees, directives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.plugins.kinds.options import KindOptions
from union_ledger.plugins.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Entry
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("words",)


class Options(KindOptions):
    """``words`` in payee or narration, ``payees`` in the payee alone.

    ``allow`` are innocent phrases, taken out of the text before the words are
    looked for. ``directives`` may only be ``pad``.
    """

    words: tuple[str, ...] = ()
    payees: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    directives: tuple[str, ...] = ()


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each entry with a forbidden word, and each directive."""
    if options.words or options.payees:
        yield from _words(check, options)
    if "pad" in options.directives:
        yield from _pads(check)


def _words(check: Check, options: Options) -> Iterator[Finding]:
    anywhere = Words(check.books, options.words, options.allow)
    payees = Words(check.books, options.payees, options.allow)
    found: dict[int, tuple[Entry, list[str]]] = {}
    for entry, words in anywhere.entries():
        found[entry.position] = (entry, words)
    for entry, _ in payees.entries():
        words = payees.found_in(entry.payee)
        if words:
            found.setdefault(entry.position, (entry, []))[1].extend(words)
    for _, (entry, words) in sorted(found.items()):
        row = next(check.rows_of(entry), None)
        if row is not None and check.applies(entry):
            yield check.finding(
                row,
                amount=entry.spent,
                evidence=(f"对方：{entry.payee or '—'}", f"摘要：{entry.narration}"),
                words="、".join(words),
            )


def _pads(check: Check) -> Iterator[Finding]:
    for pad in check.books.pads:
        if check.applies(pad):
            yield check.finding(
                pad,
                subject=pad.narration,
                evidence=(f"账簿写有 {pad.narration}",),
                words=pad.narration,
            )
