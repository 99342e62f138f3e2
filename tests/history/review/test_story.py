"""docs/reviewing.md is what really happens: it is played again and compared."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def story():
    spec = importlib.util.spec_from_file_location(
        "reviewing_story", ROOT / "scripts" / "reviewing_story.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="needs ssh-keygen")
def test_the_story_is_as_it_is_told(story, tmp_path):
    told = story.masked(story.DOCUMENT.read_text(encoding="utf-8"))
    assert story.masked(story.play(tmp_path)) == told, "run: make docs"
