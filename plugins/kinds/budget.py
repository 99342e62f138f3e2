"""Nothing is spent without budget or beyond it（无预算、超预算列支）.

基层工会预算管理办法 B21. Judged at the end of each day, on three things apart: the
quota of a unit and fund, the budget line of an account, the line of a project.
Blamed is the day's last use in an order that moving files does not change.
"""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan_text
from union_ledger.core.pots import place_of
from union_ledger.plugins.kinds.options import NoOptions as Options
from union_ledger.plugins.over_budget import over_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Entry
    from union_ledger.core.books import QuotaRow
    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

__all__ = ["FIELDS", "PARAMETERS", "Options", "check"]

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("problem",)
_DAY = attrgetter("entry.day")


def check(check: Check, _options: Options) -> Iterator[Finding]:
    """Yield a finding for each day that ends overdrawn by a use of that day."""
    yield from _quota(check)
    yield from _left_reserved(check)
    yield from over_lines(check)


def _quota(check: Check) -> Iterator[Finding]:
    registers = check.books.registers
    for account in sorted(check.books.quota_dips):
        place = place_of(account)
        fund = registers.funds.get(place.fund)
        if place.pot != "Q01" or fund is None or place.unit not in registers.units:
            # Belonging nowhere is another rule's finding.
            continue
        own = (row for row in check.books.quota_rows if row.account == account)
        rows = sorted(own, key=_DAY)
        balance = 0
        for day, day_rows in groupby(rows, key=_DAY):
            today = list(day_rows)
            moved = sum(row.amount for row in today)
            balance += moved
            if balance >= 0 or moved >= 0:
                continue
            taken = [row for row in today if row.amount < 0]
            last = max(taken, key=lambda r: r.entry.place)
            if not check.applies(last.entry):
                continue
            unit = registers.unit_name(place.unit, day)
            pot = f"{place.unit} {unit}·{place.fund} {fund.name}"
            yield check.finding(
                _blamed(last),
                subject=f"额度 {place.unit} {place.fund}",
                unit=place.unit,
                amount=-balance,
                evidence=(
                    f"{day} 日初可用额度 {yuan_text(balance - moved)} 元",
                    f"当日变动 {yuan_text(moved)} 元",
                    f"日末可用额度 {yuan_text(balance)} 元",
                ),
                problem=f"{pot} 的可用额度在 {day} 日末为 {yuan_text(balance)} 元，"
                f"超支 {yuan_text(-balance)} 元",
            )


def _blamed(row: QuotaRow) -> Row | Entry:
    """Return the posting that used the quota, or the entry when there is none."""
    for posting in row.entry.rows:
        if posting.lineno == row.meta.get("lineno"):
            return posting
    return row.entry


def _left_reserved(check: Check) -> Iterator[Finding]:
    """Yield what the year's end still finds reserved（年末未用的预占）."""
    for entry in check.books.quota_entries:
        if entry.quota not in {"lapse", "close"} or not check.applies(entry):
            continue
        for row in entry.quota_rows:
            if row.place.pot != "Q05" or row.amount >= 0:
                continue
            left = yuan_text(-row.amount)
            yield check.finding(
                entry,
                subject=f"预占 {row.place.unit} {row.place.fund} {row.reserve}",
                unit=row.place.unit,
                severity="提示",
                amount=-row.amount,
                evidence=(f"{entry.day} 年结时 {row.account} 尚有 {left} 元",),
                problem=f"预占 {row.reserve or '（没有编号）'} 到年末仍有 {left} 元"
                "没有使用，也没有释放",
            )
