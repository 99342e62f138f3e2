"""All payees and narrations as one text, so that words are looked up at once."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from union_ledger.core.books import Entry


class TextIndex:
    """Finds the entries with a word in payee or narration, upper or lower case."""

    def __init__(self, entries: list[Entry]) -> None:
        """Put the texts one behind another, a line each."""
        lines = [
            f"{entry.txn.payee or ''} {entry.txn.narration or ''}" for entry in entries
        ]
        self._text = "\n".join(lines)
        self._entries = entries
        lengths = (len(line) + 1 for line in lines)
        self._starts = list(accumulate(lengths, initial=0))[:-1]

    def entries_with(
        self, words: Iterable[str], among: Sequence[Entry] | None = None
    ) -> list[Entry]:
        """Return the entries that hold any of the words, in order of date.

        ``among`` are the only ones asked for, where they are known to be few.
        """
        pattern = "|".join(part for word in words for part in _patterns(word))
        if not pattern:
            return []
        sought = re.compile(pattern)
        if among is not None:
            return [entry for entry in among if sought.search(entry.text)]
        return self.matching(sought)

    def matching(self, pattern: re.Pattern[str]) -> list[Entry]:
        """Return the entries in which a pattern is found, in order of date.

        The pattern must not match a line's end.
        """
        places = (found.start() for found in pattern.finditer(self._text))
        numbers = {bisect_right(self._starts, place) - 1 for place in places}
        return [self._entries[number] for number in sorted(numbers)]


def _patterns(word: str) -> list[str]:
    """Return patterns that begin with a letter as it stands, which is found fastest."""
    first, rest = word[:1], re.escape(word[1:])
    if word.lower() == word.upper():
        return [re.escape(word)] if word else []
    cases = dict.fromkeys((first.lower(), first.upper()))
    return [f"{re.escape(case)}(?i:{rest})" for case in cases]
