"""Voucher numbers run on without gap or repetition（凭证号连续）."""

from __future__ import annotations

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


def check(check: Check, _options: Options) -> Iterator[Finding]:
    """Yield a finding for each gap (at the voucher after it) and each repetition.

    Each series begins at 1 every month.
    """
    series: dict[tuple[int, int, str], list[tuple[int, Entry]]] = defaultdict(list)
    for entry in check.books.entries:
        voucher = entry.voucher
        if not voucher:
            continue
        name, _, number = voucher.rpartition("-")
        if name and number.isdecimal():
            series[entry.day.year, entry.day.month, name].append((int(number), entry))
        elif check.applies(entry):
            problem = f"凭证号 {voucher} 的写法应为“字-号”"
            yield _finding(check, entry, "写法", problem, "")
    for (_, _, name), numbered in series.items():
        numbers = [number for number, _ in numbered]
        if len(set(numbers)) == len(numbers) == max(numbers) and min(numbers) == 1:
            continue
        yield from _breaks(check, name, numbered)


def _breaks(
    check: Check, name: str, numbered: list[tuple[int, Entry]]
) -> Iterator[Finding]:
    expected = 1
    for number, entry in sorted(numbered, key=lambda pair: (pair[0], pair[1].place)):
        problem = ""
        if number < expected:
            kind, problem = "重号", f"{number:04d} 号用了不止一次"
            if number == 0:
                kind, problem = "写法", "凭证号应从 0001 起"
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
