"""The sha256 of the books' own rules（本会的规则）, apart from the program's."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.yamlfile import read_model
from union_ledger.core.yamlfile import read_yaml
from union_ledger.rules.models import Index

if TYPE_CHECKING:
    from pathlib import Path


def own_rules_digest(index: Path | None) -> str:
    """Return the sha256 of a local index and of every part it names, with their names.

    Empty without one, or where it cannot be read: a load says what is wrong with it.
    """
    if index is None:
        return ""
    digest = hashlib.sha256()
    try:
        parts = read_model(Index, read_yaml(index), index).parts
        for name in (index.name, *parts):
            content = (index.parent / name).read_bytes()
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
    except (InputError, OSError):
        return ""
    return digest.hexdigest()
