"""The originals of imports（导入的原件） that a revision keeps, by their sha256."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from union_ledger.history.gate.review_policy import Policy
    from union_ledger.history.revisions.repository import Repository

_SHA256 = re.compile(r"[0-9a-f]{64}")
# The import names an original after the beginning of its digest.
_NAMED = 8


def has_original(
    repository: Repository, policy: Policy, commit: str, sha256: str
) -> bool:
    """Tell whether a commit keeps the file of that digest among its evidence."""
    if not _SHA256.fullmatch(sha256):
        return False
    blobs = [
        file.blob
        for path, file in repository.files(commit).items()
        if sha256[:_NAMED] in path
        and file.is_file
        and (area := policy.area_of(path))
        and area.kind == "evidence"
    ]
    return any(
        hashlib.sha256(content).hexdigest() == sha256
        for _, content in repository.blobs(blobs)
    )
