"""What register lines（登记） must agree on: with each other and with the chart.

A line that fails here was readable by itself and is kept, so that one mistake does
not make strangers of all the lines and entries that refer to it.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING
from typing import NamedTuple

from union_ledger.core.asset_records import ASSET_KINDS
from union_ledger.core.asset_records import Count
from union_ledger.core.chart import load_chart
from union_ledger.core.money import yuan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from union_ledger.core.bank_records import BankStatement
    from union_ledger.core.record import Record
    from union_ledger.core.records import BudgetLine
    from union_ledger.core.records import BudgetVersion
    from union_ledger.core.records import Dues
    from union_ledger.core.records import Fund
    from union_ledger.core.records import Members
    from union_ledger.core.records import Project
    from union_ledger.core.registers import Registers


class Fault(NamedTuple):
    """A register line and what is wrong with it, in Chinese."""

    record: Record
    said: str


# A count of a thing that was on no card（账外、盘盈） is made before its card.
_FOUND_WITHOUT_CARD = ("账外", "盘盈")
_STEPS = (
    ("reviewed", "经审审查"),
    ("approved", "委员会审批"),
    ("filed", "备案"),
)


def faults(registers: Registers) -> Iterator[Fault]:
    """Yield each line that cannot be right, with what is wrong in Chinese."""
    yield from _twice_a_day(registers)
    yield from _twice_a_month(registers)
    yield from _two_closings(registers)
    for fund in registers.funds.values():
        yield from _fund(fund)
    for project in registers.projects.values():
        yield from _project(project)
    for version in registers.budget_versions:
        yield from _budget_version(version)
    versions = {(v.year, v.version) for v in registers.budget_versions}
    for line in registers.budget_lines:
        yield from _budget_line(registers, line, versions)
    for lines in registers.persons.values():
        for person in lines:
            if person.to is not None and person.to < person.since:
                yield Fault(
                    person,
                    f"登记 person：to（{person.to}）早于启用日 {person.since}",
                )
    holders: tuple[Record, ...] = (
        *registers.groups.values(),
        *registers.projects.values(),
        *(line for lines in registers.persons.values() for line in lines),
        *registers.assets.values(),
        *registers.budget_lines,
        *registers.asset_lines,
        *registers.member_lines,
        *registers.dues,
    )
    for holder in holders:
        yield from _holder(registers, holder)
    yield from _cards(registers)
    yield from _milestones(registers)


def not_registered(what: str, code: str) -> str:
    """Say that ``code`` is used and nobody registered it."""
    return f"{what} {code} 没有登记"


def _holder(registers: Registers, holder: Record) -> Iterator[Fault]:
    unit = getattr(holder, "unit", None)
    if unit and unit not in registers.units:
        yield Fault(holder, not_registered("单位", unit))
    fund = getattr(holder, "fund", None)
    if fund and fund not in registers.funds:
        yield Fault(holder, not_registered("经费来源", fund))


def _twice_a_day(registers: Registers) -> Iterator[Fault]:
    """Two headcounts of a unit on one day: the reader could not tell which holds."""
    seen: dict[tuple[str, date], Members] = {}
    for line in registers.member_lines:
        first = seen.setdefault((line.unit, line.since), line)
        if first is not line:
            yield Fault(
                line,
                f"登记 members：单位 {line.unit} 在 {line.since} 已经登记过会员人数"
                f"（{first.filename} 第 {first.lineno} 行）；同一天只留一行",
            )


def _twice_a_month(registers: Registers) -> Iterator[Fault]:
    """Two lines of a unit's dues of one month: a sum would count them both."""
    seen: dict[tuple[str, str], Dues] = {}
    for line in registers.dues:
        first = seen.setdefault((line.unit, line.month), line)
        if first is not line:
            yield Fault(
                line,
                f"登记 dues：单位 {line.unit} {line.month} 的会费已经登记过"
                f"（{first.filename} 第 {first.lineno} 行）；同一个月只留一行",
            )


def _two_closings(registers: Registers) -> Iterator[Fault]:
    """Two statements that end on one day with different balances."""
    seen: dict[tuple[str, date], BankStatement] = {}
    for line in registers.bank_statements:
        first = seen.setdefault((line.account, line.since), line)
        if first.closing != line.closing:
            yield Fault(
                line,
                f"登记 statement：{line.account} 在 {line.since} 的对账单余额是 "
                f"{yuan(line.closing)}，另一份是 {yuan(first.closing)}"
                f"（{first.filename} 第 {first.lineno} 行）；"
                "没有导完当天的那一份请删去",
            )


def _fund(fund: Fund) -> Iterator[Fault]:
    if fund.restricted and not fund.accounts:
        yield Fault(
            fund,
            "登记 fund：限定用途（restricted: TRUE）的经费必须写 accounts，"
            '即可以列支的科目，如 accounts: "504 50305"',
        )
    for key, codes, class_, first, example in (
        ("source", fund.source, "收入", "4", "402、40302"),
        ("accounts", fund.accounts, "支出", "5", "501、50105、5010501"),
    ):
        for code in codes:
            wrong = (
                _not_in_chart(code, prefix=True)
                if code.startswith(first)
                else f"不是{class_}科目"
            )
            if wrong:
                yield Fault(
                    fund,
                    f"登记 fund：{key} 里的 {code} {wrong}；应是{class_}科目的代码"
                    f"（{first} 开头），如 {example}，几个代码之间空一格",
                )


def _project(project: Project) -> Iterator[Fault]:
    start = project.start or project.since
    if project.end is not None and project.end < start:
        name = "start" if project.start else "启用日"
        yield Fault(
            project,
            f"登记 project：end（{project.end}）早于 {name}（{start}）；"
            "end 应是项目的最后一天",
        )


def _budget_version(version: BudgetVersion) -> Iterator[Fault]:
    """Hold a version to the order of 工会预算管理办法 A17.

    Review by the 经审会, then approval by the 委员会, then filing: the 委员会 cannot
    approve first.
    """
    words = [word for _, word in _STEPS]
    reached = words.index(version.stage) + 1 if version.stage in words else 0
    dated = [(name, word, getattr(version, name)) for name, word in _STEPS]
    for name, word, day in dated[reached:]:
        if day is not None:
            yield Fault(
                version,
                f"登记 budget-version：stage 是 {version.stage}，却写了 {name}"
                f"（{word}的日期）；到了这一步，stage 应改为 {word}",
            )
            return
    for (name, word, day), (later, next_word, next_day) in pairwise(dated[:reached]):
        if next_day < day:
            yield Fault(
                version,
                f"登记 budget-version：{later}（{next_word}）{next_day} 早于 "
                f"{name}（{word}）{day}；次序应是经审审查、委员会审批、备案",
            )
            return


def _budget_line(
    registers: Registers, line: BudgetLine, versions: set[tuple[str, str]]
) -> Iterator[Fault]:
    wrong = _not_in_chart(line.code)
    if wrong:
        yield Fault(line, f"登记 budget-line：科目 {line.code} {wrong}")
    for name, amount in (("金额", line.amount), ("previous", line.previous)):
        if amount is not None and amount < 0:
            yield Fault(
                line,
                f"登记 budget-line：{name} {yuan(amount)} 是负数；应写全年数，"
                "零或正数，调减写在新的预算版本里",
            )
    if (line.year, line.version) not in versions:
        known = "、".join(
            v.version for v in registers.budget_versions if v.year == line.year
        )
        yield Fault(
            line,
            not_registered("预算版本", f"{line.year} {line.version}")
            + (f"；{line.year} 年有 {known}" if known else "，先写 budget-version"),
        )
    if line.project and line.project not in registers.projects:
        yield Fault(line, not_registered("项目", line.project))


def _cards(registers: Registers) -> Iterator[Fault]:
    for line in registers.asset_lines:
        if isinstance(line, Count) and line.result in _FOUND_WITHOUT_CARD:
            continue
        kind = ASSET_KINDS[type(line)]
        card = registers.assets.get(line.number)
        if card is None:
            yield Fault(
                line,
                f"登记 {kind}：资产 {line.number} 没有卡片；"
                "先用 asset 登记，编号要一字不差",
            )
        elif line.since < card.since:
            yield Fault(
                line,
                f"登记 {kind}：{line.since} 早于资产 {line.number} 卡片的日期"
                f" {card.since}（{card.filename} 第 {card.lineno} 行）",
            )


def _milestones(registers: Registers) -> Iterator[Fault]:
    for line in registers.milestones:
        if line.project not in registers.projects:
            yield Fault(line, not_registered("项目", line.project))


@cache
def _not_in_chart(code: str, *, prefix: bool = False) -> str:
    """Say why the chart has no such account; empty when it has.

    A union may divide a listed account further (``5010501`` under ``50105``), unless
    the chart lists the 明细 itself. With ``prefix`` the beginning of a listed code
    will do.
    """
    chart = load_chart()
    if code in chart.by_code:
        return ""
    if prefix and any(known.startswith(code) for known in chart.by_code):
        return ""
    for end in range(len(code) - 1, 2, -1):
        parent = code[:end]
        if parent in chart.by_code:
            listed = [s for s in chart.details.get(parent, ()) if s.code]
            if not listed and code.isdecimal() and code.isascii():
                return ""
            allowed = "、".join(f"{s.code} {s.name}" for s in listed)
            return f"不在会计科目表上（{parent} 的明细只有 {allowed}）"
    return "不在会计科目表上"
