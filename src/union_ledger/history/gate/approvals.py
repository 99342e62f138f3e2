"""Who approved a change（批准）, and whether a signature proves it or it is only said.

Four ways: the signed merge; a signed commit without content after the last one with
content; a signed tag on the last commit; an ``Approved-by:`` line, which is text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from union_ledger.history.gate.change_steps import Step
    from union_ledger.history.gate.commit_people import People
    from union_ledger.history.revisions.repository import Commit
    from union_ledger.history.revisions.repository import Repository

Way = Literal["合并", "批准提交", "批准标签", "文字"]
TAG = re.compile(r"(?:approve|approved|批准)[-/].+")
SUBJECT = re.compile(r"(?:批准|同意|approve)", re.IGNORECASE)
SENT_BACK = "退回"
_TRAILER = re.compile(r"^Approved-by:[ \t]*(.+?)[ \t]*$", re.MULTILINE | re.IGNORECASE)
_MAIL = re.compile(r"<([^<>\s]+)>")


@dataclass(frozen=True, slots=True)
class Approval:
    """That a person approved: how, where it stands, and whether it is proved."""

    person: str
    way: Way
    oid: str
    is_verified: bool

    def __str__(self) -> str:
        """Return it as people read it."""
        proof = "已核验签名" if self.is_verified else "仅为文字声明"
        return f"{self.person}（{self.way} {self.oid[:10]}，{proof}）"


def approvals_of(
    repository: Repository, people: People, step: Step, tags: Iterable[str] = ()
) -> list[Approval]:
    """Return the approvals of a change, in a fixed order.

    ``tags`` are ids of tag objects that are pushed together with it. An approval that
    stands before a later commit with content is none of what came after.
    """
    found: list[Approval] = []
    if step.merge is not None:
        behind = people.behind(step.merge)
        if behind.person:
            found.append(
                Approval(behind.person, "合并", step.merge.oid, behind.is_verified)
            )
    empty = [one for one in step.commits if is_approval(repository, one)]
    content = {one.oid for one in step.content} - {one.oid for one in empty}
    whole = [
        one
        for one in step.commits
        if content <= _reachable(repository, step.before, one.oid)
    ]
    for one in empty:
        behind = people.behind(one)
        if behind.person and one in whole:
            found.append(
                Approval(behind.person, "批准提交", one.oid, behind.is_verified)
            )
    found += _tagged(repository, people, [one.oid for one in whole], tags)
    found += _stated(people, step)
    return found


def is_approval(repository: Repository, commit: Commit) -> bool:
    """Tell whether a commit changes nothing and says that it approves."""
    return bool(SUBJECT.match(commit.subject)) and _is_empty(repository, commit)


def is_word(repository: Repository, commit: Commit) -> bool:
    """Tell whether a commit changes nothing and says yes or no to what is before it.

    Who sends a change back（退回） has no part in it, and may agree to it later.
    """
    if commit.subject.startswith(SENT_BACK):
        return _is_empty(repository, commit)
    return is_approval(repository, commit)


def _is_empty(repository: Repository, commit: Commit) -> bool:
    if len(commit.parents) != 1:
        return False
    return repository.commit(commit.parents[0]).tree == commit.tree


def stated_in(message: str) -> list[str]:
    """Return whom the ``Approved-by:`` lines of a message name, mail or id."""
    found = []
    for said in _TRAILER.findall(message):
        mail = _MAIL.search(said)
        found.append(mail[1] if mail else said.split()[0])
    return found


def _reachable(repository: Repository, before: str, tip: str) -> set[str]:
    return set(repository.text("rev-list", tip, f"^{before}").split())


def _tagged(
    repository: Repository,
    people: People,
    commits: Sequence[str],
    tags: Iterable[str],
) -> Iterator[Approval]:
    """Yield the tags on commits that hold the whole change."""
    words = ("for-each-ref", "--format=%(objectname) %(objecttype) %(object)")
    listed = repository.text(*words, "refs/tags")
    known = [
        oid
        for oid, kind, target in map(str.split, filter(_is_tag, listed.splitlines()))
        if kind == "tag" and target in commits
    ]
    for oid in dict.fromkeys([*known, *tags]):
        head = repository.text("cat-file", "tag", oid).partition("\n\n")[0]
        said = dict(line.split(" ", 1) for line in head.split("\n") if " " in line)
        if said.get("object") not in commits or not TAG.fullmatch(said.get("tag", "")):
            continue
        signature = people.signers.of_tag(oid)
        if signature.person:
            yield Approval(signature.person, "批准标签", oid, is_verified=True)
        elif not signature.is_there:
            mail = _MAIL.search(said.get("tagger", ""))
            person = people.policy.person(mail[1]) if mail else None
            if person:
                yield Approval(person.id, "批准标签", oid, is_verified=False)


def _is_tag(line: str) -> bool:
    return len(line.split()) == 3


def _stated(people: People, step: Step) -> Iterator[Approval]:
    commits = [*step.commits[-1:], *([step.merge] if step.merge else [])]
    for one in commits:
        for name in stated_in(one.message):
            person = people.policy.person(name)
            if person:
                yield Approval(person.id, "文字", one.oid, is_verified=False)
