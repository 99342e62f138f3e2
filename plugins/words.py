"""Words that mean something in payees and narrations, innocent phrases aside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from union_ledger.core.books import Books
    from union_ledger.core.books import Entry


class Words:
    """Some words to look for; phrases and unit names that hold them do not count."""

    def __init__(
        self, books: Books, words: Iterable[str], allow: Iterable[str] = ()
    ) -> None:
        """Prepare the search."""
        self._books = books
        self._words = tuple(words)
        self._sought = _any_of(self._words)
        names = (n for n in books.registers.unit_names if self._sought.search(n))
        self._innocent = _any_of((*allow, *names))

    def entries(self) -> Iterator[tuple[Entry, list[str]]]:
        """Yield the entries with a word, in order of date, and the words found."""
        for entry in self._books.texts.entries_with(self._words):
            found = self.found_in(entry.text)
            if found:
                yield entry, found

    def found_in(self, text: str) -> list[str]:
        """Return the words in ``text``, each once."""
        plain = self._innocent.sub(" ", text)
        return list(dict.fromkeys(self._sought.findall(plain)))


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile("|".join(map(_pattern, longest_first)) or r"(?!)", re.IGNORECASE)


def _pattern(phrase: str) -> str:
    """Letters stand alone: SPA is not in SPARK."""
    pattern = re.escape(phrase)
    return f"(?<![A-Za-z]){pattern}(?![A-Za-z])" if phrase.isascii() else pattern
