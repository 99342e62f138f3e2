"""What all tests share: the cache off, small books loaded from text."""

from __future__ import annotations

import os
import textwrap
from pathlib import Path

os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"

import pytest

REGISTERS = (Path(__file__).parent / "small.beancount").read_text(encoding="utf-8")


@pytest.fixture
def write_books(tmp_path):
    """Write ``text`` and the small registers as books; returns the main file."""

    def write(text: str, index: str = "") -> object:
        main = tmp_path / "main.beancount"
        # The text comes first, so that its lines count from 1.
        plugin = f'plugin "union_ledger.plugins" "{index}"\noption "title" "示例工会"\n'
        main.write_text(
            f"{textwrap.dedent(text).strip()}\n{REGISTERS}{plugin}", encoding="utf-8"
        )
        return main

    return write


@pytest.fixture
def ledger(request, write_books):
    """Load the books in the test's own docstring, with the plugin."""
    from union_ledger.core.ledger import load_ledger

    return load_ledger(write_books(request.function.__doc__))
