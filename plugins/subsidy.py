"""Subsidies from above beyond the budget（超预算到账的上级补助）.

《工会预算管理办法》 A48: what comes from above and asks for no money of one's own is
spent without adjusting the budget. One sum for all lines: it softens a finding and
clears none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.budget_lines import top_lines
from union_ledger.core.money import yuan_text

if TYPE_CHECKING:
    from datetime import date

    from union_ledger.core.books import Books
    from union_ledger.core.budget_lines import Scope
    from union_ledger.core.records import BudgetVersion

_FROM_ABOVE = "403"


def covers(
    books: Books, scope: Scope, version: BudgetVersion, day: date, over: int
) -> tuple[str, ...]:
    """Show how extra subsidies cover ``over`` fen; empty where they do not."""
    funds = {
        fund.code
        for fund in books.registers.funds.values()
        if any(code.startswith(_FROM_ABOVE) for code in fund.source)
    }
    received = spent = 0
    for (year, _, unit, fund, project), rows in books.flows.items():
        if str(year) != version.year:
            continue
        code = rows[0].code
        within = (
            code.startswith(scope.code)
            and fund in funds
            and scope.unit in {"", unit}
            and scope.fund in {"", fund}
            and scope.project in {"", project}
        )
        if within or code.startswith(_FROM_ABOVE):
            amount = sum(row.amount for row in rows if row.entry.day <= day)
            if within:
                spent += amount
            else:
                received -= amount
    budgeted = sum(
        line.amount
        for line in top_lines(
            line
            for line in books.registers.budget_lines
            if (line.year, line.version) == (version.year, version.version)
            and line.code.startswith(_FROM_ABOVE)
        )
    )
    extra = received - budgeted
    if over > min(extra, spent):
        return ()
    return (
        f"上级补助已到账 {yuan_text(received)} 元，预算 {yuan_text(budgeted)} 元",
        f"{yuan_text(received)} − {yuan_text(budgeted)} = {yuan_text(extra)} 元",
        f"其中已列支 {yuan_text(spent)} 元，超出的部分可由多到账的补助负担",
        "不需配套的上级补助不作预算调整，请核对补助文件",
    )
