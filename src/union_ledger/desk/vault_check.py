"""Books and vault side by side: every pseudonym and every piece of evidence is there.

No key is needed: an auditor sees that nobody and nothing is missing, and no name.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from union_ledger.core.pseudonym import PSEUDONYM
from union_ledger.desk.vault_evidence import KEY
from union_ledger.desk.vault_evidence import Sealed
from union_ledger.desk.vault_keys import PRIVATE
from union_ledger.desk.vault_people import person_file
from union_ledger.history.guard.personal_scan import scan

if TYPE_CHECKING:
    from pathlib import Path

    from union_ledger.desk.vault import Vault

_EVIDENCE = re.compile(rf'^[ \t]+{KEY}(?:-\d+)?:[ \t]*"([^"]*)"', re.MULTILINE)


@dataclass(slots=True)
class VaultCheck:
    """What was looked at, and what is wrong, in Chinese."""

    people: int = 0
    erased: int = 0
    evidence: int = 0
    faults: list[str] = field(default_factory=list)


def check_vault(vault: Vault, books: Path) -> VaultCheck:
    """Compare the ledger files below ``books`` with the vault.

    Raises:
        InputError: The log of the vault is damaged.
    """
    erased = vault.log.erased()
    result = VaultCheck()
    result.faults += _open_to_others(vault)
    people: set[str] = set()
    for path in sorted(books.rglob("*.beancount")):
        data = path.read_bytes()
        text = data.decode("utf-8", errors="replace")
        name = str(path.relative_to(books))
        people.update(PSEUDONYM.findall(text))
        for found in _EVIDENCE.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            result.evidence += 1
            said = _evidence_fault(vault, found[1])
            result.faults += [f"{name}:{line} {said}"] if said else []
        result.faults += [
            f"{each.path}:{each.line} 有{each.kind}（{each.masked}），不能写在账里"
            for each in scan(name, data).numbers
        ]
    result.people, result.erased = len(people), len(people & erased)
    result.faults += [
        f"账里的 {person} 在保险柜里没有档案，也没有销毁的记录"
        for person in sorted(people - erased)
        if not person_file(vault, person).is_file()
    ]
    return result


def _evidence_fault(vault: Vault, value: str) -> str:
    named = Sealed.read(value)
    if named is None:
        return f"{KEY} 写得不对：应是 64 位的 sha256、一个空格、字节数"
    path = named.path(vault)
    if not path.is_file():
        return f"证据 {named.sha256[:12]}… 不在保险柜里"
    if Sealed.of(path.read_bytes()) != named:
        return f"证据 {named.sha256[:12]}… 与账里写的不同，被改动过"
    return ""


def _open_to_others(vault: Vault) -> list[str]:
    if sys.platform == "win32":
        return []
    files = [path for path in sorted(vault.folder.rglob("*")) if path.is_file()]
    wide = [path for path in files if path.stat().st_mode & ~PRIVATE & 0o777]
    return [
        f"{path.relative_to(vault.folder)} 别人也能读，请运行 chmod 600"
        for path in wide
    ]
