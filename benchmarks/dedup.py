"""What it costs to know a row that is booked already, beside loading and beangulp.

Books are loaded once; then new entries, half of them booked already, are looked up in
our index of import ids, and compared by beangulp's default. One process, CPU seconds,
ratios of the same run.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

# Read when beancount.loader is imported: a load from its cache would be no load.
os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"

from beancount import loader
from beancount.core.data import Transaction
from beangulp.extract import mark_duplicate_entries
from beangulp.similar import heuristic_comparator

from union_ledger.importers.existing import Existing
from union_ledger.importers.existing import ids_of
from union_ledger.importers.existing import names_rows

if TYPE_CHECKING:
    from collections.abc import Callable

_WINDOW = dt.timedelta(days=2)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="dedup", description=__doc__)
    parser.add_argument("books", type=Path, help="books that benchmarks.invent wrote")
    parser.add_argument("--new", type=int, default=5000)
    wanted = parser.parse_args()
    print_table(wanted.books, wanted.new)


def print_table(books: Path, count: int = 5000) -> None:
    """Print what ``count`` new entries cost against the books, three ways."""
    load_time, (entries, _, _) = _timed(
        lambda: loader.load_file(str(books / "stock.beancount"))
    )
    booked = [each for each in entries if isinstance(each, Transaction)]
    fresh = _fresh(booked, count)
    gc.collect()
    existing = Existing()
    files = {Path(entry.meta["filename"]) for entry in booked}
    look_in, named = _timed(lambda: any(names_rows(path) for path in files))
    index_time, _ = _timed(lambda: existing.add(booked, named=bool(named)))
    index_time += look_in
    look_time, known = _timed(
        lambda: sum(any(i in existing.entries for i in ids_of(e)) for e in fresh)
    )
    ours = index_time + look_time
    theirs, _ = _timed(
        lambda: mark_duplicate_entries(
            fresh, list(entries), _WINDOW, heuristic_comparator()
        )
    )
    print(f"\n{len(booked):,} booked entries, {len(fresh):,} new ({known:,} known)")
    print(f"  loading                  {load_time:8.2f} s   1")
    for name, spent in (
        ("index of ids", index_time),
        ("lookups", look_time),
        ("index and lookups", ours),
        ("beangulp's comparison", theirs),
    ):
        print(f"  {name:24} {spent:8.3f} s   {spent / load_time:.4f}")
    print(f"  beangulp / ours: {theirs / ours:,.0f} (goal: 100); ", end="")
    print(f"ours / loading: {ours / load_time:.2%} (goal: under 1 %)")


def _fresh(booked: list[Transaction], count: int) -> list[Transaction]:
    """Return copies from all over the books, every second one with a new id."""
    step = max(len(booked) // count, 1)
    fresh = []
    for number, entry in enumerate(booked[::step][:count]):
        meta = dict(entry.meta)
        if number % 2:
            meta["id"] = f"new-{number}"
        fresh.append(entry._replace(meta=meta))
    return fresh


def _timed(work: Callable[[], object]) -> tuple[float, object]:
    begun = time.process_time()
    result = work()
    return time.process_time() - begun, result


if __name__ == "__main__":
    main()
