"""What needs attention（近期要办）: one sentence for each matter, with where it leads.

Every figure is one that another report gives; this module only puts it into words.
Terms are looked at on the last day the books tell of, which is printed.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan_text
from union_ledger.core.period import parse_period
from union_ledger.reports.assets.register import asset_register
from union_ledger.reports.assets.stocktaking import stocktaking_report
from union_ledger.reports.cases import cases
from union_ledger.reports.model import Column
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.period_parts import months_of
from union_ledger.reports.reconciliation import DIFFERS
from union_ledger.reports.reconciliation import NO_STATEMENT
from union_ledger.reports.reconciliation import OLD
from union_ledger.reports.reconciliation import reconciliation
from union_ledger.reports.rectification import last_day
from union_ledger.reports.source import in_journal
from union_ledger.reports.source import on_page
from union_ledger.reports.utilisation_idle import IDLE_DAYS
from union_ledger.reports.utilisation_idle import idle_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.core.quota import QuotaLine
    from union_ledger.reports.model import Linked
    from union_ledger.reports.model import Report

ATTENTION = "近期要办"
WAITING = ("13599", "21599")
_SOON = timedelta(days=7)
_Matter = tuple[str, "Linked"]


def attention_table(
    ledger: Ledger, period: Period, lines: dict[tuple[str, str], QuotaLine]
) -> Table:
    """Return the matters; ``lines`` are the quota of the period."""
    day = last_day(ledger) or period.last
    rows = tuple(
        Row(matter)
        for matter in (
            *_answers(ledger, period, day),
            *_quota(ledger, period, lines),
            *_bank(ledger, period),
            *_waiting(ledger, period),
            *_months(ledger, period, day),
            *_assets(ledger, period),
            *_rules(ledger, period),
        )
    )
    columns = (
        Column("matter", "事项", width=10),
        Column("said", "情况", width=70),
    )
    note = f"期限算到 {day}（账簿和答复的最后一天）。"
    return Table(ATTENTION, columns, rows, note=note, empty="没有要办的事项。")


def _answers(ledger: Ledger, period: Period, day: date) -> Iterator[_Matter]:
    time = f"{period.year}"
    open_ = [case for case in cases(ledger, period) if case.is_open]
    over = [case for case in open_ if case.days_over(day)]
    if over:
        oldest = max(over, key=lambda case: case.days_over(day))
        said = (
            f"{len(over)} 件问题的整改已过期限，最久的（{oldest.lead.rule_title}）"
            f"过了 {oldest.days_over(day)} 天"
        )
        yield (
            "逾期整改",
            on_page(said, "UnionResults", time=time, state=oldest.lead.state),
        )
    soon = [case for case in open_ if case.due and day <= case.due <= day + _SOON]
    if soon:
        said = f"{len(soon)} 件问题的整改在 {_SOON.days} 天内到期"
        yield "将到期", on_page(said, "UnionResults", time=time)
    free = [case for case in open_ if case.severity == "违规" and not case.owner]
    if free:
        said = f"{len(free)} 件违规问题还没有落实责任人"
        asked = {"severity": "违规", "state": "待处理"}
        yield "落实责任", on_page(said, "UnionResults", time=time, **asked)


def _quota(
    ledger: Ledger, period: Period, lines: dict[tuple[str, str], QuotaLine]
) -> Iterator[_Matter]:
    time = f"{period.year}"
    below = [line for line in lines.values() if line.available < 0]
    if below:
        amount = yuan_text(-sum(line.available for line in below))
        said = f"{len(below)} 笔额度透支，共 {amount} 元"
        yield "额度透支", on_page(said, "UnionFunds", time=time)
    idle = idle_lines(ledger, period, lines)
    if idle:
        amount = yuan_text(sum(one.line.available for one in idle))
        units = len({one.line.unit for one in idle})
        said = (
            f"{units} 个单位的 {len(idle)} 笔额度连续 {IDLE_DAYS} 天没有使用，"
            f"余额共 {amount} 元"
        )
        yield "闲置额度", on_page(said, "UnionFunds", time=time)


def _bank(ledger: Ledger, period: Period) -> Iterator[_Matter]:
    counts = _counts(reconciliation(ledger, period))
    for verdict, said in (
        (DIFFERS, "个账户月份与银行对账单不符"),
        (NO_STATEMENT, "个账户月份没有对账单，不能对账"),
        (f"超过 {OLD} 天", f"笔未达账项超过 {OLD} 天"),
    ):
        if counts[verdict]:
            text = f"{counts[verdict]} {said}"
            time = f"{period.year}"
            yield "银行对账", on_page(text, "UnionStatements", time=time)


def _waiting(ledger: Ledger, period: Period) -> Iterator[_Matter]:
    held: dict[str, int] = {}
    for row in ledger.books.of_code(*WAITING):
        if row.entry.day <= period.last:
            held[row.account] = held.get(row.account, 0) + row.amount
    for account, amount in held.items():
        if amount:
            name = account.rpartition(":")[2]
            said = f"“{name}”还挂着 {yuan_text(abs(amount))} 元没有查清"
            yield "待查款项", in_journal(said, f"^{account}$", period.time_filter)


def _months(ledger: Ledger, period: Period, day: date) -> Iterator[_Matter]:
    closed = {f"{close.day:%Y-%m}" for close in ledger.books.registers.closes}
    over = [
        month
        for month in months_of(period)
        if month.last <= day and f"{month.last:%Y-%m}" not in closed
    ]
    used = {f"{entry.day:%Y-%m}" for entry in ledger.books.entries}
    left = [month for month in over if f"{month.last:%Y-%m}" in used]
    if left:
        said = f"{period.year} 年有 {len(left)} 个月已经过完，还没有结账"
        time = left[0].time_filter
        yield "月末结账", on_page(said, "UnionTable01", time=time)


def _assets(ledger: Ledger, period: Period) -> Iterator[_Matter]:
    counted = _counts(stocktaking_report(ledger, period))
    open_ = counted["应盘"] - counted["已盘"]
    last = parse_period(f"{period.last:%Y-%m}").time_filter
    if open_:
        said = f"{open_} 张资产卡片本年还没有盘点"
        yield "资产盘点", on_page(said, "UnionAssets", time=last)
    if counted["没有处理的差异"]:
        said = f"{counted['没有处理的差异']} 项盘点差异还没有处理"
        yield "资产盘点", on_page(said, "UnionAssets", time=last)
    wrong = _counts(asset_register(ledger, period))["核对不符"]
    if wrong:
        said = f"资产卡片与账面有 {wrong} 处核对不符"
        yield "资产核对", on_page(said, "UnionAssets", time=last)


def _rules(ledger: Ledger, period: Period) -> Iterator[_Matter]:
    if ledger.silent:
        said = f"{len(ledger.silent)} 条规则因参数缺失没有执行，请补参数"
        yield "规则参数", on_page(said, "UnionResults", time=f"{period.year}")


def _counts(report: Report) -> dict[str, int]:
    return {
        figure.label: figure.value
        for figure in report.figures
        if isinstance(figure.value, int)
    }
