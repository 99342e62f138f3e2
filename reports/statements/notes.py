"""会计报表附注 as a skeleton: filled where the books know, marked where a person must.

《工会会计制度》 第六部分: at least the eight items below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.asset_life import asset_lives
from union_ledger.core.money import yuan_text
from union_ledger.core.period import parse_period
from union_ledger.reports.budget_forms.plan import Plan
from union_ledger.reports.model import Passage
from union_ledger.reports.model import Report
from union_ledger.reports.passages import to_fill_in
from union_ledger.reports.source import provenance_of
from union_ledger.reports.statements import note_tables as tables
from union_ledger.reports.statements.dates import day_text

if TYPE_CHECKING:
    from union_ledger.core.asset_life import AssetLife
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period

TITLE = "会计报表附注"
_PAGE = "附注"
_HELP = (
    (
        "〔请填写：…〕处由编制人补写；其余取自账簿和登记，重新生成时会被覆盖，"
        "补写请在另存的 Word 文件里进行。"
    ),
)
_POLICIES = (
    "会计期间：公历 1 月 1 日至 12 月 31 日。记账本位币：人民币。",
    "会计基础：收付实现制；年末应收、应付上下级经费等按制度采用权责发生制。",
    (
        "固定资产：按取得成本入账，按年限平均法分月计提折旧，不留残值；"
        "当月增加当月计提，当月减少当月不再计提；折旧冲减资产基金，不列支出。"
    ),
    "资产基金与库存物品、在建工程、固定资产等非货币性资产逐项对应。",
)


def notes(ledger: Ledger, period: Period) -> Report:
    """Return the notes to the statements of the period's whole year."""
    period = parse_period(str(period.year))
    plan = Plan(ledger, period)
    registers = ledger.books.registers
    own = [
        life
        for life in asset_lives(registers, period.last).values()
        if life.card.is_own and life.card.since <= period.last
    ]
    kept = [life for life in own if (now := life.on(period.last)) and now.is_held]
    opened = plan.accounts.opened
    moved = plan.accounts.moved(period.first, period.last, "32101", "32201")
    made = (
        tables.execution_table(plan),
        tables.item_table(
            ledger,
            period,
            lambda entry: entry.position in opened and entry.day <= period.last,
        ),
        tables.life_table(kept, period.last),
        tables.disposal_table(ledger, period, own),
        tables.nominal_table(ledger, period.last, kept),
        tables.prior_table(moved),
    )
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=period.label,
        provenance=provenance_of(ledger),
        tables=made,
        passages=_passages(plan, kept),
        notes=_HELP,
    )


def _passages(plan: Plan, kept: list[AssetLife]) -> tuple[Passage, ...]:
    ledger, year = plan.ledger, plan.year

    def item(
        number: str, title: str, *paragraphs: str, shown: tuple[str, ...] = ()
    ) -> Passage:
        return Passage(_PAGE, f"{number}、{title}", paragraphs, shown)

    return (
        Passage(_PAGE, f"{ledger.entity}　{year} 年度会计报表附注", _basics(plan)),
        item(
            "一",
            "遵循《工会会计制度》的声明",
            f"本工会 {year} 年度会计报表按照《工会会计制度》（财会〔2021〕7号）编制，"
            "真实、完整地反映了本工会的财务状况和收支情况。"
            + to_fill_in("核对后保留或修改本声明"),
        ),
        item(
            "二",
            "整体财务状况和预算执行情况",
            *_position(plan),
            f"预算执行中的主要情况：{to_fill_in('超支、结余较大的原因')}",
            shown=(tables.EXECUTION,),
        ),
        item(
            "三",
            "会计政策、会计估计及其变更",
            *_POLICIES,
            f"库存物品发出计价方法：{to_fill_in('先进先出法、加权平均法或个别计价法')}",
            "会计政策、会计估计（折旧年限、计价方法）的变更：账簿不记载变更本身；"
            + to_fill_in("有无变更，变更的内容、理由和影响"),
            shown=(tables.LIVES,),
        ),
        item(
            "四",
            "会计报表重要项目的说明",
            f"账龄较长或金额较大的往来款：{to_fill_in('形成原因和清理安排')}",
            shown=(tables.ITEMS,),
        ),
        item(
            "五",
            "重要资产处置和资产重大损失",
            *_losses(plan),
            f"批准和原因：{to_fill_in('处置的批准文号、损失的原因')}",
            shown=(tables.DISPOSED,),
        ),
        item(
            "六",
            "以名义金额计量的资产",
            f"以名义金额计量的理由：{to_fill_in('没有的写“无”')}",
            shown=(tables.NOMINAL,),
        ),
        item(
            "七",
            "以前年度结转结余调整",
            f"补充说明：{to_fill_in('调整的依据和批准')}",
            shown=(tables.PRIOR,),
        ),
        item("八", "其他需要说明的事项", *_others(plan, kept)),
    )


def _basics(plan: Plan) -> tuple[str, ...]:
    registers = plan.ledger.books.registers
    last = plan.period.last
    units = [u for u in registers.units.values() if u.code != "000" and u.is_open(last)]
    open_ = [unit.code for unit in registers.units.values() if unit.is_open(last)]
    counts = [registers.members(unit, last) for unit in open_]
    members = sum(count for count in counts if count is not None)
    known = f"会员 {members:,} 人" if members else f"会员{to_fill_in('人数')}人"
    return (
        f"年末有二级工会 {len(units)} 个，{known}（按登记）。",
        f"单位性质、上级工会、专职人员：{to_fill_in('基本情况')}",
    )


def _position(plan: Plan) -> tuple[str, ...]:
    accounts, period = plan.accounts, plan.period
    start, end = accounts.at_start(plan.year), accounts.at_end(period.last)
    income, expense = -plan.flows.debit("4"), plan.flows.debit("5")
    return (
        (
            f"{day_text(period.last)}，资产总计 {yuan_text(end.debit('1'))} 元"
            f"（年初 {yuan_text(start.debit('1'))} 元），"
            f"负债合计 {yuan_text(-end.debit('2'))} 元"
            f"（年初 {yuan_text(-start.debit('2'))} 元），"
            f"净资产合计 {yuan_text(-end.debit('3'))} 元"
            f"（年初 {yuan_text(-start.debit('3'))} 元）。"
        ),
        (
            f"全年收入 {yuan_text(income)} 元，支出 {yuan_text(expense)} 元，"
            f"收支差额 {yuan_text(income - expense)} 元；年末工会资金结转 "
            f"{yuan_text(-end.debit('321'))} 元，"
            f"工会资金结余 {yuan_text(-end.debit('322'))} 元。"
        ),
    )


def _losses(plan: Plan) -> tuple[str, ...]:
    """Return what still waits in 182, and what was written off as an expense."""
    waiting = plan.accounts.at_end(plan.period.last).debit("182")
    written_off = sum(
        row.amount
        for row in plan.ledger.books.of_code("510")
        if plan.period.holds(row.entry.day)
        and not row.entry.closing
        and any(other.code.startswith("182") for other in row.entry.rows)
    )
    return (
        (
            f"年末待处理财产损溢 {yuan_text(waiting)} 元；"
            f"本年经待处理财产损溢列入其他支出的损失 {yuan_text(written_off)} 元。"
        ),
    )


def _others(plan: Plan, kept: list[AssetLife]) -> tuple[str, ...]:
    registers = plan.ledger.books.registers
    lent = [
        asset
        for asset in registers.assets.values()
        if asset.owner == "行政" and asset.since <= plan.period.last
    ]
    held = -plan.accounts.at_end(plan.period.last).debit("221")
    return (
        f"代管经费年末余额 {yuan_text(held)} 元，不属于本工会收入。",
        (
            f"行政提供、由本工会使用的资产 {len(lent)} 项，记备查簿，不列入资产负债表；"
            f"本工会自有资产卡片 {len(kept)} 张。"
        ),
        f"承诺、担保、未决事项和报表日后事项：{to_fill_in('没有的写“无”')}",
        f"其他：{to_fill_in('没有的写“无”')}",
    )
