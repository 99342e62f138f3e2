"""Books of one bank account, and exports of two invented months."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from beancount import loader

if TYPE_CHECKING:
    from pathlib import Path

BANK = "Assets:102-银行存款:01-工行基本户"
MAIN = f"""\
option "operating_currency" "CNY"
include "2024/*.beancount"
2020-01-01 custom "unit" "007" "机械科学与工程学院工会"
  short: "机械学院工会 机械学院"
2020-01-01 open {BANK}
2020-01-01 open {BANK}:1-自有
2020-01-01 open {BANK}:2-代管
2020-01-01 open Assets:135-其他应收款:13599-待查
2020-01-01 open Liabilities:215-其他应付款:21599-待查
2020-01-01 open Liabilities:221-代管经费:01-大病医疗互助
2020-01-01 open Equity:322-工会资金结余:32205-累计结余
2020-01-01 open Income:402-拨缴经费收入
2020-01-01 open Expenses:501-职工活动支出:50102-文体活动
"""
OPENING = f"""\
2024-01-01 * "年初"
  {BANK}:1-自有  1000.00 CNY
  Equity:322-工会资金结余:32205-累计结余
"""
CLASSIFY = f"""\
accounts:
  - number: "42008888"
    posting: "{BANK}:1-自有"
    balance: "{BANK}"
    custodial: "{BANK}:2-代管"
lines:
  - name: 拨缴经费
    when: {{summary: 拨缴经费, direction: in}}
    then: {{account: "Income:402-拨缴经费收入", unit: "000", fund: "10"}}
  - name: 二级工会报销
    when: {{summary: 报销}}
    then:
      account: "Expenses:501-职工活动支出:50102-文体活动"
      unit: from-text
      fund: "10"
  - name: 大病互助
    when: {{purpose: 大病互助}}
    then: {{account: "Liabilities:221-代管经费:01-大病医疗互助", own: 代管}}
"""
HEADER = "交易时间,借贷标志,转出金额,转入金额,余额,本方账号,对方单位,摘要,用途"
ROWS = [
    "2024-11-05 09:10:11,贷,,26500.00,27500.00,42008888,财务处,拨缴经费,10月",
    "2024-11-08 10:00:00,借,88.00,,27412.00,42008888,赵二,报销,机械学院茶歇",
    "2024-11-08 10:00:00,借,88.00,,27324.00,42008888,赵二,报销,机械学院茶歇",
    '2024-11-30 10:00:00,借,3.00,,27321.00,42008888,,手续费,"说""明"""',
    "2024-12-02 15:30:00,贷,,500.00,27821.00,42008888,李四,转账,大病互助",
    "2024-12-03 15:30:00,借,-88.00,,27909.00,42008888,赵二,退回,冲账",
]


@pytest.fixture
def books(tmp_path: Path) -> Path:
    folder = tmp_path / "books"
    (folder / "2024").mkdir(parents=True)
    (folder / "main.beancount").write_text(MAIN, encoding="utf-8")
    (folder / "2024" / "01.beancount").write_text(OPENING, encoding="utf-8")
    (folder / "classify.yaml").write_text(CLASSIFY, encoding="utf-8")
    return folder


@pytest.fixture
def export(tmp_path: Path):
    def write(rows: list[str], name: str = "11-12.csv", header: str = HEADER) -> Path:
        path = tmp_path / name
        path.write_text("\n".join([header, *rows]) + "\n", encoding="gb18030")
        return path

    return write


@pytest.fixture
def rows() -> list[str]:
    return list(ROWS)


@pytest.fixture
def texts():
    def read(books: Path) -> dict[str, str]:
        """Return all files of the books but main, the register and the opening."""
        return {
            str(path.relative_to(books)): path.read_text(encoding="utf-8")
            for path in sorted(books.rglob("*.beancount"))
            if path.name not in {"main.beancount", "01.beancount"}
        }

    return read


@pytest.fixture
def booked():
    def load(books: Path) -> list:
        """Return the imported entries as beancount loads them, without an error."""
        entries, errors, _ = loader.load_file(str(books / "main.beancount"))
        assert errors == []
        return [entry for entry in entries if "id" in entry.meta]

    return load
