"""One mutated statement, and whether what the importers made of it is bearable."""

from __future__ import annotations

import time
import traceback
from collections import Counter
from dataclasses import dataclass
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from beancount import loader
from tests.harness.books import new_books
from tests.harness.declared import ALL_SHAPES
from tests.harness.histories import OWN
from tests.harness.histories import Move
from tests.harness.histories import history
from tests.harness.mutations import BYTES
from tests.harness.mutations import TABLE
from tests.harness.mutations import Export
from tests.harness.mutations import encoded
from tests.harness.shapes import Shape
from tests.harness.shapes import csv_bytes
from tests.harness.shapes import save_xlsx

from union_ledger.core.errors import InputError
from union_ledger.desk.intake import run
from union_ledger.importers import proof
from union_ledger.importers.reading import read_statement

if TYPE_CHECKING:
    from union_ledger.importers.proof import Proof

SLOWEST = 5.0  # seconds
REFUSED, UNPROVEN, TRUE = "拒收", "对账不通过", "与真相相同"
IN_BOOKS, BY_NEXT, DATE = "账簿发现", "下一份文件发现", "只有日期不同"
WRONG = "出错"


@dataclass(slots=True)
class Case:
    """One mutated file: the truth behind it, its shape, and what was done to it."""

    path: Path
    truth: list[Move]
    shape: Shape
    change: str


def make_case(seed: int, folder: Path) -> Case:
    """Write the mutated statement of this seed; every tenth is a workbook."""
    random = Random(seed)
    shape = ALL_SHAPES[seed % len(ALL_SHAPES)]
    truth = history(random, random.randrange(3, 14))
    rows = shape.table(truth, newest_first=random.random() < 0.3)
    first = len(shape.above(truth)) + 1
    export = Export(rows, first - 1, first, first + len(truth), random)
    if random.random() < 0.75:
        mutate = random.choice(TABLE)
        mutate(export)
        name = mutate.__name__
        if random.random() < 0.13:
            path = save_xlsx(folder / f"{seed}.xlsx", export.rows)
            return Case(path, truth, shape, f"{name}（xlsx）")
        data = encoded(export.rows, random)
    else:
        damage = random.choice(BYTES)
        name = damage.__name__
        data = damage(csv_bytes(export.rows, random.choice(("utf-8", "gbk"))), random)
    path = folder / f"{seed}.csv"
    path.write_bytes(data)
    return Case(path, truth, shape, name)


def judge(case: Case, *, books: bool = True) -> tuple[str, str]:
    """Return the outcome, and for a wrong one the details.

    ``books=False`` leaves out what loading the books would notice.
    """
    began = time.monotonic()
    try:
        proved = proof.prove(read_statement(case.path, own_account=OWN))
    except InputError:
        return REFUSED, ""
    except Exception:  # noqa: BLE001 - a traceback is what we look for
        return WRONG, traceback.format_exc()
    if time.monotonic() - began > SLOWEST:
        return WRONG, "太慢"
    if proved.verdict != "proven":
        return UNPROVEN, ""
    return _compared(case, proved, books=books)


def _compared(case: Case, proved: Proof, *, books: bool) -> tuple[str, str]:
    """Hold the movements of a proven file against the truth."""
    rows = [row for chain in proved.chains.values() for row in chain.rows]
    found = [(row.date.isoformat(), row.signed) for row in rows]
    true = [move.figures for move in case.truth]
    mine = {row.own_account for row in rows} == {OWN}
    more, less = Counter(found) - Counter(true), Counter(true) - Counter(found)
    if not more and not less and mine:
        return TRUE, ""
    if books and noticed_in_books(case):
        return IN_BOOKS, ""
    why = f"{list(more.elements())} 应为 {list(less.elements())}"
    if mine and [fen for _, fen in found] == [fen for _, fen in true]:
        return DATE, why
    if books and not case.shape.states and noticed_in_books(case, following=True):
        return BY_NEXT, ""
    return WRONG, why


def noticed_in_books(case: Case, *, following: bool = False) -> bool:
    """Import the file into fresh books: is it not taken, or do they not load clean?

    ``following``: import the statement of the days after it as well. Rows at the end
    of a file that states no totals are missed only then.
    """
    with TemporaryDirectory(dir=case.path.parent) as folder:
        books = new_books(Path(folder), case.truth[0].opening)
        files = [case.path]
        if following:
            files.append(Path(folder) / "next.csv")
            last = case.truth[-1]
            when, balance = last.when + timedelta(days=40), last.balance - 12345
            after = replace(last, when=when, fen=-12345, balance=balance, serial="9")
            files[-1].write_bytes(csv_bytes(case.shape.table([after])))
        results = [run([path], books, account=OWN)[0] for path in files]
        return any(each.failed for each in results) or not loads_clean(books)


def loads_clean(folder: Path) -> bool:
    """Return whether the books load without an error."""
    _, errors, _ = loader.load_file(str(folder / "main.beancount"))
    return not errors
