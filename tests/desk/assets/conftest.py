"""Small books with a bank account, four persons, and a few assets taken over."""

from __future__ import annotations

import os
import shlex
from datetime import date
from typing import TYPE_CHECKING

os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"

import pytest
from click.testing import CliRunner

from union_ledger.cli.asset import command
from union_ledger.core.asset_life import asset_lives
from union_ledger.core.errors import InputError
from union_ledger.core.ledger import load_ledger

if TYPE_CHECKING:
    from pathlib import Path

MAIN = """\
option "title" "示例工会"
option "operating_currency" "CNY"
plugin "union_ledger.plugins" ""
include "chart.beancount"
include "registers.beancount"
include "2024/*.beancount"
"""
CHART = """\
2020-01-01 open Assets:101-库存现金 CNY
2020-01-01 open Assets:102-银行存款:01-工行基本户 CNY
2020-01-01 open Assets:102-银行存款:01-工行基本户:1-自有 CNY
2020-01-01 open Assets:102-银行存款:01-工行基本户:2-代管 CNY
2020-01-01 open Assets:135-其他应收款:13501-职工借款 CNY
2020-01-01 open Assets:141-库存物品:01-慰问品 CNY
2020-01-01 open Assets:162-固定资产:03-通用设备:2022 PC "STRICT"
2020-01-01 open Assets:162-固定资产:06-家具用具装具及动植物:2022 PC "STRICT"
2020-01-01 open Assets:163-累计折旧:03-通用设备 CNY
2020-01-01 open Liabilities:215-其他应付款:21599-待查 CNY
2020-01-01 open Equity:301-资产基金:30104-固定资产 CNY
2020-01-01 open Equity:322-工会资金结余:32205-累计结余 CNY
2020-01-01 open Income:408-其他收入 CNY
2020-01-01 open Expenses:501-职工活动支出:50102-文体活动 CNY
2020-01-01 open Expenses:507-资本性支出:50702-办公设备 CNY
"""
REGISTERS = """\
2020-01-01 custom "unit" "000" "校本级"
2020-01-01 custom "unit" "007" "机械学院工会"
2020-01-01 custom "unit" "008" "电气学院工会"
2020-01-01 custom "unit" "058" "远程教育中心工会"
  closed: 2024-06-30
2020-01-01 custom "fund" "10" "基础活动经费"
2020-01-01 custom "person" "T0071"
  unit: "007"
2020-01-01 custom "person" "T0072"
  unit: "007"
  to: 2024-08-31
2020-01-01 custom "person" "T0081"
  unit: "008"
2024-01-01 custom "project" "P2024-01" "活动中心改造"
  unit: "007"
  fund: "10"
2024-01-31 custom "close" 2024-01-31
2022-03-10 custom "asset" "FA-2022-0001" "投影机"
  class: "通用设备"
  cost: 7200.00 CNY
  unit: "007"
  custodian: "T0071"
  place: "教工之家"
  life: 72
2022-03-10 custom "asset" "FA-2022-0002" "折叠椅"
  class: "家具用具装具及动植物"
  cost: 100.00 CNY
  quantity: 3
  unit: "007"
  custodian: "T0072"
  life: 180
2022-03-10 custom "asset" "FA-2022-0003" "服务器"
  class: "通用设备"
  cost: 60000.00 CNY
  unit: "058"
  custodian: "T0071"
  life: 72
  owner: "行政"
"""
FURNITURE = "Assets:162-固定资产:06-家具用具装具及动植物:2022"
OPENING = f"""\
2024-01-01 * "年初"
  id: "2024-期初"
  Assets:102-银行存款:01-工行基本户:1-自有  50000.00 CNY
  Equity:322-工会资金结余:32205-累计结余  -50000.00 CNY
  Assets:162-固定资产:03-通用设备:2022  1 PC {{7200.00 CNY, 2022-03-10, "FA-2022-0001"}}
  {FURNITURE}  3 PC {{{{100.00 CNY, 2022-03-10, "FA-2022-0002"}}}}
  Assets:163-累计折旧:03-通用设备  -2200.00 CNY
  Equity:301-资产基金:30104-固定资产  -5100.00 CNY
2024-01-02 * "批准额度"
  id: "E-2024-1"
  quota: "approve"
  Equity:Q00-预算批复  -60000.00 QUOTA
  Equity:Q01-可用额度:007:10  60000.00 QUOTA
"""


@pytest.fixture
def asset_books(tmp_path: Path) -> Path:
    folder = tmp_path / "账"
    (folder / "2024").mkdir(parents=True)
    for name, text in (
        ("main", MAIN),
        ("chart", CHART),
        ("registers", REGISTERS),
        ("2024/01", OPENING),
    ):
        (folder / f"{name}.beancount").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def asset(asset_books):
    """Run one `asset` command on the books; returns what it says."""

    def call(words: str) -> str:
        name, *said = shlex.split(words)
        arguments = [name, *said, "--books", str(asset_books)]
        done = CliRunner().invoke(command, arguments)
        if isinstance(done.exception, InputError):
            raise done.exception
        assert done.exit_code == 0, done.output
        return done.output.replace(str(asset_books), "账")

    return call


@pytest.fixture
def texts():
    """Return the text of every file of the books, by path."""

    def read(books: Path) -> dict[str, str]:
        return {
            str(path.relative_to(books)): path.read_text(encoding="utf-8")
            for path in sorted(books.rglob("*"))
            if path.is_file()
        }

    return read


@pytest.fixture
def whole():
    """Load books that must be in order, and hold card, lot and account together."""

    def load(books: Path):
        ledger = load_ledger(books)
        assert [problem.message for problem in ledger.problems] == []
        days = sorted({row.entry.day for row in ledger.books.rows})
        for day in days:
            rows = [r for r in ledger.books.rows if r.entry.day <= day]
            assets = sum(r.amount for r in rows if r.code[:3] in {"162", "163", "182"})
            assert assets == -sum(r.amount for r in rows if r.code == "30104"), day
            building = sum(r.amount for r in rows if r.code[:3] == "161")
            assert building == -sum(r.amount for r in rows if r.code == "30103"), day
        last = date(2024, 12, 31)
        for number, life in asset_lives(ledger.books.registers, last).items():
            lots = [r for r in ledger.books.of_code("162", "171") if r.lot == number]
            held = sum(r.amount for r in lots), sum(r.quantity for r in lots)
            now = life.on(last)
            right = (now.cost, now.quantity) if life.card.is_own else (0, 0)
            assert held == right, number
        return ledger

    return load
