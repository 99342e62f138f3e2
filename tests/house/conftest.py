from __future__ import annotations

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCTS = shutil.ignore_patterns(
    ".git", ".venv", "build", "dist", "__pycache__", ".*_cache", ".hypothesis"
)


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture
def copy(tmp_path):
    """Return a copy of the checkout as a fresh clone has it: nothing built."""
    place = tmp_path / "checkout"
    shutil.copytree(ROOT, place, symlinks=True, ignore=PRODUCTS)
    return place
