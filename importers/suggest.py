"""Guessed accounts for rows on 待查, by smart_importer（``union-ledger[suggest]``）.

A guess books nothing: the entry stays on 待查, flagged ``!``, and names the account
that entries with like words have under ``suggested``, for a person to judge.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import cast
from warnings import catch_warnings
from warnings import simplefilter

from beancount.core.data import Open
from beancount.core.data import filter_txns
from beancount.core.data import new_metadata

from union_ledger.core.errors import InputError
from union_ledger.importers.decide import UNKNOWN_IN
from union_ledger.importers.decide import UNKNOWN_OUT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from beancount.core.data import Directives
    from beancount.core.data import Transaction
    from beangulp.importer import Importer

    from union_ledger.importers.classify import Classification
    from union_ledger.importers.entries import Item
    from union_ledger.importers.existing import Existing

NO_LIBRARY = "没有装给出建议的库，请运行 pip install smart-importer"
SUGGESTED = "suggested"
# Its classifier takes time with the square of what it learns from.
_MOST = 4000
_PARTS = 2
_UNKNOWN = {UNKNOWN_IN, UNKNOWN_OUT}


@dataclass(frozen=True, slots=True)
class _Lesson:
    """An entry with one leg on the union's money, and where the other one is."""

    entry: Transaction
    account: str


def with_suggestions(
    items: Sequence[Item], book: Classification, existing: Existing
) -> list[Item]:
    """Return the items, new ones on 待查 with the account that like entries have.

    Entries with one leg on the union's money and one elsewhere are learned from, the
    last 4,000 of them; where all are booked alike there is nothing to learn. An
    account none of whose entries shares two characters with the row is no guess.

    Raises:
        InputError: The library is not installed.
    """
    asked = [i for i in items if i.known is None and i.decision.line is None]
    lessons = _lessons(book, existing)
    if not asked or len({lesson.account for lesson in lessons}) < _PARTS:
        return list(items)
    said: dict[str, set[str]] = defaultdict(set)
    for lesson in lessons:
        said[lesson.account] |= _words(lesson.entry)
    guesses = {
        item.import_id: account
        for item, account in zip(asked, _guesses(asked, lessons), strict=True)
        if said[account] & _words(item.entry)
    }
    return [_suggested(item, guesses.get(item.import_id, "")) for item in items]


def _lessons(book: Classification, existing: Existing) -> list[_Lesson]:
    lessons = []
    for entry in existing.transactions:
        others = [
            posting.account
            for posting in entry.postings
            if not any(own.holds(posting.account) for own in book.accounts)
        ]
        if len(entry.postings) != _PARTS or len(others) != 1:
            continue
        if others[0] in _UNKNOWN or others[0].startswith("Equity:"):
            continue
        lessons.append(_Lesson(entry, others[0]))
    lessons.sort(key=lambda each: (each.entry.date, str(each.entry.meta.get("id"))))
    return lessons[-_MOST:]


def _guesses(asked: Sequence[Item], lessons: Sequence[_Lesson]) -> Iterator[str]:
    """Yield the account that the library would book each row to."""
    try:
        from smart_importer import PredictPostings  # noqa: PLC0415 - optional, slow
    except ImportError:
        raise InputError(NO_LIBRARY) from None
    learned = [lesson.entry for lesson in lessons]
    opened: Directives = [
        Open(new_metadata("", 0), learned[0].date, account, [], None)
        for account in sorted({p.account for e in learned for p in e.postings})
    ]
    single: Directives = [
        i.entry._replace(postings=i.entry.postings[:1]) for i in asked
    ]
    nobody = cast("Importer", None)  # the hook only hands it back
    hook = PredictPostings(string_tokenizer=_pairs).hook
    with catch_warnings():
        # It warns that the tokenizer it was given is the one it takes.
        simplefilter("ignore", UserWarning)
        ((_, told, _, _),) = hook([("", single, "", nobody)], [*opened, *learned])
    for item, after in zip(asked, filter_txns(told), strict=True):
        own = item.entry.postings[0].account
        others = [p.account for p in after.postings if p.account != own]
        yield others[0] if len(others) == 1 else ""


def _pairs(text: str) -> list[str]:
    """Return each two characters that stand together: Chinese has no blanks."""
    plain = "".join(text.split())
    return [plain[i : i + 2] for i in range(len(plain) - 1)] or [plain]


def _words(entry: Transaction) -> set[str]:
    texts = (entry.payee, entry.narration)
    return {pair for text in texts if text for pair in _pairs(text) if pair}


def _suggested(item: Item, account: str) -> Item:
    if not account:
        return item
    entry = item.entry._replace(meta=item.entry.meta | {SUGGESTED: account})
    why = f"{item.decision.why}；像账上记 {account} 的，请判断"
    return replace(item, entry=entry, decision=replace(item.decision, why=why))
