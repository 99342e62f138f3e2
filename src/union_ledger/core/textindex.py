"""All payees and narrations as one text, so that a word is looked up once."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from union_ledger.core.books import Entry


class TextIndex:
    """Finds the entries with a word in payee or narration, upper or lower case."""

    def __init__(self, entries: list[Entry]) -> None:
        """Put the texts one behind another, a line each."""
        lines = [
            f"{entry.txn.payee or ''} {entry.txn.narration or ''}" for entry in entries
        ]
        text = "\n".join(lines)
        self._text = text.lower()
        if len(self._text) != len(text):
            # A few letters of other alphabets grow when lowered: line by line then.
            lines = [line.lower() for line in lines]
            self._text = "\n".join(lines)
        self._entries = entries
        lengths = (len(line) + 1 for line in lines)
        self._starts = list(accumulate(lengths, initial=0))[:-1]

    def entries_with(self, words: Iterable[str]) -> list[Entry]:
        """Return the entries that hold any of the words, in order of date."""
        found: set[int] = set()
        for word in words:
            sought = word.lower()
            place = self._text.find(sought)
            while place >= 0:
                number = bisect_right(self._starts, place) - 1
                found.add(number)
                place = self._text.find(sought, place + 1)
        return [self._entries[number] for number in sorted(found)]
