"""What must be done before a month is closed（封账前检查）, point by point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan_text
from union_ledger.reports.bank_sides import bank_accounts
from union_ledger.reports.reconciliation import AGREES
from union_ledger.reports.reconciliation import Reckoned

if TYPE_CHECKING:
    from datetime import date

    from union_ledger.core.ledger import Ledger

_WAITING = ("13599", "21599")
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the list; ``said`` tells what was found, ``key`` is what accepts it.

    ``must`` points cannot be accepted: the books would prove nothing.
    """

    key: str
    title: str
    said: str
    is_met: bool
    must: bool = False


def checklist(ledger: Ledger, first: date, last: date) -> list[Point]:
    """Return every point for the month from ``first`` to ``last``."""
    return [
        _errors(ledger),
        _open_entries(ledger, first, last),
        _waiting(ledger, last),
        _bank(ledger, first, last),
        _depreciation(ledger, first, last),
        _violations(ledger, first, last),
    ]


def _errors(ledger: Ledger) -> Point:
    found = [problem.message.rstrip("。") for problem in ledger.problems]
    return Point("errors", "账簿没有错误", _some(found), not found, must=True)


def _open_entries(ledger: Ledger, first: date, last: date) -> Point:
    found = [
        entry.name
        for entry in ledger.books.entries
        if first <= entry.day <= last and entry.txn.flag == "!"
    ]
    return Point("open", "没有标 ! 的分录", _some(found), not found)


def _waiting(ledger: Ledger, last: date) -> Point:
    found = []
    for code in _WAITING:
        rows = [r for r in ledger.books.of_code(code) if r.entry.day <= last]
        left = sum(row.amount for row in rows)
        if left:
            found.append(f"{code} 余 {yuan_text(left)} 元")
    return Point("waiting", "待查科目没有余额", _some(found), not found)


def _bank(ledger: Ledger, first: date, last: date) -> Point:
    found = []
    for account in bank_accounts(ledger.books):
        if account.first_day is None or account.first_day > last:
            continue
        name = account.account.split(":")[-1]
        verdict = Reckoned(account, name, first, account.at(first, last)).verdict
        if verdict != AGREES:
            found.append(f"{name} {verdict}")
    return Point("bank", "银行存款已经对账相符", _some(found), not found)


def _depreciation(ledger: Ledger, first: date, last: date) -> Point:
    found = [
        finding.message
        for finding in ledger.findings
        if finding.rule == "ZC01" and first <= finding.day <= last and finding.is_open
    ]
    return Point("depreciation", "折旧、摊销已经计提", _some(found), not found)


def _violations(ledger: Ledger, first: date, last: date) -> Point:
    found = [
        f"{finding.rule} {finding.id}"
        for finding in ledger.findings
        if first <= finding.day <= last and finding.is_open_violation
    ]
    return Point("violations", "违规都已处理", _some(found), not found)


def _some(found: list[str]) -> str:
    more = f"等 {len(found)} 项" if len(found) > _SHOWN else ""
    return "；".join(found[:_SHOWN]) + more
