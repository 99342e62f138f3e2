"""What a member gets stays below a cap（人均标准）: in a year, a month, for an event.

Named and pooled sums are joined: a member on a list or under ``member`` has a certain
part, and the averages of what his unit and 校本级 bought for everybody. An average
proves no person's total, so it is 违规 only where the certain part, or a unit's whole
sum divided by its members, exceeds the cap; all else is 疑点.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from typing import Literal

from union_ledger.plugins.caps_named import over_cap
from union_ledger.plugins.caps_pooled import check_pools
from union_ledger.plugins.kinds.options import KindOptions
from union_ledger.plugins.periods import Period
from union_ledger.plugins.periods import periods_of
from union_ledger.plugins.recipients import givens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Entry
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check
    from union_ledger.plugins.recipients import Given

PARAMETERS = ("cap",)
FIELDS = ("who", "period", "sum", "cap", "how")


class Options(KindOptions):
    """``per`` is what the cap is for, ``year_by`` the date that decides the year.

    Payments without names are for everybody each time (``add``: their averages are
    added up) or for others each time (``each``: birthdays of a month). ``words``
    narrow the rule to entries whose event or narration holds one of them.
    """

    per: Literal["year", "month", "event"] = "year"
    year_by: Literal["event", "entry"] = "event"
    pooled: Literal["add", "each"] = "add"
    words: tuple[str, ...] = ()


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding where a running total passes the cap."""
    if not check.most_fen("cap"):
        return
    named: dict[Period, list[Given]] = defaultdict(list)
    pooled: dict[Period, dict[str, list[Given]]] = defaultdict(dict)
    rows = (row for row in check.rows() if says(options.words, row.entry))
    for whole in givens(check.books, rows):
        for period, given in periods_of(whole, options.per, options.year_by):
            if given.by_unit:
                named[period].append(given)
            elif given.row.unit:
                pooled[period].setdefault(given.row.unit, []).append(given)
    for period in sorted({*named, *pooled}):
        pools = pooled.get(period, {})
        own = named.get(period, [])
        struck: set[str] = set()
        for unit, finding in check_pools(check, period, pools, own, options.pooled):
            struck.add(unit)
            yield finding
        if own:
            adds = options.pooled == "add" and options.per == "year"
            yield from over_cap(check, period, own, pools if adds else {}, struck)


def says(words: tuple[str, ...], entry: Entry) -> bool:
    """Tell whether an entry's event or narration holds one of the words."""
    if not words:
        return True
    text = f"{entry.narration} {entry.text_of('event')}"
    return any(word in text for word in words)
