"""封面 and 说明书 of a budget: filled from the registers, the rest left to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.chart import load_chart
from union_ledger.core.money import yuan_text
from union_ledger.reports.filing import BLANK
from union_ledger.reports.model import Passage
from union_ledger.reports.passages import to_fill_in
from union_ledger.reports.statements.dates import day_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from union_ledger.core.records import BudgetVersion
    from union_ledger.reports.budget_forms.plan import Plan

COVER = "封面"


def cover(plan: Plan, kind: str, reported: date | None) -> Passage:
    """Return the cover; ``kind`` is 预算 or 决算, ``reported`` the day it goes out."""
    day = day_text(reported) if reported else "＿＿＿＿年＿＿月＿＿日"
    return Passage(
        COVER,
        f"{plan.year} 年度工会经费收支{kind}",
        (
            plan.ledger.entity,
            f"编报单位（公章）：{BLANK}",
            f"工会主席（签章）：{BLANK}",
            f"经费审查委员会主任（签章）：{BLANK}",
            f"财务负责人（签章）：{BLANK}",
            f"制表（签章）：{BLANK}",
            f"报出日期：{day}",
        ),
        cover=True,
    )


def resolutions(version: BudgetVersion | None, kind: str) -> tuple[str, str]:
    """Return the two sentences of who discussed and who examined it.

    A17: the 经费审查委员会 examines before the 委员会 decides.
    """
    approved = version.approved if version else None
    reviewed = version.reviewed if version else None
    minutes = f"（{version.minutes}）" if version and version.minutes else ""
    discussed = (
        f"本{kind}业经 {_day(approved)}第{to_fill_in('届')}届第{to_fill_in('次')}次"
        f"工会委员会（常委会）讨论通过{minutes if approved else ''}。"
    )
    examined = f"本{kind}业经 {_day(reviewed)}经费审查委员会审查。"
    return discussed, examined


def explanation(
    plan: Plan,
    kind: str,
    version: BudgetVersion | None,
    amount: Callable[[str], int],
) -> Passage:
    """Return 说明书: the two sentences, the sums by account, what people must write."""
    sums = {
        name: [(code, amount(code)) for code in plan.heads(class_)]
        for name, class_ in (("收入", "4"), ("支出", "5"))
    }
    said = [
        f"{name}{kind} {yuan_text(sum(fen for _, fen in lines))} 元，其中："
        + "、".join(
            f"{load_chart().name(code)} {yuan_text(fen)} 元"
            for code, fen in lines
            if fen
        )
        + "。"
        for name, lines in sums.items()
    ]
    filed = version.filed if version else None
    published = version.published if version else None
    return Passage(
        f"{kind}说明书",
        f"{plan.year} 年度工会经费收支{kind}说明书",
        (
            *resolutions(version if kind == "预算" else None, kind),
            f"一、编制依据：{to_fill_in('依据的制度、上级通知和本单位办法')}",
            f"二、收入：{said[0]}",
            f"增减的主要原因：{to_fill_in('与上年相比增减的原因')}",
            f"三、支出：{said[1]}",
            f"重点项目和增减的主要原因：{to_fill_in('重点工作、增减的原因')}",
            (
                f"四、结转结余：年初资金结转结余{_opening(plan)}；"
                f"使用安排：{to_fill_in('结转结余的安排')}"
            ),
            f"五、其他需要说明的事项：{to_fill_in('没有的写“无”')}",
            *(
                (
                    (
                        f"上级工会备案日期：{_day(filed)}；"
                        f"向会员公开日期：{_day(published)}。"
                    ),
                )
                if kind == "预算"
                else ()
            ),
        ),
    )


def _opening(plan: Plan) -> str:
    if plan.opening is None:
        return to_fill_in("年初结转结余")
    return f" {yuan_text(plan.opening)} 元"


def _day(day: date | None) -> str:
    return day_text(day) if day else to_fill_in("年、月、日")
