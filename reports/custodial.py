"""代管经费收支表: what the union holds for others, project by project.

《工会会计制度》 221: money that is not the union's passes through 221 alone, and the
parts of 库存现金 and 银行存款 set apart as 代管 are as much as 221 says.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.chart import split
from union_ledger.reports.filing import STATEMENT_SIGNERS
from union_ledger.reports.model import Check
from union_ledger.reports.model import Column
from union_ledger.reports.model import Filing
from union_ledger.reports.model import Formed
from union_ledger.reports.model import Link
from union_ledger.reports.model import Linked
from union_ledger.reports.model import Ref
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.source import in_account
from union_ledger.reports.source import provenance_of
from union_ledger.reports.statements.dates import day_text
from union_ledger.reports.statements.standing import Accounts

if TYPE_CHECKING:
    from union_ledger.core.books import Row as Posting
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period

TITLE = "代管经费收支表"
ENTRIES = "代管经费收支明细"
_NOTES = (
    "代管经费不是工会的收入和支出，只经 221 代管经费核算，不占额度。",
    (
        "年初建账转入的余额列在期初余额；"
        "收到、付出是期内 221 各项目的贷方、借方发生额，红字冲销以负数列原方。"
    ),
    (
        "银行存款、库存现金中的代管部分，"
        "是 101、102 之下名称以“代管”或“代管经费”结尾的账户。"
    ),
)


@dataclass(slots=True)
class _Held:
    """One project's money, in fen, credit positive."""

    opening: int = 0
    received: int = 0
    paid: int = 0

    @property
    def closing(self) -> int:
        return self.opening + self.received - self.paid


def custodial(ledger: Ledger, period: Period) -> Report:
    """Return what each 221 project had, took in, gave out and has left."""
    opened = Accounts(ledger.books).opened
    held: dict[str, _Held] = defaultdict(_Held)
    within: list[Posting] = []
    for row in ledger.books.of_code("221"):
        if row.entry.day > period.last:
            continue
        one = held[row.account]
        if row.entry.day < period.first or row.entry.position in opened:
            one.opening -= row.amount
            continue
        one.received += row.credit
        one.paid += row.debit
        within.append(row)
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=period.label,
        provenance=provenance_of(ledger),
        tables=(_form(ledger, period, held), _entries(within)),
        notes=_NOTES,
    )


def _form(ledger: Ledger, period: Period, held: dict[str, _Held]) -> Table:
    projects = sorted(account for account, one in held.items() if _says(one))
    rows = [
        Row(
            (
                in_account(project_name(account), account, period),
                held[account].opening,
                held[account].received,
                held[account].paid,
                Formed(
                    (Ref(at, "opening"), Ref(at, "received")),
                    (Ref(at, "paid"),),
                ),
            )
        )
        for at, account in enumerate(projects)
    ]
    columns = (
        Column("project", "代管项目", "link", width=34),
        Column("opening", "期初余额", "money", total="sum", nought=False, width=18),
        Column("received", "本期收到", "money", total="sum", nought=False, width=18),
        Column("paid", "本期付出", "money", total="sum", nought=False, width=18),
        Column("closing", "期末余额", "money", total="sum", nought=False, width=18),
    )
    closing = sum(one.closing for one in held.values())
    return Table(
        TITLE,
        columns,
        tuple(rows),
        total_label="合计",
        empty="没有代管经费。",
        filing=Filing(
            day=f"{period.label}（截至 {day_text(period.last)}）",
            signers=STATEMENT_SIGNERS,
            sealed=True,
            checks=(
                Check(
                    "101、102 代管部分余额",
                    set_apart(ledger, period),
                    "221 代管经费期末余额合计",
                    closing,
                ),
            ),
        ),
    )


def project_name(account: str) -> str:
    """Return what a 221 account is held for: its parts below 代管经费."""
    parts = [split(part)[1] or part for part in account.split(":")[2:]]
    return " ".join(parts) or "（未分项目）"


def set_apart(ledger: Ledger, period: Period) -> int:
    """Return what cash and bank hold for others at the period's end, in fen."""
    return sum(
        row.amount
        for row in ledger.books.of_code("101", "102")
        if row.entry.day <= period.last
        and any(p.endswith(("代管", "代管经费")) for p in row.account.split(":")[2:])
    )


def _says(one: _Held) -> bool:
    return bool(one.opening or one.received or one.paid)


def _entries(rows: list[Posting]) -> Table:
    shown = tuple(
        Row(
            (
                row.entry.day,
                Linked(
                    row.entry.voucher or row.entry.id,
                    Link("source", row.entry.filename, line=row.entry.lineno),
                ),
                project_name(row.account),
                row.entry.payee or None,
                row.entry.narration or None,
                row.credit,
                row.debit,
            )
        )
        for row in rows
    )
    columns = (
        Column("day", "日期", "date", width=12),
        Column("voucher", "凭证", "link", width=14),
        Column("project", "代管项目", width=22),
        Column("payee", "对方", width=24, blank=True),
        Column("summary", "摘要", width=34, blank=True),
        Column("received", "收到", "money", total="sum", nought=False),
        Column("paid", "付出", "money", total="sum", nought=False),
    )
    return Table(
        ENTRIES, columns, shown, total_label="合计", empty="本期没有代管经费收支。"
    )
