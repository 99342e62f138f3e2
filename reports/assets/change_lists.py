"""Every change of a period, line by line: what moved money, and what did not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.asset_accounts import COST
from union_ledger.core.asset_records import AssetDispose
from union_ledger.core.asset_records import AssetMove
from union_ledger.core.asset_records import AssetRaise
from union_ledger.core.asset_records import AssetStateChange
from union_ledger.reports.assets.held import at
from union_ledger.reports.assets.held import unit_text
from union_ledger.reports.model import Column
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date

    from union_ledger.core.asset_life import AssetLife
    from union_ledger.core.ledger import Ledger
    from union_ledger.reports.model import Cell

CHANGES = "增减明细"
CUSTODY = "调拨和状态变更"


def changes_table(
    ledger: Ledger, lives: Mapping[str, AssetLife], first: date, last: date
) -> Table:
    """Return what came, was raised or went, with voucher and approval."""
    registers = ledger.books.registers
    vouchers = _vouchers(ledger)
    found: list[tuple[date, str, tuple[Cell, ...]]] = []
    for number, life in lives.items():
        if not life.card.is_own:
            continue
        for day, cells in _changes(life, vouchers):
            now = life.on(day)
            unit = unit_text(registers, now.unit, day) if now else None
            if first <= day <= last:
                found.append((day, number, (*cells[:4], unit, *cells[4:])))
    found.sort(key=lambda each: each[:2])
    columns = (
        Column("day", "日期", "date", width=12),
        Column("number", "资产编号", "link", width=16),
        Column("name", "名称", width=20),
        Column("what", "变动", width=12),
        Column("unit", "使用单位", width=27),
        Column("quantity", "数量", "count", width=6),
        Column("cost", "原值增减", "money", total="sum"),
        Column("written", "转出折旧", "money", total="sum", nought=False),
        Column("voucher", "凭证", width=18, blank=True),
        Column("approved", "批准", width=28, blank=True),
        Column("reason", "说明", width=24, blank=True),
    )
    return Table(
        CHANGES,
        columns,
        tuple(Row(cells) for *_, cells in found),
        total_label="合计",
        empty="本期没有增减。",
    )


def _changes(
    life: AssetLife, vouchers: Mapping[tuple[str, date], str]
) -> Iterator[tuple[date, tuple[Cell, ...]]]:
    card = life.card
    begun = life.on(card.since)
    if begun is not None and card.state != "已处置":
        what = f"增加（{card.method or '购置'}）"
        yield (
            card.since,
            (
                *(card.since, at(card.number, card), card.name, what),
                *(card.quantity, card.cost, 0, card.voucher or None, None),
                _because(card.acquired_on, card.since, card.note),
            ),
        )
    for line in life.lines:
        if isinstance(line, AssetRaise):
            yield (
                line.since,
                (
                    *(line.since, at(card.number, line), card.name, "增值"),
                    *(None, line.amount, 0, line.voucher or None, None),
                    line.note or None,
                ),
            )
    for out in life.taken_out:
        gone = out.line
        yield (
            gone.since,
            (
                *(gone.since, at(card.number, gone), card.name, f"减少（{gone.how}）"),
                *(-out.quantity, -out.cost, out.written_off),
                gone.voucher or vouchers.get((card.number, gone.since)),
                _approval(gone),
                gone.reason or gone.note or None,
            ),
        )


def _vouchers(ledger: Ledger) -> dict[tuple[str, date], str]:
    """Return the voucher that took a number out of the accounts on a day."""
    return {
        (row.lot, row.entry.day): row.entry.name
        for row in ledger.books.of_code(*COST)
        if row.lot and row.quantity < 0
    }


def _because(acquired: date, since: date, note: str) -> str | None:
    late = (
        f"{acquired} 取得"
        if (acquired.year, acquired.month)
        < (
            since.year,
            since.month,
        )
        else ""
    )
    return "；".join(filter(None, (late, note))) or None


def _approval(line: AssetDispose) -> str:
    said = (line.approver, str(line.approved or ""), line.minutes)
    return " ".join(filter(None, said)) or "没有登记批准"


def custody_table(
    ledger: Ledger, lives: Mapping[str, AssetLife], first: date, last: date
) -> Table:
    """Return the moves and changes of use, of own things and 备查."""
    registers = ledger.books.registers
    rows = []
    for line in registers.asset_lines:
        life = lives.get(line.number)
        if life is None or not first <= line.since <= last:
            continue
        if isinstance(line, AssetMove):
            told = " ".join(filter(None, (line.custodian, line.place)))
            what, where = "调拨", unit_text(registers, line.unit, line.since)
        elif isinstance(line, AssetStateChange):
            until = f"至 {line.until}" if line.until else ""
            papers = (line.to, until, line.minutes, line.contract)
            told = " ".join(filter(None, papers))
            now = life.on(line.since)
            what = f"状态：{line.state}"
            where = unit_text(registers, now.unit, line.since) if now else ""
        else:
            continue
        name = life.card.name
        rows.append(
            Row(
                (
                    line.since,
                    at(line.number, line),
                    name,
                    what,
                    where or None,
                    told or None,
                    line.by or None,
                    line.note or None,
                )
            )
        )
    columns = (
        Column("day", "日期", "date", width=12),
        Column("number", "资产编号", "link", width=16),
        Column("name", "名称", width=22),
        Column("what", "变动", width=12),
        Column("unit", "单位（变动后）", width=26),
        Column("told", "保管人、地点、去向", width=30, blank=True),
        Column("by", "经办", "code", width=9, blank=True),
        Column("note", "说明", width=24, blank=True),
    )
    return Table(CUSTODY, columns, tuple(rows), empty="本期没有调拨和状态变更。")
