"""Who signed a commit or a tag（签名人）, by ssh keys that the policy or a file names.

git and ssh-keygen do the checking; whose key it is never comes from the change that
is judged, and nothing of the reader's own configuration plays a part.
"""

from __future__ import annotations

import re
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.explain import os_problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from union_ledger.history.gate.review_policy import Policy
    from union_ledger.history.gate.review_policy import Reviewer
    from union_ledger.history.revisions.repository import Repository

_SSH = b"-----BEGIN SSH SIGNATURE-----"
_GOOD = re.compile(r'^Good "git" signature for (\S+) with ', re.MULTILINE)
_UNKNOWN = re.compile(r'^Good "git" signature with ', re.MULTILINE)
_AFTER = re.compile(r'valid-after="?(\d{8})')
_BEFORE = re.compile(r'valid-before="?(\d{8})')


@dataclass(frozen=True, slots=True)
class Signature:
    """Whose signature it is; without a person ``fault`` says why not.

    ``is_there`` tells whether there is any, good or not.
    """

    person: str = ""
    fault: str = ""
    is_there: bool = True


class Signers:
    """The keys that count, in a file that ssh-keygen reads, while it is open."""

    def __init__(self, repository: Repository, policy: Policy, file: Path) -> None:
        """Hold a repository and the file of allowed signers; see ``signers_of``."""
        self._repository = repository
        self._policy = policy
        self._file = file

    def of_commit(self, oid: str) -> Signature:
        """Return who signed a commit."""
        return self._verified("commit", oid)

    def of_tag(self, oid: str) -> Signature:
        """Return who signed an annotated tag; ``oid`` is that of the tag object."""
        return self._verified("tag", oid)

    def _verified(self, kind: str, oid: str) -> Signature:
        raw = self._repository.run("cat-file", kind, oid)
        if not _has_signature(kind, raw):
            return Signature(fault="没有签名", is_there=False)
        if _SSH not in raw:
            # Any other kind would have git run another program with its own keys.
            return Signature(fault="不是 ssh 签名")
        done = self._repository.tried(
            "-c",
            "gpg.format=ssh",
            "-c",
            "gpg.ssh.program=ssh-keygen",
            "-c",
            f"gpg.ssh.allowedSignersFile={self._file}",
            f"verify-{kind}",
            "--raw",
            oid,
        )
        said = (done.stderr + done.stdout).decode("utf-8", "replace")
        good = _GOOD.search(said)
        if done.returncode or good is None:
            fault = (
                "签名的密钥不在名单上，或者不在有效期内"
                if _UNKNOWN.search(said) or "No principal" in said
                else "签名与内容对不上"
            )
            return Signature(fault=fault)
        person = self._policy.person(good[1])
        if person is None:
            return Signature(fault=f"签名人 {good[1]} 不在复核办法的名单上")
        return Signature(person.id)


@contextmanager
def signers_of(
    repository: Repository,
    policy: Policy,
    *,
    day: date | None = None,
    outside: Path | None = None,
) -> Iterator[Signers]:
    """Yield the signers of a policy.

    With a ``day`` only keys that count on it do: what a commit says of its own date is
    free text. A file from ``outside`` replaces the keys of the policy; it is in the
    format of ssh-keygen's ALLOWED SIGNERS, with ids or mails as principals.

    Raises:
        InputError: The file from outside cannot be read.
    """
    if outside is None:
        text = "".join(line for one in policy.people for line in _lines(one, day))
    else:
        try:
            text = _in_force(outside.read_text(encoding="utf-8"), day)
        except UnicodeDecodeError:
            raise InputError("签名人名单不是 UTF-8 编码", file=outside) from None
        except OSError as exc:
            raise InputError(
                f"签名人名单读不出来（{os_problem(exc)}）", file=outside
            ) from None
    with tempfile.TemporaryDirectory(prefix="union-ledger-") as folder:
        file = Path(folder) / "allowed_signers"
        file.write_text(text, encoding="utf-8")
        yield Signers(repository, policy, file)


def _has_signature(kind: str, raw: bytes) -> bool:
    head, _, rest = raw.partition(b"\n\n")
    if kind == "tag":
        return b"-----BEGIN " in rest
    return any(line.startswith(b"gpgsig") for line in head.split(b"\n"))


def _in_force(text: str, day: date | None) -> str:
    """Leave away the lines whose own time does not hold the day."""
    lines = []
    for line in text.splitlines():
        first, last = _AFTER.search(line), _BEFORE.search(line)
        said = f"{day:%Y%m%d}" if day else ""
        if said and ((first and first[1] > said) or (last and last[1] <= said)):
            continue
        lines.append(f"{line}\n")
    return "".join(lines)


def _lines(one: Reviewer, day: date | None) -> Iterator[str]:
    for key in one.keys:
        if day is not None and not key.is_good(day):
            continue
        said = ['namespaces="git"']
        if key.since:
            said.append(f'valid-after="{key.since:%Y%m%d}"')
        if key.to:
            said.append(f'valid-before="{key.to + timedelta(days=1):%Y%m%d}"')
        yield f"{one.id} {','.join(said)} {key.key}\n"
