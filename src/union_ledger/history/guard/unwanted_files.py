"""Files that are never committed（不该进仓库的文件）, and those that never change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from union_ledger.history.revisions.repository import FileChange

# Locks, and files that a program was still writing: ours, Excel's, editors'.
_HALF_WRITTEN = re.compile(
    r"(?:.*/)?(?:\.writing-[^/]*|\.union-ledger-unfinished/.*|[^/]*\.lock|~\$[^/]*"
    r"|\.~lock\.[^/]*#|[^/]*\.(?:tmp|swp|part|picklecache)|[^/]*~)"
)
# What `close` wrote: it is added and stays as it is.
_SEALED = re.compile(
    r"(?:.*/)?(?:seals/.+|registers/(?:close|reopen)-[^/]+\.beancount)"
)


def why_unwanted(change: FileChange) -> str:
    """Return why a change must not be committed; empty where it may."""
    if change.after is not None and _HALF_WRITTEN.fullmatch(change.path):
        return "这是程序写到一半的文件或锁文件，不要提交"
    if change.before is not None and _SEALED.fullmatch(change.path):
        return "封账时写下的文件不能改、不能删；要改账请用 union-ledger close --reopen"
    return ""
