"""What may not be there at all（禁止事项）: words, payees, accounts, directives."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from decimal import Decimal
from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.core.chart import label
from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import KindOptions
from union_ledger.plugins.persons import paid_to_person
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
    looked for. ``codes`` are accounts that may not be debited, ``at_most`` the largest
    number a metadata key may hold. ``persons_without`` says that nothing may be paid
    straight to a person with none of these keys; name the commonest first. An entry
    that says anything under a key of ``unless`` is left alone altogether.
    ``directives`` may only be ``pad``.
    """

    words: tuple[str, ...] = ()
    payees: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    persons_without: tuple[str, ...] = ()
    at_most: dict[str, int] = Field(default_factory=dict)
    unless: tuple[str, ...] = ()
    directives: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reasons:
    """Why an entry is struck; ``certain`` where one of them is a fact."""

    said: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    certain: bool = False


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each entry with what is forbidden, and each directive."""
    found: dict[int, _Reasons] = {}
    for entry, said, proof, certain in _suspects(check, options):
        reasons = found.setdefault(entry.position, _Reasons())
        reasons.said += said
        reasons.evidence += proof
        reasons.certain |= certain
    for position, reasons in sorted(found.items()):
        entry = check.books.entries[position]
        row = next(check.rows_of(entry), None)
        # What takes spending back undoes it.
        if row is None or entry.spent < 0 or not check.applies(entry):
            continue
        if any(entry.text_of(key) for key in options.unless):
            continue
        yield check.finding(
            row,
            amount=entry.spent or abs(row.amount),
            severity=None if reasons.certain else "疑点",
            evidence=(
                f"对方：{entry.payee or '—'}",
                f"摘要：{entry.narration}",
                *reasons.evidence,
            ),
            words="、".join(dict.fromkeys(reasons.said)),
        )
    if "pad" in options.directives:
        yield from _pads(check)


_Suspect = tuple["Entry", list[str], list[str], bool]


def _suspects(check: Check, options: Options) -> Iterator[_Suspect]:
    if options.words or options.payees:
        yield from _words(check, options)
    for row in check.books.of_code(*options.codes) if options.codes else ():
        if row.amount > 0:
            said = f"记入 {label(row.account)} {yuan_text(row.amount)} 元"
            yield row.entry, [label(row.account)], [said], True
    if options.persons_without:
        yield from _persons(check, options.persons_without)
    for key, most in options.at_most.items():
        for entry, number in _with_number(check, key):
            if number > most:
                said = f"{key} 写的是 {number}，不得大于 {most}"
                yield entry, [said], [said], True


def _words(check: Check, options: Options) -> Iterator[_Suspect]:
    books = check.books
    anywhere = Words(books, options.words, options.allow)
    payees = Words(books, (*options.words, *options.payees), options.allow)
    few = check.few()
    for entry in books.texts.entries_with((*options.words, *options.payees), few):
        if next(check.rows_of(entry), None) is None:
            continue
        said = anywhere.found_in(entry.narration)
        in_payee = payees.found_in(entry.payee)
        if in_payee or said:
            # Whom one pays is a fact; what a summary says may be meant otherwise.
            yield entry, [*in_payee, *said], [], bool(in_payee)


def _persons(check: Check, keys: tuple[str, ...]) -> Iterator[_Suspect]:
    entries = check.books.entries
    column = check.books.column(keys[0])
    bare = (e for e, value in zip(entries, column, strict=True) if not value)
    for entry in bare:
        # What is flagged ! still waits for its papers.
        if entry.flag == "!" or any(entry.text_of(key) for key in keys[1:]):
            continue
        if paid_to_person(entry, check.books.registers):
            yield entry, ["直接付给个人"], [f"没有写 {'、'.join(keys)}"], False


def _with_number(check: Check, key: str) -> Iterator[tuple[Entry, Decimal]]:
    column = check.books.column(key)
    for entry, value in zip(check.books.entries, column, strict=True):
        if isinstance(value, Decimal):
            yield entry, value


def _pads(check: Check) -> Iterator[Finding]:
    for pad in check.books.pads:
        if check.applies(pad):
            yield check.finding(
                pad,
                subject=pad.narration,
                evidence=(f"账簿写有 {pad.narration}",),
                words=pad.narration,
            )
