"""Every income and expense belongs to one open unit and one open fund（归属有效）."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from union_ledger.core.chart import label
from union_ledger.plugins.kinds.options import NoOptions as Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.core.registers import Registers
    from union_ledger.plugins.check import Check

__all__ = ["FIELDS", "PARAMETERS", "Options", "check"]

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("account", "problem")
# Accounts that exist only towards a sub-union that keeps its own books.
_TOWARDS_OWN_BOOKS = ("508", "132", "212")


def check(check: Check, _options: Options) -> Iterator[Finding]:
    """Yield a finding for each posting whose unit, fund or project does not stand."""
    registers = check.books.registers
    for (_, _, unit, fund, project), rows in check.flows().items():
        first, last = _good_days(registers, unit, fund, project, rows[0].code)
        if first <= rows[0].entry.day and rows[-1].entry.day <= last:
            continue
        yield from _each(check, registers, rows)


def _each(check: Check, registers: Registers, rows: list[Row]) -> Iterator[Finding]:
    for row in rows:
        day = row.entry.day
        if not check.applies(row.entry):
            continue
        wrong = _problem(registers, row, day)
        if wrong:
            yield check.finding(
                row,
                subject=" ".join(
                    filter(None, (row.account, row.unit, row.fund, wrong.split(" ")[0]))
                ),
                amount=abs(row.amount),
                account=label(row.account),
                problem=wrong,
            )


def _good_days(
    registers: Registers, unit: str, fund: str, project: str, code: str
) -> tuple[date, date]:
    """Return the days on which such a posting surely stands; none: last < first."""
    known = registers.units.get(unit)
    pot = registers.funds.get(fund)
    if known is None or pot is None or project or code[:1] not in "45":
        return date.max, date.min
    if known.kind == "独立核算" or code.startswith(_TOWARDS_OWN_BOOKS):
        return date.max, date.min
    last = min(known.closed or date.max, pot.closed or date.max)
    return max(known.since, pot.since), last


def _problem(registers: Registers, row: Row, day: date) -> str:
    found = _unit_problem(registers, row.unit, row.code, day)
    if not found and row.code[:1] in "45":
        found = _fund_problem(registers, row.fund, day)
        found = found or _project_problem(registers, row.project, day)
    return found


def _unit_problem(registers: Registers, unit: str, code: str, day: date) -> str:
    if not unit:
        return "没有写单位（unit）"
    known = registers.units.get(unit)
    if known is None:
        return f"单位 {unit} 没有登记"
    if not known.is_open(day):
        return f"单位 {unit} {known.name} 在 {day} 不在存续期内"
    own_books = known.kind == "独立核算"
    towards = code.startswith(_TOWARDS_OWN_BOOKS)
    if code[:1] == "5" and own_books and not towards:
        return f"单位 {unit} 独立核算，本账不列它的支出"
    if towards and not own_books:
        return f"{code[:3]} 科目只用于独立核算的下级工会，单位 {unit} 是报账单位"
    return ""


def _fund_problem(registers: Registers, fund: str, day: date) -> str:
    if not fund:
        return "没有写经费来源（fund）"
    known = registers.funds.get(fund)
    if known is None:
        return f"经费来源 {fund} 没有登记"
    if not known.is_open(day):
        return f"经费来源 {fund} {known.name} 在 {day} 不在使用期内"
    return ""


def _project_problem(registers: Registers, project: str, day: date) -> str:
    if not project:
        return ""
    known = registers.projects.get(project)
    if known is None:
        return f"项目 {project} 没有登记"
    if not known.is_open(day):
        return f"项目 {project} {known.name} 在 {day} 不在执行期内"
    return ""
