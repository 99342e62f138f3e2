"""A card follows its voucher soon（及时建卡）, and names the voucher it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.asset_accounts import COST
from union_ledger.plugins.asset_findings import FIELDS
from union_ledger.plugins.asset_findings import about
from union_ledger.plugins.kinds.options import NoOptions as Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.asset_records import Asset
    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

__all__ = ["FIELDS", "PARAMETERS", "Options", "check"]

PARAMETERS = ("days",)


def check(check: Check, _options: Options) -> Iterator[Finding]:
    """Yield cards made too late after the entry that took the thing in.

    A card without a voucher, or with one that the books do not have or that took in
    another thing, is 提示. What stood in the opening balance is not asked.
    """
    books = check.books
    if not books.entries or not books.registers.assets:
        return
    first = books.entries[0].day
    taken_in: dict[str, Row] = {}
    for row in books.of_code(*COST):
        if row.lot and row.quantity > 0:
            taken_in.setdefault(row.lot, row)
    for number, card in books.registers.assets.items():
        if not card.is_own or card.acquired_on <= first or card.since <= first:
            continue
        row_in = taken_in.get(number)
        if row_in is not None:
            yield from _late(check, card, row_in)
        yield from _voucher(check, card, row_in)


def _late(check: Check, card: Asset, row: Row) -> Iterator[Finding]:
    if not check.loaded.rule.in_force(card.since):
        return
    limit = check.value("days", card.since)
    days = (card.since - row.entry.day).days
    if limit is None or limit.value is None or days <= limit.value:
        return
    yield from about(
        check,
        card,
        card,
        kind="晚建卡",
        problem=f"{row.entry.day} {row.entry.name} 入账，{days} 天以后才建卡",
        evidence=(
            f"{row.entry.day} {row.entry.name} {row.account} 入账",
            f"{card.since} 建卡，相隔 {days} 天",
        ),
        values=(limit,),
    )


def _voucher(check: Check, card: Asset, row: Row | None) -> Iterator[Finding]:
    named = " ".join(card.voucher.split())
    if not named:
        problem = "卡片没有写取得它的凭证（voucher）"
    elif row is None or named in {row.entry.name, row.entry.voucher, row.entry.id}:
        return
    elif any(entry.name == named for entry in check.books.entries):
        problem = f"卡片写的凭证 {named} 没有记入它，记入它的是 {row.entry.name}"
    else:
        problem = f"卡片写的凭证 {named} 账上没有，记入它的是 {row.entry.name}"
    yield from about(check, card, card, kind="凭证", problem=problem, severity="提示")
