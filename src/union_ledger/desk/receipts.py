"""What the collection system returned, held against the bank and the registers."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan_text
from union_ledger.desk.intake_rows import KNOWN
from union_ledger.desk.intake_rows import UNBOOKED
from union_ledger.desk.register_text import Money
from union_ledger.desk.register_text import register_line
from union_ledger.importers.lists.period import last_day
from union_ledger.importers.lists.remittances import ratio_text

if TYPE_CHECKING:
    from union_ledger.core.books import Books
    from union_ledger.core.books import Entry
    from union_ledger.desk.intake_result import ImportResult
    from union_ledger.importers.lists.remittances import Remittance
    from union_ledger.importers.lists.remittances import RemittanceList

WAITING = "21599-"
# The money comes after the taxes of a month were declared, within the quarter or so.
_LATEST = timedelta(days=92)


def received(
    whole: Books, codes: tuple[str, ...], total: int, first: date, last: date
) -> list[Entry]:
    """Return the entries that took in just ``total`` fen between two days.

    Asked are the accounts of ``codes`` and 待查.
    """
    return [
        row.entry
        for row in whole.of_code(*codes, "215")
        if first <= row.entry.day <= last
        and row.amount == -total
        and (row.code.startswith(codes) or WAITING in row.account)
    ]


def places(entries: list[Entry]) -> str:
    """Return day and place of each entry."""
    return "、".join(f"{e.day} {e.filename}:{e.lineno}" for e in entries)


def collected(
    remittances: RemittanceList, whole: Books, result: ImportResult
) -> dict[int, tuple[str, str, str]]:
    """Compare each batch of payment with the bank; return the state of each line."""
    states: dict[int, tuple[str, str, str]] = {}
    for batch, rows in _batches(remittances).items():
        total = sum(row.amount for row in rows)
        name = f"批次 {batch}" if batch else "清单"
        first = min(date.fromisoformat(f"{row.first}-01") for row in rows)
        last = max(row.paid or last_day(row.last) for row in rows) + _LATEST
        found = received(whole, ("402", "131"), total, first, last)
        if len(found) == 1:
            said = f"与到账相符：{places(found)}"
        elif found:
            said = f"有 {len(found)} 笔到账同数，请自己选定：{places(found)}"
        else:
            said = "账上没有收到这个数（402、131 或待查）"
        result.details.append(f"{name} {yuan_text(total)}：{said}")
        state = KNOWN if len(found) == 1 else UNBOOKED
        states |= {row.line: (state, said, "") for row in rows}
    result.known = sum(state == KNOWN for state, _, _ in states.values())
    result.details += _ratios(remittances.rows, whole)
    result.details += _payrolls(remittances, whole)
    return states


def _batches(remittances: RemittanceList) -> dict[str, list[Remittance]]:
    batches: dict[str, list[Remittance]] = defaultdict(list)
    for row in remittances.rows:
        batches[row.batch].append(row)
    return batches


def _ratios(rows: list[Remittance], whole: Books) -> list[str]:
    """Hold the list's ratios against the registered share of their day."""
    odd: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        share = whole.registers.share(row.paid or last_day(row.last))
        if share is None:
            odd[f"清单的返拨比例 {ratio_text(row.ratio)}，登记册没有 share"].append(
                row.line
            )
        elif share.own != row.ratio:
            odd[
                f"清单的返拨比例 {ratio_text(row.ratio)}，"
                f"登记的留成是 {ratio_text(share.own)}"
                f"（{share.since} 起，{share.route}）"
            ].append(row.line)
    return [f"{said}：{len(lines)} 行" for said, lines in odd.items()]


def _payrolls(remittances: RemittanceList, whole: Books) -> list[str]:
    """Propose the ``payroll`` lines that the registers lack, and tell other figures."""
    lines: list[str] = []
    missing: list[str] = []
    for month, total in remittances.payrolls().items():
        known = whole.registers.payrolls.get(month)
        if known is None:
            values = [month, Money(total)]
            text = register_line(last_day(month), "payroll", values)
            missing.append(f"  {text.strip()}")
        elif known.amount != total:
            lines.append(
                f"{month} 工资总额：清单 {yuan_text(total)}，"
                f"登记 {yuan_text(known.amount)}"
            )
    if missing:
        lines.append("清单有工资总额，登记册没有；核对是全校的数以后可以登记：")
    return lines + missing
