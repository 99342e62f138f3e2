"""Decision before contract before payment（先决策、再签约、后付款）: days in order."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from typing import Any

from pydantic import Field

from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from union_ledger.core.books import Entry
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("problem",)
NAMES = {
    "submitted": "报账",
    "approved": "审批",
    "paid": "付款",
    "event-date": "活动",
    "invoice-date": "开票",
    "minutes-date": "集体决策",
    "contract-date": "签订合同",
    "day": "记账",
}


class Options(KindOptions):
    """Pairs of date keys, the earlier first; ``day`` is the day of the entry.

    Two on the same day are in order. A pair with a date that is not written says
    nothing. An entry flagged ``!`` is not finished and not looked at.
    """

    order: tuple[tuple[str, str], ...] = Field(min_length=1)


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield one finding an entry, with every pair that is the wrong way round."""
    found: dict[int, list[tuple[str, str]]] = {}
    for pair in options.order:
        columns = [_column(check, key) for key in pair]
        # Most books write neither.
        if not any(columns[0]) or not any(columns[1]):
            continue
        for position, (one, other) in enumerate(zip(*columns, strict=True)):
            if one and other and _is_late(one, other):
                found.setdefault(position, []).append(pair)
    for position, pairs in sorted(found.items()):
        entry = check.books.entries[position]
        row = next(check.rows_of(entry), None)
        if row is None or entry.flag == "!" or not check.applies(entry):
            continue
        said = [f"{NAMES.get(a, a)}在{NAMES.get(b, b)}之后" for a, b in pairs]
        yield check.finding(
            entry,
            unit=row.unit,
            amount=abs(entry.spent or row.amount),
            evidence=(_days(entry, pair) for pair in pairs),
            problem="、".join(said),
        )


def _column(check: Check, key: str) -> Sequence[Any]:
    if key == "day":
        return [entry.day for entry in check.books.entries]
    return check.books.column(key)


def _is_late(one: object, other: object) -> bool:
    # What is not a date is an error of the books, told elsewhere.
    return isinstance(one, date) and isinstance(other, date) and one > other


def _days(entry: Entry, pair: tuple[str, str]) -> str:
    one, other = (entry.day if key == "day" else entry.meta[key] for key in pair)
    late = (one - other).days
    return (
        f"{NAMES.get(pair[0], pair[0])}日期 {one}，"
        f"{NAMES.get(pair[1], pair[1])}日期 {other}，晚 {late} 天"
    )
