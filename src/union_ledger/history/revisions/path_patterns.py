"""Path patterns of the review policy: ``*`` within a folder, ``**`` across folders."""

from __future__ import annotations

import re
from functools import cache


def is_like(path: str, pattern: str) -> bool:
    """Tell whether a path below the books' folder is what a pattern means.

    ``?`` is one character, ``[0-9]`` a digit; everything else stands for itself.
    """
    return _compiled(pattern).fullmatch(path) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"(\*\*/|\*\*|\*|\?|\[0-9\])", pattern)
    said = {
        "**/": r"(?:[^/]+/)*",
        "**": r".*",
        "*": r"[^/]*",
        "?": r"[^/]",
        "[0-9]": r"[0-9]",
    }
    return re.compile(
        "".join(said.get(part) or re.escape(part) for part in parts), re.DOTALL
    )
