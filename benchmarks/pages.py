"""What the pages cost beside Fava's own: server time of each, and of a load.

The guarded Fava answers in this process. Each page is asked for once to be put
together and then again, as a reader does who comes back; Fava's income statement is its
page and the figures that its script asks for. The extension's part of a load is what
Fava takes with its line in the books and without.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"

from fava.core import FavaLedger

from union_ledger.reports import pages
from union_ledger.reports.pages.serving import make_app

if TYPE_CHECKING:
    from collections.abc import Callable

HOST = "127.0.0.1:5000"
TIMES = 5
LONG = 5.0
EXTENSION = re.compile(r'^.*custom "fava-extension" "union_ledger.*$', re.MULTILINE)


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(prog="pages", description=__doc__)
    parser.add_argument("books", type=Path, help="folder of main.beancount")
    parser.add_argument("--limit", type=int, default=300, help="ms a page may take")
    wanted = parser.parse_args()
    main_file = wanted.books / "main.beancount"
    app = make_app(main_file, {HOST})
    slug = quote(app.config["LEDGERS"].first_slug())
    client = app.test_client()

    def asked(*paths: str) -> float:
        start = time.process_time()
        for path in paths:
            answer = client.get(f"/{slug}/{path}", base_url=f"http://{HOST}")
            answer.get_data()
            if answer.status_code != 200:
                raise SystemExit(f"{path}: {answer.status}")
        return time.process_time() - start

    def warm(first: float, *paths: str) -> float:
        """Ask again, several times where that does not take minutes."""
        times = TIMES if first < LONG else 1
        return statistics.median(asked(*paths) for _ in range(times))

    own = ("income_statement/", "api/income_statement")
    first = asked(*own)
    floor = warm(first, *own)
    print(f"\n{wanted.books}: Fava's own income statement is 1")
    print("\n| page | first, ms | again, ms | again, of Fava's | goal |")
    print("|---|---|---|---|---|")
    print(f"| income_statement | {first * 1000:.0f} | {floor * 1000:.0f} | 1 | |")
    for name in (getattr(pages, each).__name__ for each in pages.__all__):
        path = f"extension/{name}/"
        first = asked(path)
        again = warm(first, path)
        goal = f"≤ {wanted.limit} ms"
        print(
            f"| {name} | {first * 1000:.0f} | {again * 1000:.0f} |"
            f" {again / floor:.2f} | {goal} |"
        )
    _load(main_file)


def _load(main_file: Path) -> None:
    text = main_file.read_text(encoding="utf-8")
    bare = main_file.with_name("without-pages.beancount")
    bare.write_text(EXTENSION.sub("", text), encoding="utf-8")
    try:
        ratios = [
            _cost(lambda: FavaLedger(str(main_file)))
            / _cost(lambda: FavaLedger(str(bare)))
            for _ in range(3)
        ]
    finally:
        bare.unlink()
    ratio = statistics.median(ratios)
    print(f"\nFava's load with the pages, of one without: {ratio:.3f} (goal ≤ 1.10)")


def _cost(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
