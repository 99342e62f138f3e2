"""The tables of the notes: what the books and registers know of each item."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from union_ledger.core.chart import label
from union_ledger.core.chart import load_chart
from union_ledger.reports.model import Column
from union_ledger.reports.model import Formed
from union_ledger.reports.model import Link
from union_ledger.reports.model import Linked
from union_ledger.reports.model import Ref
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.source import in_account

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Sequence
    from datetime import date

    from union_ledger.core.asset_life import AssetLife
    from union_ledger.core.books import Entry
    from union_ledger.core.books import Row as Posting
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.reports.budget_forms.plan import Plan

EXECUTION = "预算执行情况"
ITEMS = "重要项目明细"
LIVES = "固定资产折旧年限"
DISPOSED = "资产处置和损失"
NOMINAL = "名义金额资产"
PRIOR = "以前年度结转结余调整"
# What is listed by account: money, receivables, work in progress, debts, 代管.
_LISTED = ("102", "131", "132", "135", "161", "211", "212", "215", "221")
# 名义金额: 1 yuan apiece.
NOMINAL_FEN = 100


def execution_table(plan: Plan) -> Table:
    """Return planned and actual figures of every first-level account."""
    rows: list[Row] = []
    for title, class_ in (("收入", "4"), ("支出", "5")):
        rows.append(Row(("", title), role="group"))
        for code in plan.heads(class_):
            planned = plan.budgeted(plan.now, code) if plan.now else None
            at = len(rows)
            rate = Formed((Ref(at, "actual"),), over=(Ref(at, "planned"),))
            name = load_chart().name(code)
            rows.append(Row((code, name, planned, plan.actual(code), rate)))
    columns = (
        Column("code", "科目", "code", width=8),
        Column("name", "名称", width=28),
        Column("planned", "预算数", "money", nought=False),
        Column("actual", "决算数", "money", nought=False),
        Column("rate", "执行率", "percent", nought=False),
    )
    return Table(EXECUTION, columns, tuple(rows))


def item_table(ledger: Ledger, period: Period, opens: Callable[[Entry], bool]) -> Table:
    """Return the balances of receivables, works and debts, account by account."""
    start: dict[str, int] = defaultdict(int)
    end: dict[str, int] = defaultdict(int)
    for row in ledger.books.of_code(*_LISTED):
        if row.entry.day <= period.last:
            end[row.account] += row.amount
        if row.entry.day < period.first or opens(row.entry):
            start[row.account] += row.amount
    rows = []
    for account in sorted({*start, *end}, key=lambda account: account.split(":")[1:]):
        sign = 1 if account.startswith("Assets") else -1
        if start[account] or end[account]:
            shown = in_account(sign * end[account], account, period)
            rows.append(Row((_name(account), sign * start[account], shown)))
    columns = (
        Column("account", "科目", width=44),
        Column("start", "年初余额", "money", nought=False),
        Column("end", "年末余额", "money", nought=False),
    )
    return Table(ITEMS, columns, tuple(rows), empty="没有往来、在建工程和代管款余额。")


def _name(account: str) -> str:
    """Return the account from its statutory name down, as people read it."""
    parts = account.split(":")[1:]
    return "　".join([parts[0].replace("-", " ", 1), *parts[1:]])


def life_table(assets: Iterable[AssetLife], day: date) -> Table:
    """Return how long each class of what is held on ``day`` is depreciated."""
    by_class: dict[str, list[AssetLife]] = defaultdict(list)
    for asset in assets:
        by_class[asset.card.class_].append(asset)
    rows = []
    for name, held in sorted(by_class.items()):
        lives = sorted({each.card.life for each in held if each.card.life})
        years = "、".join(
            f"{life // 12}" if life % 12 == 0 else f"{life}/12" for life in lives
        )
        said = f"{years} 年" if lives else "不计提折旧"
        cost = sum(now.cost for each in held if (now := each.on(day)))
        rows.append(Row((name, len(held), cost, said)))
    columns = (
        Column("class", "类别", width=30),
        Column("cards", "卡片数", "count"),
        Column("cost", "原值", "money", total="sum"),
        Column("life", "折旧年限", width=24),
    )
    return Table(
        LIVES, columns, tuple(rows), total_label="合计", empty="没有登记固定资产。"
    )


def _unit_name(ledger: Ledger, asset: AssetLife, day: date) -> str | None:
    then = asset.on(day)
    return ledger.books.registers.unit_name(then.unit, day) if then else None


def disposal_table(
    ledger: Ledger, period: Period, assets: Sequence[AssetLife]
) -> Table:
    """Return what was disposed of in the year, and what a count found missing."""
    registers = ledger.books.registers
    rows = [
        Row(
            (
                asset.number,
                asset.card.name,
                _unit_name(ledger, asset, out.line.since),
                out.line.since,
                out.line.how,
                out.cost,
                out.line.reason or out.line.note or None,
            )
        )
        for asset in assets
        for out in asset.taken_out
        if period.holds(out.line.since)
    ]
    lives = {asset.number: asset for asset in assets}
    for count in registers.counts:
        if count.result in {"盘亏", "损毁"} and period.holds(count.since):
            found = lives.get(count.number)
            then = found.on(count.since) if found else None
            rows.append(
                Row(
                    (
                        count.number,
                        found.card.name if found else "（未登记）",
                        _unit_name(ledger, found, count.since) if found else None,
                        count.since,
                        count.result,
                        then.cost if then else None,
                        count.note or None,
                    )
                )
            )
    columns = (
        Column("number", "资产编号", "code", width=14),
        Column("name", "名称", width=24),
        Column("unit", "使用单位", width=22, blank=True),
        Column("day", "日期", "date", width=12),
        Column("kind", "性质", width=8),
        Column("cost", "原值", "money", total="sum"),
        Column("note", "说明", width=24, blank=True),
    )
    return Table(
        DISPOSED, columns, tuple(rows), total_label="合计",
        empty="资产登记里没有本年处置、盘亏或损毁的资产。",
    )  # fmt: skip


def nominal_table(ledger: Ledger, day: date, assets: Iterable[AssetLife]) -> Table:
    """Return what is held on ``day`` and was booked at a nominal amount."""
    registers = ledger.books.registers
    rows = tuple(
        Row(
            (
                asset.number,
                asset.card.name,
                now.quantity,
                now.cost,
                registers.unit_name(now.unit, day),
                asset.card.funding or None,
            )
        )
        for asset in assets
        if (now := asset.on(day)) and now.cost <= NOMINAL_FEN * now.quantity
    )
    columns = (
        Column("number", "资产编号", "code", width=14),
        Column("name", "名称", width=28),
        Column("quantity", "数量", "count", total="sum"),
        Column("cost", "名义金额", "money", total="sum"),
        Column("unit", "使用单位", width=24),
        Column("funding", "来源", width=16, blank=True),
    )
    return Table(
        NOMINAL, columns, rows, total_label="合计", empty="没有以名义金额入账的资产。"
    )


def prior_table(moved: Iterable[Posting]) -> Table:
    """Return each correction of earlier years with the reason the entry gives."""
    rows = tuple(
        Row(
            (
                row.entry.day,
                Linked(
                    row.entry.voucher or row.entry.id,
                    Link("source", row.filename, line=row.entry.lineno),
                ),
                label(row.account),
                -row.amount,
                row.entry.text.strip() or None,
            )
        )
        for row in moved
    )
    columns = (
        Column("day", "日期", "date", width=12),
        Column("voucher", "凭证", "link", width=14),
        Column("account", "科目", width=22),
        Column("amount", "调整金额", "money", total="sum"),
        Column("reason", "原因", width=40),
    )
    return Table(
        PRIOR, columns, rows, note="增加结转结余为正数，减少为负数。",
        empty="本年没有调整以前年度结转结余。",
    )  # fmt: skip
