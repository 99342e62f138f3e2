"""An event costs no more than so much a head, a day, a session（按人按天的标准）.

The cap is multiplied by what the entry itself says: people, days, 学时, awards.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Literal

from pydantic import Field

from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import KindOptions
from union_ledger.plugins.persons import paid_to_person
from union_ledger.plugins.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from union_ledger.core.books import Entry
    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

PARAMETERS = ("cap",)
FIELDS = ("how",)

Factor = Literal["headcount", "days", "sessions", "awarded"]
_COUNTED: dict[str, str] = {
    "headcount": "人",
    "days": "天",
    "sessions": "学时",
    "awarded": "人获奖",
}
_COMMON = {"headcount"}


class Options(KindOptions):
    """``factors`` are the keys that multiply the cap; none: it is for the entry.

    A factor an entry does not write is taken from ``assume``; where that has none
    either, the rule stays silent, or says 无法核算 with ``require``. ``words`` narrows
    to entries that have one, ``allow`` are innocent phrases; ``when`` to entries that
    hold one of the values under a key; ``persons`` to those paid to a person.
    """

    factors: tuple[Factor, ...] = ()
    assume: dict[Factor, int] = Field(default_factory=dict)
    require: bool = False
    words: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    when: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    persons: bool = False


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each entry above the cap, or that cannot be reckoned."""
    if not options.require and not check.most_fen("cap"):
        # Without a figure of any time there is nothing to reckon with.
        return
    for entry in _entries(check, options):
        rows = list(check.rows_of(entry))
        # Of a money account, what is paid out of it counts.
        amount = sum(-r.amount if r.code.startswith("1") else r.amount for r in rows)
        if amount <= 0 or not check.applies(entry):
            continue
        if options.persons and not paid_to_person(entry, check.books.registers):
            continue
        lacking = [key for key in options.when if not entry.text_of(key)]
        meant = (entry.text_of(k) in values for k, values in options.when.items())
        if not lacking and not all(meant):
            continue
        numbers = {key: _number(entry, key, options) for key in options.factors}
        lacking += [key for key, number in numbers.items() if number is None]
        if not lacking:
            product = [(key, n) for key, n in numbers.items() if n is not None]
            yield from _above(check, options, rows[0], amount, product)
        elif options.require:
            how = f"没有写 {'、'.join(lacking)}，无法核算是否超过标准"
            yield check.finding(
                rows[0], amount=amount, severity="疑点", evidence=[how], how=how
            )


def _entries(check: Check, options: Options) -> Iterable[Entry]:
    """Return the entries to look at, each once, in order of date."""
    # What must be written and seldom is narrows most.
    rare = [key for key in (*options.when, *options.factors) if key not in _COMMON]
    needed = [key for key in rare if key not in options.assume]
    found: dict[int, Entry] = {}
    if needed:
        column = check.books.column(needed[0])
        told = zip(check.books.entries, column, strict=True)
        found |= {entry.position: entry for entry, value in told if value is not None}
    if options.words and (options.require or not needed):
        words = Words(check.books, options.words, options.allow)
        found |= {entry.position: entry for entry, _ in words.entries()}
    elif not needed:
        found |= {row.entry.position: row.entry for row in check.rows()}
    elif options.words:
        words = Words(check.books, options.words, options.allow)
        found = {p: e for p, e in found.items() if words.found_in(e.text)}
    return [found[position] for position in sorted(found)]


def _number(entry: Entry, key: Factor, options: Options) -> Decimal | None:
    """Return what is written, else assumed; None where neither is above zero."""
    written = entry.meta.get(key)
    if isinstance(written, Decimal) and written > 0:
        return written
    assumed = options.assume.get(key)
    return None if assumed is None else Decimal(assumed)


def _above(
    check: Check,
    options: Options,
    row: Row,
    amount: int,
    product: list[tuple[Factor, Decimal]],
) -> Iterator[Finding]:
    cap = check.fen_value("cap", row.entry.event_date)
    if cap is None:
        return
    limit = Decimal(cap[0])
    for _, number in product:
        limit *= number
    if amount <= limit:
        return
    assumed = [key for key, _ in product if not row.entry.text_of(key)]
    steps = [f"{number} {_COUNTED[key]}" for key, number in product]
    most = int(limit)
    reckoned = " × ".join([*steps, f"{yuan_text(cap[0])} 元"])
    reckoned += f" = {yuan_text(most)} 元" if steps else ""
    yield check.finding(
        row,
        amount=amount,
        severity="疑点" if assumed else None,
        values=(cap[1],),
        evidence=[
            f"支出 {yuan_text(amount)} 元",
            *(f"没有写 {key}，按 {options.assume[key]} 推算" for key in assumed),
            f"标准 {reckoned}",
            f"超出 {yuan_text(amount - most)} 元",
        ],
        how=f"超过标准 {reckoned}",
    )
