"""What may not be there at all（禁止事项）: words, payees, directives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    registers = check.books.registers
    allow = _any_of(options.allow)
    words = _any_of(options.words)
    payees = _any_of(options.payees)
    sought = (*options.words, *options.payees)
    for entry in check.books.texts.entries_with(sought):
        row = next(check.rows_of(entry), None)
        if row is None:
            continue
        text = allow.sub(" ", registers.without_unit_names(entry.text))
        found = words.findall(text)
        found += payees.findall(allow.sub(" ", entry.payee))
        if found and check.applies(entry):
            said = "、".join(dict.fromkeys(found))
            yield check.finding(
                row,
                amount=entry.spent,
                evidence=(f"对方：{entry.payee or '—'}", f"摘要：{entry.narration}"),
                words=said,
            )


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)", re.IGNORECASE)


def _pads(check: Check) -> Iterator[Finding]:
    for pad in check.books.pads:
        if check.applies(pad):
            yield check.finding(
                pad,
                subject=pad.narration,
                evidence=(f"账簿写有 {pad.narration}",),
                words=pad.narration,
            )
