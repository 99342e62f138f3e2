"""A vault with three persons in it, and invented id numbers."""

from __future__ import annotations

from random import Random

import pytest

from union_ledger.desk.vault import make_vault
from union_ledger.desk.vault_keys import read_key
from union_ledger.desk.vault_keys import write_key
from union_ledger.desk.vault_people import Person
from union_ledger.desk.vault_people import take_in

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_number(random: Random) -> str:
    """Return an id number that nobody has: its region 999999 is none."""
    year, month = random.randint(1940, 2005), random.randint(1, 12)
    day = f"{year}{month:02}{random.randint(1, 28):02}"
    first = f"999999{day}{random.randint(0, 999):03}"
    total = sum(int(d) * w for d, w in zip(first, WEIGHTS, strict=True))
    return first + "10X98765432"[total % 11]


def people(count: int, seed: int = 1) -> list[Person]:
    random = Random(seed)
    return [Person(f"对象{n}", id_number(random), "", f"困难{n}") for n in range(count)]


@pytest.fixture
def keys(tmp_path):
    """The private keys of the aid officer, the audit committee and a third party."""
    files = [tmp_path / name for name in ("专干.key", "经审会.key", "外人.key")]
    public = [write_key(path) for path in files]
    return [read_key(path) for path in files], public


@pytest.fixture
def vault(tmp_path, keys):
    return make_vault(tmp_path / "保险柜", keys[1][:2])


@pytest.fixture
def three(vault, keys):
    """The pseudonyms of three persons."""
    return [each.person for each in take_in(vault, people(3), keys[0][0], "T0412")]
