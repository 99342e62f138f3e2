"""Nobody holds two offices that must be apart（不相容职务分离）."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from pydantic import Field

from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from union_ledger.core.books import Entry
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("conflicts",)
OFFICES = {
    "handler": "经办",
    "reviewer": "审核",
    "approver": "审批",
    "bookkeeper": "记账",
    "cashier": "出纳",
    "custodian": "保管",
    "member": "领款",
    "payee": "收款",
}


class Options(KindOptions):
    """Pairs of metadata keys that must not name the same person.

    ``payee`` is the entry's payee. ``least_people`` must have had a hand in an
    expense from the parameter ``above`` on; with it, only those are looked at.
    """

    apart: tuple[tuple[str, str], ...] = ()
    least_people: int = Field(default=0, ge=0)
    above: str = ""

    @property
    def named(self) -> tuple[str, ...]:
        """Return the parameters the options speak of."""
        return (self.above,) if self.above else ()


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield one finding an entry, naming every pair that meets in one person."""
    if options.apart:
        yield from _meeting(check, options)
    if options.least_people and options.above:
        yield from _too_few(check, options)


def _meeting(check: Check, options: Options) -> Iterator[Finding]:
    keys = tuple(dict.fromkeys(key for pair in options.apart for key in pair))
    columns = [_column(check, key) for key in keys]
    # Mostly everybody is somebody else, and mostly they are the same people.
    suspect = {
        named for named in set(zip(*columns, strict=True)) if not _surely_apart(named)
    }
    if not suspect:
        return
    for entry, *named in zip(check.books.entries, *columns, strict=True):
        if tuple(named) not in suspect:
            continue
        conflicts = list(_conflicts(entry, options))
        if conflicts and check.applies(entry):
            yield check.finding(
                entry,
                amount=sum(row.amount for row in entry.rows if row.amount > 0),
                evidence=conflicts,
                conflicts="；".join(conflicts),
            )


def _column(check: Check, key: str) -> Sequence[Any]:
    if key != "payee":
        return check.books.column(key)
    people = check.books.registers.persons
    # Only who is registered can be told to be the same person.
    return [
        payee if (payee := entry.txn.payee) in people else None
        for entry in check.books.entries
    ]


def _surely_apart(people: tuple[Any, ...]) -> bool:
    named = [str(person) for person in people if person]
    return len(set(named)) == len(named) and " " not in "".join(named)


def _conflicts(entry: Entry, options: Options) -> Iterator[str]:
    told: set[tuple[str, str]] = set()
    for one, other in options.apart:
        both = _people(entry, one) & _people(entry, other)
        if other in {"member", "payee"}:
            # Who gets it is often named twice.
            both -= {person for key, person in told if key == one}
            told |= {(one, person) for person in both}
        if both:
            names = f"{OFFICES.get(one, one)}与{OFFICES.get(other, other)}"
            yield f"{names}同为 {'、'.join(sorted(both))}"


def _people(entry: Entry, key: str) -> set[str]:
    return set(entry.payee.split() if key == "payee" else entry.words_of(key))


def _too_few(check: Check, options: Options) -> Iterator[Finding]:
    """Yield the large expenses that too few people passed among themselves."""
    least = check.least_fen(options.above)
    for entry in check.books.entries:
        if entry.spent < least or not least:
            continue
        limit = check.fen_value(options.above, entry.event_date)
        if limit is None or entry.spent < limit[0] or not check.applies(entry):
            continue
        offices = list(OFFICES)[:5]
        held = {key: entry.words_of(key) for key in offices if entry.text_of(key)}
        people = {person for named in held.values() for person in named}
        # One office alone is not a chain.
        if len(held) < options.least_people or len(people) >= options.least_people:
            continue
        if next(check.rows_of(entry), None) is None:
            continue
        said = f"{len(held)} 个环节只有 {len(people)} 人经手"
        yield check.finding(
            entry,
            amount=entry.spent,
            values=(limit[1],),
            evidence=(
                f"本笔支出 {yuan_text(entry.spent)} 元",
                *(f"{OFFICES[key]}：{'、'.join(held[key])}" for key in held),
                f"{said}，至少应有 {options.least_people} 人",
            ),
            conflicts=said,
        )
