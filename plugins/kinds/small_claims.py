"""One person hands in many small claims in a month（高频小额报销）.

Of a unit's expenses below the limit: how many the same handler has in a month. Told
where they are at least ``least`` and more than all but ``top_percent`` of the months
of all handlers in that year. The message names the unit, not the person.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Entry
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

PARAMETERS = ("limit", "least")
FIELDS = ("who", "month", "count", "limit", "usual")

_Claims = tuple[str, int, int]
"""Handler, year and month."""


class Options(KindOptions):
    """Compared only where handlers have ``months`` months with claims in the year."""

    top_percent: int = Field(default=5, ge=1, le=50)
    months: int = Field(default=20, ge=1)


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each handler and month with unusually many."""
    claims = _claims(check)
    years: dict[int, list[int]] = defaultdict(list)
    for (_, year, _), entries in claims.items():
        years[year].append(len(entries))
    usual = {}
    for year, counts in years.items():
        if len(counts) >= options.months:
            counts.sort(reverse=True)
            usual[year] = counts[len(counts) * options.top_percent // 100]
    for (handler, year, month), entries in sorted(claims.items()):
        if year not in usual or len(entries) <= usual[year]:
            continue
        entries.sort(key=lambda entry: (entry.day, entry.place))
        last = entries[-1]
        least = check.value("least", last.day)
        if least is None or len(entries) < (least.value or 0):
            continue
        limit = check.fen_value("limit", last.day)
        row = next(check.rows_of(last), None)
        if row is None or limit is None or not check.applies(last):
            continue
        name = check.books.registers.unit_name(row.unit, last.day)
        yield check.finding(
            row,
            # The handler keeps two of one month apart and is not shown by a hash.
            subject=f"{handler} {year}-{month:02d}",
            amount=sum(entry.spent for entry in entries),
            others=entries,
            values=(least, limit[1]),
            evidence=[
                f"{entry.day} {entry.name} {yuan_text(entry.spent)} 元"
                for entry in entries
            ],
            who=f"{row.unit} {name}",
            month=f"{year} 年 {month} 月",
            count=str(len(entries)),
            limit=yuan_text(limit[0]),
            usual=str(usual[year]),
        )


def _claims(check: Check) -> dict[_Claims, list[Entry]]:
    """Return the expenses below the limit by who handled them, and when."""
    found: dict[_Claims, list[Entry]] = defaultdict(list)
    most = check.most_fen("limit")
    handlers = check.books.column("handler")
    for entry, handler in zip(check.books.entries, handlers, strict=True):
        if not handler or not 0 < entry.spent < most:
            continue
        limit = check.fen_value("limit", entry.day)
        if limit is None or entry.spent >= limit[0]:
            continue
        if next(check.rows_of(entry), None) is not None:
            day = entry.day
            found[str(handler), day.year, day.month].append(entry)
    return found
