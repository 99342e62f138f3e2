"""Any bytes at all: the import gives a verdict within two seconds, or says no."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from importlib.util import find_spec
from random import Random
from typing import TYPE_CHECKING

import pytest
from tests.harness import any_bytes
from tests.harness.any_bytes import mutated
from tests.harness.any_bytes import read_any
from tests.harness.any_bytes import seeds
from tests.harness.budget import share
from tests.harness.budget import tally

from union_ledger.importers import amount

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SECONDS = share(20, 600)
CASES = share(500, 20_000)


def broken_by(cases: Iterable[int], folder: Path) -> tuple[Counter[str], list[str]]:
    """Read mutated seeds; return the verdicts, and what broke."""
    corpus = seeds()
    found: Counter[str] = Counter()
    wrong = []
    for case in cases:
        path = folder / "input"
        path.write_bytes(mutated(Random(case), corpus))
        try:
            found[read_any(path)] += 1
        except Exception as exc:  # noqa: BLE001 - whatever gets out is what we look for
            wrong.append(f"种子 {case}：{exc!r}")
    return found, wrong


def test_seeds_are_read(fast: Path) -> None:
    """What the mutations begin with is read: most of it proves out."""
    found: Counter[str] = Counter()
    for data in seeds():
        (fast / "input").write_bytes(data)
        found[read_any(fast / "input")] += 1
    assert found["proven"] > 40
    assert found["发票"] == 1


def test_a_workbook_with_bytes_missing(fast: Path) -> None:
    """Found by atheris: the parts of a zip then begin before the file does."""
    data = next(seed for seed in seeds() if seed.startswith(b"PK"))
    (fast / "input").write_bytes(data[:30] + data[80:])
    assert read_any(fast / "input") == "refused"


def test_mutated_seeds(fast: Path) -> None:
    """Damaged files of every layout: a verdict, never a traceback."""
    found, wrong = broken_by(range(CASES), fast)
    tally("任意字节", 份=CASES, **dict(found.most_common()), 出错=len(wrong))
    assert wrong == []


def test_coverage_guided(root: Path, tmp_path: Path) -> None:
    """The same target under atheris; without it, more mutated seeds take its place."""
    if not find_spec("atheris"):
        found, wrong = broken_by(range(CASES, 2 * CASES), tmp_path)
        tally("任意字节", 未装atheris而改用的固定种子=found.total(), 又出错=len(wrong))
        assert wrong == []
        return
    corpus = root / "build" / "fuzz-corpus" if SECONDS > 60 else tmp_path / "corpus"
    done = subprocess.run(
        [
            *(sys.executable, str(root / "fuzz" / "import_fuzz.py")),
            *(f"-max_total_time={SECONDS}", str(corpus)),
        ],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=SECONDS + 120,
        check=False,
    )
    runs = re.search(r"Done (\d+) runs", done.stderr)
    tally("任意字节", atheris执行次数=int(runs[1]) if runs else 0)
    assert done.returncode == 0, done.stderr[-3000:]
    assert runs


def test_control_an_importer_that_breaks(
    fast: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader of amounts that raises as Python does is found at once."""
    monkeypatch.setattr(
        "union_ledger.importers.movement.parse_fen", lambda text: int(text or 0)
    )
    _, wrong = broken_by(range(60), fast)
    tally("任意字节", 去掉保护后查出=len(wrong))
    assert any("ValueError" in what for what in wrong)
    assert amount.parse_fen("1.00") == 100


def test_control_an_importer_that_is_slow(
    fast: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What takes longer than it may is found as well."""
    monkeypatch.setattr(any_bytes, "SLOWEST", 0.0)
    _, wrong = broken_by(range(3), fast)
    assert len(wrong) == 3
    with pytest.raises(any_bytes.SlowError):
        read_any(fast / "input")
