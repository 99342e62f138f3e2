"""Evidence of a case（申请表、病历、证明）: encrypted with its person's key.

The ledger holds sha256 and size of the encrypted file: they stay true when the person
is erased and nobody can read it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.container import read_bytes
from union_ledger.core.errors import InputError
from union_ledger.desk.age import decrypted
from union_ledger.desk.age import encrypted
from union_ledger.desk.age import recipient_of
from union_ledger.desk.vault import EVIDENCE
from union_ledger.desk.vault_log import KEEP
from union_ledger.desk.vault_log import READ
from union_ledger.desk.vault_people import must_be_pseudonym
from union_ledger.desk.vault_people import read_person

if TYPE_CHECKING:
    from pathlib import Path

    from union_ledger.desk.vault import Vault

KEY = "vault-evidence"
_VALUE = re.compile(r"([0-9a-f]{64}) ([1-9]\d{0,11})")


@dataclass(frozen=True, slots=True)
class Sealed:
    """An encrypted file as the ledger names it: its sha256 and size in bytes."""

    sha256: str
    size: int

    @classmethod
    def of(cls, data: bytes) -> Sealed:
        """Return how an encrypted file is named."""
        return cls(hashlib.sha256(data).hexdigest(), len(data))

    @classmethod
    def read(cls, text: str) -> Sealed | None:
        """Return what a value of the ledger names; ``None`` if it is wrong."""
        found = _VALUE.fullmatch(text)
        return cls(found[1], int(found[2])) if found else None

    @property
    def value(self) -> str:
        """Return the value of the ledger's key."""
        return f"{self.sha256} {self.size}"

    def path(self, vault: Vault) -> Path:
        """Return where it is kept."""
        return vault.folder / EVIDENCE / f"{self.sha256}.age"


def seal_evidence(
    vault: Vault, file: Path, person: str, identity: str, by: str
) -> Sealed:
    """Encrypt a file for a person's case and keep it.

    Raises:
        InputError: The file cannot be read, there is no such person, the private key
            does not open the keyring, or the disk refuses.
    """
    data = read_bytes(file)
    with vault.journal() as journal, journal.step():
        ring = vault.keyring(identity)
        key = ring.key_of(must_be_pseudonym(person))
        kept = encrypted(data, [recipient_of(key)])
        sealed = Sealed.of(kept)
        journal.keep(sealed.path(vault), kept)
        ring.evidence.setdefault(person, []).append(sealed.sha256)
        vault.keep_keyring(ring, journal)
        vault.log.note(journal, KEEP, person, by, sealed.sha256)
    return sealed


def read_evidence(  # noqa: PLR0913, PLR0917 - who reads what, and why
    vault: Vault, sha256: str, person: str, identity: str, by: str, reason: str
) -> bytes:
    """Return a file of a case; the log says first who asked, and why.

    Raises:
        InputError: There is no reason or no such file, or the key does not open it.
    """
    if not by.strip() or not reason.strip():
        raise InputError("要写 --by（谁）和 --reason（为什么），台账里要记")
    with vault.journal() as journal:
        ring = vault.keyring(identity)
        key = ring.key_of(must_be_pseudonym(person))
        if sha256 not in ring.evidence.get(person, ()):
            raise InputError(f"{person} 名下没有证据 {sha256}")
        path = Sealed(sha256, 0).path(vault)
        data = read_bytes(path)
        if Sealed.of(data).sha256 != sha256:
            raise InputError("证据被改动过", file=path, hint="请从备份里取回。")
        name = read_person(vault, person, key).name
        vault.log.note(journal, READ, person, by, reason, names=(name,))
        return decrypted(data, key)
