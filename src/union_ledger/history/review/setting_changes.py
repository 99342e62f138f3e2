"""Lines of ledger text that are no directives（设置行）: options, plugins, includes.

They decide how everything else is read, and no entry shows that one of them changed.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from typing import NamedTuple

from union_ledger.history.revisions.entry_changes import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.history.revisions.repository import Repository

_LINE = re.compile(
    r"^[ \t]*((?:option|plugin|include|pushtag|poptag|pushmeta|popmeta)\b[^;\n]*)",
    re.MULTILINE,
)


class SettingChange(NamedTuple):
    """A line that came or went, and the file it stands in."""

    word: str
    file: str
    text: str


def setting_changes(
    repository: Repository, base: str, head: str
) -> Iterator[SettingChange]:
    """Yield the lines that only one of two commits has, file after file."""
    was, now = repository.files(base), repository.files(head)
    changed = [
        path
        for path in sorted({*was, *now})
        if path.endswith(SUFFIXES) and was.get(path) != now.get(path)
    ]
    blobs = [side[path].blob for path in changed for side in (was, now) if path in side]
    texts = dict(repository.blobs(blobs))
    for path in changed:
        old, new = (
            _lines(texts[side[path].blob]) if path in side else Counter[str]()
            for side in (was, now)
        )
        for text in (old - new).elements():
            yield SettingChange("删除", path, text)
        for text in (new - old).elements():
            yield SettingChange("新增", path, text)


def _lines(content: bytes) -> Counter[str]:
    text = content.decode("utf-8", "replace")
    return Counter(" ".join(line.split()) for line in _LINE.findall(text))
