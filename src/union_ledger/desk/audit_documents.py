"""The documents of the cases' entries, found and copied into an audit package."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.explain import os_problem
from union_ledger.plugins.recipients import list_named
from union_ledger.plugins.recipients import list_path
from union_ledger.reports.audit.guide import PAPERS
from union_ledger.reports.audit.guide import safe_name
from union_ledger.reports.audit.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from union_ledger.core.books import Entry
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.reports.audit.guide import Guide
    from union_ledger.reports.audit.paper import State

_PIECE = 1 << 20
_SHOWN = 8
_HASH = "-sha256"


class Documents:
    """What entries refer to, looked for below the books' folder and nowhere else.

    ``put`` takes a path of the package and a file to copy there. A list of names is
    copied only ``with_lists``.
    """

    def __init__(
        self, ledger: Ledger, put: Callable[[str, Path], None], *, with_lists: bool
    ) -> None:
        """Find out which documents hang on which link."""
        self.folder = ledger.main.parent.resolve()
        self.put = put
        self.with_lists = with_lists
        self.copied: set[str] = set()
        self.linked: dict[str, list[Path]] = {}
        for document in ledger.books.documents:
            for link in sorted(document.links):
                self.linked.setdefault(link, []).append(Path(document.path))

    def of_entries(self, guide: Guide) -> dict[int, list[Paper]]:
        """Copy the documents of all entries; return them by the entry's position."""
        return {
            entry.position: found
            for entry in guide.entries
            if (found := list(self._of(entry, guide.voucher(entry))))
        }

    def of_statements(self, ledger: Ledger, period: Period) -> list[Paper]:
        """Return the originals of the period's bank statements; none is copied."""
        found = []
        for each in ledger.books.registers.bank_statements:
            if not period.holds(each.since) or not each.document:
                continue
            path = (self.folder / each.document).resolve()
            digest = self._digest(path)
            state: State = "留在账簿" if digest else "缺失"
            if digest and each.sha256 and digest != each.sha256:
                state = "校验不符"
            found.append(
                Paper(
                    f"{each.account.rpartition(':')[2]} {each.since} 对账单",
                    "",
                    each.document,
                    state,
                    digest,
                    each.sha256,
                )
            )
        return found

    def _of(self, entry: Entry, place: str) -> Iterator[Paper]:
        seen: set[Path] = set()
        for said, path, noted, is_list in self._named(entry):
            if path in seen:
                continue
            seen.add(path)
            yield self._paper(entry.name, place, said, path, noted, is_list=is_list)

    def _named(self, entry: Entry) -> Iterator[tuple[str, Path, str, bool]]:
        """Yield what an entry names: text, path, hash noted, whether it is a list."""
        for meta in (entry.meta, *(row.meta for row in entry.rows)):
            for key, value in meta.items():
                if (
                    key.startswith("document")
                    and not key.endswith(_HASH)
                    and isinstance(value, str)
                ):
                    noted = str(meta.get(f"{key}{_HASH}") or "")
                    yield value, self._find(entry, value), noted.lower(), False
        for row in entry.rows:
            named = list_named(row)
            if named:
                yield named[1], list_path(row, named[1]), "", True
        for link in sorted(entry.txn.links or ()):
            for path in self.linked.get(link, ()):
                yield self._said(path.resolve()), path.resolve(), "", False

    def _find(self, entry: Entry, said: str) -> Path:
        """Return a path seen from the books' folder, else from the entry's file."""
        path = (self.folder / said).resolve()
        beside = (Path(entry.filename).parent / said).resolve()
        return beside if not path.exists() and beside.exists() else path

    def _said(self, path: Path) -> str:
        inside = path.is_relative_to(self.folder)
        return path.relative_to(self.folder).as_posix() if inside else path.name

    def _paper(  # noqa: PLR0913 - what is known of a document
        self,
        owner: str,
        owner_place: str,
        said: str,
        path: Path,
        noted: str,
        *,
        is_list: bool,
    ) -> Paper:
        if not path.is_relative_to(self.folder):
            return Paper(owner, owner_place, path.name, "账簿目录之外", noted=noted)
        digest = self._digest(path)
        if not digest:
            return Paper(owner, owner_place, said, "缺失", noted=noted)
        if is_list and not self.with_lists:
            return Paper(owner, owner_place, said, "名单未附", digest, noted)
        stem, ending = safe_name(path.stem)[:40], path.suffix.lower()
        place = f"{PAPERS}/{stem}.{digest[:_SHOWN]}{ending}"
        if place not in self.copied:
            self.put(place, path)
            self.copied.add(place)
        wrong = noted and noted != digest
        state = "校验不符" if wrong else "已附"
        return Paper(owner, owner_place, said, state, digest, noted, place)  # type: ignore[arg-type]

    def _digest(self, path: Path) -> str:
        """Return the hash of a file below the books' folder, empty without one.

        Raises:
            InputError: It is there and cannot be read.
        """
        if not path.is_relative_to(self.folder) or not path.is_file():
            return ""
        return digest_of(path)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file.

    Raises:
        InputError: It cannot be read.
    """
    found = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                found.update(piece)
    except OSError as error:
        raise InputError(f"文件读不了（{os_problem(error)}）", file=path) from None
    return found.hexdigest()
