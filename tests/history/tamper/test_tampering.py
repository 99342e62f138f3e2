"""Nobody changes the past unseen: every tampering is found, and its month is named."""

from __future__ import annotations

import os
import re
import shutil

os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"

import pytest
from tests.history.tamper import chain  # noqa: F401 - enters its kinds
from tests.history.tamper import entries  # noqa: F401
from tests.history.tamper import in_force  # noqa: F401
from tests.history.tamper.base import BANK
from tests.history.tamper.base import MONTHS
from tests.history.tamper.base import seal_books
from tests.history.tamper.base import write_books
from tests.history.tamper.harmless import HARMLESS
from tests.history.tamper.listing import DOCUMENT
from tests.history.tamper.listing import text
from tests.history.tamper.table import KINDS
from tests.history.tamper.table import added
from tests.history.tamper.table import cases
from tests.history.tamper.table import replaced

from union_ledger.core.errors import InputError
from union_ledger.core.ledger import load_ledger
from union_ledger.history.proof.closed_books import read_closed_books

CASES = cases()


@pytest.fixture(scope="session")
def sealed(tmp_path_factory):
    """The sealed books that every case takes a copy of, and the heads on paper."""
    folder = write_books(tmp_path_factory.mktemp("sealed"))
    return folder, seal_books(folder)


@pytest.fixture(scope="session")
def open_books(tmp_path_factory):
    """The same books without a seal."""
    return write_books(tmp_path_factory.mktemp("open"))


def found(folder, heads=()):
    """Return what is found, by who finds it: (month, what)."""
    held = read_closed_books(folder / "main.beancount")
    faults = [fault for fault in held.faults() if not fault.is_anew]
    chain_now = {line.seal for line in held.ledger.books.registers.closes}
    return {
        "check": [(f.month, f.said) for f in faults if f.part == "load"],
        "close --verify": [(f.month, f.said) for f in faults],
        "verify --head": [("", head) for head in heads if head not in chain_now],
    }


@pytest.mark.parametrize("kind", KINDS)
def test_every_case_of_a_kind_is_found(sealed, tmp_path, kind):
    folder, heads = sealed
    missed = []
    for number, case in enumerate(c for c in CASES if c.kind == kind):
        copy = tmp_path / str(number)
        shutil.copytree(folder, copy, symlinks=True)
        case.change(copy)
        told = found(copy, heads)[case.by]
        if not any(month == case.month for month, _ in told):
            missed.append((case.where, case.month, told[:2]))
        shutil.rmtree(copy)
    assert not missed


def test_there_are_enough_of_them():
    assert len(KINDS) >= 60
    assert len(CASES) >= 700


@pytest.mark.parametrize("title", HARMLESS)
def test_what_changes_nothing_is_no_fault(sealed, tmp_path, title):
    folder, heads = sealed
    copy = tmp_path / "books"
    shutil.copytree(folder, copy)
    HARMLESS[title](copy)
    told = found(copy, heads)
    assert told == {"check": [], "close --verify": [], "verify --head": []}


def test_rules_of_a_newer_program_are_to_be_attested_again(sealed, monkeypatch):
    """They are no part of the books: nobody tampered with them."""
    monkeypatch.setattr("union_ledger.rules.loader.LAYERS", ("hubei", "national"))
    faults = list(read_closed_books(sealed[0] / "main.beancount").faults())
    assert {fault.part for fault in faults} == {"rulebook"}
    assert all(fault.is_anew for fault in faults)
    assert [fault.month for fault in faults] == list(MONTHS)


def test_lines_that_are_alike_are_counted(tmp_path):
    """Two notes may say the same; that one of them goes is found."""
    folder = write_books(tmp_path)
    note = f'2024-01-25 note {BANK} "对过账"\n'
    added("2024/01.beancount", note)(folder)
    heads = seal_books(folder)
    assert not any(found(folder, heads).values())
    replaced("2024/01.beancount", note, "")(folder)
    assert [month for month, _ in found(folder)["check"]] == ["2024-01"]


def test_the_list_in_the_documents_is_this_one():
    assert DOCUMENT.read_text(encoding="utf-8") == text(), "run: make docs"


def test_there_are_enough_harmless_changes():
    assert len(HARMLESS) >= 20


def test_without_a_seal_the_same_tampering_passes(open_books, tmp_path):
    """The positive control: it is the seals that find it, and nothing else."""
    passed = set()
    for case in CASES:
        of_seals = case.by == "verify --head" or re.search("封|重新打开", case.kind)
        if case.kind in passed or of_seals:
            continue
        copy = tmp_path / "books"
        shutil.copytree(open_books, copy)
        try:
            case.change(copy)
            before, after = load_ledger(open_books), load_ledger(copy)
        except InputError:
            continue
        finally:
            shutil.rmtree(copy)
        if len(after.problems) == len(before.problems):
            passed.add(case.kind)
    assert len(passed) >= 40
