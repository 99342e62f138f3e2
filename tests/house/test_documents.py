"""What a document shows as output is what its code prints."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [
    path
    for path in sorted((ROOT / "docs").glob("*.md"))
    if "```python\n" in path.read_text(encoding="utf-8")
    and "```text\n" in path.read_text(encoding="utf-8")
]


def test_there_are_some():
    """The example for analysts is among them."""
    assert "分析.md" in {path.name for path in DOCUMENTS}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_the_output_shown_is_what_comes_out(path, monkeypatch):
    """Renew it with ``make docs``."""
    spec = importlib.util.spec_from_file_location(
        "run_document", ROOT / "scripts" / "run_document.py"
    )
    run_document = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(run_document)
    monkeypatch.chdir(ROOT)
    text = path.read_text(encoding="utf-8")
    assert run_document.rerun(text) == text
