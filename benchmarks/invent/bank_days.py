"""Days on which the bank moved money that the books have on another, and what it said.

A payment of a month's last day is executed in the next month, a cheque is presented
late, money that came before a holiday is booked after it: 未达账项 at a month's end.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

from benchmarks.invent import accounts as acc
from benchmarks.invent.days import month_end
from benchmarks.invent.text import custom_text
from benchmarks.invent.text import money

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from benchmarks.invent.entry import Entry
    from benchmarks.invent.exports import Line

# Month whose last payment waits -> the bank's day of it (month, day).
_EXECUTED = {4: (5, 6), 8: (10, 9), 11: (12, 2)}
# Month whose first receipt was at the bank before -> that day.
_RECEIVED = {10: (9, 30)}


def give_bank_days(entries: Iterable[Entry]) -> None:
    """Give a few unplanted entries of the basic account a day of the bank's own."""
    usual = sorted(
        (e for e in entries if e.row and e.row.source == "icbc" and not e.key),
        key=lambda e: (e.day, e.seq),
    )
    for days, series, place in ((_EXECUTED, "银付", -1), (_RECEIVED, "银收", 0)):
        for month, day in days.items():
            of_month = [e for e in usual if e.series == series and e.day.month == month]
            entry = of_month[place]
            assert entry.row is not None
            entry.row.day = date(entry.day.year, *day)


def statements(written: dict[Path, list[Line]]) -> dict[int, list[str]]:
    """Return what each export says of its account at each month's end, by month."""
    accounts = {
        "icbc": (acc.ICBC, acc.ICBC_NUMBER),
        "ccb": (acc.CCB, acc.CCB_NUMBER),
    }
    found: dict[int, list[str]] = {}
    for path, lines in written.items():
        months: dict[int, list[Line]] = {}
        for line in lines:
            if line.row.source in accounts:
                months.setdefault(line.day.month, []).append(line)
        for month, part in months.items():
            account, number = accounts[part[0].row.source]
            facts = {
                "own-account": number[-4:],
                "first": part[0].day,
                "opening": f"{money(part[0].row.balance - part[0].fen)} CNY",
                "rows": len(part),
                "source-file": path.name,
                "document": f"exports/{path.name}",
                "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            }
            values = (f'"{account}"', f"{money(part[-1].row.balance)} CNY")
            day = month_end(part[0].day.year, month)
            text = custom_text(day, "statement", values, facts)
            # An amount is the one value that text in quotes would not do for.
            text = text.replace(f'"{facts["opening"]}"', str(facts["opening"]))
            found.setdefault(month, []).append(text)
    return found
