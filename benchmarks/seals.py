"""What the seals of closed months cost at a load: the digests of all their entries.

Every month counts as closed. CPU seconds of one process, beside the load itself.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"

from beancount import loader

from union_ledger.core.seal import is_sealed
from union_ledger.core.seal_content import digest


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="seals", description=__doc__)
    parser.add_argument("books", type=Path, help="books that benchmarks.invent wrote")
    wanted = parser.parse_args()
    start = time.process_time()
    entries, _, _ = loader.load_file(str(wanted.books / "main.beancount"))
    loading = time.process_time() - start
    start = time.process_time()
    sealed = sum(
        bool(digest(entry, wanted.books))
        for entry in entries
        if is_sealed(entry, entry.date)
    )
    cost = time.process_time() - start
    print(
        f"\nseals: {sealed:,} entries of closed months in {cost:.2f} s,"
        f" {cost / loading:.2%} of the load (goal ≤ 5 %)"
    )


if __name__ == "__main__":
    main()
