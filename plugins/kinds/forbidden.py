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
    payees = Words(check.books, (*options.words, *options.payees), options.allow)
    found: dict[int, tuple[Entry, list[str], list[str]]] = {}
    for words in (anywhere, payees):
        for entry, _ in words.entries():
            said = anywhere.found_in(entry.narration)
            found[entry.position] = (entry, payees.found_in(entry.payee), said)
    for _, (entry, in_payee, in_narration) in sorted(found.items()):
        row = next(check.rows_of(entry), None)
        if row is None or not (in_payee or in_narration) or not check.applies(entry):
            continue
        yield check.finding(
            row,
            amount=entry.spent,
            # Whom one pays is a fact; what a summary says may be meant otherwise.
            severity=None if in_payee else "疑点",
            evidence=(f"对方：{entry.payee or '—'}", f"摘要：{entry.narration}"),
            words="、".join(dict.fromkeys((*in_payee, *in_narration))),
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
