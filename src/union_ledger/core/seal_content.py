"""What a seal holds of one directive（封账内容）: every word that means something.

Where it stands, how it is spaced and what is said in comments means nothing, and what
Beancount and the plugin add is not the writer's. Text counts byte for byte.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.amount import Amount
from beancount.core.data import Balance
from beancount.core.data import Custom
from beancount.core.data import Document
from beancount.core.data import Transaction

from union_ledger.core.pots import USE_MARK

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from beancount.core.data import Directive
    from beancount.core.data import Posting

# A field ends with one of them, so that no text can run into the next.
_FIELD, _PART = "\x1f", "\x1e"
_PLACES = frozenset({"filename", "lineno"})


def canonical(entry: Directive, folder: Path) -> str:
    """Return the content of a directive as one text; ``folder`` is the books' own."""
    head = [type(entry).__name__, entry.date.isoformat()]
    if type(entry) is Transaction:
        head += [entry.flag or "", entry.payee or "", entry.narration or ""]
        head += [_set(entry.tags), _set(entry.links)]
        parts = [
            _posting(p) for p in entry.postings if not (p.meta and USE_MARK in p.meta)
        ]
    elif type(entry) is Custom:
        head.append(entry.type)
        parts = [f"{type(v.value).__name__}{_FIELD}{v.value}" for v in entry.values]
    elif type(entry) is Document:
        head += [entry.account, _within(entry.filename, folder)]
        parts = [_set(entry.tags or ()), _set(entry.links or ())]
    elif type(entry) is Balance:
        head += [entry.account, str(entry.amount), str(entry.tolerance)]
        parts = []
    else:
        parts = [
            f"{name}{_FIELD}{_value(getattr(entry, name))}"
            for name in entry._fields
            if name not in {"meta", "date"}
        ]
    return _PART.join([_FIELD.join(head), _meta(entry.meta), *parts])


def digest(entry: Directive, folder: Path) -> str:
    """Return the sha256 of a directive's content, in hex."""
    return digest_of(canonical(entry, folder))


def digest_of(content: str) -> str:
    """Return the sha256 of what ``canonical`` says, in hex."""
    return hashlib.sha256(content.encode("utf-8")).hexdigest()


def is_written(entry: Directive) -> bool:
    """Tell whether it says of itself that a person or a command wrote it.

    Anybody can write the key ``filename`` too: no proof may rest on this.
    """
    return not str((entry.meta or {}).get("filename", "<")).startswith("<")


def name_of(entry: Directive) -> str:
    """Return how people find a directive again: day, kind, voucher or words."""
    meta = entry.meta or {}
    if type(entry) is Transaction:
        what = meta.get("voucher") or meta.get("id") or entry.narration or "分录"
    elif type(entry) is Custom:
        values = " ".join(str(value.value) for value in entry.values)
        what = f"{entry.type} {values}"
    else:
        what = f"{type(entry).__name__.lower()} {getattr(entry, 'account', '')}"
    return f"{entry.date} {what}".strip()


def _posting(posting: Posting) -> str:
    # Beancount's own texts of amounts are formatted, which takes many times as long.
    units, cost, price = posting.units, posting.cost, posting.price
    said = [posting.account, ""]
    # Text that is parsed and not booked may leave an amount out.
    if isinstance(units, Amount):
        said[1] = f"{units.number} {units.currency}"
    if cost or price or posting.flag:
        held = _PART.join(map(str, cost)) if cost else ""
        said += [held, f"{price.number} {price.currency}" if price else ""]
        said.append(posting.flag or "")
    said.append(_meta(posting.meta))
    return _FIELD.join(said)


def _meta(meta: Mapping[str, Any] | None) -> str:
    if not meta or (len(meta) == len(_PLACES) and "lineno" in meta):
        return ""
    return _FIELD.join(
        [
            f'{key}="{value}'
            if value.__class__ is str
            else f"{key}={type(value).__name__}:{value}"
            for key, value in sorted(meta.items())
            if key not in _PLACES and key[:2] != "__"
        ]
    )


def _set(words: Iterable[str]) -> str:
    return " ".join(sorted(words)) if words else ""


def _value(value: object) -> str:
    if isinstance(value, (list, tuple, set, frozenset)):
        return _set(map(str, value))
    return "" if value is None else str(value)


def _within(filename: str, folder: Path) -> str:
    path = Path(filename)
    inside = path.is_relative_to(folder)
    return path.relative_to(folder).as_posix() if inside else filename
