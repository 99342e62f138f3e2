"""union-ledger（工会明账）: supervision of a trade union's funds and assets.

The package's rooms ``importers``, ``rules``, ``reports`` and ``plugins`` stand at
the top of the repository; the wheel puts them here.
"""

from __future__ import annotations

from pathlib import Path

__version__ = "0.1.0"

_root = Path(__file__).resolve().parents[2]
if (_root / "pyproject.toml").is_file() and (_root / "importers").is_dir():
    # A checkout without symbolic links (Windows) finds the rooms this way.
    __path__.append(str(_root))
