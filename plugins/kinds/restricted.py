"""A fund pays only what it is for（专款专用）."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.chart import label
from union_ledger.plugins.kinds.options import NoOptions as Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

__all__ = ["FIELDS", "PARAMETERS", "Options", "check"]

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("account", "allowed", "fund")


def check(check: Check, _options: Options) -> Iterator[Finding]:
    """Yield a finding for each expense outside the accounts its fund may pay."""
    registered = check.books.registers.funds
    funds = {code: fund for code, fund in registered.items() if fund.accounts}

    outside = (
        row
        for (_, _, _, fund, _), rows in check.flows().items()
        if fund in funds and not funds[fund].may_pay(rows[0].code)
        for row in rows
    )
    for row in outside:
        if not check.applies(row.entry):
            continue
        fund = funds[row.fund]
        yield check.finding(
            row,
            subject=f"{row.account} {row.unit} {row.fund}",
            severity=None if fund.restricted else "疑点",
            amount=abs(row.amount),
            evidence=(
                f"经费来源 {fund.code} 登记的可用科目：{' '.join(fund.accounts)}",
            ),
            account=label(row.account),
            fund=f"{fund.code} {fund.name}",
            allowed="、".join(fund.accounts),
        )
