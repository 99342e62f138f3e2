"""明细账: one account's postings with 借方, 贷方, 方向 and 余额, month by month.

《会计基础工作规范》 asks for a running balance. Income stands in credit and expenses in
debit, both positive; they begin each year at zero, and the closing entry at its end is
left out, since months are closed in the statements only（表结法）.
"""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from union_ledger.core.chart import label
from union_ledger.reports.model import Column
from union_ledger.reports.model import Figure
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.source import in_entry
from union_ledger.reports.source import provenance_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from union_ledger.core.books import Row as Posting
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.reports.model import Cell

TITLE = "明细账"
PAGE = "账页"
_MONTH = "本月合计"
_COLUMNS = (
    Column("day", "日期", "date", width=12, blank=True),
    Column("voucher", "凭证", width=12, blank=True),
    Column("payee", "对方", width=24, blank=True),
    Column("summary", "摘要", width=34, blank=True),
    Column("unit", "单位", "code", width=6, blank=True),
    Column("debit", "借方", "money", total="sum", blank=True),
    Column("credit", "贷方", "money", total="sum", blank=True),
    Column("side", "方向", "code", width=5, blank=True),
    Column("balance", "余额", "money", blank=True),
)


def account_book(
    ledger: Ledger,
    period: Period,
    account: str,
    keeps: Callable[[Posting], bool] | None = None,
) -> Report:
    """Return the page of an account and of all below it.

    Args:
        ledger: The books.
        period: What is shown; what came before is the opening balance.
        account: A whole account name, such as ``Assets:101-库存现金``.
        keeps: Which postings are shown; with it there is no running balance, which
            would be that of nothing.
    """
    yearly = account.startswith(("Income:", "Expenses:"))
    begins = date(period.first.year, 1, 1) if yearly else date.min
    rows = [
        row
        for row in ledger.books.rows
        if (row.account == account or row.account.startswith(f"{account}:"))
        and row.entry.day <= period.last
        and not (yearly and row.entry.closing)
    ]
    rows.sort(key=lambda row: (row.entry.day, row.entry.place, row.lineno))
    opening = sum(row.amount for row in rows if begins <= row.entry.day < period.first)
    shown = [row for row in rows if period.holds(row.entry.day)]
    if keeps is not None:
        shown = [row for row in shown if keeps(row)]
    debit, credit = sum(r.debit for r in shown), sum(r.credit for r in shown)
    ends = opening + sum(row.amount for row in shown)
    balances = (
        ()
        if keeps is not None
        else (
            Figure(f"期初余额（{side(opening)}）", abs(opening), "money"),
            Figure(f"期末余额（{side(ends)}）", abs(ends), "money"),
        )
    )
    table = Table(
        PAGE,
        _COLUMNS,
        tuple(_lines(shown, opening, period, runs=keeps is None)),
        total_label="合计",
        empty=f"{period.label}没有发生额。",
    )
    return Report(
        title=f"{TITLE}（{label(account)}）",
        entity=ledger.entity,
        period=period.label,
        provenance=provenance_of(ledger),
        tables=(table,),
        figures=(
            *balances,
            Figure("本期借方", debit, "money"),
            Figure("本期贷方", credit, "money"),
            Figure("笔数", len(shown), "count"),
        ),
        notes=(
            "余额逐笔结出；方向是余额所在的一方，平是没有余额。",
            "收入在贷方、支出在借方，都写正数，红字写负数。",
            "收入、支出科目每年从零开始，年终结转的分录不列。",
        ),
    )


def side(balance: int) -> str:
    """Return on which side a balance stands: 借, 贷 or 平."""
    return "平" if not balance else "借" if balance > 0 else "贷"


def _lines(
    shown: list[Posting], opening: int, period: Period, *, runs: bool
) -> list[Row]:
    """Return the opening balance, the postings and the sum of each month."""
    if not shown and not opening:
        return []
    balance = opening
    blank: tuple[Cell, ...] = ("", "", "", "", None, None)
    told = (side(opening), abs(opening)) if runs else ("", None)
    lines = [Row((period.first, *blank[:2], "期初余额", "", None, None, *told))]
    for month, rows in groupby(shown, key=lambda row: row.entry.day.replace(day=1)):
        for row in rows:
            balance += row.amount
            entry = row.entry
            stands = (side(balance), abs(balance)) if runs else ("", None)
            amounts = (row.debit or None, row.credit or None)
            lines.append(
                Row(
                    (
                        entry.day,
                        in_entry(entry.voucher or entry.id, entry),
                        entry.payee or "",
                        entry.narration or "",
                        row.unit or "",
                        *amounts,
                        *stands,
                    )
                )
            )
        lines.append(Row((None, f"{month:%m} 月", "", _MONTH), role="subtotal"))
    return lines
