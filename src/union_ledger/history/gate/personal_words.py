"""Personal data that commits would bring into history for good（个人信息）."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.history.gate.refusal import Refusal
from union_ledger.history.guard.personal_scan import scan
from union_ledger.history.guard.personal_scan import scan_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.history.gate.review_policy import Policy
    from union_ledger.history.revisions.repository import Commit
    from union_ledger.history.revisions.repository import Repository


def personal_refusals(
    repository: Repository, policy: Policy, commit: Commit
) -> Iterator[Refusal]:
    """Yield personal numbers in the message and the text that a commit brings.

    Evidence and exports are left to the guard before the commit: banks and shops print
    numbers of cards and telephones that nobody can take out.
    """
    new = {}
    for change in repository.changes(commit.parents[0], commit.oid):
        path = repository.inside(change.path)
        if path is None or change.after is None or not change.after.is_file:
            continue
        area = policy.area_of(path)
        if area is not None and area.kind != "evidence":
            new[path] = change.after.blob
    contents = dict(repository.blobs(new.values()))
    found = list(scan_words("", commit.message).numbers)
    for path, blob in new.items():
        found += scan(path, contents[blob]).numbers
    for one in found:
        place = "" if one.path else "提交的说明里"
        said = f"{place}有{one.kind} {one.masked}；进了 git 就删不掉了"
        yield Refusal("personal-data", said, commit.oid, one.path, one.line)
