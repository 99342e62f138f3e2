"""Books checked by a module's own local layer of rules."""

from __future__ import annotations

import pytest

INDEX = 'title: "本级"\nversion: "1"\nparts: [own.yaml]\n'


@pytest.fixture
def ruled(request, write_books, tmp_path):
    """Load the books in the test's docstring with the module's ``RULES``."""
    from union_ledger.core.ledger import load_ledger

    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "index.yaml").write_text(INDEX, encoding="utf-8")
    (folder / "own.yaml").write_text(request.module.RULES, encoding="utf-8")
    ledger = load_ledger(write_books(request.function.__doc__, "rules/index.yaml"))
    assert [p.message for p in ledger.problems] == []
    return ledger
