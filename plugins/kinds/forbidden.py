"""What may not be there at all（禁止事项）: words, payees, directives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from union_ledger.core.books import Entry
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
    for entry, row in check.entries():
        if not (words.search(entry.text) or payees.search(entry.payee)):
            continue
        text = allow.sub(" ", registers.without_unit_names(entry.text))
        found = words.findall(text)
        found += payees.findall(allow.sub(" ", entry.payee))
        if found and check.applies(entry):
            amount = sum(r.amount for r in entry.rows if r.code[:1] == "5")
            said = "、".join(dict.fromkeys(found))
            yield check.finding(
                row,
                amount=amount,
                evidence=(f"对方：{entry.payee or '—'}", f"摘要：{entry.narration}"),
                words=said,
            )


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)", re.IGNORECASE)


def _pads(check: Check) -> Iterator[Finding]:
    for pad in check.books.pads:
        entry = Entry(
            day=pad.date,
            flag="",
            payee="",
            narration=f"pad {pad.account} {pad.source_account}",
            voucher="",
            closing="",
            quota="",
            meta=pad.meta,
            links=frozenset(),
            position=-1,
        )
        if check.applies(entry):
            yield check.finding(
                entry,
                subject=pad.account,
                evidence=(f"{pad.account} 由 {pad.source_account} 补平",),
                words="pad",
            )
