"""Nobody holds two offices that must be apart（不相容职务分离）."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from pydantic import Field

from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Entry
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("conflicts",)
_NAMES = {
    "handler": "经办",
    "reviewer": "审核",
    "approver": "审批",
    "bookkeeper": "记账",
    "cashier": "出纳",
    "member": "领款",
    "custodian": "保管",
}


class Options(KindOptions):
    """Pairs of metadata keys that must not name the same person."""

    apart: tuple[tuple[str, str], ...] = Field(min_length=1)


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield one finding an entry, naming every pair that meets in one person."""
    keys = tuple(dict.fromkeys(key for pair in options.apart for key in pair))
    columns = [check.books.column(key) for key in keys]
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


def _surely_apart(people: tuple[Any, ...]) -> bool:
    named = [str(person) for person in people if person]
    return len(set(named)) == len(named) and " " not in "".join(named)


def _conflicts(entry: Entry, options: Options) -> Iterator[str]:
    for one, other in options.apart:
        both = set(entry.words_of(one)) & set(entry.words_of(other))
        if both:
            names = f"{_NAMES.get(one, one)}与{_NAMES.get(other, other)}"
            yield f"{names}同为 {'、'.join(sorted(both))}"
