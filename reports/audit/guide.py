"""Where each thing stands in the package, so that every paper can lead to it.

Paths are seen from the package's own folder, with ``/`` between; their names hold
nothing that Windows refuses.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Sequence

    from union_ledger.core.books import Entry
    from union_ledger.core.ledger import Ledger
    from union_ledger.reports.cases import Case
    from union_ledger.reports.cells import Link

INDEX = "index.html"
MANIFEST = "MANIFEST"
DRAFT = "01-审计报告/审计报告（征求意见稿）.docx"
PROBLEMS = "02-问题/问题清单.html"
PROBLEM_LIST = "02-问题/问题清单.xlsx"
CASE_PAPERS = "02-问题/取证单和底稿"
REPORTS = "03-报表"
VOUCHERS = "04-凭证"
PAPERS = "05-附件"
PAPER_LIST = "05-附件/附件清单"
RULES = "06-规则"
HANDBOOK = "06-规则/规则手册.html"
COVERAGE = "06-规则/检查范围"

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\s]+')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_LONGEST_NAME = 60


def slug(text: str) -> str:
    """Return ``text`` where it can stand in an address, else a hash of it."""
    if _PLAIN.fullmatch(text):
        return text
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:12]


def safe_name(text: str) -> str:
    """Return a file name that every system takes; long ones are cut."""
    name = _UNSAFE.sub("_", text).strip("._ ")[:_LONGEST_NAME].strip("._ ")
    return f"_{name}" if not name or _RESERVED.fullmatch(name) else name


def journal_path(label: str) -> str:
    """Return where the journal of the period stands."""
    return f"{VOUCHERS}/{safe_name(label.replace(' ', ''))}记账凭证清单.xlsx"


def address(path: str, up: str) -> str:
    """Return a path of the package as a page ``up`` from its folder links to it."""
    name, mark, anchor = path.partition("#")
    return f"{up}{quote(name)}{mark}{quote(anchor)}"


@dataclass(frozen=True)
class Guide:
    """The places of the cases and of the entries they refer to.

    ``entries`` are those entries, in order of the books; ``rules`` the ids that the
    handbook explains. An entry is known by its position among the books' entries.
    """

    ledger: Ledger
    cases: Sequence[Case]
    rules: frozenset[str]
    entries: tuple[Entry, ...] = field(init=False)
    _vouchers: dict[int, str] = field(init=False)
    _lines: dict[tuple[str, int], str] = field(init=False)
    _by_id: dict[str, list[Entry]] = field(init=False)
    _case_of: dict[str, Case] = field(init=False)
    _numbers: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        """Find the entries and give each a place."""
        named = {entry_id for case in self.cases for entry_id in case.entry_ids}
        by_id: dict[str, list[Entry]] = {}
        for entry in self.ledger.books.entries:
            if entry.id in named:
                by_id.setdefault(entry.id, []).append(entry)
        entries = sorted(
            (entry for group in by_id.values() for entry in group),
            key=lambda entry: (entry.day, entry.place),
        )
        places, lines = _places(entries)
        values = {
            "entries": tuple(entries),
            "_vouchers": places,
            "_lines": lines,
            "_by_id": by_id,
            "_case_of": {f.id: case for case in self.cases for f in case.findings},
            "_numbers": {case.id: n for n, case in enumerate(self.cases, 1)},
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    @property
    def months(self) -> dict[str, list[Entry]]:
        """The entries by the page they stand on, which is one for each month."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(self.voucher(entry).partition("#")[0], []).append(entry)
        return found

    def voucher(self, entry: Entry) -> str:
        """Return the place of an entry's voucher."""
        return self._vouchers[entry.position]

    def entries_of(self, ids: Iterable[str]) -> list[Entry]:
        """Return the entries of these ids; what is no entry is passed over."""
        return [entry for each in ids for entry in self._by_id.get(each, ())]

    def number(self, case: Case) -> int:
        """Return the number of a case, counted from 1."""
        return self._numbers[case.id]

    def case(self, case: Case) -> str:
        """Return the place where a case is told."""
        return f"{PROBLEMS}#case-{slug(case.id)}"

    def case_of(self, finding_id: str) -> Case | None:
        """Return the case a finding belongs to; None for one of another period."""
        return self._case_of.get(finding_id)

    def papers(self, case: Case) -> str:
        """Return the place of a case's workbook."""
        return f"{CASE_PAPERS}/{self.number(case):03d}-{slug(case.id)}.xlsx"

    def page_resolver(self, up: str) -> Callable[[Link], str | None]:
        """Return what turns the links of a page into addresses."""

        def resolve(link: Link) -> str | None:
            place = self._place(link)
            return address(place, up) if place else None

        return resolve

    def sheet_resolver(self, up: str) -> Callable[[Link], str | None]:
        """Return what turns the links of a workbook into addresses."""

        def resolve(link: Link) -> str | None:
            place = self._place(link)
            return f"{up}{place}" if place else None

        return resolve

    def _place(self, link: Link) -> str | None:
        if link.kind == "file":
            return link.target
        if link.kind == "rule" and link.target in self.rules:
            return f"{HANDBOOK}#{link.target}"
        if link.kind == "source" and link.line:
            return self._lines.get((link.target, link.line))
        return None


def _places(
    entries: Iterable[Entry],
) -> tuple[dict[int, str], dict[tuple[str, int], str]]:
    """Return each entry's place, and the place for each line it stands on."""
    places: dict[int, str] = {}
    lines: dict[tuple[str, int], str] = {}
    taken: set[str] = set()
    for entry in entries:
        anchor = f"v-{slug(entry.id)}"
        number = 1
        while (place := f"{VOUCHERS}/{entry.day:%Y-%m}.html#{anchor}") in taken:
            number += 1
            anchor = f"v-{slug(entry.id)}-{number}"
        taken.add(place)
        places[entry.position] = place
        lines.setdefault((entry.filename, entry.lineno), place)
        for row in entry.rows:
            lines.setdefault((row.filename, row.lineno), place)
    return places, lines
