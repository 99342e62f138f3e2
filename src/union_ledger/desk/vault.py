"""The vault（保险柜）: who the persons are that the ledger names by pseudonyms.

A folder outside git. Each person is an age file of his own with a key of his own; all
keys are in one keyring, encrypted to at least two recipients, 帮扶专干 and 经审会. To
drop a key erases its person: his files stay as they are, and nobody reads them again.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.explain import os_problem
from union_ledger.core.pseudonym import KEY_BYTES
from union_ledger.desk.age import decrypted
from union_ledger.desk.age import encrypted
from union_ledger.desk.journal import Journal
from union_ledger.desk.vault_keys import PRIVATE
from union_ledger.desk.vault_log import REKEY
from union_ledger.desk.vault_log import VaultLog
from union_ledger.desk.work_tree import must_be_outside_git

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_ABOUT, _KEYRING = "vault.json", "keyring.age"
PEOPLE, EVIDENCE = "people", "evidence"
_VERSION = 1
_FEWEST = 2


@dataclass(slots=True)
class Keyring:
    """What the recipients can open.

    Attributes:
        naming: The key that pseudonyms are made with.
        people: The private key of each person's files, by pseudonym.
        evidence: The sha256 of each person's evidence files, by pseudonym.
    """

    naming: bytes
    people: dict[str, str] = field(default_factory=dict)
    evidence: dict[str, list[str]] = field(default_factory=dict)

    def key_of(self, person: str) -> str:
        """Return the private key of a person's files.

        Raises:
            InputError: There is no such person, or he was erased.
        """
        if person not in self.people:
            raise InputError(
                f"没有 {person} 的钥匙", hint="没有登记过，或者已经销毁，再也打不开。"
            )
        return self.people[person]

    def text(self) -> bytes:
        """Return it as it is encrypted."""
        said = {
            "naming": self.naming.hex(),
            "people": self.people,
            "evidence": self.evidence,
        }
        return json.dumps(said, sort_keys=True).encode("ascii")


class Vault:
    """One vault. What changes it is called with its own ``journal`` open."""

    def __init__(self, folder: Path) -> None:
        """Find it.

        Raises:
            InputError: There is none, it is of another version, or in a repository.
        """
        must_be_outside_git(folder, "保险柜")
        self.folder = folder
        self.log = VaultLog(folder)
        try:
            said = json.loads(self._read(_ABOUT))
            self.recipients: list[str] = list(map(str, said["recipients"]))
        except (ValueError, KeyError, TypeError):
            raise InputError("这不是保险柜，或说明文件坏了", file=folder) from None
        if said.get("version") != _VERSION:
            raise InputError("保险柜是别的版本的程序建的", file=folder)

    def journal(self) -> Journal:
        """Return write access, for its owner's eyes only."""
        return Journal(self.folder, mode=PRIVATE)

    def keyring(self, identity: str) -> Keyring:
        """Open the keyring.

        Raises:
            InputError: The private key is none of its recipients', or it is damaged.
        """
        said = json.loads(decrypted(self._read(_KEYRING), identity))
        return Keyring(
            bytes.fromhex(said["naming"]), dict(said["people"]), dict(said["evidence"])
        )

    def keep_keyring(self, ring: Keyring, journal: Journal) -> None:
        """Write the keyring, encrypted to the recipients."""
        old = self._read(_KEYRING)
        data = encrypted(ring.text(), self.recipients)
        journal.replace(self.folder / _KEYRING, old, data)

    def hand_over(self, identity: str, recipients: Sequence[str], by: str) -> None:
        """Have others open the keyring from now on（换人）.

        Raises:
            InputError: The private key does not open it, or they are too few.
        """
        _enough(recipients)
        with self.journal() as journal, journal.step():
            ring = self.keyring(identity)
            about = self._read(_ABOUT)
            self.recipients = list(recipients)
            journal.replace(self.folder / _ABOUT, about, _about(recipients))
            self.keep_keyring(ring, journal)
            self.log.note(journal, REKEY, "", by, f"共 {len(recipients)} 把公钥")

    def _read(self, name: str) -> bytes:
        try:
            return (self.folder / name).read_bytes()
        except OSError as exc:
            raise InputError(
                f"保险柜读不出来（{os_problem(exc)}）",
                file=self.folder / name,
                hint="请核对 --vault；新建保险柜用 union-ledger vault init。",
            ) from None


def make_vault(folder: Path, recipients: Sequence[str]) -> Vault:
    """Make an empty vault in a new or empty folder that is its owner's only.

    Raises:
        InputError: The recipients are too few, or the folder is in a repository, holds
            something or cannot be written.
    """
    must_be_outside_git(folder, "保险柜")
    _enough(recipients)
    ring = encrypted(Keyring(secrets.token_bytes(KEY_BYTES)).text(), recipients)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as exc:
        raise InputError(f"文件夹用不了（{os_problem(exc)}）", file=folder) from None
    with Journal(folder, mode=PRIVATE) as journal:
        if any(path.suffix != ".lock" for path in folder.iterdir()):
            raise InputError(
                "文件夹里已有东西，不会覆盖", file=folder, hint="请换一个新文件夹。"
            )
        with journal.step():
            journal.keep(folder / _KEYRING, ring)
            journal.keep(folder / _ABOUT, _about(recipients))
    return Vault(folder)


def _about(recipients: Sequence[str]) -> bytes:
    said = {"version": _VERSION, "recipients": list(recipients)}
    return f"{json.dumps(said, indent=1)}\n".encode("ascii")


def _enough(recipients: Sequence[str]) -> None:
    if len(set(recipients)) < _FEWEST:
        raise InputError(
            "至少要有两把不同的公钥（帮扶专干和经审会）",
            hint="一把私钥丢了，另一把还能打开；一个人走了，账还查得了。",
        )
