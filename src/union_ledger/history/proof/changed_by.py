"""Which commits changed what was said of closed days（谁改的）, by parsing alone.

Text that was only moved or put in order is no change, and nobody is blamed for it.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from beancount.parser.parser import parse_string

from union_ledger.core.seal import month_end
from union_ledger.core.seal_content import canonical
from union_ledger.history.revisions.repository import NOTHING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.history.proof.closed_books import SealFault
    from union_ledger.history.revisions.repository import Commit
    from union_ledger.history.revisions.repository import Repository
    from union_ledger.history.revisions.repository import TreeFile

# Only a name: documents are told by their path as seen from the books.
_FOLDER = Path("/books")
# What a fault of each part may come from, by the days that are said.
_OF_THE_MONTH, _UP_TO_IT = frozenset({"load"}), frozenset({"balances", "registers"})


class ChangedBy:
    """The commits up to one that changed what was closed, looked up when asked for."""

    def __init__(self, repository: Repository, commit: str) -> None:
        """Hold a repository and the commit that is judged."""
        self._repository = repository
        self._commit = commit
        self._said: dict[tuple[str, str, date, date], Counter[str]] = {}
        self._found: dict[tuple[str, date, date], list[Commit]] = {}

    def commits(self, sealed: str, fault: SealFault) -> tuple[Commit, ...]:
        """Return the commits since ``sealed`` that a fault comes from, latest first."""
        if not sealed:
            return ()
        found: Sequence[Commit] = ()
        if fault.month and fault.part in _OF_THE_MONTH | _UP_TO_IT:
            month = date.fromisoformat(f"{fault.month}-01")
            first = month if fault.part in _OF_THE_MONTH else date.min
            found = self._changing(sealed, first, month_end(month))
        if not found:
            found = self._repository.touching(sealed, self._commit, fault.files)
        return tuple(found)

    def _changing(self, sealed: str, first: date, last: date) -> list[Commit]:
        key = (sealed, first, last)
        if key not in self._found:
            # A merge brings in what none of its parents has.
            self._found[key] = [
                commit
                for commit in reversed(self._repository.commits(sealed, self._commit))
                if all(
                    self._differ(parent, commit.oid, first, last)
                    for parent in commit.parents or (NOTHING,)
                )
            ]
        return self._found[key]

    def _differ(self, before: str, after: str, first: date, last: date) -> bool:
        said: Counter[str] = Counter()
        for change in self._repository.changes(before, after):
            path = self._repository.inside(change.path)
            if path and path.endswith(".beancount"):
                said.update(self._texts(path, change.after, first, last))
                said.subtract(self._texts(path, change.before, first, last))
        return any(said.values())

    def _texts(
        self, path: str, file: TreeFile | None, first: date, last: date
    ) -> Counter[str]:
        if file is None or not file.is_file:
            return Counter()
        key = (path, file.blob, first, last)
        if key not in self._said:
            text = self._repository.blob(file.blob).decode("utf-8", "replace")
            entries, _, _ = parse_string(text, report_filename=str(_FOLDER / path))
            self._said[key] = Counter(
                canonical(entry, _FOLDER)
                for entry in entries
                if first <= entry.date <= last
            )
        return self._said[key]
