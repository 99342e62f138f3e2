"""What a review costs beside the two loads it needs, and what the second one costs.

A copy of the books is put under git and one file is changed. CPU seconds of one
process, children included: git and the loads.
"""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import subprocess
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"

from union_ledger.core.ledger import load_ledger
from union_ledger.history.review.review import review
from union_ledger.history.revisions.repository import Repository

if TYPE_CHECKING:
    from collections.abc import Callable

    from union_ledger.history.review.review import Review

DAY = date(2024, 6, 1)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="review", description=__doc__)
    parser.add_argument("books", type=Path, help="books that benchmarks.invent wrote")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "books"
        shutil.copytree(wanted.books, folder, ignore=shutil.ignore_patterns(".git"))
        _git(folder, "init", "-q", "-b", "main")
        commits = [_commit(folder, "first")]
        for word in ("second", "third"):
            path = min((folder / "2024").glob("*-bank.beancount"))
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace('" "', f'" "{word} ', 1), encoding="utf-8")
            commits.append(_commit(folder, word))
        repository, cache = Repository(folder), Path(name) / "cache"
        load = _seconds(lambda: load_ledger(folder))
        load = min(load, _seconds(lambda: load_ledger(folder)))

        def reviewed(head: str, kept: Path | None) -> Review:
            return review(repository, commits[0], head, kept, today=DAY)

        bare = _seconds(
            lambda: review(repository, commits[0], commits[1], None, today=DAY)
        )
        first = _seconds(
            lambda: review(repository, commits[0], commits[1], cache, today=DAY)
        )
        again = _seconds(
            lambda: review(repository, commits[0], commits[2], cache, today=DAY)
        )
    print(
        f"\nreview: a load {load:.2f} s; without a cache {bare:.2f} s,"
        f" {bare / (2 * load):.2f} of two loads (goal ≤ 1.3);"
        f"\n  keeping what it found {first:.2f} s; the next change on the same base"
        f" {again:.2f} s, {again / first:.2f} of the first (goal ≤ 0.6)"
    )


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = sum(os.times()[:4])
    work()
    return sum(os.times()[:4]) - start


def _commit(folder: Path, message: str) -> str:
    _git(folder, "add", "-A")
    _git(folder, "commit", "-q", "--no-gpg-sign", "-m", message)
    return _git(folder, "rev-parse", "HEAD")


def _git(folder: Path, *words: str) -> str:
    who = ("-c", "user.name=bench", "-c", "user.email=bench@union.invalid")
    done = subprocess.run(
        ["git", "-C", str(folder), *who, *words],
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


if __name__ == "__main__":
    main()
