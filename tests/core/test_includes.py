"""Whether a file that may not be there yet would be part of the books."""

from __future__ import annotations

import pytest

from union_ledger.core.includes import is_included


@pytest.mark.parametrize(
    ("pattern", "path", "included"),
    [
        ("2024/*.beancount", "2024/05-assets.beancount", True),
        ("2024/*.beancount", "2025/05-assets.beancount", False),
        ("./2024/*.beancount", "2024/05-assets.beancount", True),
        ("20*/05-*.beancount", "2024/05-assets.beancount", True),
        ("**/*.beancount", "2024/05-assets.beancount", True),
        ("2024.beancount", "2024/05-assets.beancount", True),
    ],
)
def test_is_included(pattern, path, included, tmp_path):
    """Patterns of the main file count, and those of the files it includes."""
    main = tmp_path / "main.beancount"
    main.write_text(f'include "{pattern}"\n', encoding="utf-8")
    nested = 'include "2024/*.beancount"\ninclude "main.beancount"\n'
    (tmp_path / "2024.beancount").write_text(nested, encoding="utf-8")
    assert is_included(main, tmp_path / path) is included
