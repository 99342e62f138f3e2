"""The checks printed under the statements（勾稽关系）."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from union_ledger.reports.filing import Check
from union_ledger.reports.statements.lines import lines_of

if TYPE_CHECKING:
    from union_ledger.reports.statements.standing import Accounts
    from union_ledger.reports.statements.standing import Standing

_SAVED = ("321", "322")
# 资产基金 mirrors what is not money: its code, the assets, what is shown where it is 0.
_MIRRORS = (
    ("30101", "库存物品", ("141",), (), True),
    ("30102", "投资", ("151",), (), False),
    ("30103", "在建工程", ("161",), (), True),
    ("30104", "固定资产", ("162",), ("163",), True),
    ("30105", "无形资产", ("171",), ("172",), True),
    ("30106", "长期待摊费用", ("181",), (), True),
)


def balance_check(standing: Standing, name: str) -> Check:
    """Return 资产 = 负债 + 净资产 for one column, over all accounts with a line."""
    codes = {
        side: [
            code for line in lines_of("01") if line.side == side for code in line.codes
        ]
        for side in ("left", "right")
    }
    return Check(
        f"{name}资产总计",
        standing.debit(*codes["left"]),
        "负债合计＋净资产合计",
        -standing.debit(*codes["right"]),
    )


def mirror_checks(accounts: Accounts, standing: Standing, day: date) -> list[Check]:
    """Return 301 beside what it mirrors, with what of it waits in 182 for a decision.

    《工会会计制度》 301、182 科目说明.
    """
    checks = []
    for code, name, assets, less, always in _MIRRORS:
        fund = -standing.debit(code)
        held = standing.debit(*assets, *less)
        waiting = _waiting(accounts, day, (*assets, *less, code))
        if not (always or fund or held):
            continue
        said = "−".join((*assets, *less))
        if waiting:
            said += f"＋182 中的{name}"
        checks.append(Check(f"{code} {name}基金", fund, said, held + waiting))
    return checks


def _waiting(accounts: Accounts, day: date, codes: tuple[str, ...]) -> int:
    """Return what of 182 came from, or went to, the accounts of one kind of asset."""
    return sum(
        row.amount
        for row in accounts.books.of_code("182")
        if row.entry.day <= day
        and any(other.code.startswith(codes) for other in row.entry.rows)
    )


def held_check(accounts: Accounts, standing: Standing, day: date) -> Check:
    """Return 221 beside the money kept for others in 101 and 102."""
    kept = sum(
        row.amount
        for row in accounts.books.of_code("101", "102")
        if row.entry.day <= day
        and any(
            part.endswith(("代管", "代管经费")) for part in row.account.split(":")[2:]
        )
    )
    return Check("221 代管经费", -standing.debit("221"), "101、102 中的代管资金", kept)


def continuity_check(accounts: Accounts, last: date) -> Check:
    """Return 年初 + 调整 + 收入 − 支出 = 期末 of 结转结余, for the year so far.

    Only 年初余额调整, 单位内部调剂 and what an investment takes from 322 are let in
    beside income and expenses: anything else posted to 321 or 322 makes it fail.
    """
    start = accounts.at_start(last.year)
    first = date(last.year, 1, 1)
    flows = accounts.flows(first, last)
    adjusted = adjustment(accounts, first, last)
    expected = -start.debit(*_SAVED) + adjusted - flows.debit("4", "5")
    return Check(
        "年初结转结余＋调整及变动＋收入－支出",
        expected,
        "期末结转结余",
        -accounts.at_end(last).debit(*_SAVED),
    )


def adjustment(accounts: Accounts, first: date, last: date) -> int:
    """Return 资金结转结余调整及变动 between two days; fen, growing positive."""
    codes = next(line.codes for line in lines_of("02") if line.source == "adjusted")
    return -sum(
        row.amount
        for row in accounts.moved(first, last, *_SAVED)
        if row.code.startswith(codes)
        or any(other.code.startswith(("151", "30102")) for other in row.entry.rows)
    )
