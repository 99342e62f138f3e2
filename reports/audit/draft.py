"""审计报告（征求意见稿）: the draft an auditor goes on writing in Word.

Figures come from the reports; whatever takes judgement is left blank and marked, and
no conclusion is drawn here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan_text
from union_ledger.core.quota import quota_lines
from union_ledger.reports.audit.case_list import unit_of
from union_ledger.reports.budget_forms.final_accounts import FINAL
from union_ledger.reports.budget_forms.final_accounts import final_accounts
from union_ledger.reports.cases import CASE_STATES
from union_ledger.reports.cells import value_text
from union_ledger.reports.model import Column
from union_ledger.reports.model import Passage
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.model import ratio
from union_ledger.reports.passages import to_fill_in
from union_ledger.reports.source import provenance_of
from union_ledger.reports.statements.dates import day_text
from union_ledger.reports.statements.standing import Accounts
from union_ledger.reports.utilisation_columns import added

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.reports.audit.guide import Guide
    from union_ledger.reports.cases import Case

TITLE = "审计报告（征求意见稿）"
BANK = "银行账户和库存现金"
_BODY = "报告"
_NAMES_SHOWN = 8


def draft(ledger: Ledger, period: Period, guide: Guide) -> Report:
    """Return the draft with what is known filled in."""
    final = final_accounts(ledger, period).table(FINAL)
    open_ = [case for case in guide.cases if case.is_open]
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=period.label,
        provenance=provenance_of(ledger),
        passages=(
            Passage(
                "封面",
                f"关于{ledger.entity} {period.label}经费收支情况的审计报告",
                (
                    "（征求意见稿　草稿，未经审计人员核实）",
                    f"报告编号：{to_fill_in('文号')}",
                    f"审计组：{to_fill_in('经费审查委员会或审计组名称')}",
                ),
                cover=True,
            ),
            Passage(_BODY, "主送", (f"{to_fill_in('主送单位')}：",)),
            _basis(period),
            _basics(ledger, period),
            _figures(ledger, period),
            Passage(
                _BODY,
                "四、审计评价",
                (to_fill_in("对预算执行、财务收支、内部控制的评价，由审计人员作出"),),
            ),
            _problems(ledger, guide, open_),
            _last_time(guide),
            Passage(_BODY, "七、审计建议", (to_fill_in("审计建议，由审计人员提出"),)),
            Passage(
                _BODY,
                "签章",
                (
                    f"审计组组长：{to_fill_in('签名')}",
                    f"审计组成员：{to_fill_in('签名')}",
                    f"经费审查委员会（盖章）　日期：{to_fill_in('年月日')}",
                ),
            ),
            Passage(
                _BODY,
                "附件",
                (
                    "1. 问题清单（02-问题）",
                    "2. 取证单和工作底稿（02-问题/取证单和底稿）",
                    "3. 会计报表、预算决算表和明细表（03-报表）",
                    "4. 问题涉及的凭证和记账凭证清单（04-凭证）",
                    "5. 附件和附件清单（05-附件）",
                    "6. 规则手册、检查范围和人工检查清单（06-规则）",
                ),
            ),
        ),
        tables=(_bank(ledger, period), replace(final, filing=None)),
        notes=(
            (
                "〔请填写：…〕处由审计人员填写；其余取自账簿和登记，重新生成时会被覆盖，"
                "请另存后再改。"
            ),
        ),
        upright=True,
    )


def _basis(period: Period) -> Passage:
    return Passage(
        _BODY,
        "一、审计依据、时间、范围和方式",
        (
            (
                "依据：《中华人民共和国工会法》《工会会计制度》《工会预算管理办法》，以及"
                f"{to_fill_in('工会审计的现行规定和本次审计的通知')}。"
            ),
            f"时间：{to_fill_in('审计起止日期')}。",
            (
                f"范围：{day_text(period.first)}至 {day_text(period.last)}的预算执行和"
                "财务收支；必要时追溯和延伸。"
            ),
            (
                "方式：对账簿全部分录按规则检查（规则和覆盖情况见附件 6），"
                f"并由审计人员{to_fill_in('就地或送达，抽查凭证、盘点、询问的情况')}。"
            ),
        ),
    )


def _basics(ledger: Ledger, period: Period) -> Passage:
    registers = ledger.books.registers
    members = registers.average_of_all(period.first, period.last)
    units = [
        unit
        for unit in registers.units.values()
        if unit.code != "000" and unit.is_open(period.last)
    ]
    own = sum(unit.kind == "独立核算" for unit in units)
    how = f"，其中独立核算 {own} 个" if own else "，均为报账制"
    return Passage(
        _BODY,
        "二、被审计单位基本情况",
        (
            f"会员 {members:,} 人（期内平均）。"
            if members
            else f"会员 {to_fill_in('人数，账簿里没有登记')} 人。",
            f"期末有二级工会 {len(units)} 个{how if units else ''}。",
            f"负责人和财务人员：{to_fill_in('工会主席、经审会主任、财务负责人')}。",
        ),
        (BANK,),
    )


def _figures(ledger: Ledger, period: Period) -> Passage:
    accounts = Accounts(ledger.books)
    flows = accounts.flows(period.first, period.last)
    end = accounts.at_end(period.last)
    income, expense = -flows.debit("4"), flows.debit("5")
    quota = added(quota_lines(ledger.books, period).values())
    rate = value_text(ratio(quota.used, quota.base, "percent"), "percent")
    return Passage(
        _BODY,
        "三、预算执行、收支结余和资产负债情况",
        (
            (
                f"收支：期内收入 {yuan_text(income)} 元，支出 {yuan_text(expense)} 元，"
                f"收支差额 {yuan_text(income - expense)} 元（见收入支出表）。"
            ),
            (
                f"资产负债：期末资产 {yuan_text(end.debit('1'))} 元，"
                f"负债 {yuan_text(-end.debit('2'))} 元，"
                f"净资产 {yuan_text(-end.debit('3'))} 元（见资产负债表）。"
            ),
            (
                f"额度：可用 {yuan_text(quota.base)} 元，"
                f"已使用 {yuan_text(quota.used)} 元，执行率 {rate}（见经费使用情况）。"
            )
            if quota.base
            else "额度：账簿里没有本期额度记录。",
            "预算执行：见下表（全年）。",
        ),
        (FINAL,),
    )


def _problems(ledger: Ledger, guide: Guide, open_: Sequence[Case]) -> Passage:
    """Return what was found: sure cases first, then what must be looked into."""
    counts = Counter(case.severity for case in open_)
    lines = [
        (
            "下列各项由系统按规则查出，未经核实；每项的定性和处理意见由审计人员填写。"
            f"违规 {counts['违规']} 件，疑点 {counts['疑点']} 件；"
            f"另有提示 {counts['提示']} 件，见问题清单。"
        ),
    ]
    for severity, heading in (
        ("违规", "（一）能够确定的问题"),
        ("疑点", "（二）需要说明或核实的事项"),
    ):
        lines.append(heading)
        cases = [case for case in open_ if case.severity == severity]
        for number, case in enumerate(cases, 1):
            lines += _problem(ledger, guide, case, number)
        if not cases:
            lines.append("没有。")
    return Passage(_BODY, "五、发现的主要问题", tuple(lines))


def _problem(ledger: Ledger, guide: Guide, case: Case, number: int) -> list[str]:
    unit = unit_of(ledger, case) or ledger.entity
    names = [entry.name for entry in guide.entries_of(case.entry_ids)]
    shown = "、".join(names[:_NAMES_SHOWN]) or "不涉及凭证"
    if len(names) > _NAMES_SHOWN:
        shown += f" 等 {len(names)} 张"
    amount = "不涉及" if case.amount is None else f"{yuan_text(case.amount)} 元"
    # What is waived or settled already is no problem to report.
    open_ = [f for f in case.findings if f.is_open] or [*case.findings]
    facts = "；".join(finding.message for finding in open_)
    citations = dict.fromkeys(finding.citation for finding in open_)
    settled = len(case.findings) - len(open_)
    example = any(finding.on_example_value for finding in open_)
    return [
        f"{number}. {unit}：{open_[0].rule_title}（取证单 {guide.number(case):03d}）",
        f"事实：{facts}。"
        + ("（依据的参数为示例值，不能据以定性。）" if example else "")
        + (f"另有 {settled} 项已豁免、排除或销号，见取证单。" if settled else ""),
        f"金额：{amount}。凭证号：{shown}。",
        f"违反条款：{'；'.join(citations)}。",
        f"定性：{to_fill_in('定性')}　处理意见：{to_fill_in('处理意见')}",
    ]


def _last_time(guide: Guide) -> Passage:
    counts = Counter(case.state for case in guide.cases)
    told = "，".join(f"{state} {counts[state]} 件" for state in CASE_STATES)
    return Passage(
        _BODY,
        "六、上次审计发现问题的整改情况",
        (
            to_fill_in("上次审计发现的问题和整改结果"),
            f"本期问题在账簿里的办理情况：{told}。",
        ),
    )


def _bank(ledger: Ledger, period: Period) -> Table:
    """Return what cash and each bank account held at the period's end."""
    amounts: dict[str, int] = {}
    for row in ledger.books.of_code("101", "102"):
        if row.entry.day <= period.last:
            name = " ".join(row.account.split(":")[1:3])
            amounts[name] = amounts.get(name, 0) + row.amount
    rows = tuple(Row((name, amounts[name])) for name in sorted(amounts))
    columns = (
        Column("name", "账户", width=40),
        Column("amount", "期末余额", "money", width=18, total="sum"),
    )
    return Table(
        BANK,
        columns,
        rows,
        total_label="合计",
        note=f"截至 {day_text(period.last)}的账面余额；开户和销户情况由审计人员核对。",
        empty="账簿里没有现金和银行存款。",
    )
