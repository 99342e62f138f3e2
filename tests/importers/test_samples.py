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
KNOWN = {
    *("icbc_a", "icbc_b", "ccb", "abc", "boc", "cmb", "csv_pad"),
    "project_ledger",
}
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
    whole = json.loads((Path(SAMPLES) / "expected.json").read_text(encoding="utf-8"))
    want = expected()[name]
    if want["format"] == "abc":
        # The file has no account; whoever imports says it.
        want["own_account"] = whole["own_account"]
    whose = whole["own_account"] if want["format"] == "abc" else None
    statement = read_statement(Path(SAMPLES) / name, own_account=whose)
    found = record_of(statement, prove(statement))
    compared = [key for key in FIGURES if key in want and key in found]
    assert len(compared) >= 8
    assert {key: found[key] for key in compared} == {k: want[k] for k in compared}
    for key in ("skip", "reject"):
        lines = [item["line"] for item in want[key]]
        assert [item["line"] for item in found[key]] == lines
    # A row that cannot be read leaves the file unproven.
    assert found["verdict"] == ("unproven" if want["reject"] else "proven")


@pytest.mark.skipif(not SAMPLES, reason="UNION_LEDGER_SAMPLES names no folder")
def test_the_folder_has_files_of_our_layouts() -> None:
    """An empty folder would prove nothing."""
    assert len(expected()) >= 8
