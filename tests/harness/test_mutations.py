"""Ten thousand damaged statements: refused, not proven, or exactly the truth."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from tests.harness import statements
from tests.harness.books import new_books
from tests.harness.budget import share
from tests.harness.budget import tally
from tests.harness.declared import ALL_SHAPES
from tests.harness.histories import history
from tests.harness.shapes import SHAPES
from tests.harness.shapes import csv_bytes
from tests.harness.shapes import save_xlsx
from tests.harness.shapes import yuan
from tests.harness.statements import BY_NEXT
from tests.harness.statements import DATE
from tests.harness.statements import IN_BOOKS
from tests.harness.statements import TRUE
from tests.harness.statements import WRONG
from tests.harness.statements import Case
from tests.harness.statements import judge
from tests.harness.statements import make_case
from tests.harness.statements import noticed_in_books

from union_ledger.desk.intake import run
from union_ledger.importers import chain

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from tests.harness.shapes import Shape

CASES = share(600, 10_000)
# A day that moved between its neighbours' days shows nowhere in a statement.
MOST_DATES = 0.005
MOST_LATE = 0.03


def outcomes(folder: Path, seeds: range, *, books: bool = True) -> Counter[str]:
    """Judge each seed's statement; a wrong one is told in full."""
    found: Counter[str] = Counter()
    for seed in seeds:
        case = make_case(seed, folder)
        outcome, why = judge(case, books=books)
        case.path.unlink()
        found[outcome] += 1
        if outcome == WRONG:
            print(f"种子 {seed}，{case.shape.name}，{case.change}：{why}")  # noqa: T201
    return found


@pytest.mark.parametrize("shape", ALL_SHAPES, ids=lambda shape: shape.name)
@pytest.mark.parametrize("order", ["oldest first", "newest first"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_unharmed_statements_are_proven(
    shape: Shape, order: str, ending: str, tmp_path: Path, random: Random
) -> None:
    """What the mutations start from is read as it is, in every layout."""
    truth = history(random, 9)
    path = tmp_path / f"a.{ending}"
    table = shape.table(truth, newest_first=order == "newest first")
    if ending == "xlsx":
        save_xlsx(path, table)
    else:
        path.write_bytes(csv_bytes(table))
    assert judge(Case(path, truth, shape, "")) == (TRUE, "")


def test_damaged_statements(fast: Path) -> None:
    """No traceback, no other amount, no row lost inside or doubled."""
    found = outcomes(fast, range(CASES))
    tally("改坏的对账单", **{"份": CASES, **dict(found.most_common())})
    assert found[WRONG] == 0
    assert found[DATE] <= MOST_DATES * CASES
    assert found[BY_NEXT] <= MOST_LATE * CASES
    # The mutations bite: most of them are stopped, by the file or by the books.
    assert found[TRUE] < CASES * 0.4
    assert found[IN_BOOKS]


def test_control_without_the_chain(
    fast: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the balance chain, altered and lost rows come through as proven."""
    held = outcomes(fast, range(300), books=False)
    monkeypatch.setattr(chain, "_breaks", lambda _: [])
    found = outcomes(fast, range(300), books=False)
    capsys.readouterr()
    more = found[WRONG] - held[WRONG]
    tally("改坏的对账单", 去掉余额链后多查出=more)
    assert more > 10


def _import_then(fast: Path, files: list[list], truth: list, name: str) -> bool:
    """Return whether importing these parts one after another is noticed."""
    folder = new_books(fast / name, truth[0].opening)
    for number, part in enumerate(files):
        path = fast / f"{name}-{number}.csv"
        path.write_bytes(csv_bytes(SHAPES[0].table(part)))
        (result,) = run([path], folder)
        assert not result.failed, result.problem
    return not statements.loads_clean(folder)


def test_a_row_cut_from_the_end_is_noticed_with_the_next_file(
    fast: Path, random: Random
) -> None:
    """A file that ends early proves out; the balance of the next one does not."""
    truth = history(random, 12)
    assert not _import_then(fast, [truth[:6], truth[6:]], truth, "whole")
    assert _import_then(fast, [truth[:5], truth[6:]], truth, "cut")


def test_a_first_amount_that_is_one_fen_off_is_noticed(
    fast: Path, random: Random
) -> None:
    """The chain alone cannot know it: there the balance in the books does.

    Beancount lets a balance be wrong by one fen; the assertion as written does not.
    """
    truth = history(random, 5)
    path = fast / "fen.csv"
    shape = SHAPES[0]
    rows = shape.table(truth)
    column = shape.header.index("转出金额" if truth[0].fen < 0 else "转入金额")
    assert rows[2][column] == yuan(abs(truth[0].fen))
    rows[2][column] = yuan(abs(truth[0].fen) + 1)
    path.write_bytes(csv_bytes(rows))
    case = Case(path, truth, shape, "一分")
    assert judge(case, books=False)[0] == WRONG
    assert noticed_in_books(case)
