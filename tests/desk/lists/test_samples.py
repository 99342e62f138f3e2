"""Sample lists with expected values, where the environment names their folder."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from union_ledger.desk.intake import run

SAMPLES = os.environ.get("UNION_LEDGER_SAMPLES", "")
FORMATS = {
    "dues_list": ("rows", "sum", "by_unit"),
    "asset_list": ("rows", "sum_cost", "sum_depreciation"),
}


@pytest.mark.skipif(not SAMPLES, reason="UNION_LEDGER_SAMPLES names no folder")
@pytest.mark.parametrize("kind", FORMATS)
def test_sample_gives_the_expected_values(kind: str) -> None:
    """Every figure that the folder's expected.json states comes out the same."""
    text = (Path(SAMPLES) / "expected.json").read_text(encoding="utf-8")
    files = {n: f for n, f in json.loads(text)["files"].items() if f["format"] == kind}
    assert files
    for name, want in files.items():
        (result,) = run([Path(SAMPLES) / name], None, dry_run=True)
        assert result.record["verdict"] == "proven"
        found = {key: result.record[key] for key in FORMATS[kind]}
        assert found == {key: want[key] for key in FORMATS[kind]}
        for key in ("skip", "reject"):
            lines = [item["line"] for item in want[key]]
            assert [item["line"] for item in result.record[key]] == lines
