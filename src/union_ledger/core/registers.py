"""All register lines of one ledger, read once and asked by date."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import timedelta
from difflib import get_close_matches
from itertools import chain
from typing import TYPE_CHECKING
from typing import TypeVar

from beancount.core.data import Custom
from beancount.core.data import Open
from pydantic import ValidationError

from union_ledger.core.asset_records import Asset
from union_ledger.core.asset_records import AssetLine
from union_ledger.core.asset_records import Count
from union_ledger.core.bank_records import BankStatement
from union_ledger.core.bank_records import WaitingRow
from union_ledger.core.explain import explain
from union_ledger.core.records import RECORDS
from union_ledger.core.records import Answer
from union_ledger.core.records import BudgetLine
from union_ledger.core.records import BudgetVersion
from union_ledger.core.records import Close
from union_ledger.core.records import Dues
from union_ledger.core.records import Fund
from union_ledger.core.records import Group
from union_ledger.core.records import Members
from union_ledger.core.records import Milestone
from union_ledger.core.records import Payroll
from union_ledger.core.records import Person
from union_ledger.core.records import Project
from union_ledger.core.records import Reopen
from union_ledger.core.records import Share
from union_ledger.core.records import Unit
from union_ledger.core.records import UnitChange
from union_ledger.core.records import Waiver
from union_ledger.core.records import fields_of
from union_ledger.core.register_checks import faults
from union_ledger.core.register_checks import not_registered

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from beancount.core.data import Directive

    from union_ledger.core.record import Record

    AnyRecord = TypeVar("AnyRecord", bound=Record)


def _since(record: Record) -> date:
    return record.since


@dataclass(frozen=True, slots=True)
class RegisterProblem:
    """A register line that cannot be used, with its place."""

    filename: str
    lineno: int
    message: str


@dataclass(slots=True)
class Registers:
    """The registers; every mapping is by code, lists are in order of date."""

    units: dict[str, Unit] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    funds: dict[str, Fund] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    persons: dict[str, list[Person]] = field(default_factory=dict)
    assets: dict[str, Asset] = field(default_factory=dict)
    asset_lines: list[AssetLine] = field(default_factory=list)
    unit_changes: list[UnitChange] = field(default_factory=list)
    budget_versions: list[BudgetVersion] = field(default_factory=list)
    budget_lines: list[BudgetLine] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    closes: list[Close] = field(default_factory=list)
    reopens: list[Reopen] = field(default_factory=list)
    waivers: list[Waiver] = field(default_factory=list)
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    payrolls: dict[str, Payroll] = field(default_factory=dict)
    dues: list[Dues] = field(default_factory=list)
    bank_statements: list[BankStatement] = field(default_factory=list)
    waiting_rows: list[WaitingRow] = field(default_factory=list)
    _headcounts: dict[str, list[Members]] = field(default_factory=dict)
    _names: dict[str, list[tuple[date, str]]] = field(default_factory=dict)

    def members(self, unit: str, day: date) -> int | None:
        """Return the headcount of ``unit`` on ``day``; None when none is known."""
        known = self._headcounts.get(unit, [])
        place = bisect_right(known, day, key=_since)
        return known[place - 1].count if place else None

    def most_members(self, unit: str, first: date, last: date) -> int | None:
        """Return the largest headcount between two days, both included."""
        known = self._headcounts.get(unit, [])
        start = max(bisect_right(known, first, key=_since) - 1, 0)
        counts = [m.count for m in known[start : bisect_right(known, last, key=_since)]]
        return max(counts, default=None)

    @property
    def counts(self) -> list[Count]:
        """Return every result of a stocktaking, in order of date."""
        return [line for line in self.asset_lines if isinstance(line, Count)]

    @property
    def member_lines(self) -> Iterator[Members]:
        """Return every headcount line, unit after unit, each in order of date."""
        return chain.from_iterable(self._headcounts.values())

    @property
    def unit_names(self) -> list[str]:
        """Return the names and short names of units, longest first.

        A rule that looks for words must not find 计算机 in 计算机学院工会.
        """
        known = {name for u in self.units.values() for name in (u.name, *u.short)}
        known |= {name for changes in self._names.values() for _, name in changes}
        names = known | {name.removesuffix("工会") for name in known}
        return sorted(names, key=len, reverse=True)

    def average_members(self, unit: str, first: date, last: date) -> int | None:
        """Return the headcount averaged over the days the unit was there, rounded."""
        days, person_days = self._person_days(unit, first, last)
        return (2 * person_days + days) // (2 * days) if days else None

    def average_of_all(self, first: date, last: date) -> int:
        """Return the members of all units averaged over a period, rounded.

        A unit that was merged into another on the way is not counted twice.
        """
        days = (last - first).days + 1
        total = sum(self._person_days(unit, first, last)[1] for unit in self.units)
        return (2 * total + days) // (2 * days)

    def _person_days(self, unit: str, first: date, last: date) -> tuple[int, int]:
        """Return the days with a known headcount, and the sum of it over them."""
        known = self._headcounts.get(unit, [])
        closed = self.units[unit].closed if unit in self.units else None
        end = min(last, closed or last) + timedelta(days=1)
        days = 0
        person_days = 0
        for index, line in enumerate(known):
            until = known[index + 1].since if index + 1 < len(known) else end
            held = (min(until, end) - max(line.since, first)).days
            if held > 0:
                days += held
                person_days += held * line.count
        return days, person_days

    def person(self, code: str, day: date) -> Person | None:
        """Return a person's unit and roles as they were on ``day``."""
        found = None
        for line in self.persons.get(code, ()):
            if line.since <= day:
                found = line
        if found is not None and found.to is not None and found.to < day:
            return None
        return found

    def unit_name(self, unit: str, day: date | None = None) -> str:
        """Return the name of ``unit`` as it was on ``day`` (now, when not given)."""
        known = self.units.get(unit)
        if known is None:
            return unit
        name = known.name
        for since, newer in self._names.get(unit, ()):
            if day is None or since <= day:
                name = newer
        return name

    def share(self, day: date) -> Share | None:
        """Return the route and own share of the 2 % in force on ``day``."""
        found = None
        for share in self.shares:
            if share.since <= day:
                found = share
        return found

    def budget_in_force(self, year: str, day: date) -> BudgetVersion | None:
        """Return the version of the year's budget last approved by ``day``."""
        approved = [
            version
            for version in self.budget_versions
            if version.year == year and version.approved and version.approved <= day
        ]
        return max(approved, key=lambda v: (v.approved, v.since), default=None)


def read_registers(
    entries: Iterable[Directive],
) -> tuple[Registers, list[RegisterProblem]]:
    """Read every register line among ``entries``, which are in order of date.

    Fava's own lines are left alone; a line of any other kind is reported. A line
    that cannot be read is reported and left out, one that disagrees with the others
    is reported and kept.
    """
    registers = Registers()
    problems: list[RegisterProblem] = []
    opened: set[str] = set()
    for entry in entries:
        if type(entry) is Open:
            opened.add(entry.account)
        if type(entry) is not Custom:
            continue
        if entry.type in RECORDS:
            record = _read(entry, RECORDS[entry.type], problems)
            if record is not None:
                _keep(registers, record, problems)
        elif not _is_of_fava(entry.type):
            said = _unknown_kind(entry.type)
            problems.append(
                RegisterProblem(entry.meta["filename"], entry.meta["lineno"], said)
            )
    _apply_unit_changes(registers, problems)
    problems.extend(
        _at(line, f"登记的科目 {account} 没有开户（open）")
        for line, account in (
            *((line, line.account) for line in registers.bank_statements),
            *((line, line.account) for line in registers.waiting_rows),
        )
        if account not in opened
    )
    problems.extend(_at(record, said) for record, said in faults(registers))
    return registers, problems


def _is_of_fava(kind: str) -> bool:
    return kind == "budget" or kind.startswith("fava-")


def _unknown_kind(kind: str) -> str:
    """Name the kind meant, if one is near: a mistyped line must not be lost."""
    plain = kind.strip().lower().replace("_", "-")
    near = get_close_matches(plain, RECORDS, n=1)
    guess = f"，是不是 {near[0]}？" if near else "；"
    return f"不认识登记种类“{kind}”{guess}可以用的有 {'、'.join(RECORDS)}"


def _read(
    entry: Custom, model: type[AnyRecord], problems: list[RegisterProblem]
) -> AnyRecord | None:
    filename, lineno = entry.meta["filename"], entry.meta["lineno"]
    values: dict[str, object] = {"since": entry.date}
    try:
        values |= fields_of(entry.values, model)
        for key, value in entry.meta.items():
            if key in {"since", *model.VALUES}:
                raise ValueError(f"字段 {key} 已写在这一行，不能再写一次")  # noqa: TRY301
            values[key.replace("-", "_")] = value
        return model.model_validate(values)
    except ValidationError as exc:
        message = explain(exc.errors()[0])
    except ValueError as exc:
        message = str(exc)
    problems.append(RegisterProblem(filename, lineno, f"登记 {entry.type}：{message}"))
    return None


_LISTS = {
    UnitChange: "unit_changes",
    BudgetVersion: "budget_versions",
    BudgetLine: "budget_lines",
    Share: "shares",
    Milestone: "milestones",
    Close: "closes",
    Reopen: "reopens",
    Waiver: "waivers",
    Dues: "dues",
    BankStatement: "bank_statements",
    WaitingRow: "waiting_rows",
}
_MAPS = {
    Unit: ("units", "code"),
    Group: ("groups", "code"),
    Fund: ("funds", "code"),
    Project: ("projects", "code"),
    Asset: ("assets", "number"),
    Payroll: ("payrolls", "month"),
}


def _keep(
    registers: Registers, record: Record, problems: list[RegisterProblem]
) -> None:
    kind = type(record)
    if kind in _LISTS:
        getattr(registers, _LISTS[kind]).append(record)
    elif isinstance(record, AssetLine):
        registers.asset_lines.append(record)
    elif kind in _MAPS:
        name, key = _MAPS[kind]
        known = getattr(registers, name)
        code = getattr(record, key)
        if code in known:
            first = known[code]
            said = f"{code} 已经登记过（{first.filename} 第 {first.lineno} 行）"
            problems.append(_at(record, said))
        else:
            known[code] = record
    elif isinstance(record, Members):
        registers._headcounts.setdefault(record.unit, []).append(record)  # noqa: SLF001
    elif isinstance(record, Person):
        # A later line is a move to another unit or a change of roles.
        registers.persons.setdefault(record.code, []).append(record)
    elif isinstance(record, Answer):
        registers.answers.setdefault(record.finding, []).append(record)


def _apply_unit_changes(registers: Registers, problems: list[RegisterProblem]) -> None:
    for change in registers.unit_changes:
        problems.extend(
            _at(change, not_registered("单位", code))
            for code in (*change.from_, *change.to)
            if code not in registers.units
        )
        if change.kind == "rename":
            for code in change.from_:
                registers._names.setdefault(code, []).append(  # noqa: SLF001
                    (change.since, change.name)
                )
            continue
        for code in change.from_:
            unit = registers.units.get(code)
            if unit is not None and code not in change.to and unit.closed is None:
                # The change takes effect at the start of its day.
                last = max(change.since - timedelta(days=1), unit.since)
                registers.units[code] = unit.model_copy(update={"closed": last})


def _at(record: Record, said: str) -> RegisterProblem:
    return RegisterProblem(record.filename, record.lineno, said)
