"""工会02表 收入支出表: what came in and went out, and what is carried on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.period import Period
from union_ledger.core.period import parse_period
from union_ledger.reports.filing import STATEMENT_SIGNERS
from union_ledger.reports.model import Cell
from union_ledger.reports.model import Check
from union_ledger.reports.model import Column
from union_ledger.reports.model import Filing
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.source import in_journal
from union_ledger.reports.source import provenance_of
from union_ledger.reports.statements.dates import is_annual
from union_ledger.reports.statements.dates import own_name
from union_ledger.reports.statements.dates import year_start
from union_ledger.reports.statements.lines import lines_of
from union_ledger.reports.statements.proofs import adjustment
from union_ledger.reports.statements.proofs import continuity_check
from union_ledger.reports.statements.standing import Accounts

if TYPE_CHECKING:
    from union_ledger.core.ledger import Ledger
    from union_ledger.reports.statements.lines import Line

TITLE = "收入支出表"
NUMBER = "工会02表"
_NO_LAST_YEAR = "上年数账簿里没有，本栏为空，请按上年报表填写。"
_NOTES = (
    "年末结转分录不计入收入和支出。",
    "年初、年末资金结转结余两项只在年度报表填列。行次为本表自编。",
)


@dataclass(frozen=True, slots=True)
class _Span:
    """One column: its key and title, and the period it is of; None is unknown."""

    key: str
    title: str
    period: Period | None


def income_statement(ledger: Ledger, period: Period) -> Report:
    """Return 工会02表 of the period: this month and so far, or this year and last."""
    accounts = Accounts(ledger.books)
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=period.label,
        provenance=provenance_of(ledger),
        tables=(income_table(accounts, period),),
        notes=_NOTES,
    )


def income_table(accounts: Accounts, period: Period) -> Table:
    """Return the form with its checks."""
    spans = _spans(accounts, period)
    lines = lines_of("02")
    rows_of = {line.number: row for row, line in enumerate(lines) if line.number}
    rows = []
    for line in lines:
        figures = (_cell(accounts, line, span, rows_of, period) for span in spans)
        rows.append(Row((line.label, str(line.number), *figures)))
    annual = is_annual(period)
    columns = (
        Column("item", "项目", width=40),
        Column("number", "行次", "code", width=6),
        *(Column(s.key, s.title, "money", width=20, nought=False) for s in spans),
    )
    unknown = any(span.period is None for span in spans)
    filing = Filing(
        number=NUMBER,
        day=f"{period.year} 年度" if annual else period.label,
        signers=STATEMENT_SIGNERS,
        checks=tuple(_checks(accounts, period)),
        remarks=(_NO_LAST_YEAR,) if unknown else (),
    )
    return Table(TITLE, columns, tuple(rows), filing=filing)


def _spans(accounts: Accounts, period: Period) -> tuple[_Span, _Span]:
    if is_annual(period):
        known = accounts.knows(period.year - 1)
        last = parse_period(f"{period.year - 1:04d}") if known else None
        return _Span("now", "本年数", period), _Span("last", "上年数", last)
    so_far = Period(year_start(period), period.last, "")
    own = _Span("now", f"{own_name(period)}数", period)
    return own, _Span("so_far", "本年累计数", so_far)


def _cell(
    accounts: Accounts, line: Line, span: _Span, rows: dict[int, int], period: Period
) -> Cell:
    if span.period is None or not line.is_filled(annual=is_annual(period)):
        return None
    if line.source == "sum":
        return line.formed(rows, span.key)
    first, last = span.period.first, span.period.last
    if line.source == "opening":
        return accounts.at_start(first.year).shown(*line.codes)
    if line.source == "closing":
        return accounts.at_end(last).shown(*line.codes)
    if line.source == "adjusted":
        return adjustment(accounts, first, last)
    amount = accounts.flows(first, last).shown(*line.codes)
    pattern = f"^(Income|Expenses):({'|'.join(line.codes)})-"
    months = f"{first:%Y-%m} - {last:%Y-%m}"
    return in_journal(amount, pattern, months) if amount else 0


def _checks(accounts: Accounts, period: Period) -> list[Check]:
    flows = accounts.flows(year_start(period), period.last)
    end = accounts.at_end(period.last)
    start = accounts.at_start(period.year)
    adjusted = adjustment(accounts, year_start(period), period.last)
    saved = -start.debit("321", "322") + adjusted - flows.debit("4", "5")
    return [
        continuity_check(accounts, period.last),
        Check(
            "02 表结转结余",
            saved,
            "01 表工会资金结转＋工会资金结余",
            end.shown("321", "322"),
        ),
        Check(
            "表列收入－支出",
            _listed(accounts, period),
            "账上收入－支出",
            -flows.debit("4", "5"),
        ),
    ]


def _listed(accounts: Accounts, period: Period) -> int:
    """Return income less expenses of the accounts that have a line of their own."""
    flows = accounts.flows(year_start(period), period.last)
    codes = [
        code for line in lines_of("02") if line.source == "codes" for code in line.codes
    ]
    return -flows.debit(*codes)
