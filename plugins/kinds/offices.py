"""Who signs is registered and holds the office that day（签字人在岗）."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.duties import OFFICES
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from union_ledger.core.books import Entry
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("office", "person", "why", "count")


class Options(KindOptions):
    """For each metadata key, the registered roles that may sign under it."""

    roles: dict[str, tuple[str, ...]] = Field(min_length=1)


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each person, office and reason, at the first such entry.

    Books that register nobody are left alone.
    """
    if not check.books.registers.persons:
        return
    for key, roles in options.roles.items():
        found: dict[tuple[str, str], list[Entry]] = {}
        for entry, person, why in _unfit(check, key, roles):
            found.setdefault((person, why), []).append(entry)
        for (person, why), entries in sorted(found.items()):
            yield _finding(check, key, person, why, entries)


def _unfit(
    check: Check, key: str, roles: tuple[str, ...]
) -> Iterator[tuple[Entry, str, str]]:
    column = check.books.column(key)
    doubtful = {v for v in set(column) if v and not _always_fit(check, str(v), roles)}
    if not doubtful:
        return
    for entry, value in zip(check.books.entries, column, strict=True):
        if value not in doubtful or not check.applies(entry):
            continue
        if next(check.rows_of(entry), None) is None:
            continue
        for person in str(value).split():
            why = _why_not(check, person, roles, entry.day)
            if why:
                yield entry, person, why


def _always_fit(check: Check, person: str, roles: tuple[str, ...]) -> bool:
    """Tell whether a person held one of the roles through all of the books."""
    lines = check.books.registers.persons.get(person, [])
    return (
        len(lines) == 1
        and lines[0].to is None
        and lines[0].since <= check.books.entries[0].day
        and bool(set(lines[0].roles) & set(roles))
    )


def _why_not(check: Check, person: str, roles: tuple[str, ...], day: date) -> str:
    registers = check.books.registers
    if person not in registers.persons:
        return "没有登记"
    held = registers.person(person, day)
    if held is None:
        return "当日不在任"
    return "" if set(held.roles) & set(roles) else "当日没有登记这个岗位"


def _finding(
    check: Check, key: str, person: str, why: str, entries: list[Entry]
) -> Finding:
    entries.sort(key=lambda e: (e.day, e.place))
    first, last = entries[0], entries[-1]
    office = OFFICES.get(key, key)
    lines = check.books.registers.persons.get(person, [])
    total = sum(abs(entry.spent) for entry in entries)
    return check.finding(
        first,
        subject=f"{office} {person} {why}",
        amount=total,
        evidence=(
            *(
                f"登记：{line.since} 起 {' '.join(line.roles) or '无岗位'}"
                + (f"，到 {line.to} 止" if line.to else "")
                for line in lines
            ),
            f"{person} 作为{office}签字 {len(entries)} 笔，合计 {yuan_text(total)} 元",
            f"从 {first.day} {first.name} 到 {last.day} {last.name}",
        ),
        office=office,
        person=person,
        why=why,
        count=str(len(entries)),
    )
