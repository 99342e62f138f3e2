"""Persons in the vault: taken in, shown one by one for a reason, erased for good."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.explain import os_problem
from union_ledger.core.pseudonym import PSEUDONYM
from union_ledger.core.pseudonym import normalised_id
from union_ledger.core.pseudonym import pseudonym
from union_ledger.desk.age import decrypted
from union_ledger.desk.age import encrypted
from union_ledger.desk.age import new_identity
from union_ledger.desk.age import recipient_of
from union_ledger.desk.vault import PEOPLE
from union_ledger.desk.vault_log import ADD
from union_ledger.desk.vault_log import CHANGE
from union_ledger.desk.vault_log import ERASE
from union_ledger.desk.vault_log import SHOW

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from union_ledger.desk.vault import Vault


@dataclass(frozen=True, slots=True)
class Person:
    """Whom the union helps: 姓名, 身份证号, 银行卡号, 困难原因."""

    name: str
    number: str
    card: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A person taken in: his pseudonym, and whether he was in the vault before."""

    person: str
    what: str


def take_in(
    vault: Vault,
    people: Iterable[Person],
    identity: str,
    by: str,
    *,
    may_rename: bool = False,
) -> list[TakenIn]:
    """Take persons in, all or none; who is there already is brought up to date.

    Raises:
        InputError: A name or an id number is wrong, the id number is another person's
            unless he may be renamed, the private key does not open the keyring, or the
            disk refuses.
    """
    wanted = [_clean(person) for person in people]
    with vault.journal() as journal, journal.step():
        ring = vault.keyring(identity)
        results: list[TakenIn] = []
        for person in wanted:
            name = pseudonym(ring.naming, person.number)
            path = person_file(vault, name)
            old = path.read_bytes() if path.is_file() else None
            known = name in ring.people
            if known and old is not None:
                held = _open(old, ring.people[name])
                if held == person:
                    results.append(TakenIn(name, ""))
                    continue
                if held.name != person.name and not may_rename:
                    raise InputError(
                        f"{name} 登记的是另一个姓名，没有登记，也没有改",
                        hint="请核对身份证号；确实改了名的，加 --renamed。",
                    )
            if not known:
                ring.people[name] = new_identity()
            said = json.dumps(asdict(person), ensure_ascii=False).encode("utf-8")
            data = encrypted(said, [recipient_of(ring.people[name])])
            journal.replace(path, old, data)
            results.append(TakenIn(name, CHANGE if known else ADD))
            vault.log.note(journal, results[-1].what, name, by)
        if any(each.what == ADD for each in results):
            vault.keep_keyring(ring, journal)
    return results


def shown(vault: Vault, name: str, identity: str, by: str, reason: str) -> Person:
    """Return who a pseudonym is; the log says first who asked, and why.

    Raises:
        InputError: There is no reason, no such person, or the key does not open it.
    """
    _must_say(by, reason)
    with vault.journal() as journal:
        ring = vault.keyring(identity)
        person = read_person(vault, name, ring.key_of(must_be_pseudonym(name)))
        vault.log.note(journal, SHOW, name, by, reason, names=(person.name,))
    return person


def erase(vault: Vault, name: str, identity: str, by: str, reason: str) -> list[str]:
    """Drop a person's key; return the evidence that nobody can read any longer.

    His files stay as they are, so that every hash in the ledger still holds.

    Raises:
        InputError: There is no reason, no such person, or the key does not open it.
    """
    _must_say(by, reason)
    with vault.journal() as journal, journal.step():
        ring = vault.keyring(identity)
        key = ring.key_of(must_be_pseudonym(name))
        names: tuple[str, ...] = ()
        with suppress(InputError):  # a damaged file is erased like any other
            names = (read_person(vault, name, key).name,)
        del ring.people[name]
        gone = ring.evidence.pop(name, [])
        vault.keep_keyring(ring, journal)
        vault.log.note(journal, ERASE, name, by, reason, names=names)
    return gone


def read_person(vault: Vault, name: str, key: str) -> Person:
    """Return what a person's file holds.

    Raises:
        InputError: It is missing, damaged, or not his.
    """
    path = person_file(vault, name)
    try:
        data = path.read_bytes()
    except OSError as exc:
        raise InputError(f"档案读不出来（{os_problem(exc)}）", file=path) from None
    return _open(data, key)


def person_file(vault: Vault, name: str) -> Path:
    """Return where a person's file is."""
    return vault.folder / PEOPLE / f"{name}.age"


def must_be_pseudonym(text: str) -> str:
    """Return a pseudonym.

    Raises:
        InputError: It is none; it could lead out of the vault.
    """
    if not PSEUDONYM.fullmatch(text):
        raise InputError(
            f"{text} 不是假名", hint="假名是 P- 加 16 位大写字母或数字 2–7。"
        )
    return text


def _open(data: bytes, key: str) -> Person:
    return Person(**json.loads(decrypted(data, key)))


def _clean(person: Person) -> Person:
    name = " ".join(person.name.split())
    card = "".join(char for char in person.card if char.isalnum())
    if not name:
        raise InputError("没有写姓名")
    if card and not (card.isascii() and card.isdecimal()):
        raise InputError("银行卡号里有不是数字的字")
    reason = " ".join(person.reason.split())
    return Person(name, normalised_id(person.number), card, reason)


def _must_say(by: str, reason: str) -> None:
    if not by.strip() or not reason.strip():
        raise InputError("要写 --by（谁）和 --reason（为什么），台账里要记")
