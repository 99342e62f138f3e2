"""The permanent id of an entry that carries none: a digest of its content."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def content_id(
    day: date, payee: str, narration: str, legs: list[tuple[str, int]]
) -> str:
    """Return an id that no move, reformatting or renumbering of the entry changes.

    ``legs`` are (account, fen). It does change when the content does: give entries
    that may be corrected an ``id``.
    """
    parts = [day.isoformat(), payee, narration]
    parts += [f"{account}={amount}" for account, amount in sorted(legs)]
    return "c-" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]
