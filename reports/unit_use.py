"""二级工会经费明细: one sub-union's quota, every entry, its findings, its assets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.asset_life import asset_lives
from union_ledger.core.chart import label
from union_ledger.core.errors import InputError
from union_ledger.core.quota import quota_lines
from union_ledger.reports.model import Column
from union_ledger.reports.model import Figure
from union_ledger.reports.model import Link
from union_ledger.reports.model import Linked
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.model import ratio
from union_ledger.reports.monthly_use import pace
from union_ledger.reports.pot_links import pot_figures
from union_ledger.reports.risk import RISK_NOTE
from union_ledger.reports.risk import standing
from union_ledger.reports.source import in_account
from union_ledger.reports.source import in_entry
from union_ledger.reports.source import on_page
from union_ledger.reports.source import provenance_of
from union_ledger.reports.unit_purposes import purpose_table
from union_ledger.reports.unit_purposes import unit_project_table
from union_ledger.reports.utilisation_columns import MONEY
from union_ledger.reports.utilisation_columns import added

if TYPE_CHECKING:
    from collections.abc import Callable

    from union_ledger.core.books import QuotaRow
    from union_ledger.core.books import Row as Posting
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.core.quota import QuotaLine

TITLE = "二级工会经费明细"
LINES = "额度情况"
MOVES = "额度变动"
ENTRIES = "支出明细"
FINDINGS = "检查发现"
ASSETS = "固定资产"
_KINDS = {
    "approve": "批复",
    "allot": "下达",
    "adjust": "调整",
    "reserve": "占用",
    "release": "释放",
    "lapse": "收回",
    "carry": "上年结转",
    "handover": "撤并移交",
    "close": "年末结转",
}


def unit_use(
    ledger: Ledger,
    period: Period,
    unit: str,
    keeps: Callable[[Posting], bool] | None = None,
) -> Report:
    """Return what one sub-union had, spent and holds; ``unit`` is its code.

    Of the list of expenses, and of nothing else, only what ``keeps`` is shown.

    Raises:
        InputError: No unit of this code is registered.
    """
    registers = ledger.books.registers
    if unit not in registers.units:
        raise InputError(
            f"没有登记单位 {unit}",
            hint="请写单位代码，如 007；代码见单位登记（custom unit）。",
        )
    lines = [
        line
        for (code, _), line in quota_lines(ledger.books, period).items()
        if code == unit
    ]
    name = registers.unit_name(unit, period.last)
    return Report(
        title=f"{TITLE}（{unit} {name}）",
        entity=ledger.entity,
        period=period.label,
        provenance=provenance_of(ledger),
        figures=_figures(ledger, period, unit, lines),
        tables=(
            _lines(ledger, period, lines),
            purpose_table(ledger, period, unit, lines),
            unit_project_table(ledger, period, unit),
            _moves(ledger, period, unit),
            _entries(ledger, period, unit, keeps),
            _findings(ledger, period, unit),
            _assets(ledger, period, unit),
        ),
        notes=(
            "执行率 = 已使用 ÷（期初额度 + 本期下达 ± 调整）。",
            "额度变动不含由支出自动记的使用；支出明细按记账日期，年末结转分录不计。",
            "资产按卡片登记的使用单位和期末以前的调拨归到本单位，已处置的不列。",
            RISK_NOTE,
        ),
    )


def _figures(
    ledger: Ledger, period: Period, unit: str, lines: list[QuotaLine]
) -> tuple[Figure, ...]:
    total = added(lines)
    members = ledger.books.registers.average_members(unit, period.first, period.last)
    risk = standing(ledger, period, unit)
    place = f"，{risk.of} 个有问题的单位中第 {risk.place}" if risk.place else ""
    return (
        Figure("本期额度", total.base, "money"),
        Figure("已使用", total.used, "money"),
        Figure("可用余额", total.available, "money"),
        Figure("执行率", ratio(total.used, total.base, "percent"), "percent"),
        Figure("时间进度", pace(period), "percent", "期末在全年中的位置"),
        Figure("平均会员", members, "count"),
        Figure("会员人均使用", ratio(total.used, members, "money"), "money"),
        Figure(
            "风险分",
            risk.score_text,
            note=f"未了结问题 {risk.open_cases} 件{place}",
        ),
    )


def _lines(ledger: Ledger, period: Period, lines: list[QuotaLine]) -> Table:
    rows = tuple(
        Row(
            (
                line.fund,
                _fund(ledger, line.fund),
                *pot_figures(line, period),
                ratio(line.used, line.base, "percent"),
            )
        )
        for line in lines
    )
    columns = (
        Column("fund", "经费", "code", width=6),
        Column("fund_name", "经费来源", width=20),
        *MONEY,
    )
    return Table(
        LINES, columns, rows, total_label="合计", empty="本单位本期没有额度记录。"
    )


def _moves(ledger: Ledger, period: Period, unit: str) -> Table:
    rows = tuple(
        Row(
            (
                row.entry.day,
                Linked(
                    row.entry.id,
                    Link("source", row.entry.filename, line=row.entry.lineno),
                ),
                _KINDS.get(row.entry.quota, row.entry.quota) or None,
                row.place.fund,
                _fund(ledger, row.place.fund),
                in_account(row.amount, row.account, period),
                row.entry.narration or None,
            )
        )
        for row in ledger.books.quota_rows
        if _is_move(row, unit) and period.holds(row.entry.day)
    )
    columns = (
        Column("day", "日期", "date", width=12),
        Column("entry", "额度分录", "link", width=18),
        Column("kind", "性质", width=10, blank=True),
        Column("fund", "经费", "code", width=6),
        Column("fund_name", "经费来源", width=20),
        Column("amount", "可用额度增减", "money"),
        Column("summary", "说明", width=36, blank=True),
    )
    return Table(MOVES, columns, rows, empty="本期没有额度变动。")


def _is_move(row: QuotaRow, unit: str) -> bool:
    return row.place.unit == unit and row.place.pot == "Q01" and not row.automatic


def _entries(
    ledger: Ledger,
    period: Period,
    unit: str,
    keeps: Callable[[Posting], bool] | None,
) -> Table:
    registers = ledger.books.registers
    postings = [
        row
        for row in ledger.books.of_code("5")
        if row.unit == unit
        and period.holds(row.entry.day)
        and not row.entry.closing
        and (keeps is None or keeps(row))
    ]
    postings.sort(key=lambda row: (row.entry.day, row.entry.place, row.lineno))
    rows = []
    for row in postings:
        project = registers.projects.get(row.project)
        rows.append(
            Row(
                (
                    row.entry.day,
                    Linked(
                        row.entry.voucher or row.entry.id,
                        Link("source", row.filename, line=row.entry.lineno),
                    ),
                    row.entry.payee or None,
                    row.entry.narration or None,
                    label(row.account),
                    _fund(ledger, row.fund),
                    project.name if project else row.project or None,
                    in_entry(row.amount, row.entry),
                )
            )
        )
    columns = (
        Column("day", "日期", "date", width=12),
        Column("voucher", "凭证", "link", width=12),
        Column("payee", "收款人", width=24, blank=True),
        Column("summary", "摘要", width=34, blank=True),
        Column("account", "科目", width=22),
        Column("fund", "经费来源", width=16),
        Column("project", "项目", width=20, blank=True),
        Column("amount", "金额", "money", total="sum"),
    )
    return Table(
        ENTRIES, columns, tuple(rows), total_label="合计", empty="本期没有支出。"
    )


def _findings(ledger: Ledger, period: Period, unit: str) -> Table:
    rows = tuple(
        Row(
            (
                on_page(
                    each.rule,
                    "UnionResults",
                    unit=unit,
                    rule=each.rule,
                    time=period.time_filter,
                ),
                each.severity,
                each.state,
                each.day,
                Linked(
                    "、".join(each.vouchers) or each.id,
                    Link("source", each.filename, line=each.lineno),
                ),
                each.amount,
                each.message,
                each.id,
            )
        )
        for each in ledger.findings
        if each.unit == unit and period.holds(each.day)
    )
    columns = (
        Column("rule", "规则", "link", width=8),
        Column("severity", "性质", width=6),
        Column("state", "状态", width=8),
        Column("day", "日期", "date", width=12),
        Column("vouchers", "凭证", "link", width=18),
        Column("amount", "涉及金额", "money"),
        Column("message", "内容", width=56),
        Column("id", "发现编号", "code", width=16),
    )
    return Table(FINDINGS, columns, rows, empty="本期没有检查发现。")


def _assets(ledger: Ledger, period: Period, unit: str) -> Table:
    registers = ledger.books.registers
    rows = tuple(
        Row(
            (
                number,
                life.card.name,
                life.card.class_,
                life.card.acquired_on,
                now.quantity,
                now.cost,
                now.place or None,
                now.state,
                life.card.owner,
            )
        )
        for number, life in sorted(asset_lives(registers, period.last).items())
        if (now := life.on(period.last)) and now.is_held and now.unit == unit
    )
    columns = (
        Column("number", "资产编号", "code", width=16),
        Column("name", "名称", width=26),
        Column("class", "类别", width=20),
        Column("acquired", "取得日期", "date", width=12),
        Column("quantity", "数量", "count", total="sum"),
        Column("cost", "原值", "money", total="sum"),
        Column("place", "存放地点", width=20, blank=True),
        Column("state", "状态", width=8),
        Column("owner", "产权", width=6),
    )
    return Table(
        ASSETS, columns, rows, total_label="合计", empty="没有登记在本单位的资产。"
    )


def _fund(ledger: Ledger, code: str) -> str:
    fund = ledger.books.registers.funds.get(code)
    return fund.name if fund else code
