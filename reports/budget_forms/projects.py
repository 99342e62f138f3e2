"""项目预算调整分析表: each project's budget, its changes, what is used or reserved."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.chart import load_chart
from union_ledger.core.money import yuan_text
from union_ledger.core.quota import ends_the_year
from union_ledger.reports.budget_forms.budget import reported_on
from union_ledger.reports.budget_forms.plan import Plan
from union_ledger.reports.budget_forms.proofs import version_lines
from union_ledger.reports.filing import BUDGET_SIGNERS
from union_ledger.reports.model import Cell
from union_ledger.reports.model import Check
from union_ledger.reports.model import Column
from union_ledger.reports.model import Filing
from union_ledger.reports.model import Formed
from union_ledger.reports.model import Ratio
from union_ledger.reports.model import Ref
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.source import in_journal
from union_ledger.reports.source import provenance_of

if TYPE_CHECKING:
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period

TITLE = "项目预算调整分析表"
_NOTES = (
    "执行率＝已用额度÷核定预算数；含在途执行率的分子另加借款和报销申请占用的金额。",
    (
        "占用取额度账里期末尚未使用的冻结额度（Q05）：职工借款（135）占用的列在借款申请，"
        "其余列在报销申请。"
    ),
    "预算按项目登记，不按用款单位登记；预算部门和申报部门都列项目的主办单位。",
)


@dataclass(slots=True)
class _Open:
    """What is reserved and not yet used, in fen."""

    loan: int = 0
    claim: int = 0


def project_budget(ledger: Ledger, period: Period) -> Report:
    """Return the analysis of every project with a budget or with spending."""
    plan = Plan(ledger, period)
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=period.label,
        provenance=provenance_of(ledger),
        tables=(_table(plan),),
        notes=_NOTES,
    )


def _table(plan: Plan) -> Table:
    planned, now = _budgets(plan)
    spent = _spent(plan)
    on_the_way = open_by_project(plan)
    loose = on_the_way.pop("", _Open())
    codes = sorted({*planned, *now, *spent, *on_the_way})
    rows = []
    for number, code in enumerate(codes):
        amounts = planned.get(code, 0), now.get(code, 0), spent.get(code, 0)
        rows.append(_row(plan, number, code, amounts, on_the_way.get(code, _Open())))
    remarks = list(version_lines(plan))
    if loose.loan or loose.claim:
        remarks.append(
            "另有没有写明项目的在途占用：借款 "
            f"{yuan_text(loose.loan)} 元，报销申请 {yuan_text(loose.claim)} 元。"
        )
    filing = Filing(
        day=reported_on(plan, plan.now),
        signers=BUDGET_SIGNERS,
        sealed=True,
        upright=False,
        long=True,
        checks=tuple(_checks(plan, codes, now, spent)),
        remarks=tuple(remarks),
    )
    return Table(
        TITLE,
        _columns(),
        tuple(rows),
        total_label="合计",
        filing=filing,
        empty="本年没有项目预算，也没有项目支出。",
    )


def _columns() -> tuple[Column, ...]:
    titles = {
        "planned": "核定年初预算数",
        "up": "调增数",
        "down": "调减数",
        "adjusted": "调整后预算数",
        "approved": "核定预算数",
        "loan": "借款申请占用金额",
        "claim": "报销申请占用金额",
        "used": "已用额度",
        "left": "未用额度",
    }
    return (
        Column("entity", "单位名称", width=14, blank=True),
        Column("budget_unit", "预算部门", width=14, blank=True),
        Column("applicant", "申报部门", width=14, blank=True),
        Column("number", "序号", "code", width=5, blank=True),
        Column("project", "项目名称", width=22, blank=True),
        Column("detail", "项目明细", width=10, blank=True),
        Column("subject", "预算科目", width=16, blank=True),
        Column("books", "核算单位", width=10, blank=True),
        *(
            Column(key, title, "money", total="sum", nought=False)
            for key, title in titles.items()
        ),
        Column(
            "rate_all",
            "（含在途）执行率",
            "percent",
            total=Ratio(("used", "loan", "claim"), ("approved",)),
            nought=False,
        ),
        Column(
            "rate",
            "执行率",
            "percent",
            total=Ratio(("used",), ("approved",)),
            nought=False,
        ),
    )


def _row(
    plan: Plan,
    number: int,
    code: str,
    amounts: tuple[int, int, int],
    on_the_way: _Open,
) -> Row:
    registers = plan.ledger.books.registers
    project = registers.projects.get(code)
    unit = ""
    books = "校工会"
    if project and project.unit:
        unit = registers.unit_name(project.unit, plan.period.last)
        held = registers.units.get(project.unit)
        books = unit if held and held.kind == "独立核算" else books
    planned, now, spent = amounts
    chart = load_chart()
    lines = [*plan.lines(plan.first), *plan.lines(plan.now)]
    subjects = sorted({line.code for line in lines if line.project == code})
    used: Cell = spent
    if spent:
        time = f"{plan.year} - {plan.period.last:%Y-%m}"
        words = f'any(project:"^{code}$") , project:"^{code}$"'
        used = in_journal(spent, "^Expenses", time, words)

    def at(*keys: str) -> tuple[Ref, ...]:
        return tuple(Ref(number, key) for key in keys)

    return Row(
        (
            None if number else plan.ledger.entity,
            unit or None,
            unit or None,
            str(number + 1),
            f"{code} {project.name}" if project else f"{code}（未登记）",
            (project.line if project else "") or None,
            "、".join(f"{each} {chart.name(each)}" for each in subjects) or None,
            books,
            planned,
            max(now - planned, 0),
            max(planned - now, 0),
            Formed(at("planned", "up"), at("down")),
            now,
            on_the_way.loan,
            on_the_way.claim,
            used,
            Formed(at("approved"), at("loan", "claim", "used")),
            Formed(at("used", "loan", "claim"), over=at("approved")),
            Formed(at("used"), over=at("approved")),
        )
    )


def _budgets(plan: Plan) -> tuple[dict[str, int], dict[str, int]]:
    """Return each project's expense budget, as first approved and as in force."""
    both = []
    for version in (plan.first, plan.now):
        sums: dict[str, int] = defaultdict(int)
        for line in plan.lines(version):
            if line.project and line.code[0] == "5":
                sums[line.project] += line.amount
        both.append(dict(sums))
    return both[0], both[1]


def _spent(plan: Plan) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for (year, *_, project), rows in plan.ledger.books.flows.items():
        if year == plan.year and project and rows[0].code[0] == "5":
            sums[project] += sum(
                row.amount for row in rows if row.entry.day <= plan.period.last
            )
    return dict(sums)


def open_by_project(plan: Plan) -> dict[str, _Open]:
    """Return what is reserved at the period's end by project; ``""``: none is told.

    A reservation is of the project that its own entry names, else of the one that
    an entry using it names.
    """
    rest: dict[str, int] = defaultdict(int)
    loans: set[str] = set()
    project_of: dict[str, str] = {}
    for row in plan.ledger.books.quota_rows:
        if row.place.pot != "Q05":
            continue
        key = row.reserve or row.entry.id
        project = row.entry.text_of("project")
        if project:
            project_of.setdefault(key, project)
        if row.entry.day > plan.period.last:
            continue
        if ends_the_year(row) and row.entry.day.year == plan.year:
            continue
        rest[key] += row.amount
        if row.automatic and not row.reserve:
            loans.add(key)
    found: dict[str, _Open] = {}
    for key, amount in rest.items():
        if amount:
            held = found.setdefault(project_of.get(key, ""), _Open())
            held.loan += amount if key in loans else 0
            held.claim += 0 if key in loans else amount
    return found


def _checks(
    plan: Plan, codes: list[str], now: dict[str, int], spent: dict[str, int]
) -> list[Check]:
    """Return 调整后预算数 ≥ 已发生金额, in total and for each project that fails."""
    names = plan.ledger.books.registers.projects
    budgeted = [code for code in codes if code in now]
    total = Check(
        "调整后项目预算",
        sum(now[code] for code in budgeted),
        "有预算的项目已发生金额",
        sum(spent.get(code, 0) for code in budgeted),
        at_least=True,
    )
    each = [
        Check(
            f"{code} {names[code].name if code in names else ''}调整后预算数",
            now[code],
            "已发生金额",
            spent.get(code, 0),
            at_least=True,
        )
        for code in budgeted
    ]
    return [total, *(check for check in each if not check.holds)]
