"""Invoices of one seller that follow each other, claimed apart（发票连号）.

Invoices that were written one after another were written at one time. Claimed in
several entries they are one purchase in parts, or papers bought by the book. Tickets
from one roll（出租车票） have the same first digits: whoever takes taxis on several
days does not get them.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from string import ascii_uppercase
from typing import TYPE_CHECKING
from typing import Any

from pydantic import Field

from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.contract import NO_CONTRACT
from union_ledger.plugins.kinds.duplicate import normal
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Entry
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("payee", "count", "numbers", "days", "what")
_PAPER = 8
_ROLL = 2
_Claim = tuple[int, "Entry"]


class Options(KindOptions):
    """Numbers at most ``gap`` apart, claimed within ``days`` of each other.

    Entries with one of the ``tickets`` words are held against each other by unit, not
    by payee: of eight digits all but the last two are equal on one roll.
    """

    gap: int = Field(default=2, ge=1)
    days: int = Field(default=90, ge=1)
    tickets: tuple[str, ...] = ()


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding at the last entry of each run of two entries or more.

    Parts of one contract are instalments. What was taken back （红字） claims nothing.
    """
    column = check.books.column("invoice")
    tickets = {e.position for e in check.books.texts.entries_with(options.tickets)}
    near = _near(column, options.gap)
    claims: list[_Claim] = []
    rolls: dict[tuple[str, str], list[_Claim]] = defaultdict(list)
    for entry, value in zip(check.books.entries, column, strict=True) if near else ():
        if value in near and entry.position not in tickets:
            claims += [(_digits(number), entry) for number in _numbers(value)]
    for position in sorted(tickets):
        entry = check.books.entries[position]
        unit = next((row.unit for row in check.rows_of(entry)), "")
        for number in _numbers(column[position]):
            if len(number) == _PAPER:
                rolls[unit, number[:-_ROLL]].append((_digits(number), entry))
    for run in _runs(claims, options.gap):
        if told := _standing(check, run, options):
            yield _finding(check, told, f"{told[0][1].payee}开出的")
    for _, roll in sorted(rolls.items()):
        if told := _standing(check, roll, options):
            yield _finding(check, told, "同一卷的")


def _near(column: list[Any], gap: int) -> set[Any]:
    """Return the values with a number that has another near, whoever's it is.

    Numbers of strangers seldom do, so that little is left to look at.
    """
    several = []
    plain = []
    for value in filter(None, column):
        if isinstance(value, str) and value.isdecimal():
            plain.append(value)
        else:
            several.append(value)
    numbers = list(map(int, plain))
    numbers += [_digits(number) for value in several for number in _numbers(value)]
    numbers.sort()
    steps = pairwise(numbers)
    pairs = [pair for pair in steps if pair[1] - pair[0] <= gap]
    near = {number for pair in pairs for number in pair}
    if not near:
        return set()
    found = {value for value in plain if int(value) in near}
    return found | {
        value
        for value in several
        if any(_digits(number) in near for number in _numbers(value))
    }


def _numbers(value: object) -> list[str]:
    """Return the numbers an entry names that end in digits alone."""
    numbers = map(normal, str(value or "").split())
    return [number for number in numbers if number.lstrip(ascii_uppercase).isdecimal()]


def _digits(number: str) -> int:
    return int(number.lstrip(ascii_uppercase))


def _runs(claims: list[_Claim], gap: int) -> Iterator[list[_Claim]]:
    """Yield the numbers of one payee that follow each other."""
    by_payee: dict[str, list[_Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: claim[0]):
        by_payee["".join(claim[1].payee.split())].append(claim)
    for payee, own in sorted(by_payee.items()):
        run: list[_Claim] = []
        for claim in own if payee else ():
            if run and claim[0] - run[-1][0] > gap:
                yield run
                run = []
            run.append(claim)
        if run:
            yield run


def _standing(check: Check, run: list[_Claim], options: Options) -> list[_Claim]:
    """Return what of a run was claimed apart and in time; empty where nothing was."""
    told: list[_Claim] = []
    for number, entry in sorted(run, key=lambda c: (c[1].day, c[1].place, c[0])):
        if entry.spent <= 0 or next(check.rows_of(entry), None) is None:
            continue
        if not check.applies(entry):
            continue
        if told and (entry.day - told[-1][1].day).days > options.days:
            continue
        # The same number twice is the finding of another rule.
        if not any(number == each[0] or entry is each[1] for each in told):
            told.append((number, entry))
    contracts = {entry.text_of("contract") for _, entry in told}
    if len(contracts) == 1 and not contracts & NO_CONTRACT:
        return []
    return told if len(told) > 1 else []


def _finding(check: Check, told: list[_Claim], what: str) -> Finding:
    entries = [entry for _, entry in told]
    last = entries[-1]
    shown = [_shown(number, entry) for number, entry in told]
    return check.finding(
        last,
        subject=min(shown),
        unit=next((row.unit for row in check.rows_of(last)), ""),
        amount=sum(entry.spent for entry in entries),
        others=entries[:-1],
        evidence=[
            f"{entry.day} {entry.name} 发票 {number}，{yuan_text(entry.spent)} 元"
            for number, entry in zip(shown, entries, strict=True)
        ],
        payee=last.payee,
        count=str(len(told)),
        numbers="、".join(sorted(shown)),
        days=str((last.day - entries[0].day).days),
        what=what,
    )


def _shown(digits: int, entry: Entry) -> str:
    """Return a number as the entry writes it."""
    numbers = _numbers(entry.meta.get("invoice"))
    return next(number for number in numbers if _digits(number) == digits)
