"""预决算公开: where the money came from and went, for members, in plain words.

《工会预算管理办法》 第六十四条: budget and final accounts are made known to members.
Only names of the chart and sums by account are told; no entry, payee or member is.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from union_ledger.core.chart import load_chart
from union_ledger.core.money import yuan_text
from union_ledger.core.period import parse_period
from union_ledger.reports.budget_forms.plan import Plan
from union_ledger.reports.disclosure_state import STATE
from union_ledger.reports.disclosure_state import is_closed
from union_ledger.reports.disclosure_state import said_of
from union_ledger.reports.disclosure_state import state_table
from union_ledger.reports.model import Chart
from union_ledger.reports.model import Column
from union_ledger.reports.model import Figure
from union_ledger.reports.model import Passage
from union_ledger.reports.model import Ratio
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.model import ratio
from union_ledger.reports.passages import to_fill_in
from union_ledger.reports.source import provenance_of
from union_ledger.reports.statements.dates import year_start
from union_ledger.reports.statements.proofs import adjustment

if TYPE_CHECKING:
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period

TITLE = "工会经费预决算公开"
INCOME = "收入预算和决算"
EXPENSE = "支出预算和决算"
DETAIL = "主要支出明细"
_DETAIL = 5


def disclosure(ledger: Ledger, period: Period) -> Report:
    """Return the page for members on the period's whole year."""
    year = parse_period(str(period.year))
    plan = Plan(ledger, year)
    income = sum(plan.actual(code) for code in plan.heads("4"))
    expense = sum(plan.actual(code) for code in plan.heads("5"))
    members = ledger.books.registers.average_of_all(year.first, year.last)
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=year.label,
        provenance=provenance_of(ledger),
        passages=_passages(ledger, plan, income, expense),
        tables=(
            _account_table(plan, INCOME, "4"),
            _account_table(plan, EXPENSE, "5"),
            _detail_table(plan, expense),
            state_table(ledger, plan),
        ),
        figures=(
            Figure("全年收入", income, "money"),
            Figure("全年支出", expense, "money"),
            Figure(
                "平均每位会员支出",
                ratio(expense, members, "money"),
                "money",
                "全年支出 ÷ 平均会员人数",
            ),
        ),
        charts=(Chart("bar", "各类支出", EXPENSE, "name", ("actual",)),),
        notes=(
            "本表只列科目的合计数，不含任何个人的姓名、编号和收款信息。",
            "预算数取现行的预算版本；决算数是全年发生额，与收入支出表一致。",
            *said_of(ledger, plan),
        ),
        upright=True,
    )


def _passages(
    ledger: Ledger, plan: Plan, income: int, expense: int
) -> tuple[Passage, ...]:
    page = "公开页"
    closed = is_closed(ledger, plan.year)
    kind = "决算" if closed else "决算（尚未年结，数字还可能变动）"
    return (
        Passage(
            page,
            "致各位会员",
            (
                (
                    f"按照《工会预算管理办法》的规定，现将{ledger.entity} "
                    f"{plan.year} 年度工会经费的预算和{kind}向大家公开，欢迎监督。"
                    "各表金额单位为元。"
                ),
            ),
        ),
        Passage(
            page,
            "一、钱从哪里来",
            (f"全年收入 {yuan_text(income)} 元。",),
            tables=(INCOME,),
        ),
        Passage(
            page,
            "二、钱用到哪里去",
            (f"全年支出 {yuan_text(expense)} 元。",),
            tables=(EXPENSE, DETAIL),
        ),
        Passage(page, "三、结余多少", (_left(plan, income, expense),)),
        Passage(
            page,
            "四、公开和监督",
            (
                (
                    "对收支有疑问，可以向工会委员会或经费审查委员会询问："
                    f"{to_fill_in('联系方式')}。"
                ),
            ),
            tables=(STATE,),
        ),
    )


def _left(plan: Plan, income: int, expense: int) -> str:
    if plan.opening is None:
        return (
            f"年初结转结余{to_fill_in('年初数')}；"
            f"全年收支相抵 {yuan_text(income - expense)} 元。"
        )
    adjusted = adjustment(plan.accounts, year_start(plan.period), plan.period.last)
    moved = f"，加年内调整 {yuan_text(adjusted)} 元" if adjusted else ""
    closing = plan.opening + income - expense + adjusted
    return (
        f"年初结转结余 {yuan_text(plan.opening)} 元，"
        f"加全年收入 {yuan_text(income)} 元，"
        f"减全年支出 {yuan_text(expense)} 元{moved}，"
        f"年末结转结余 {yuan_text(closing)} 元，转到下年继续使用。"
    )


def _account_table(plan: Plan, title: str, class_: str) -> Table:
    rows = []
    for code in plan.heads(class_):
        planned = plan.budgeted(plan.now, code) if plan.now else None
        actual = plan.actual(code)
        if planned or actual:
            rows.append(
                Row(
                    (
                        load_chart().name(code),
                        plain_words().get(code),
                        planned,
                        actual,
                        ratio(actual, planned, "percent"),
                    )
                )
            )
    columns = (
        Column("name", "科目", width=14),
        Column("plain", "是什么", width=30, blank=True),
        Column("planned", "预算数", "money", total="sum"),
        Column("actual", "决算数", "money", total="sum"),
        Column("rate", "完成", "percent", total=Ratio(("actual",), ("planned",))),
    )
    return Table(
        title, columns, tuple(rows), total_label="合计", empty="账簿里没有记录。"
    )


def _detail_table(plan: Plan, expense: int) -> Table:
    amounts: dict[str, int] = {}
    for code, amount in plan.flows.amounts.items():
        if code[0] == "5":
            key = code[:_DETAIL]
            amounts[key] = amounts.get(key, 0) + amount
    chart = load_chart()
    rows = tuple(
        Row(
            (
                chart.name(code[:3]),
                chart.name(code) if len(code) == _DETAIL else "未分明细",
                amount,
                ratio(amount, expense, "percent"),
            )
        )
        for code, amount in sorted(amounts.items())
        if amount
    )
    columns = (
        Column("head", "科目", width=16),
        Column("name", "明细", width=24),
        Column("actual", "决算数", "money", total="sum"),
        Column("share", "占全部支出", "percent"),
    )
    return Table(DETAIL, columns, rows, total_label="合计", empty="账簿里没有支出。")


@cache
def plain_words() -> dict[str, str]:
    """Return what each account is, in words members use."""
    path = files("union_ledger.reports") / "data" / "plain_accounts.csv"
    with path.open(encoding="utf-8") as file:
        return {row["code"]: row["plain"] for row in csv.DictReader(file)}
