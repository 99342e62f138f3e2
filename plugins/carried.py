"""A unit's own ledger: what the whole books said of it is carried over, not judged.

``plugin "union_ledger.plugins.carried" "carried.json"``, in ledgers that the web
pages write for one unit. The legs of quota use stand in the text already, so that
nothing is posted twice; no rule is run on a part of the books.
"""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.data import Transaction

from union_ledger.core.findings import Finding
from union_ledger.core.findings import unpack
from union_ledger.core.pots import USE_MARK
from union_ledger.plugins.errors import violation
from union_ledger.plugins.supervision import OPTIONS_KEY

if TYPE_CHECKING:
    from beancount.core.data import Directive
    from beancount.core.data import Posting

    from union_ledger.plugins.errors import LedgerError

__plugins__ = ("carry_over",)
WRITTEN_MARK = "quota-use"
_DAY = [field.name for field in fields(Finding)].index("day")


def carry_over(
    entries: list[Directive], options_map: dict[str, Any], config: str = ""
) -> tuple[list[Directive], list[LedgerError]]:
    """Put the findings of the file ``config`` where the pages look for them."""
    main = Path(options_map["filename"])
    carried = json.loads((main.parent / config).read_text(encoding="utf-8"))
    findings = tuple(_finding(values) for values in carried["findings"])
    options_map[OPTIONS_KEY] = {
        "findings": findings,
        "rulebook": carried["rulebook"],
        "silent": tuple(map(tuple, carried["silent"])),
        "idle": (),
        "share": carried["share"],
    }
    if carried["rules"]:
        # A new list: the loader is running through the old one.
        named = ("union_ledger.plugins", carried["rules"])
        options_map["plugin"] = [*options_map["plugin"], named]
    said = [violation(f) for f in unpack(findings) if f.is_open_violation]
    return [_marked(entry) for entry in entries], list(said)


def _finding(values: list[Any]) -> tuple[Any, ...]:
    """Give JSON's lists and the day their own types back."""
    values[_DAY] = date.fromisoformat(values[_DAY])
    return tuple(tuple(v) if isinstance(v, list) else v for v in values)


def _marked(entry: Directive) -> Directive:
    if isinstance(entry, Transaction) and any(
        WRITTEN_MARK in (posting.meta or {}) for posting in entry.postings
    ):
        return entry._replace(postings=[_automatic(p) for p in entry.postings])
    return entry


def _automatic(posting: Posting) -> Posting:
    meta = dict(posting.meta or {})
    if not meta.pop(WRITTEN_MARK, False):
        return posting
    return posting._replace(meta=meta | {USE_MARK: True})
