"""``make bench``: what reading a workbook costs beside the bare libraries.

A workbook is written, then read in turn by calamine alone, by our reader (which looks
it over and reads it in a child process) and, a tenth of it, by openpyxl. Seconds on
the wall, and of the processor with those of the child; ratios are formed run by run.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
from python_calamine import CalamineWorkbook

from union_ledger.core.tables import read_tables

if TYPE_CHECKING:
    from collections.abc import Callable

GOAL = 1.3
SMALL = 12  # rows of a small file, of which a month has a dozen
HEADER = (
    *("交易时间", "凭证号", "对方账号", "对方单位", "用途", "摘要", "附言"),
    *("借方发生额", "贷方发生额", "余额", "币种", "流水号"),
)


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the wall, and of the processor."""

    wall: float
    cpu: float


def main(argv: list[str] | None = None) -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="reading", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    wanted = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        large, tenth, small = (Path(folder) / f"{n}.xlsx" for n in range(3))
        print(f"{wanted.rows:,} rows × {len(HEADER)}: writing …", flush=True)
        write(large, wanted.rows)
        write(tenth, wanted.rows // 10)
        write(small, SMALL)
        bare, ours = [], []
        for _ in range(wanted.runs):
            bare.append(_cost(lambda: _calamine(large)))
            ours.append(_cost(lambda: read_tables(large)))
        other = _cost(lambda: _openpyxl(tenth))
        little = [_cost(lambda: read_tables(small)) for _ in range(wanted.runs)]
    _print(bare, ours, Cost(other.wall * 10, other.cpu * 10))
    each = statistics.median(cost.wall for cost in little)
    print(f"a file of {SMALL} rows: {each * 1000:.0f} ms, the child's start with it")


def write(path: Path, rows: int) -> None:
    """Write a statement of that many rows as a bank would."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("流水")
    sheet.append(HEADER)
    begin = dt.datetime(2024, 1, 1)  # noqa: DTZ001 - a sheet knows no zones
    balance = 100_000_000
    for number in range(rows):
        fen = 100 + number * 7919 % 900_000
        paid = number % 3 > 0
        balance += -fen if paid else fen
        sheet.append(
            (
                begin + dt.timedelta(minutes=number),
                f"{number:08d}",
                f"42000{number * 104_729 % 10**15:015d}",
                f"甲乙丙丁文化用品有限公司{number % 997}",
                f"{number % 12 + 1}月慰问品采购款",
                "转账",
                f"附言{number}",
                fen / 100 if paid else None,
                None if paid else fen / 100,
                balance / 100,
                "人民币",
                f"SN{number:012d}",
            )
        )
    book.save(path)


def _calamine(path: Path) -> None:
    CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def _openpyxl(path: Path) -> None:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    for sheet in book.worksheets:
        for _ in sheet.iter_rows(values_only=True):
            pass


def _cost(work: Callable[[], object]) -> Cost:
    wall, cpu = time.perf_counter(), _processor()
    work()
    return Cost(time.perf_counter() - wall, _processor() - cpu)


def _processor() -> float:
    ours, childs = map(
        resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return ours.ru_utime + ours.ru_stime + childs.ru_utime + childs.ru_stime


def _print(bare: list[Cost], ours: list[Cost], other: Cost) -> None:
    pairs = list(zip(ours, bare, strict=True))
    wall = statistics.median(one.wall / two.wall for one, two in pairs)
    cpu = statistics.median(one.cpu / two.cpu for one, two in pairs)
    alone = statistics.median(cost.wall for cost in bare)
    mine = statistics.median(cost.wall for cost in ours)
    print("\n| reader | wall s | of calamine | processor, of calamine | goal |")
    print("|---|---|---|---|---|")
    print(f"| calamine alone | {alone:.2f} | 1 | 1 | |")
    verdict = "" if wall <= GOAL else " missed"
    print(f"| ours | {mine:.2f} | {wall:.2f} | {cpu:.2f} | ≤ {GOAL} wall{verdict} |")
    used = statistics.median(cost.cpu for cost in bare)
    print(
        f"| openpyxl, from a tenth | {other.wall:.1f} | {other.wall / alone:.1f} "
        f"| {other.cpu / used:.1f} | |"
    )


if __name__ == "__main__":
    main()
