"""Invented books with a few things in them, and a hand that fills forms."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

SMALL = (Path(__file__).parents[2] / "small.beancount").read_text(encoding="utf-8")
MAIN = f"""\
{SMALL}
option "title" "示例工会"
plugin "union_ledger.plugins" ""
include "registers/*.beancount"
2024-01-01 open Assets:162-固定资产:03-通用设备:2023
2024-11-01 * "年初" "建账"
  id: "KZ-1"
  Assets:101-库存现金    0.00 CNY
  Equity:322-工会资金结余:32205-累计结余
"""
ASSETS = """\
2020-01-01 custom "person" "T0071"
  unit: "007"
  roles: "custodian"
2020-01-01 custom "person" "T0072"
  unit: "007"
2023-03-01 custom "asset" "FA-2023-0001" "笔记本电脑"
  class: "通用设备"
  model: "=T14"
  cost: 7128.00 CNY
  unit: "007"
  custodian: "T0071"
  place: "机械楼 201"
  life: 72
2023-03-01 custom "asset" "FA-2023-0002" "折叠椅"
  class: "家具用具装具及动植物"
  cost: 1999.50 CNY
  quantity: 20
  unit: "007"
  custodian: "T0071"
  place: "教工之家"
  life: 180
2023-03-01 custom "asset" "FA-2023-0003" "投影机"
  class: "通用设备"
  cost: 9600.00 CNY
  unit: "007"
  custodian: "T0071"
  place: "教工之家"
  life: 72
2023-03-01 custom "asset" "FA-2023-0004" "跑步机"
  class: "专用设备"
  cost: 11564.00 CNY
  unit: "008"
  custodian: "T0071"
  place: "电气楼 101"
  life: 120
2023-03-01 custom "asset" "XZ-2023-0001" "空调"
  class: "通用设备"
  cost: 3000.00 CNY
  unit: "007"
  place: "教工之家"
  owner: "行政"
"""
DAY = date(2024, 11, 29)


@pytest.fixture
def books(tmp_path):
    """Return the folder of the books."""
    folder = tmp_path / "books"
    (folder / "registers").mkdir(parents=True)
    (folder / "main.beancount").write_text(MAIN, encoding="utf-8")
    (folder / "registers" / "assets.beancount").write_text(ASSETS, encoding="utf-8")
    return folder


@pytest.fixture
def add(books):
    """Return a function that adds register lines to the books."""

    def more(text, name="later.beancount"):
        path = books / "registers" / name
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(old + text, encoding="utf-8")

    return more


@pytest.fixture
def printed(books, tmp_path):
    """Return a function that prints a unit's form and gives its path."""
    from union_ledger.core.ledger import load_ledger
    from union_ledger.desk.count_form import make_form
    from union_ledger.desk.count_sheet import count_sheet

    def form(unit="007", day=DAY, name="盘点表.xlsx"):
        path = tmp_path / name
        path.write_bytes(count_sheet(make_form(load_ledger(books), unit, day)))
        return path

    return form


class Filled:
    """A form in somebody's hands."""

    def __init__(self, path):
        self.path = path
        self.book = load_workbook(path)
        self.sheet = self.book["盘点表"]

    def row(self, number):
        """Return the row of an asset, on whatever sheet."""
        for sheet in self.book.worksheets:
            for cells in sheet.iter_rows(min_row=6):
                if len(cells) > 2 and cells[2].value == number:
                    return cells
        raise KeyError(number)

    def answer(self, number, *values):
        """Fill in: 盘点结果, 实有数量, 实际地点, 实际保管人, 现状, 备注."""
        for cell, value in zip(self.row(number)[11:], values, strict=False):
            cell.value = value

    def all_match(self):
        for number in ("FA-2023-0001", "FA-2023-0002", "FA-2023-0003", "XZ-2023-0001"):
            self.answer(number, "相符")
        self.sheet["I3"] = "T0072"
        return self

    def new(self, place, name, *values):
        """Fill in a row for what is on no card."""
        for cells in self.sheet.iter_rows(min_row=6):
            if cells[0].value == f"新{place}":
                cells[3].value = name
                for cell, value in zip(cells[11:], values, strict=False):
                    cell.value = value

    def save(self):
        self.book.save(self.path)
        self.__init__(self.path)  # openpyxl cannot save pictures twice
        return self.path


@pytest.fixture
def filled(printed):
    """Return a form of unit 007 on which everything matches."""
    return Filled(printed()).all_match()


@pytest.fixture
def take(books):
    """Return a function that imports files; gives the outcomes and the text."""
    from union_ledger.desk.count_intake import Asked
    from union_ledger.desk.count_intake import import_counts
    from union_ledger.desk.count_text import count_summary

    def run(*files, **asked):
        asked = Asked(**asked)
        outcomes = import_counts(files, books, asked)
        text = count_summary(outcomes, dry_run=asked.dry_run, rows=True)
        return outcomes, text.replace(str(books.parent), "…")

    return run


@pytest.fixture
def counts(books):
    """Return a function that gives the books' results as the register has them."""
    from union_ledger.core.ledger import load_ledger

    def read():
        ledger = load_ledger(books)
        assert not [p for p in ledger.problems if p.is_unreadable], ledger.problems
        return ledger.books.registers.counts

    return read


@pytest.fixture
def convert():
    """Return a function that converts a file by LibreOffice."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")

    def run(path, folder, kind):
        folder.mkdir(exist_ok=True)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(
            [
                *("soffice", profile, "--headless", "--convert-to", kind),
                *("--outdir", str(folder), str(path)),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return folder / f"{path.stem}.{kind}"

    return run
