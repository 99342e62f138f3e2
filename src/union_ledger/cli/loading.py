"""The books, loaded for a command that goes on to write much about them."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from union_ledger.core.ledger import load_ledger

if TYPE_CHECKING:
    from pathlib import Path

    from union_ledger.core.ledger import Ledger


def kept_ledger(books: Path) -> Ledger:
    """Load books that are kept until the process ends.

    They are taken out of the garbage collector's sight: going through them again and
    again takes a third of the time that a long workbook needs.

    Raises:
        InputError: There are no books there, or they lack the plugin line.
    """
    ledger = load_ledger(books)
    gc.freeze()
    return ledger
