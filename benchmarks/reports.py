"""What a year's reports cost beside loading, and a long sheet beside openpyxl.

The books are loaded once; then every report of the catalogue is made for their last
year and written as a workbook. The journal of all years, a row a posting, is written
beside openpyxl's own write-only mode, given cells of the same values and looks. One
process, CPU seconds, ratios of the same run.
"""

from __future__ import annotations

import argparse
import io
import os
import time
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

# Read when beancount.loader is imported: a load from its cache would be no load.
os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"

from openpyxl import Workbook
from openpyxl import load_workbook
from openpyxl.cell import WriteOnlyCell

from union_ledger.cli.loading import kept_ledger
from union_ledger.core.period import Period
from union_ledger.core.period import parse_period
from union_ledger.reports.audit.journal import journal
from union_ledger.reports.catalogue import REPORTS
from union_ledger.reports.formats import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.cell.cell import Cell

    from union_ledger.core.ledger import Ledger


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(prog="reports", description=__doc__)
    parser.add_argument("books", type=Path, help="books that benchmarks.invent wrote")
    wanted = parser.parse_args()
    start = time.process_time()
    ledger = kept_ledger(wanted.books)
    loading = time.process_time() - start
    entries = ledger.books.entries
    print(f"\n{len(entries):,} entries loaded in {loading:.2f} s")
    _all_reports(ledger, parse_period(str(entries[-1].day.year)), loading)
    _long_sheet(ledger)


def _all_reports(ledger: Ledger, period: Period, loading: float) -> None:
    print("\n| report | CPU s | of loading | goal |")
    print("|---|---|---|---|")
    whole = 0.0
    for name, (_, make) in REPORTS.items():
        cost = _cost(lambda make=make: render(make(ledger, period), "xlsx"))
        whole += cost
        print(f"| {name} | {cost:.3f} | {cost / loading:.3f} | |")
    print(f"| all of {period.label} | {whole:.2f} | {whole / loading:.2f} | ≤ 1 |")


def _long_sheet(ledger: Ledger) -> None:
    """Compare the journal of all years with openpyxl's floor."""
    entries = ledger.books.entries
    years = Period(entries[0].day, entries[-1].day, "全部年度")
    written: list[bytes] = []
    ours = _cost(lambda: written.append(journal(ledger, years)))
    rows = list(load_workbook(io.BytesIO(written[0])).worksheets[0].iter_rows())
    floor = _cost(lambda: _write_only(rows))
    print(f"\n| a sheet of {len(rows):,} rows | CPU s | of the floor | goal |")
    print("|---|---|---|---|")
    print(f"| openpyxl, write-only, same cells | {floor:.2f} | 1 | |")
    print(f"| ours, with its reckoning | {ours:.2f} | {ours / floor:.2f} | ≤ 1.2 |")


def _write_only(rows: list[tuple[Cell, ...]]) -> None:
    """Write cells of the same values and number formats; looks are set once each."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("floor")
    looks: dict[str, Any] = {}
    for row in rows:
        cells = []
        for one in row:
            cell = WriteOnlyCell(sheet, one.value)
            if one.number_format not in looks:
                cell.number_format = one.number_format
                cell.font, cell.border = copy(one.font), copy(one.border)
                cell.alignment = copy(one.alignment)
                looks[one.number_format] = cell._style  # noqa: SLF001 - as we do
            cell._style = looks[one.number_format]  # noqa: SLF001
            cells.append(cell)
        sheet.append(cells)
    book.save(io.BytesIO())


def _cost(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
