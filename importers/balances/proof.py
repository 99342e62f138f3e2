"""Does a trial balance add up: each row, each parent, both sides, the totals."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan_text
from union_ledger.importers.balances.reading import AMOUNTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from union_ledger.importers.balances.table import Account
    from union_ledger.importers.balances.table import Total
    from union_ledger.importers.balances.table import TrialBalance

_TITLES = ("期初", "借方", "贷方", "期末")
_COLUMNS = {
    "opening_debit": "期初借方",
    "opening_credit": "期初贷方",
    "debit": "借方发生额",
    "credit": "贷方发生额",
    "year_debit": "本年借方",
    "year_credit": "本年贷方",
    "closing_debit": "期末借方",
    "closing_credit": "期末贷方",
}
_CLASSES = (
    ("净资产", "3"),
    ("资产", "1"),
    ("负债", "2"),
    ("收入", "4"),
    ("支出", "5"),
)


@dataclass(slots=True)
class BalanceProof:
    """What was found: ``why`` is empty when proven."""

    why: list[str]

    @property
    def verdict(self) -> str:
        """Return ``proven`` or ``unproven``."""
        return "unproven" if self.why else "proven"


def prove_balances(found: TrialBalance) -> BalanceProof:
    """Check rows, parents, the two sides, totals rows and the count of rows."""
    why = [
        f"第 {noted.line} 行读不懂：{noted.why}（{noted.raw[:60]}）"
        for noted in found.rejected
    ]
    read = len(found.accounts) + len(found.skipped) + len(found.rejected)
    if read != found.data_rows:
        why.append(f"数据行 {found.data_rows}，只交代了 {read} 行")
    if not found.accounts:
        return BalanceProof([*why, "没有一行是科目"])
    why += [_row(account) for account in found.accounts if _row(account)]
    twice = Counter(account.code for account in found.accounts)
    why += [f"科目 {code} 出现 {n} 次" for code, n in twice.items() if n > 1]
    children = found.children()
    for account in found.accounts:
        if below := children.get(account.code):
            why += _parent(account, below)
    roots = children.get("", [])
    why += _sides(roots)
    for total in found.totals:
        why += _total(total, roots, found.accounts, children.keys())
    return BalanceProof(why)


def _row(account: Account) -> str:
    reached = account.opening + account.debit - account.credit
    if reached == account.closing:
        return ""
    return (
        f"第 {account.line} 行 {account.subject}：期初 {_shown(account.opening)}，"
        f"借方 {yuan_text(account.debit)}，贷方 {yuan_text(account.credit)}，"
        f"期末应为 {_shown(reached)}，文件写的是 {_shown(account.closing)}"
    )


def _parent(account: Account, below: list[Account]) -> list[str]:
    sums = [sum(column) for column in zip(*(b.figures for b in below), strict=True)]
    return [
        f"第 {account.line} 行 {account.subject} 的{title} {yuan_text(own)}，"
        f"与下级 {len(below)} 个科目之和 {yuan_text(summed)} 不符"
        for title, own, summed in zip(_TITLES, account.figures, sums, strict=True)
        if own != summed
    ]


def _sides(roots: list[Account]) -> list[str]:
    opening, debit, credit, closing = (
        sum(column) for column in zip(*(r.figures for r in roots), strict=True)
    )
    why = []
    if opening:
        why.append(f"期初借方与贷方余额不等，差 {yuan_text(opening)}")
    if debit != credit:
        why.append(f"借方发生额 {yuan_text(debit)}，贷方 {yuan_text(credit)}，不等")
    if closing:
        why.append(f"期末借方与贷方余额不等，差 {yuan_text(closing)}")
    return why


def _total(
    total: Total, roots: list[Account], accounts: list[Account], parents: Iterable[str]
) -> list[str]:
    """Hold a totals row against the roots, or against the leaves: packages do both."""
    above = set(parents)
    head = next((digit for name, digit in _CLASSES if total.text.startswith(name)), "")
    tops = [a for a in roots if a.code.startswith(head)]
    leaves = [a for a in accounts if a.code not in above and a.code.startswith(head)]
    why = []
    for role in AMOUNTS:
        stated = total.stated.get(role)
        if stated is None or role not in _COLUMNS:
            continue
        sums = [sum(a.stated.get(role, 0) for a in each) for each in (tops, leaves)]
        if stated not in sums:
            why.append(
                f"第 {total.line} 行写的{_COLUMNS[role]}合计 {yuan_text(stated)}，"
                f"与各科目之和 {yuan_text(sums[0])} 不符"
            )
    return why


def _shown(fen: int) -> str:
    if not fen:
        return "平"
    return f"{'借' if fen > 0 else '贷'} {yuan_text(abs(fen))}"
