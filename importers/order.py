"""Rows in no order, put in order by their balances.

Each row leads from the balance before it to the balance after it. Within one moment
(a day, or a second where the rows have times) those steps must join into one path,
and the path of each moment must begin where the one before ended. That much tells
the balance at the end of every day; in which order the steps of one moment follow
each other, where they could be told in two ways, changes neither a balance of a day
nor an import id.
"""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from dataclasses import dataclass
from datetime import time
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.importers.statement import Row

AMBIGUOUS = "各行每天都收支相抵，从余额看不出期初是多少，也就排不出先后"


@dataclass(slots=True)
class _Steps:
    """The rows of one moment: where their path must begin and end, if that is told."""

    rows: list[Row]
    nodes: set[int]
    start: int | None
    end: int | None


def put_in_order(rows: Sequence[Row], opening: int | None) -> list[Row] | str:
    """Return the rows oldest first.

    Args:
        rows: Rows of one account, each with a balance.
        opening: Balance before the first, where the file states it.

    Returns:
        The rows, or why they cannot be ordered; empty where the balances do not
        join, as when a row is missing.
    """
    timed = all(row.time not in {None, time.min} for row in rows)
    ordered = sorted(rows, key=lambda row: (_moment(row, timed=timed), row.line))
    moments = [
        _steps(list(part))
        for _, part in groupby(ordered, lambda row: _moment(row, timed=timed))
    ]
    if None in moments:
        return ""
    steps = [each for each in moments if each is not None]
    starts = _starts(steps, opening)
    if isinstance(starts, str):
        return starts
    found: list[Row] = []
    for each, start in zip(steps, starts, strict=True):
        path = _path(each.rows, start)
        if path is None:
            return ""
        found += path
    return found


def _moment(row: Row, *, timed: bool) -> tuple[object, ...]:
    return (row.date, row.time) if timed else (row.date,)


def before(row: Row) -> int:
    """Return the balance before a row, in fen."""
    return (row.balance or 0) - row.signed


def _steps(rows: list[Row]) -> _Steps | None:
    """Return the steps of one moment, ``None`` if they make no path."""
    surplus: Counter[int] = Counter()
    nodes = set()
    for row in rows:
        after = row.balance or 0
        nodes |= {before(row), after}
        surplus[before(row)] += 1
        surplus[after] -= 1
    odd = {node: count for node, count in surplus.items() if count}
    if not odd:
        return _Steps(rows, nodes, None, None)
    if sorted(odd.values()) != [-1, 1]:
        return None
    start = next(node for node, count in odd.items() if count == 1)
    end = next(node for node, count in odd.items() if count == -1)
    return _Steps(rows, nodes, start, end)


def _starts(steps: list[_Steps], opening: int | None) -> list[int] | str:
    """Return where each moment begins.

    One that comes back to where it began is told by its neighbours.
    """
    first = next((each.start for each in steps if each.start is not None), opening)
    if first is None:
        common = set.intersection(*(each.nodes for each in steps))
        if len(common) != 1:
            return AMBIGUOUS if common else ""
        (first,) = common
    at, starts = first, []
    for each in steps:
        if each.start is not None and each.start != at:
            return ""
        if at not in each.nodes:
            return ""
        starts.append(at)
        at = at if each.end is None else each.end
    return starts


def _path(rows: list[Row], start: int) -> list[Row] | None:
    """Return a path over all rows from this balance; ``None`` if they are apart."""
    ways: dict[int, list[Row]] = defaultdict(list)
    for row in reversed(rows):
        ways[before(row)].append(row)
    path: list[Row] = []
    stack: list[tuple[int, Row | None]] = [(start, None)]
    while stack:
        node, came = stack[-1]
        if ways[node]:
            row = ways[node].pop()
            stack.append((row.balance or 0, row))
            continue
        stack.pop()
        if came is not None:
            path.append(came)
    return path[::-1] if len(path) == len(rows) else None
