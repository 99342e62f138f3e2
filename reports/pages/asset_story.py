"""An asset's whole life for one page: what happened, by date, and where it is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from union_ledger.core.asset_records import AssetDispose
from union_ledger.core.asset_records import AssetMove
from union_ledger.core.asset_records import AssetRaise
from union_ledger.core.asset_records import AssetStateChange
from union_ledger.core.asset_records import Count
from union_ledger.core.money import yuan_text
from union_ledger.reports.assets.held import month_ends
from union_ledger.reports.assets.held import unit_text
from union_ledger.reports.pages.links import journal_of
from union_ledger.reports.pages.links import source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from union_ledger.core.asset_life import AssetLife
    from union_ledger.core.asset_records import AssetLine
    from union_ledger.core.books import Entry
    from union_ledger.core.registers import Registers


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened; ``link`` leads to the journal, ``source`` to the text."""

    day: date
    what: str
    told: str
    by: str
    link: str | None
    source: str


@dataclass(frozen=True, slots=True)
class YearOfUse:
    """What one year wrote off, ready to read."""

    year: int
    months: int
    charged: str
    written_off: str
    net: str


def story(
    life: AssetLife, entries: Iterable[Entry], registers: Registers
) -> tuple[Happening, ...]:
    """Return what happened to a thing in order of date: the register, the accounts."""
    card = life.card
    place = source(card.filename, card.lineno)
    method = card.method or ("购置" if card.is_own else f"{card.owner}提供")
    told = f"原值 {yuan_text(card.cost)} 元"
    if card.quantity > 1:
        told += f"，{card.quantity} {card.measure or '件'}"
    found = []
    if card.acquired_on != card.since:
        found.append(
            Happening(card.acquired_on, f"取得（{method}）", "", "", None, place)
        )
    where = " ".join(
        filter(
            None,
            (
                unit_text(registers, card.unit, card.since),
                card.custodian,
                card.place,
            ),
        )
    )
    found.append(
        Happening(
            card.since,
            "建卡" if card.acquired_on != card.since else f"取得（{method}）、建卡",
            f"{told}；{where}",
            "",
            None,
            place,
        )
    )
    found += [
        Happening(
            line.since,
            *_words(line, registers),
            line.by,
            None,
            source(line.filename, line.lineno),
        )
        for line in life.lines
    ]
    found += [
        Happening(
            entry.day,
            "记账",
            _joined(entry.name if entry.voucher else "", entry.narration) or entry.id,
            "",
            journal_of(entry),
            source(entry.filename, entry.lineno),
        )
        for entry in entries
    ]
    # Of one day the register stands before the accounts, as it was put in here.
    return tuple(sorted(found, key=lambda each: each.day))


def years_of_use(life: AssetLife, last: date) -> tuple[YearOfUse, ...]:
    """Return what each year up to ``last`` wrote off; years before the card are one."""
    rows = []
    for year in range(life.card.since.year, last.year + 1):
        end = min(date(year, 12, 31), last)
        now = life.on(end)
        charges = [life.charge(day) for day in month_ends(date(year, 1, 1), end)]
        charged = [amount for amount in charges if amount]
        if now is None or (not charged and not now.is_held):
            continue
        rows.append(
            YearOfUse(
                year,
                len(charged),
                yuan_text(sum(charged)),
                yuan_text(now.written_off),
                yuan_text(now.net),
            )
        )
    return tuple(rows)


def _words(line: AssetLine, registers: Registers) -> tuple[str, str]:
    """Return what a line is called, and what it says."""
    match line:
        case AssetMove():
            unit = unit_text(registers, line.unit, line.since)
            return "调拨", _joined(f"到 {unit}", line.custodian, line.place, line.note)
        case AssetStateChange():
            until = f"至 {line.until}" if line.until else ""
            to = f"给 {line.to}" if line.to else ""
            papers = (to, until, line.minutes, line.contract, line.note)
            return line.state, _joined(*papers)
        case AssetRaise():
            added = f"原值增加 {yuan_text(line.amount)} 元"
            rest = f"还可用 {line.remaining} 个月" if line.remaining else ""
            return "增值", _joined(added, rest, line.voucher, line.note)
        case AssetDispose():
            pieces = f"{line.quantity} 件" if line.quantity else ""
            approved = str(line.approved or "")
            decided = (line.approver, approved, line.minutes, line.voucher)
            said = _joined(pieces, line.reason, line.appraisal, *decided, line.note)
            return f"处置（{line.how}）", said
        case Count():
            unit = unit_text(registers, line.unit, line.since) if line.unit else ""
            seen = (unit, line.custodian, line.place, line.state, line.note)
            return f"盘点：{line.result}", _joined(*seen)
        case _:
            return "验收", line.note


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
