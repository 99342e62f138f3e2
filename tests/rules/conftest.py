"""A union's own layer of rules, in a folder of its own."""

from __future__ import annotations

import pytest

INDEX = 'title: 本级\nversion: "1"\nparts: [own.yaml]\n'


@pytest.fixture
def write_rules(tmp_path):
    """Write the local layer with ``text`` as its one file; returns the index."""
    folder = tmp_path / "rules"
    folder.mkdir()

    def write(text, index=INDEX):
        (folder / "own.yaml").write_text(text, encoding="utf-8")
        (folder / "index.yaml").write_text(index, encoding="utf-8")
        return folder / "index.yaml"

    return write
