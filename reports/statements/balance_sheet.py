"""工会01表 资产负债表: assets at the left, liabilities and net assets at the right."""

from __future__ import annotations

from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING

from union_ledger.core.period import parse_period
from union_ledger.reports.filing import STATEMENT_SIGNERS
from union_ledger.reports.model import Cell
from union_ledger.reports.model import Column
from union_ledger.reports.model import Filing
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.source import in_journal
from union_ledger.reports.source import provenance_of
from union_ledger.reports.statements.dates import day_text
from union_ledger.reports.statements.dates import is_annual
from union_ledger.reports.statements.lines import lines_of
from union_ledger.reports.statements.proofs import balance_check
from union_ledger.reports.statements.proofs import continuity_check
from union_ledger.reports.statements.proofs import held_check
from union_ledger.reports.statements.proofs import mirror_checks
from union_ledger.reports.statements.standing import Accounts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.reports.model import Check
    from union_ledger.reports.statements.lines import Line
    from union_ledger.reports.statements.standing import Standing

TITLE = "资产负债表"
NUMBER = "工会01表"
_NOTES = (
    (
        "月份不做账结（表结法）：本年收支差额按经费是否限定用途，加列在工会资金结转、"
        "工会资金结余里；会费收入总是列入结余。"
    ),
    "待处理财产损溢为贷方余额的，以“-”列示。行次为本表自编。",
)


def balance_sheet(ledger: Ledger, period: Period) -> Report:
    """Return 工会01表 at the period's end."""
    accounts = Accounts(ledger.books)
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=period.label,
        provenance=provenance_of(ledger),
        tables=(balance_table(accounts, period),),
        notes=_NOTES,
    )


def balance_table(accounts: Accounts, period: Period) -> Table:
    """Return the form with its checks; its columns are keyed by side and moment."""
    start, end = accounts.at_start(period.year), accounts.at_end(period.last)
    annual = is_annual(period)
    lines = lines_of("01")
    left = [line for line in lines if line.side == "left"]
    right = [line for line in lines if line.side == "right"]
    # Both grand totals stand in the last row.
    gap = len(left) - len(right)
    placed: list[Line | None] = [*right[:-1], *[None] * gap, right[-1]]
    rows = []
    sides: dict[str, Sequence[Line | None]] = {"left": left, "right": placed}
    places = {
        name: {
            line.number: row for row, line in enumerate(side) if line and line.number
        }
        for name, side in sides.items()
    }
    for pair in zip_longest(left, placed):
        cells: list[Cell] = []
        for side, line in zip(sides, pair, strict=True):
            cells += _cells(line, side, places[side], (start, end), period)
        rows.append(Row(tuple(cells)))
    end_name = "年末余额" if annual else "期末余额"
    columns = (
        *_columns("left", "资产", end_name),
        *_columns("right", "负债和净资产", end_name),
    )
    filing = Filing(
        number=NUMBER,
        day=day_text(period.last),
        signers=STATEMENT_SIGNERS,
        upright=False,
        checks=tuple(_checks(accounts, start, end, period, end_name)),
        remarks=_remarks(accounts, period),
    )
    return Table(TITLE, columns, tuple(rows), filing=filing)


def _columns(side: str, title: str, end_name: str) -> tuple[Column, ...]:
    return (
        Column(f"{side}_item", title, width=26, blank=True),
        Column(f"{side}_number", "行次", "code", width=6, blank=True),
        Column(f"{side}_start", "年初余额", "money", width=18, nought=False),
        Column(f"{side}_end", end_name, "money", width=18, nought=False),
    )


def _cells(
    line: Line | None,
    side: str,
    rows: dict[int, int],
    moments: tuple[Standing, Standing],
    period: Period,
) -> list[Cell]:
    """Return item, number, and both figures of one line at one side."""
    if line is None:
        return [None] * 4
    cells: list[Cell] = [line.label, str(line.number) if line.number else None]
    days = parse_period(f"{period.year - 1:04d}").time_filter, str(period.year)
    for standing, when, name in zip(moments, days, ("start", "end"), strict=True):
        if line.source == "sum":
            cells.append(line.formed(rows, f"{side}_{name}"))
        elif not line.codes or not line.is_filled(annual=is_annual(period)):
            cells.append(None)
        else:
            amount = standing.shown(*line.codes)
            pattern = f"^[A-Z][a-z]+:({'|'.join(line.codes)})-"
            linked = name == "end" and amount
            cells.append(in_journal(amount, pattern, when) if linked else amount)
    return cells


def _checks(
    accounts: Accounts,
    start: Standing,
    end: Standing,
    period: Period,
    end_name: str,
) -> list[Check]:
    return [
        balance_check(start, "年初"),
        balance_check(end, end_name[:2]),
        continuity_check(accounts, period.last),
        *mirror_checks(accounts, end, period.last),
        held_check(accounts, end, period.last),
    ]


def _remarks(accounts: Accounts, period: Period) -> tuple[str, ...]:
    remarks = []
    if not accounts.opened and not accounts.knows(period.year - 1):
        remarks.append("账簿里没有年初余额，也没有上年的账，年初余额一栏为空。")
    end = date(period.year, 12, 31)
    closed = any(
        entry.closing == str(period.year) for entry in accounts.books.closing_entries
    )
    if period.last == end and not closed:
        remarks.append("本年还没有做年末账结，结转、结余按表结法列示。")
    return tuple(remarks)
