"""The reference year is what its generator writes, and its figures tie out."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections import Counter
from collections import defaultdict
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest
from beancount.core.data import Transaction
from beancount.loader import load_file

from union_ledger.core.chart import code_of
from union_ledger.core.registers import read_registers
from union_ledger.core.yamlfile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
HUST = ROOT / "ledgers" / "hust"
PLANTED = ROOT / "tests" / "hust" / "planted.yaml"
HELD = "Assets:102-银行存款:01-工行基本户:2-代管"


@pytest.fixture(scope="module")
def transactions() -> list[Transaction]:
    entries, _, _ = load_file(str(HUST / "main.beancount"))
    return [entry for entry in entries if isinstance(entry, Transaction)]


def in_yuan(entry: Transaction) -> Iterator[tuple[str, Decimal]]:
    for posting in entry.postings:
        if posting.units.currency == "CNY":
            yield posting.account, posting.units.number
        elif posting.units.currency == "PC":
            yield posting.account, posting.units.number * posting.cost.number


def balances(transactions: list[Transaction]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for entry in transactions:
        for account, number in in_yuan(entry):
            found[account] += number
    return found


def total(found: dict[str, Decimal], *codes: str) -> Decimal:
    return sum(
        (n for account, n in found.items() if code_of(account).startswith(codes)),
        Decimal(),
    )


def invent(*arguments: str) -> None:
    command = [sys.executable, "-m", "benchmarks.invent", *arguments]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def contents(path: Path) -> object:
    """Return a file's bytes; of a workbook those of its parts, however compressed."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def test_regenerating_changes_no_byte(tmp_path: Path) -> None:
    """The committed books are the generator's output: nobody edits them by hand."""
    planted = tmp_path / "planted.yaml"
    fresh = tmp_path / "hust"
    invent(str(fresh), "--planted", str(planted))
    names = {p.relative_to(fresh) for p in fresh.rglob("*") if p.is_file()}
    # The rules are written by hand; caches are left by those who run the books.
    ours = {
        path
        for path in (p.relative_to(HUST) for p in HUST.rglob("*") if p.is_file())
        if path.parts[0] not in {"rules", "__pycache__"} and path.name[0] != "."
    }
    assert names == ours
    changed = [n for n in sorted(names) if contents(fresh / n) != contents(HUST / n)]
    assert changed == []
    assert planted.read_bytes() == PLANTED.read_bytes()


def test_another_seed_gives_other_books(tmp_path: Path) -> None:
    """Positive control of the test above: it would see a difference."""
    invent(str(tmp_path), "--seed", "7")
    ours = (HUST / "2024/05-bank.beancount").read_bytes()
    assert (tmp_path / "2024/05-bank.beancount").read_bytes() != ours


def test_mirrors_hold_every_day(transactions: list[Transaction]) -> None:
    """Each 资产基金 equals its asset, and 代管 money its debt, at each day's end."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for day, entries in groupby(transactions, key=lambda t: t.date):
        for entry in entries:
            for account, number in in_yuan(entry):
                found[code_of(account)] += number
                if account == HELD:
                    found["held"] += number
                elif account.endswith("待处理财产价值"):
                    found["scrapped"] += number
        assert found["30101"] + found["141"] == 0, day
        assert found["30103"] + found["161"] == 0, day
        net = found["162"] + found["163"] + found["scrapped"]
        assert found["30104"] + net == 0, day
        assert found["held"] + found["221"] == 0, day
        assert found["101"] >= 0, day


def test_quota_ends_at_nothing(transactions: list[Transaction]) -> None:
    """After the year end every pot of every unit and fund is back in Q00."""
    pots: dict[str, Decimal] = defaultdict(Decimal)
    for entry in transactions:
        moved = [p for p in entry.postings if p.units.currency == "QUOTA"]
        assert sum((p.units.number for p in moved), Decimal()) == 0
        for posting in moved:
            pots[posting.account] += posting.units.number
    assert len(pots) > 300
    assert {account: n for account, n in pots.items() if n} == {}


def test_reserved_quota_is_used_or_released(transactions: list[Transaction]) -> None:
    """No application or advance still holds quota when the year is closed."""
    held: Counter[str] = Counter()
    for entry in transactions:
        for posting in entry.postings:
            if posting.account.startswith("Equity:Q05"):
                held[posting.account] += int(posting.units.number * 100)
    assert held
    assert not any(held.values())


def test_ids_and_invoices_are_unique_but_for_what_is_planted(
    transactions: list[Transaction],
) -> None:
    """Every entry has an id of its own; four invoices are planted twice."""
    ids = Counter(t.meta.get("id") for t in transactions)
    assert None not in ids
    assert set(ids.values()) == {1}
    invoices = [
        word for t in transactions for word in t.meta.get("invoice", "").split()
    ]
    plain = Counter(normalize("NFKC", word).upper() for word in invoices)
    assert len(plain) > 1500
    assert sorted(n for n in plain.values() if n > 1) == [2, 2, 2, 2]


def test_quota_is_what_the_budget_approves(transactions: list[Transaction]) -> None:
    """Carried and approved quota add up to the expense lines, 508 aside; V2 too."""
    entries, _, _ = load_file(str(HUST / "main.beancount"))
    lines: Counter[str] = Counter()
    income: Counter[str] = Counter()
    for entry in entries:
        if getattr(entry, "type", "") == "budget-line" and "project" not in entry.meta:
            _, code, amount = (value.value for value in entry.values)
            kind = income if code[0] == "4" else lines
            if code[:3] != "508":
                kind[entry.meta["version"]] += int(amount.number * 100)
    given: Counter[str] = Counter()
    for entry in transactions:
        if entry.meta.get("quota") in {"carry", "approve", "adjust"}:
            for posting in entry.postings:
                if posting.account.startswith("Equity:Q00"):
                    version = "V1" if entry.date.month < 7 else "V2"
                    if entry.date.month < 12 and ":15" not in str(entry.postings):
                        given[version] -= int(posting.units.number * 100)
    assert given["V1"] == lines["V1"]
    assert given["V1"] + given["V2"] == lines["V2"]
    opening = balances(
        [t for t in transactions if t.narration.startswith("年初余额（")]
    )
    surplus = -int(total(opening, "322") * 100)
    assert lines["V2"] <= income["V2"] + surplus


def test_every_listed_voucher_is_in_the_books(transactions: list[Transaction]) -> None:
    """The planted list names vouchers and ids as they stand, cards by number."""
    known = {
        (t.meta.get("id"), f"{t.date:%Y-%m} {t.meta.get('voucher')}")
        for t in transactions
    }
    registers = read_registers(load_file(str(HUST / "main.beancount"))[0])[0]
    known |= {(code, code) for code in (*registers.assets, *registers.projects)}
    listed = read_yaml(PLANTED)
    for kind in ("planted", "innocent"):
        assert {(p["id"], p["voucher"]) for p in listed[kind]} <= known


def test_large_books_load_without_errors(tmp_path: Path) -> None:
    """The generator's books for measuring are clean, assets and quota included."""
    invent(str(tmp_path), "--transactions", "2000")
    entries, errors, _ = load_file(str(tmp_path / "main.beancount"))
    assert [error.message for error in errors] == []
    count = sum(isinstance(entry, Transaction) for entry in entries)
    assert 1800 <= count <= 2300
