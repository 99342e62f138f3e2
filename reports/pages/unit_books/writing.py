"""Writing a unit's ledger into a folder: one text file, its documents, its findings."""

from __future__ import annotations

import json
import shutil
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.data import Document
from beancount.core.data import Open
from beancount.parser.printer import EntryPrinter

from union_ledger.reports.pages.unit_books.carried import carried
from union_ledger.reports.pages.unit_books.carried import findings_of
from union_ledger.reports.pages.unit_books.carried import share_of
from union_ledger.reports.pages.unit_books.carried import silent_of
from union_ledger.reports.pages.unit_books.custody import Custody
from union_ledger.reports.pages.unit_books.entries import entries_of
from union_ledger.reports.pages.unit_books.lines import lines_of
from union_ledger.reports.pages.unit_books.photos import Photos

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from datetime import date

    from beancount.core.data import Directive
    from beancount.core.data import Transaction

    from union_ledger.core.ledger import Ledger
    from union_ledger.reports.pages.unit_books.entries import Kept

_PLUGIN = "union_ledger.plugins"
_FAVA = (
    ("fava-option", "language", "zh"),
    ("fava-option", "locale", "zh_CN"),
    ("fava-option", "default-page", "extension/UnionUnit/"),
    ("fava-option", "collapse-pattern", ".*:.*:.*"),
    ("fava-option", "show-metadata-indicators", "false"),
    ("fava-extension", "union_ledger.reports.pages.unit_pages"),
)


def write_unit_books(
    ledger: Ledger,
    entries: list[Directive],
    options: Mapping[str, Any],
    unit: str,
    folder: Path,
) -> Path:
    """Write the ledger of ``unit`` into ``folder``, which is new; returns its file.

    ``entries`` and ``options`` are those of the whole load that ``ledger`` holds.
    """
    registers = ledger.books.registers
    kept = entries_of(ledger.books, unit)
    custody = Custody(registers, unit)
    findings = findings_of(ledger.findings, custody, kept)
    ids = {finding.id for finding in findings}
    lines = lines_of(entries, custody, kept.projects, ids)
    main = folder / "main.beancount"
    folder.mkdir(mode=0o700)
    out = _Text(f"{registers.unit_name(unit)} · {ledger.entity}")
    photos = Photos(entries, ledger.main.parent)
    lines = [photos.taken(line, folder) for line in lines]
    for opening in _opens(kept.entries, entries) + photos.opens():
        out.add(opening)
    places = {}
    for line in lines:
        if line.type == "asset":
            places[str(line.values[0].value)] = out.line + 1
        out.add(line)
    for id_, entry in zip(kept.ids, kept.entries, strict=True):
        # A blank line comes before it.
        places[id_] = out.line + 1
        out.add(entry)
    for document in (*_documents(kept, entries, folder), *photos.found):
        out.add(document)
    main.write_text(out.text(), encoding="utf-8")
    data = {
        "findings": carried(findings, places, str(main)),
        "rulebook": ledger.rulebook,
        "silent": silent_of(ledger.silent, registers, unit),
        "share": share_of(ledger, unit),
        "rules": _rules(ledger, options, folder),
    }
    text = json.dumps(data, ensure_ascii=False)
    (folder / "carried.json").write_text(text, encoding="utf-8")
    return main


class _Text:
    """A ledger's text as it grows, and the line it has come to."""

    def __init__(self, title: str) -> None:
        self._printed = EntryPrinter(min_width_account=44)  # type: ignore[no-untyped-call]
        self._out = StringIO()
        safe = title.replace("\\", "").replace('"', "")
        self.line = 1
        self._write(
            ";; 本单位账：由全账摘出，只含本单位的分录和登记，随全账重新生成。\n"
            f'option "title" "{safe}"\noption "operating_currency" "CNY"\n'
            'plugin "union_ledger.plugins.carried" "carried.json"\n'
        )
        for kind, *values in _FAVA:
            quoted = " ".join(f'"{value}"' for value in values)
            self._write(f'1990-01-01 custom "{kind}" {quoted}\n')

    def add(self, entry: Directive) -> None:
        self._write(f"\n{self._printed(entry)}")

    def text(self) -> str:
        return self._out.getvalue()

    def _write(self, text: str) -> None:
        self._out.write(text)
        self.line += text.count("\n")


def _opens(kept: Iterable[Transaction], entries: Iterable[Directive]) -> list[Open]:
    """Return an open for every account used, and for no other."""
    first: dict[str, date] = {}
    for entry in kept:
        for posting in entry.postings:
            first.setdefault(posting.account, entry.date)
    known = {e.account: e.date for e in entries if isinstance(e, Open)}
    return [
        # Lots are taken as the whole books matched them.
        Open({}, min(known.get(account, day), day), account, [], None)
        for account, day in sorted(first.items())
    ]


def _documents(
    kept: Kept, entries: Iterable[Directive], folder: Path
) -> Iterable[Document]:
    """Yield the documents linked to whole entries of the unit, and to no other's."""
    own: dict[str, str] = {}
    for entry in kept.whole.values():
        account = entry.txn.postings[0].account
        for link in entry.txn.links or ():
            own.setdefault(link, account)
    foreign = _links_of_others(kept, entries)
    for number, each in enumerate(
        e for e in entries if isinstance(e, Document) and e.links
    ):
        path, links = Path(each.filename), set(each.links or ())
        if not links & own.keys() or links & foreign or not path.is_file():
            continue
        target = folder / "documents" / f"{number:05d}" / path.name
        target.parent.mkdir(parents=True, mode=0o700)
        target.symlink_to(path.resolve())
        account = own[min(links & own.keys())]
        yield Document(
            {},
            each.date,
            account,
            str(target.relative_to(folder)),
            frozenset(),
            frozenset(links & own.keys()),
        )


def _links_of_others(kept: Kept, entries: Iterable[Directive]) -> set[str]:
    own = {id(entry.txn) for entry in kept.whole.values()}
    return {
        link
        for each in entries
        if not isinstance(each, Document) and id(each) not in own
        for link in getattr(each, "links", None) or ()
    }


def _rules(ledger: Ledger, options: Mapping[str, Any], folder: Path) -> str:
    """Copy the local rulebook, which findings cite; returns its index, or nothing."""
    config = (dict(options.get("plugin", ())).get(_PLUGIN) or "").strip()
    index = (ledger.main.parent / config).resolve()
    if not config or not index.is_file():
        return ""
    rules = folder / "rules"
    rules.mkdir(mode=0o700)
    for file in index.parent.glob("*.yaml"):
        shutil.copyfile(file, rules / file.name)
    return f"rules/{index.name}"
