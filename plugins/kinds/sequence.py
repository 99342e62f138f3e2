"""Voucher numbers run on without gap or repetition（凭证号连续）."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from union_ledger.plugins.kinds.options import NoOptions as Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Entry
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

__all__ = ["FIELDS", "PARAMETERS", "Options", "check"]

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("problem", "series")
_NUMBER = re.compile(r"^(.+)-(\d+)$")


def check(check: Check, _options: Options) -> Iterator[Finding]:
    """Yield a finding for each gap (at the voucher after it) and each repetition.

    Each series begins at 1 every month.
    """
    series: dict[tuple[int, int, str], list[tuple[int, Entry]]] = defaultdict(list)
    for entry in check.books.entries:
        if not entry.voucher:
            continue
        match = _NUMBER.match(entry.voucher)
        if match is None:
            if check.applies(entry):
                problem = f"凭证号 {entry.voucher} 的写法应为“字-号”"
                yield _finding(check, entry, "写法", problem, "")
            continue
        key = (entry.day.year, entry.day.month, match[1])
        series[key].append((int(match[2]), entry))
    for (_, _, name), numbered in series.items():
        numbered.sort(key=lambda pair: (pair[0], pair[1].place))
        expected = 1
        for number, entry in numbered:
            problem = ""
            if number < expected:
                kind, problem = "重号", f"{number:04d} 号用了不止一次"
            elif number > expected:
                last = f" 至 {number - 1:04d}" if number - expected > 1 else ""
                kind, problem = "断号", f"缺 {expected:04d}{last} 号"
            if problem and check.applies(entry):
                yield _finding(check, entry, kind, problem, name)
            expected = max(expected, number + 1)


def _finding(
    check: Check, entry: Entry, subject: str, problem: str, series: str
) -> Finding:
    return check.finding(entry, subject=subject, problem=problem, series=series)
