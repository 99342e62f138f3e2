from __future__ import annotations

import pytest
from tests.history.review.scratch import Scratch


@pytest.fixture
def books(tmp_path):
    """A small union's books under git."""
    return Scratch(tmp_path / "books")
