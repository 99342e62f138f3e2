"""关键事: festival goods, purchases by contract, 疗休养 and capital outlay."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.reports.model import Column
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.model import ratio
from union_ledger.reports.source import in_entry
from union_ledger.reports.supervision.spending import entries_of

if TYPE_CHECKING:
    from union_ledger.core.books import Row as Posting
    from union_ledger.reports.supervision.spending import Spending

MATTERS = "关键事：四类支出"
LARGEST = "关键事：金额最大的支出"
_EACH = 10


@dataclass(frozen=True, slots=True)
class _Matter:
    """A kind of spending: ``codes`` it is booked under, or by contract.

    ``words`` finds it in Fava, beside the ``accounts``.
    """

    name: str
    codes: tuple[str, ...]
    accounts: str
    words: str = ""
    by_contract: bool = False

    def holds(self, row: Posting) -> bool:
        """Tell whether a row is of this kind."""
        if self.by_contract and not row.entry.text_of("contract"):
            return False
        return row.code.startswith(self.codes)


_MATTERS = (
    _Matter("节日慰问品", ("5010501",), "^Expenses:.*:5010501-"),
    _Matter("职工疗休养", ("50104",), "^Expenses:.*:50104-"),
    _Matter("资本性支出", ("507",), "^Expenses:507-"),
    _Matter(
        "合同采购（资本性支出以外）",
        ("501", "503", "504", "505", "510"),
        "^Expenses:(501|503|504|505|510)-",
        'contract:".+"',
        by_contract=True,
    ),
)


def matter_tables(held: Spending) -> tuple[Table, Table]:
    """Return the kinds of spending, and the largest entries of each."""
    return _kinds(held), _entries(held)


def _kinds(held: Spending) -> Table:
    rows = []
    for matter in _MATTERS:
        own = [row for row in held.rows if matter.holds(row)]
        amount = sum(row.amount for row in own)
        sums: Counter[str] = Counter()
        for row in own:
            sums[row.entry.payee] += row.amount
        payee, most = min(
            sums.items(), key=lambda each: (-each[1], each[0]), default=("", 0)
        )
        rows.append(
            Row(
                (
                    matter.name,
                    entries_of(own),
                    held.linked(amount, matter.words, matter.accounts),
                    ratio(amount, held.total, "percent"),
                    len({row.unit for row in own if row.unit}),
                    len(sums),
                    payee or None,
                    ratio(most, amount, "percent"),
                    held.findings_in(own),
                )
            )
        )
    columns = (
        Column("matter", "事项", width=24),
        Column("entries", "笔数", "count"),
        Column("amount", "金额", "money"),
        Column("share", "占全部支出", "percent"),
        Column("units", "涉及单位", "count"),
        Column("payees", "收款人数", "count"),
        Column("payee", "最大的收款人", width=32, group="集中程度"),
        Column("most", "占本事项", "percent", group="集中程度"),
        Column("found", "未了结发现", "count"),
    )
    note = (
        "合同采购按分录上写的合同号（contract）认定；一笔支出可以属于两类，不能相加。"
    )
    return Table(MATTERS, columns, tuple(rows), note=note)


def _entries(held: Spending) -> Table:
    rows: list[Row] = []
    for matter in _MATTERS:
        own = [row for row in held.rows if matter.holds(row)]
        own.sort(key=lambda row: (-row.amount, row.entry.day, row.entry.place))
        if own:
            rows.append(Row((None, matter.name), role="group"))
        rows += [
            Row(
                (
                    row.entry.day,
                    row.entry.name,
                    held.unit_name(row.unit),
                    row.entry.payee or None,
                    row.entry.narration or None,
                    in_entry(row.amount, row.entry),
                    row.entry.text_of("contract") or row.entry.text_of("minutes"),
                    held.findings_in([row]),
                ),
                level=1,
            )
            for row in own[:_EACH]
        ]
    columns = (
        Column("day", "日期", "date", width=12),
        Column("voucher", "凭证", "text", width=20),
        Column("unit", "单位", width=22),
        Column("payee", "收款人", width=28, blank=True),
        Column("summary", "摘要", width=34, blank=True),
        Column("amount", "金额", "money"),
        Column("basis", "合同或纪要", width=22, blank=True),
        Column("found", "未了结发现", "count"),
    )
    note = f"每类列金额最大的 {_EACH} 笔。"
    empty = "本期没有这四类支出。"
    return Table(LARGEST, columns, tuple(rows), note=note, empty=empty)
