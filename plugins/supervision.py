"""The one pass over a ledger: structure first, then quota, then the rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.data import Custom

from union_ledger.core.build import build_books
from union_ledger.core.errors import InputError
from union_ledger.core.findings import in_reading_order
from union_ledger.core.findings import pack
from union_ledger.plugins.assets import check_lots
from union_ledger.plugins.chart import check_accounts
from union_ledger.plugins.check import run_rules
from union_ledger.plugins.closing import check_closing
from union_ledger.plugins.closing import check_quota_year
from union_ledger.plugins.collector import collector_paused
from union_ledger.plugins.errors import BooksError
from union_ledger.plugins.errors import RegisterError
from union_ledger.plugins.errors import RulebookError
from union_ledger.plugins.errors import source
from union_ledger.plugins.errors import violation
from union_ledger.plugins.ids import check_ids
from union_ledger.plugins.keys import check_keys
from union_ledger.plugins.privacy import check_privacy
from union_ledger.plugins.quota import post_use
from union_ledger.plugins.recipients import list_files
from union_ledger.plugins.resolution import resolve
from union_ledger.plugins.seals import check_seals
from union_ledger.rules.loader import load_rulebook

if TYPE_CHECKING:
    from beancount.core.data import Directive

    from union_ledger.core.books import Books
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Outcome
    from union_ledger.plugins.errors import LedgerError
    from union_ledger.rules.loader import Rulebook

OPTIONS_KEY = "union_ledger"


def supervise(
    entries: list[Directive], options_map: dict[str, Any], config: str = ""
) -> tuple[list[Directive], list[LedgerError]]:
    """Check a ledger's structure, post the use of quota, apply the rulebook.

    ``config`` is the path of the local rulebook's index, seen from the ledger's
    main file; empty means the shipped layers alone. The findings, all of them, are
    left in ``options_map["union_ledger"]`` as plain values; open violations are
    returned as errors as well.
    """
    with collector_paused():
        return _supervise([_whole(e) for e in entries], options_map, config)


def _whole(entry: Directive) -> Directive:
    """Give a ``custom`` line without values an empty list, as Beancount expects."""
    if type(entry) is Custom and entry.values is None:
        return entry._replace(values=[])
    return entry


def _supervise(
    entries: list[Directive], options_map: dict[str, Any], config: str
) -> tuple[list[Directive], list[LedgerError]]:
    if OPTIONS_KEY in options_map:
        twice = 'plugin "union_ledger.plugins" 写了不止一行，请只留一行。'
        return entries, [
            BooksError(source(options_map.get("filename"), 1), twice, None)
        ]
    books = build_books(entries)
    sealed = check_seals(entries, books, options_map)
    errors: list[LedgerError] = [
        RegisterError(source(p.filename, p.lineno), f"{p.message}。", None)
        for p in books.register_problems
    ]
    errors += sealed
    errors += check_accounts(entries)
    errors += [
        BooksError(source(p.filename, p.lineno), f"{p.message}。", None)
        for p in books.problems
    ]
    errors += check_ids(books)
    errors += check_keys(books)
    errors += check_lots(books)
    errors += check_privacy(books)
    errors += check_closing(books)
    errors += post_use(entries, books)
    errors += check_quota_year(books)
    findings: list[Finding] = []
    version = ""
    try:
        rulebook = _rulebook(options_map, config)
        _watch(options_map, [*rulebook.files, *list_files(books)])
        findings, silent, idle = _findings(books, rulebook)
        version = rulebook.version
        errors += [violation(f) for f in findings if f.is_open_violation]
    except InputError as exc:
        errors.append(
            RulebookError(
                source(exc.file, exc.line),
                f"规则库读不了，本次没有检查任何规则：{exc.message}。{exc.hint or ''}",
                None,
            )
        )
        silent, idle = (), ()
    options_map[OPTIONS_KEY] = {
        "findings": pack(findings),
        "rulebook": version,
        "silent": silent,
        "idle": idle,
    }
    return entries, errors


def _rulebook(options_map: dict[str, Any], config: str) -> Rulebook:
    index = None
    if config.strip():
        main = Path(options_map.get("filename") or ".")
        index = (main.parent / config.strip()).resolve()
    return load_rulebook(index)


def _watch(options_map: dict[str, Any], files: list[Path]) -> None:
    """Have files watched: Beancount's cache and Fava look only at those listed."""
    include = options_map.setdefault("include", [])
    known = set(include)
    include.extend(path for path in map(str, files) if path not in known)


def _findings(books: Books, rulebook: Rulebook) -> Outcome:
    said = run_rules(books, rulebook)
    resolved = in_reading_order(resolve(said.findings, books))
    return said._replace(findings=resolved)
