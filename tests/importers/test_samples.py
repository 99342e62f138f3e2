"""Sample files with expected values, where the environment names their folder."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from union_ledger.importers.proof import prove
from union_ledger.importers.reading import read_statement
from union_ledger.importers.record import record_of

SAMPLES = os.environ.get("UNION_LEDGER_SAMPLES", "")
KNOWN = {"icbc_a", "icbc_b", "ccb", "project_ledger"}
FIGURES = (
    *("own_account", "rows", "rows_in", "rows_out", "sum_in", "sum_out"),
    *("sum_debit", "sum_credit", "opening", "closing", "first_date", "last_date"),
    *("order", "chain_holds", "chain_breaks", "projects"),
)


def expected() -> dict[str, dict[str, object]]:
    """Return the expected record of each file that has a layout of ours."""
    if not SAMPLES:
        return {}
    text = (Path(SAMPLES) / "expected.json").read_text(encoding="utf-8")
    files = json.loads(text)["files"]
    return {name: f for name, f in files.items() if f.get("format") in KNOWN}


@pytest.mark.skipif(not SAMPLES, reason="UNION_LEDGER_SAMPLES names no folder")
@pytest.mark.parametrize("name", sorted(expected()) or ["none"])
def test_sample_gives_the_expected_values(name: str) -> None:
    """Every figure that the folder's expected.json states comes out the same."""
    want = expected()[name]
    statement = read_statement(Path(SAMPLES) / name)
    found = record_of(statement, prove(statement))
    compared = [key for key in FIGURES if key in want and key in found]
    assert len(compared) >= 8
    assert {key: found[key] for key in compared} == {k: want[k] for k in compared}
    for key in ("skip", "reject"):
        lines = [item["line"] for item in want[key]]
        assert [item["line"] for item in found[key]] == lines
    assert found["verdict"] == "proven"


@pytest.mark.skipif(not SAMPLES, reason="UNION_LEDGER_SAMPLES names no folder")
def test_the_folder_has_files_of_our_layouts() -> None:
    """An empty folder would prove nothing."""
    assert len(expected()) >= 4
