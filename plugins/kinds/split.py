"""One purchase cut into pieces below a limit（化整为零）."""

from __future__ import annotations

from collections import defaultdict
from collections import deque
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Entry
    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

PARAMETERS = ("limit",)
FIELDS = ("payee", "count", "total", "limit", "days")


_NO_CONTRACT = {"", "无", "-", "/", "—"}


class Options(KindOptions):
    """``days`` is the window; each piece is at least ``floor_percent`` of the limit."""

    days: int = 30
    floor_percent: int = 50


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each run of a unit's payments to one payee that adds up.

    Each is below the limit, at least the floor, and they reach it together within
    the window. Payments under one contract are instalments, not pieces.
    """
    by_payee: dict[tuple[str, str], list[Row]] = defaultdict(list)
    most = check.most_fen("limit")
    least = check.least_fen("limit") * options.floor_percent
    for entry in check.books.entries:
        if not least <= entry.spent * 100 or entry.spent >= most:
            continue
        payee = "".join(entry.payee.split())
        limit = check.fen_value("limit", entry.event_date)
        if limit is None or not payee or _has_contract(entry):
            continue
        if limit[0] * options.floor_percent <= entry.spent * 100 < limit[0] * 100:
            for row in islice(check.rows_of(entry), 1):
                by_payee[row.unit, payee].append(row)
    for (_, payee), rows in sorted(by_payee.items()):
        if len(rows) > 1:
            rows.sort(key=lambda r: (r.entry.day, r.entry.place))
            yield from _runs(check, options, payee, rows)


def _has_contract(entry: Entry) -> bool:
    return entry.text_of("contract") not in _NO_CONTRACT


def _runs(
    check: Check, options: Options, payee: str, rows: list[Row]
) -> Iterator[Finding]:
    """Slide the window over the payments; each run is told once, at its longest."""
    days = timedelta(days=options.days)
    window: deque[Row] = deque()
    run: list[Row] = []
    for row in rows:
        while window and row.entry.day - window[0].entry.day > days:
            window.popleft()
        if run and run[0] is not (window[0] if window else None):
            yield _finding(check, options, payee, run)
            run = []
            window.clear()
        window.append(row)
        limit = check.fen_value("limit", row.entry.event_date)
        total = sum(held.entry.spent for held in window)
        if limit and len(window) > 1 and total >= limit[0] and check.applies(row.entry):
            run = list(window)
    if run:
        yield _finding(check, options, payee, run)


def _finding(check: Check, options: Options, payee: str, run: list[Row]) -> Finding:
    last = run[-1]
    limit = check.fen_value("limit", last.entry.event_date)
    total = sum(row.entry.spent for row in run)
    return check.finding(
        last,
        subject=payee,
        amount=total,
        others=[row.entry for row in run],
        values=(limit[1],) if limit else (),
        evidence=[
            f"{row.entry.day} {row.entry.name} {yuan_text(row.entry.spent)} 元"
            for row in run
        ],
        payee=payee,
        count=str(len(run)),
        total=yuan_text(total),
        limit=yuan_text(limit[0]) if limit else "",
        days=str(options.days),
    )
