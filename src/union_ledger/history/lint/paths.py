"""Paths that ledger text names: files inside the books and nothing else."""

from __future__ import annotations

import posixpath
import re

# Browsers run what stands in these when they are shown.
_RUN_BY_BROWSERS = frozenset(
    {
        *(".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml"),
        *(".svg", ".js", ".mjs", ".hta", ".swf", ".xsl", ".xslt"),
    }
)
_DRIVE = re.compile(r"[A-Za-z]:")


def is_inside(path: str, below: str = "") -> bool:
    """Tell whether a path, seen from the folder ``below``, stays inside the books.

    An address, a path from the root, one with a backslash or a tilde does not.
    """
    if not path.strip() or path != path.strip() or "\0" in path or "\\" in path:
        return False
    if path.startswith(("/", "~")) or "://" in path or _DRIVE.match(path):
        return False
    whole = posixpath.normpath(posixpath.join(below, path))
    return whole != ".." and not whole.startswith(("../", "/"))


def is_run_by_browsers(path: str) -> bool:
    """Tell whether a browser would run what is in such a file."""
    return posixpath.splitext(path.lower())[1] in _RUN_BY_BROWSERS
