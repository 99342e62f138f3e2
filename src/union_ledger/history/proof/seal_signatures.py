"""Signatures of seals（封印的签名）: files beside a seal, by ``ssh-keygen -Y sign``.

Whose key it is is said by a file from outside the books; two roles are two people with
two keys.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NAMESPACE = "union-ledger-seal"
_GOOD = re.compile(
    r"^Good .* signature for (?P<who>\S+) with .* key (?P<key>\S+)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class SealSignature:
    """A signature of a seal: whose it says it is, and why it is no good, if so.

    ``key`` is the fingerprint of a good one's key.
    """

    file: str
    person: str
    key: str = ""
    fault: str = ""


def signature_name(seal: str, person: str) -> str:
    """Return the name of a person's signature of a seal's file."""
    return f"{seal}.{person}.sig"


def signatures_of(folder: Path, seal: str, signers: Path | None) -> list[SealSignature]:
    """Return the signatures beside a seal, each checked.

    Without ``signers``, a file of ssh-keygen's ALLOWED SIGNERS, nothing is known of
    whose key any is.

    Raises:
        InputError: There is no ssh-keygen.
    """
    found = []
    for path in sorted((folder / seal).parent.glob(f"{(folder / seal).name}.*.sig")):
        person = path.name.removeprefix(f"{(folder / seal).name}.").removesuffix(".sig")
        name = path.relative_to(folder).as_posix()
        if signers is None:
            found.append(SealSignature(name, person, fault="没有给出签名人名单"))
        else:
            found.append(_checked(folder / seal, path, name, person, signers))
    return found


def shared_keys(signatures: Iterable[SealSignature]) -> list[str]:
    """Return the fingerprints with which more than one person signed."""
    people: dict[str, set[str]] = {}
    for one in signatures:
        if one.key:
            people.setdefault(one.key, set()).add(one.person)
    return sorted(key for key, who in people.items() if len(who) > 1)


def _checked(
    seal: Path, signature: Path, name: str, person: str, signers: Path
) -> SealSignature:
    try:
        done = subprocess.run(  # noqa: S603 - no shell; the names are arguments
            [
                *("ssh-keygen", "-Y", "verify", "-f", str(signers), "-I", person),
                *("-n", NAMESPACE, "-s", str(signature)),
            ],
            input=seal.read_bytes(),
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise InputError(
            "这台电脑上找不到 ssh-keygen", hint="核对签名要用它，请先安装 OpenSSH。"
        ) from None
    good = _GOOD.search((done.stdout + done.stderr).decode("utf-8", "replace"))
    if done.returncode or good is None or good["who"] != person:
        fault = "签名对不上封存文件，或者不是名单上这个人现在有效的密钥"
        return SealSignature(name, person, fault=fault)
    return SealSignature(name, person, good["key"])
