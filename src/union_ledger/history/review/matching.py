"""Which removed directive became which added one（改动的配对）.

By permanent id, by import id, by voucher of the month, by what a register line is of,
and last by likeness: a day, an amount or the words may have been put right.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from beancount.core.data import Custom
from beancount.core.data import Transaction

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Hashable
    from collections.abc import Iterable
    from collections.abc import Iterator

    from union_ledger.history.revisions.entry_changes import EntryChanges
    from union_ledger.history.revisions.entry_changes import Written

# Less alike than this and two directives are told as one gone and one new.
_ALIKE = 0.6
# Looking for likeness is quadratic; a change of thousands is not read line by line.
_MOST = 400


@dataclass(frozen=True, slots=True)
class Change:
    """One directive added (no ``before``), removed (no ``after``) or changed."""

    before: Written | None
    after: Written | None

    @property
    def word(self) -> str:
        """Return what happened, in Chinese."""
        if self.before is None:
            return "新增"
        return "删除" if self.after is None else "修改"

    @property
    def shown(self) -> Written:
        """Return the directive as it is now, or as it was."""
        shown = self.after or self.before
        if shown is None:
            raise ValueError("a change of nothing")
        return shown


def matched(changes: EntryChanges) -> list[Change]:
    """Return the changes in order of day and place, each with both its sides."""
    removed, added = list(changes.removed), list(changes.added)
    found: list[Change] = []
    for key in (_by_id, _by_import, _by_voucher, _by_subject):
        found += _paired(removed, added, key)
    if len(removed) * len(added) <= _MOST**2:
        found += _alike(removed, added)
    found += [Change(one, None) for one in removed]
    found += [Change(None, one) for one in added]
    return sorted(
        found,
        key=lambda change: (
            change.shown.entry.date,
            change.shown.file,
            change.shown.line,
        ),
    )


def _paired(
    removed: list[Written], added: list[Written], key: Callable[[Written], Hashable]
) -> Iterator[Change]:
    """Yield the pairs that one key makes, and take them out of both lists."""
    waiting: dict[Hashable, list[Written]] = defaultdict(list)
    for one in removed:
        if key(one):
            waiting[key(one)].append(one)
    for one in list(added):
        same = waiting.get(key(one)) if key(one) else None
        if same:
            before = same.pop(0)
            removed.remove(before)
            added.remove(one)
            yield Change(before, one)


def _alike(removed: list[Written], added: list[Written]) -> Iterator[Change]:
    """Yield the pairs that are most alike, the closest first."""
    likeness = sorted(
        (
            (ratio, number, other)
            for number, one in enumerate(removed)
            for other, new in enumerate(added)
            if one.kind == new.kind and (ratio := _ratio(one, new)) >= _ALIKE
        ),
        key=lambda found: (-found[0], found[1], found[2]),
    )
    was, now = list(removed), list(added)
    for _, number, other in likeness:
        if was[number] in removed and now[other] in added:
            removed.remove(was[number])
            added.remove(now[other])
            yield Change(was[number], now[other])


def _ratio(one: Written, new: Written) -> float:  # a likeness, no money
    matcher = SequenceMatcher(None, one.content, new.content, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0
    return matcher.ratio()


def _by_id(one: Written) -> Hashable:
    said = one.text_of("id")
    return (one.kind, said) if said else None


def _by_import(one: Written) -> Hashable:
    ids = _sorted(one.words_of("import-ids"))
    return (one.kind, *ids) if ids else None


def _by_voucher(one: Written) -> Hashable:
    voucher = one.text_of("voucher")
    return (one.month, voucher) if voucher and one.is_transaction else None


def _by_subject(one: Written) -> Hashable:
    """Return what a line is of: a card's number, a unit and its day, an account."""
    entry = one.entry
    if isinstance(entry, Transaction):
        return None
    if isinstance(entry, Custom):
        words = [str(value.value) for value in entry.values or ()]
        # A headcount or a budget is of its first word and its day.
        return (one.kind, *words[:1], entry.date)
    account = getattr(entry, "account", "")
    return (one.kind, account, entry.date) if account else None


def _sorted(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words))
