"""Sample files with expected values, where the environment names their folder."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from scripts import samples
from tests.harness.books import BANK
from tests.harness.books import figures
from tests.harness.books import imported
from tests.harness.books import new_books
from tests.harness.histories import OWN
from tests.harness.histories import history
from tests.harness.shapes import SHAPES
from tests.harness.shapes import csv_bytes
from tests.harness.statements import loads_clean

from union_ledger.desk.intake import run

SAMPLES = os.environ.get("UNION_LEDGER_SAMPLES", "")
WHOLE = samples.expected(Path(SAMPLES)) if SAMPLES else {"files": {}}
needs_samples = pytest.mark.skipif(
    not SAMPLES, reason="UNION_LEDGER_SAMPLES names no folder"
)


@pytest.fixture(scope="module")
def records() -> dict[str, samples.Record]:
    """Return what the import says of every sample."""
    return samples.found(Path(SAMPLES), WHOLE)


@needs_samples
@pytest.mark.parametrize("name", list(WHOLE["files"]) or ["none"])
def test_sample_gives_the_expected_values(name: str, records) -> None:
    """Every figure that the folder's expected.json states comes out the same."""
    want = WHOLE["files"][name]
    assert samples.differences(want, records[name], WHOLE["own_account"]) == []


def statements() -> dict[str, samples.Record]:
    """Return the bank statements: those that hold rows of the true year."""
    files = WHOLE["files"]
    return {name: f for name, f in files.items() if f.get("truth_rows") and "rows" in f}


@needs_samples
@pytest.mark.parametrize("seed", range(5))
def test_every_movement_of_the_year_once(seed: int, tmp_path: Path) -> None:
    """All statements in any order, overlaps and all, hold the true rows and no more.

    One of them has a row that cannot be read, and is taken for a reason.
    """
    books = tmp_path / "books"
    opening = round(float(WHOLE["opening"]) * 100)
    new_books(books, opening)
    rules = books / "classify.yaml"
    text = rules.read_text(encoding="utf-8").replace(OWN, WHOLE["own_account"])
    rules.write_text(text, encoding="utf-8")
    names = sorted(statements())
    Random(seed).shuffle(names)
    results = run(
        [Path(SAMPLES) / name for name in names],
        books,
        account=WHOLE["own_account"],
        unproven="第 19 行不是收支",
    )
    assert [result.problem for result in results] == [""] * len(names)
    found = figures(imported(books))
    assert found.total() == WHOLE["truth_rows"]
    closing = opening + sum(fen * count for (_, fen), count in found.items())
    assert closing == round(float(WHOLE["closing"]) * 100)
    assert loads_clean(books)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of one invented statement with its expected.json."""
    truth = history(Random(1), 5)
    (tmp_path / "a.csv").write_bytes(csv_bytes(SHAPES[0].table(truth)))
    out = [-move.fen for move in truth if move.fen < 0]
    want = {
        "format": "icbc_a",
        "own_account": OWN,
        "rows": 5,
        "rows_out": len(out),
        "sum_out": f"{sum(out) / 100:.2f}",
        "skip": [],
        "reject": [],
        "truth_rows": [1, 2, 3, 4, 5],
    }
    save(tmp_path, want)
    return tmp_path


def save(folder: Path, want: dict[str, object]) -> None:
    whole = {"own_account": OWN, "files": {"a.csv": want}}
    (folder / "expected.json").write_text(json.dumps(whole), encoding="utf-8")


def test_the_table_of_samples(folder: Path, capsys) -> None:
    """One line a file, and success where every figure agrees."""
    assert samples.main(folder) == 0
    printed = capsys.readouterr().out
    assert "a.csv  icbc_a" in printed
    assert "共 1 个文件，1 个与 expected.json 相同，不符 0 处。" in printed


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("rows", 6, "a.csv：rows：应为 6，得到 5"),
        ("sum_out", "0.01", 'a.csv：sum_out：应为 "0.01"，得到'),
        ("reject", [{"line": 3, "why": "x"}], "a.csv：reject：应为"),
        ("sum_of_moons", "1.00", 'a.csv：sum_of_moons：应为 "1.00"，记录里没有'),
    ],
)
def test_a_difference_is_listed_and_fails(
    folder: Path, capsys, key: str, value: object, told: str
) -> None:
    """A figure that differs, a row that was not refused, a key that is not there."""
    want = samples.expected(folder)["files"]["a.csv"]
    save(folder, want | {key: value})
    assert samples.main(folder) == 1
    printed = capsys.readouterr().out
    assert told in printed
    assert "（不符）" in printed
    assert BANK not in printed


def test_figures_agree_as_numbers_and_rows_by_line() -> None:
    """0 is 0.00, and the reason of a refusal is told in words of its own."""
    assert samples.same("0", "0.00")
    assert not samples.same("0.01", "0.00")
    assert samples.same([{"line": 3, "why": "a"}], [{"line": 3, "why": "b"}])
    assert not samples.same([{"line": 3}], [{"line": 4}])
    assert not samples.same({"a": 1}, {"a": 1, "b": 2})
    assert Counter(samples.TITLES)["文件"] == 1
