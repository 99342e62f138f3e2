"""How much each harness does, and what came of it.

``UNION_LEDGER_FUZZ=large`` (``make fuzz``) asks for the whole budget; without it a
share that every run of the tests can afford.
"""

from __future__ import annotations

import os
from collections import defaultdict

LARGE = os.environ.get("UNION_LEDGER_FUZZ", "") == "large"
TALLIES: dict[str, dict[str, int]] = defaultdict(dict)


def share(small: int, large: int) -> int:
    """Return how many cases to run."""
    return large if LARGE else small


def tally(harness: str, **counts: int) -> None:
    """Add to what a harness reports at the end; names are Chinese."""
    mine = TALLIES[harness]
    for name, count in counts.items():
        mine[name] = mine.get(name, 0) + count
