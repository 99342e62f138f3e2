"""The same importers under beangulp's own command and on Fava's import page."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest
from beancount import loader
from beancount.core.data import Balance
from beancount.core.data import Transaction
from fava.application import create_app

from union_ledger.core.errors import InputError
from union_ledger.importers.beangulp_importers import config_for
from union_ledger.importers.families import statement_layouts

if TYPE_CHECKING:
    from pathlib import Path

BANK = "Assets:102-银行存款:01-工行基本户"
MAIN = f"""\
option "operating_currency" "CNY"
2020-01-01 custom "fava-option" "import-config" "import_config.py"
2020-01-01 custom "fava-option" "import-dirs" "../exports"
2020-01-01 custom "unit" "007" "机械学院工会"
  short: "机械学院"
2020-01-01 open {BANK}
2020-01-01 open {BANK}:1-自有
2020-01-01 open Assets:135-其他应收款:13599-待查
2020-01-01 open Liabilities:215-其他应付款:21599-待查
2020-01-01 open Equity:322-工会资金结余:32205-累计结余
2020-01-01 open Expenses:501-职工活动支出:50102-文体活动
2024-01-01 * "年初"
  {BANK}:1-自有  1000.00 CNY
  Equity:322-工会资金结余:32205-累计结余
"""
CONFIG = """\
from pathlib import Path
from union_ledger.importers.beangulp_importers import config_for
from union_ledger.importers.families import statement_layouts
CONFIG = config_for(Path(__file__).parent)
"""
CLASSIFY = f"""\
accounts:
  - number: "42001234560000008888"
    posting: "{BANK}:1-自有"
    balance: "{BANK}"
lines:
  - name: 报销
    when: {{summary: 报销}}
    then:
      account: "Expenses:501-职工活动支出:50102-文体活动"
      unit: from-text
      fund: "10"
"""


@pytest.fixture
def books(tmp_path: Path) -> Path:
    folder = tmp_path / "books"
    folder.mkdir()
    (folder / "main.beancount").write_text(MAIN, encoding="utf-8")
    (folder / "classify.yaml").write_text(CLASSIFY, encoding="utf-8")
    (folder / "import_config.py").write_text(CONFIG, encoding="utf-8")
    return folder


def importer(books: Path, layout: str):
    (found,) = [i for i in config_for(books) if i.name == f"union_ledger.{layout}"]
    return found


def test_one_importer_a_layout_each_with_its_name(books: Path) -> None:
    """Fava refuses two importers of one name."""
    names = [found.name for found in config_for(books)]
    assert (
        len(set(names))
        == len(names)
        == sum(each.of == "bank" for each in statement_layouts())
    )


def test_only_its_own_layout_is_identified(books: Path, bank, tmp_path: Path) -> None:
    """Unrelated files are none of it, and raise nothing."""
    export = bank.icbc()
    text = tmp_path / "说明.txt"
    text.write_text("不是流水", encoding="utf-8")
    found = [i.name for i in config_for(books) if i.identify(str(export))]
    assert found == ["union_ledger.icbc_a"]
    for path in (text, tmp_path, tmp_path / "没有.xlsx", books / "main.beancount"):
        assert not any(i.identify(str(path)) for i in config_for(books))


def test_account_that_is_not_registered_is_not_identified(books: Path, bank) -> None:
    """Another union's statement is not offered for these books."""
    path = bank.icbc(本方账号="4200999")
    assert not importer(books, "icbc_a").identify(str(path))


def test_archive_place(books: Path, bank) -> None:
    """Account, date of the last row, and the layout before the file's name."""
    found = importer(books, "icbc_a")
    path = str(bank.icbc())
    assert found.account(path) == BANK
    assert found.date(path) == date(2024, 12, 2)
    assert found.filename(path) == "icbc_a.HISTORYDETAIL.xlsx"


def test_extract_and_mark_what_the_books_hold(books: Path, bank) -> None:
    """Ids decide over the whole ledger, not a window of days or a likeness."""
    found = importer(books, "icbc_a")
    path = str(bank.icbc())
    entries = found.extract(path, [])
    assert sum(isinstance(entry, Transaction) for entry in entries) == 6
    closing = entries[-1]
    assert isinstance(closing, Balance)
    assert (closing.date, str(closing.amount)) == (date(2024, 12, 3), "27088.50 CNY")
    assert "李一" in entries[1].meta["__source__"]
    # Moved by a year, the booked entry is still the same row.
    booked = entries[2]._replace(date=date(2023, 1, 1))
    fresh = found.extract(path, [])
    found.deduplicate(fresh, [booked, closing])
    marked = [n for n, entry in enumerate(fresh) if "__duplicate__" in entry.meta]
    assert marked == [2, 6]


def test_unproven_file_offers_nothing(books: Path, bank) -> None:
    """A broken chain is an error with its rows, not a list of entries."""
    path = bank.icbc()
    book = openpyxl.load_workbook(path)
    book.active.delete_rows(4)
    book.save(path)
    with pytest.raises(InputError, match="余额接不上"):
        importer(books, "icbc_a").extract(str(path), [])


def _beangulp(books: Path, *args: str) -> subprocess.CompletedProcess[str]:
    script = books / "import.py"
    script.write_text(
        CONFIG + "import beangulp\nbeangulp.Ingest(CONFIG)()\n", encoding="utf-8"
    )
    return subprocess.run(
        [sys.executable, str(script), *args],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )


def test_beangulp_command(books: Path, bank, tmp_path: Path) -> None:
    """identify, extract and archive run on a folder with a stray file in it."""
    bank.icbc()
    bank.icbc("b.xlsx", slice(3, 6), shape="b")
    (bank.folder / "readme.txt").write_text("x", encoding="utf-8")
    folder = str(bank.folder)
    identified = _beangulp(books, "identify", folder)
    assert identified.returncode == 0, identified.stderr
    assert "union_ledger.icbc_a" in identified.stdout
    assert "union_ledger.icbc_b" in identified.stdout
    out = tmp_path / "out.beancount"
    main = str(books / "main.beancount")
    extracted = _beangulp(books, "extract", "-e", main, "-o", str(out), folder)
    assert extracted.returncode == 0, extracted.stderr
    entries, errors, _ = loader.load_string(
        (books / "main.beancount").read_text(encoding="utf-8")
        + out.read_text(encoding="utf-8")
    )
    assert errors == []
    ids = [e.meta["id"] for e in entries if "id" in e.meta]
    assert len(ids) == len(set(ids)) == 6
    target = tmp_path / "documents"
    target.mkdir()
    archived = _beangulp(books, "archive", "-o", str(target), folder)
    assert archived.returncode == 0, archived.stderr
    home = target / "Assets" / "102-银行存款" / "01-工行基本户"
    assert sorted(path.name for path in home.iterdir()) == [
        "2024-12-02.icbc_a.HISTORYDETAIL.xlsx",
        "2024-12-02.icbc_b.b.xlsx",
    ]


def test_fava_import_page(books: Path, bank) -> None:
    """Fava lists the file with its importer and extracts the entries from it."""
    path = bank.icbc()
    (bank.folder / "readme.txt").write_text("x", encoding="utf-8")
    app = create_app([str(books / "main.beancount")], load=True)
    client = app.test_client()
    slug = client.get("/").location.split("/")[1]
    assert client.get(f"/{slug}/api/errors").json["data"] == []
    listed = {f["basename"]: f for f in client.get(f"/{slug}/api/imports").json["data"]}
    (info,) = listed["HISTORYDETAIL.xlsx"]["importers"]
    assert info["importer_name"] == "union_ledger.icbc_a"
    assert (info["account"], info["date"]) == (BANK, "2024-12-02")
    assert listed["readme.txt"]["importers"] == []
    answer = client.get(
        f"/{slug}/api/extract",
        query_string={"filename": str(path), "importer": "union_ledger.icbc_a"},
    )
    entries = answer.json["data"]
    assert [entry["t"] for entry in entries] == ["Transaction"] * 6 + ["Balance"]
    assert entries[1]["meta"]["unit"] == "007"
    assert not any("__duplicate__" in entry["meta"] for entry in entries)
