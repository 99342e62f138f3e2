"""Who approves may approve that much（审批权限）."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Entry
    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.core.records import Person
    from union_ledger.plugins.check import Check
    from union_ledger.rules.loader import Value

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("approver", "roles", "limit")
_WORDS = {
    "member": "会员",
    "handler": "经办",
    "reviewer": "审核",
    "approver": "审批",
    "bookkeeper": "记账",
    "cashier": "出纳",
    "custodian": "保管",
    "chair": "主席",
    "auditor": "经审",
}


class Level(KindOptions):
    """Up to and including the parameter ``up_to`` these roles may approve."""

    up_to: str
    roles: tuple[str, ...] = Field(min_length=1)


class Options(KindOptions):
    """The matrix, from the smallest amount; a role keeps what lower levels give it.

    The chair of the whole union（``of_all``） may approve everything, the chair of a
    sub-union what is spent for it as far as the levels say.
    """

    levels: tuple[Level, ...] = Field(min_length=1)
    of_all: str = "000"

    @property
    def named(self) -> tuple[str, ...]:
        """Return the parameters the options speak of."""
        return tuple(level.up_to for level in self.levels)


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each expense approved by nobody who may.

    An approver who is not registered is another rule's finding.
    """
    column = check.books.column("approver")
    doubtful = {v for v in set(column) if v and not _always_may(check, options, str(v))}
    if not doubtful:
        return
    for entry, value in zip(check.books.entries, column, strict=True):
        if value not in doubtful or entry.spent <= 0 or not check.applies(entry):
            continue
        row = next(check.rows_of(entry), None)
        registers = check.books.registers
        named = [registers.person(word, entry.day) for word in str(value).split()]
        people = [person for person in named if person is not None]
        if row is None or not people:
            continue
        reach = max((_reach(check, options, p, row) for p in people), key=_most)
        if reach is not None and reach[0] < entry.spent:
            yield _finding(check, entry, people, reach)


_Reach = tuple[int, "tuple[Value, ...]"]


def _most(reach: _Reach | None) -> tuple[bool, int]:
    return (reach is None, reach[0] if reach else 0)


def _always_may(check: Check, options: Options, person: str) -> bool:
    lines = check.books.registers.persons.get(person, [])
    return bool(lines) and all(
        line.to is None and line.unit == options.of_all and "chair" in line.roles
        for line in lines
    )


def _reach(check: Check, options: Options, person: Person, row: Row) -> _Reach | None:
    """Return up to which amount a person may approve; None where nothing says so."""
    if "chair" in person.roles and person.unit == options.of_all:
        return None
    roles = set(person.roles)
    if person.unit not in {options.of_all, row.unit}:
        # Of another sub-union: only what is nobody's own.
        roles.discard("chair")
    found: _Reach = (0, ())
    for level in options.levels:
        value = check.fen_value(level.up_to, row.entry.event_date)
        if value is None:
            return None
        if roles & set(level.roles):
            found = (value[0], (value[1],))
    return found


def _finding(
    check: Check, entry: Entry, people: list[Person], reach: _Reach
) -> Finding:
    limit, values = reach
    roles = "；".join(
        f"{p.code}：{'、'.join(_WORDS[r] for r in p.roles) or '无岗位'}" for p in people
    )
    over = yuan_text(entry.spent - limit)
    return check.finding(
        entry,
        amount=entry.spent,
        values=values,
        evidence=(
            f"审批人当日登记的岗位 {roles}",
            f"按权限表可审批到 {yuan_text(limit)} 元",
            f"{yuan_text(entry.spent)} − {yuan_text(limit)} = {over} 元",
        ),
        approver="、".join(person.code for person in people),
        roles=roles,
        limit=yuan_text(limit),
    )
