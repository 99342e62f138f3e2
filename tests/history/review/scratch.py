"""A small union's books in a scratch repository, changed and committed step by step."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from union_ledger.history.revisions.repository import Repository

if TYPE_CHECKING:
    from pathlib import Path

MAIN = """option "title" "示例工会"
option "operating_currency" "CNY"
plugin "union_ledger.plugins" "rules/index.yaml"
include "registers.beancount"
include "2024/*.beancount"
"""
REGISTERS = """2023-01-01 open Assets:101-库存现金 CNY
2023-01-01 open Assets:102-银行存款:01-基本户 CNY
2023-01-01 open Income:402-拨缴经费收入 CNY
2023-01-01 open Expenses:501-职工活动支出:50102-文体活动 CNY
2023-01-01 open Expenses:505-业务支出:50504-其他业务 CNY
2023-01-01 open Equity:321-工会资金结转:32104-累计结转 CNY

2023-01-01 custom "unit" "000" "校工会本级"
2023-01-01 custom "unit" "007" "机械学院工会"
2023-01-01 custom "fund" "10" "基础活动经费"
2024-01-01 custom "members" "007" 120
2023-01-01 custom "person" "T0001"
  unit: "000"
  roles: "approver"
2023-01-01 custom "person" "T0004"
  unit: "000"
  roles: "bookkeeper"
"""
JANUARY = """2024-01-01 * "预算" "年初额度"
  id: "QUOTA-1"
  quota: "approve"
  Equity:Q00-预算批复  -50000.00 QUOTA
  Equity:Q01-可用额度:000:10  50000.00 QUOTA

2024-01-02 * "预算" "下达"
  id: "QUOTA-2"
  quota: "allot"
  Equity:Q01-可用额度:000:10  -20000.00 QUOTA
  Equity:Q01-可用额度:007:10  20000.00 QUOTA

2024-01-10 * "学校财务处" "一月拨缴"
  id: "IN-1"
  voucher: "银收-0001"
  unit: "000"
  fund: "10"
  Assets:102-银行存款:01-基本户  40000.00 CNY
  Income:402-拨缴经费收入  -40000.00 CNY

2024-01-15 * "示例文体用品店" "购买羽毛球"
  id: "OUT-1"
  voucher: "银付-0001"
  unit: "007"
  fund: "10"
  handler: "T0004"
  Expenses:501-职工活动支出:50102-文体活动  1200.00 CNY
  Assets:102-银行存款:01-基本户  -1200.00 CNY

2024-01-20 * "示例打印店" "打印通知"
  id: "OUT-2"
  voucher: "银付-0002"
  unit: "000"
  fund: "10"
  Expenses:505-业务支出:50504-其他业务  300.00 CNY
  Assets:102-银行存款:01-基本户  -300.00 CNY
"""
INDEX = """title: 示例工会规则
version: "1"
parts: [own.yaml]
"""
RULES = """document: {document: 示例工会采购办法, basis: 待核对}
parameters:
  - key: own_ball_limit
    title: 单次购买用品上限
    unit: 元
    tighter: lower
    values:
      - {from: 2023-01-01, value: "2000.00", state: illustrative}
"""


class Scratch:
    """The books' folder and its repository."""

    def __init__(self, folder: Path) -> None:
        """Write the first state and commit it."""
        self.folder = folder
        for name, text in {
            "main.beancount": MAIN,
            "registers.beancount": REGISTERS,
            "2024/01.beancount": JANUARY,
            "rules/index.yaml": INDEX,
            "rules/own.yaml": RULES,
        }.items():
            self.write(name, text)
        self.git("init", "-q", "-b", "main")
        self.base = self.commit("第一版")

    @property
    def repository(self) -> Repository:
        """Return the repository as the product reads it."""
        return Repository(self.folder)

    def git(self, *words: str) -> str:
        """Run the user's git with an invented identity."""
        who = ("-c", "user.name=T0004", "-c", "user.email=t0004@union.invalid")
        done = subprocess.run(
            ["git", "-C", str(self.folder), *who, *words],
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def write(self, name: str, text: str | bytes) -> None:
        """Write a file of the books."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def replace(self, name: str, old: str, new: str) -> None:
        """Replace text that stands in a file just once."""
        text = (self.folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        self.write(name, text.replace(old, new))

    def add(self, name: str, text: str) -> None:
        """Append text to a file."""
        path = self.folder / name
        before = path.read_text(encoding="utf-8") if path.is_file() else ""
        self.write(name, f"{before}\n{text}")

    def commit(self, message: str, *, allow_empty: bool = False) -> str:
        """Commit everything and return the commit."""
        self.git("add", "-A")
        empty = ["--allow-empty"] if allow_empty else []
        self.git("commit", "-q", "--no-gpg-sign", *empty, "-m", message)
        return self.git("rev-parse", "HEAD")
