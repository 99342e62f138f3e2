"""What a person corrected in imported entries, as lines to propose（学习建议）.

Nothing is changed: the lines are text for review. Each is tried on all imported
entries first, and one that would decide any of them otherwise than the books do is
shown as doubtful, with the entry that speaks against it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan
from union_ledger.importers.classify import Case
from union_ledger.importers.classify import Line
from union_ledger.importers.classify import Then
from union_ledger.importers.conditions import When
from union_ledger.importers.decide import UNKNOWN_IN
from union_ledger.importers.decide import UNKNOWN_OUT
from union_ledger.importers.decide import units_in
from union_ledger.importers.existing import place
from union_ledger.importers.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from union_ledger.importers.classify import Classification
    from union_ledger.importers.conditions import Direction
    from union_ledger.importers.existing import Existing
    from union_ledger.importers.statement import Row

_CASES = 3
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Booked:
    """One imported entry as it stands in the books now.

    Attributes:
        entry: The entry.
        case: The row of the statement that it came from.
        decided: The line that decided when it was imported, as it reads today.
        account: The account against which it stands.
        unit: Its sub-union, ``None`` where it names none.
        fund: Its fund.
        project: Its project.
    """

    entry: Transaction
    case: Case
    decided: Line | None
    account: str
    unit: str | None
    fund: str | None
    project: str | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A line to review.

    Attributes:
        line: The line, with the corrected entries as its cases.
        before: The line it must stand before, ``None`` for the end of the list.
        learned: How many corrected entries it is drawn from.
        against: Entries that it would decide otherwise than the books do.
    """

    line: Line
    before: str | None
    learned: int
    against: tuple[str, ...]


def proposals(
    existing: Existing, book: Classification, cases: Mapping[str, Case]
) -> list[Proposal]:
    """Return lines that would have decided as a person corrected, by first entry.

    ``cases`` are the rows of the originals by import id; an entry whose row is not
    among them teaches nothing.
    """
    booked = list(_imported(existing, book, cases))
    groups: dict[tuple[str, ...], list[Booked]] = defaultdict(list)
    for one in booked:
        if one.account in {UNKNOWN_IN, UNKNOWN_OUT} or _same(one.decided, one):
            continue
        key = (one.case.direction, squeeze(one.case.counterparty), one.account)
        groups[*key, one.fund or "", one.project or ""].append(one)
    return [_proposal(group, booked, book, existing.units) for group in groups.values()]


def case_of(row: Row, layout: str) -> Case:
    """Return a row of a statement as an example for a line."""
    names = ("counterparty", "summary", "purpose")
    words = {name: row.text[name] for name in names if name in row.text}
    direction: Direction = "in" if row.side == "in" else "out"
    return Case(**words, direction=direction, amount=yuan(row.amount), layout=layout)


def _imported(
    existing: Existing, book: Classification, cases: Mapping[str, Case]
) -> Iterable[Booked]:
    lines = {line.name: line for line in book.lines}
    for import_id, case in cases.items():
        entry = existing.entries.get(import_id)
        if entry is None or entry.meta["id"] != import_id:
            continue
        own: list[Posting] = []
        others: list[Posting] = []
        for posting in entry.postings:
            mine = any(account.holds(posting.account) for account in book.accounts)
            (own if mine else others).append(posting)
        if len(own) != 1 or len(others) != 1:
            continue  # split by hand: no one line could have made it
        meta = {**entry.meta, **(others[0].meta or {})}
        yield Booked(
            entry,
            case,
            lines.get(entry.meta.get("classified", "")),
            others[0].account,
            meta.get("unit"),
            meta.get("fund"),
            meta.get("project"),
        )


def _same(line: Line | None, booked: Booked) -> bool:
    """Return whether a line says of an entry what the books say."""
    if line is None:
        return False
    then = line.then
    unit = then.unit in {booked.unit, "from-text"}
    return unit and (then.account, then.fund, then.project) == (
        booked.account,
        booked.fund,
        booked.project,
    )


def _proposal(
    group: list[Booked],
    booked: list[Booked],
    book: Classification,
    units: Mapping[str, str],
) -> Proposal:
    first = group[0]
    chosen = {id(one) for one in group}
    others = [one for one in booked if id(one) not in chosen]
    when = _when(group, [one for one in others if not _same_end(one, first)])
    line = Line(
        name=f"建议：{first.case.counterparty or first.case.summary}"[:40],
        when=when,
        then=Then(
            account=first.account,
            unit=_unit(group, units),
            fund=first.fund,
            project=first.project,
        ),
        cases=tuple(one.case for one in group[:_CASES]),
    )
    decided = [one.decided for one in group]
    rank = min(
        (rank for rank, each in enumerate(book.lines) if each in decided),
        default=len(book.lines),
    )
    later = (None, *book.lines[rank:])
    against = [
        place(one.entry)
        for one in others
        if one.decided in later
        and line.when.holds(one.case.facts())
        and not _same(line, one)
    ]
    before = book.lines[rank].name if rank < len(book.lines) else None
    return Proposal(line, before, len(group), tuple(against))


def _same_end(one: Booked, other: Booked) -> bool:
    ends = [(b.account, b.fund, b.project) for b in (one, other)]
    return ends[0] == ends[1]


def _when(group: list[Booked], others: list[Booked]) -> When:
    """Return the fewest words that hold for the group and for nothing else booked.

    The counterparty alone, or with the longest words that all summaries share.
    """
    case = group[0].case
    party = (case.counterparty,) if case.counterparty else None
    plain = When.model_construct(
        counterparty=party, direction=case.direction, **_NO_WORDS
    )
    if party and not any(plain.holds(one.case.facts()) for one in others):
        return When(counterparty=party, direction=case.direction)
    found = []
    for name in ("summary", "purpose"):
        shared = _shared([squeeze(getattr(one.case, name)) for one in group])
        if shared:
            words = {"counterparty": party, name: (shared,)}
            when = When.model_validate({**words, "direction": case.direction})
            if not any(when.holds(one.case.facts()) for one in others):
                return when
            found.append(when)
    if found:
        return found[-1]
    return When(counterparty=party or ("re:^$",), direction=case.direction)


_NO_WORDS = dict.fromkeys(("summary", "purpose", "text", "layout", "min", "max"))


def _shared(texts: list[str]) -> str:
    """Return the longest text that stands in all of them, at least two characters."""
    first = min(texts, key=len)
    for size in range(len(first), _SHORTEST - 1, -1):
        for start in range(len(first) - size + 1):
            part = first[start : start + size]
            if all(part in text for text in texts):
                return part
    return ""


def _unit(group: list[Booked], units: Mapping[str, str]) -> str | None:
    named = {one.unit for one in group}
    if all(_units(one.case, units) == {one.unit} for one in group):
        return "from-text"
    return named.pop() if len(named) == 1 else None


def _units(case: Case, units: Mapping[str, str]) -> set[str]:
    return units_in(f"{case.counterparty} {case.summary} {case.purpose}", units)
