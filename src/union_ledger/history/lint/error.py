"""One fault of ledger text, with its place."""

from __future__ import annotations

from typing import NamedTuple


class LintError(NamedTuple):
    """A fault: where it stands, which kind it is, and what to say of it in Chinese.

    ``code`` is one of a closed list, see docs/账簿仓库.md; ``line`` counts from 1.
    """

    path: str
    line: int
    code: str
    message: str

    def __str__(self) -> str:
        """Return ``path:line: message``."""
        return f"{self.path}:{self.line}: {self.message}"


Fault = tuple[int, str, str]
"""Line, code and message, before it is known which file they are of."""
