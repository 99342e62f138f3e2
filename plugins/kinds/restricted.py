"""A fund pays only what it is for（专款专用）; restricted income has such a fund."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.chart import label
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("account", "allowed", "fund")


class Options(KindOptions):
    """With ``income`` the rule looks at that income: its fund must be restricted."""

    income: bool = False


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each posting its fund is not for."""
    yield from _received(check) if options.income else _spent(check)


def _spent(check: Check) -> Iterator[Finding]:
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


def _received(check: Check) -> Iterator[Finding]:
    funds = check.books.registers.funds
    for (_, _, _, code, _), rows in check.flows().items():
        fund = funds.get(code)
        # A fund nobody registered is another rule's finding.
        if fund is None or fund.restricted:
            continue
        for row in rows:
            if check.applies(row.entry):
                yield check.finding(
                    row,
                    subject=f"{row.account} {row.unit} {row.fund}",
                    amount=abs(row.amount),
                    evidence=(f"经费来源 {code} 登记为非限定（restricted: FALSE）",),
                    account=label(row.account),
                    fund=f"{code} {fund.name}",
                    allowed="",
                )
