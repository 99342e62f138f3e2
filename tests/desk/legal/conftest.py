"""Books in 监督账 mode, and the legal books' exports of two invented months."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BANK = "Assets:102-银行存款:01-基本户"
GIFTS = "Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问"
MAIN = f"""\
option "title" "示例工会"
option "operating_currency" "CNY"
plugin "union_ledger.plugins" ""
include "2024/*.beancount"
2020-01-01 custom "unit" "000" "校本级"
2020-01-01 custom "unit" "007" "机械科学与工程学院工会"
  short: "机械学院工会 机械学院"
2020-01-01 custom "fund" "10" "基础活动经费"
2020-01-01 custom "fund" "40" "行政补助"
  restricted: TRUE
  accounts: "501"
2024-01-01 custom "project" "P2024-01" "读书月"
  unit: "007"
  fund: "40"
2020-01-01 open {BANK} CNY
2020-01-01 open Assets:135-其他应收款:13501-职工借款 CNY
2020-01-01 open Assets:162-固定资产:03-通用设备 CNY
2020-01-01 open Equity:301-资产基金:30104-固定资产 CNY
2020-01-01 open Equity:321-工会资金结转:32103-本年收支结转 CNY
2020-01-01 open Equity:321-工会资金结转:32104-累计结转 CNY
2020-01-01 open Equity:322-工会资金结余:32203-本年收支结转 CNY
2020-01-01 open Equity:322-工会资金结余:32205-累计结余 CNY
2020-01-01 open Income:402-拨缴经费收入 CNY
2020-01-01 open Expenses:501-职工活动支出:50101-职工教育 CNY
2020-01-01 open Expenses:501-职工活动支出:50102-文体活动 CNY
2020-01-01 open Expenses:501-职工活动支出:50105-会员活动 CNY
2020-01-01 open {GIFTS} CNY
2020-01-01 open Expenses:507-资本性支出:50702-办公设备 CNY
"""
OPENING = f"""\
2024-01-01 * "年初"
  id: "QC-2024"
  {BANK}                                   5000.00 CNY
  Equity:321-工会资金结转:32104-累计结转     -500.00 CNY
  Equity:322-工会资金结余:32205-累计结余    -4500.00 CNY

2024-01-01 * "批复"
  id: "QA-2024"
  quota: "approve"
  Equity:Q00-预算批复  -10000.00 QUOTA
  Equity:Q01-可用额度:000:10  6000.00 QUOTA
  Equity:Q01-可用额度:007:10  3000.00 QUOTA
  Equity:Q01-可用额度:007:40  1000.00 QUOTA
"""
CLASSIFY = f"""\
accounts:
  - {{number: "42008888", posting: "{BANK}", balance: "{BANK}"}}
"""
MAPPING = f"""\
default: {{unit: "000", fund: "10"}}
people: {{张甲: T0001}}
accounts:
  - code: "50702"
    name: 办公设备购置
    account: Expenses:507-资本性支出:50702-办公设备
  - code: "50105"
    name: 会员活动
    when: {{summary: [春节, 中秋]}}
    account: {GIFTS}
lines:
  - name: 拨缴经费
    when: {{code: "402"}}
    then: {{unit: "000", fund: "10"}}
  - name: 读书月
    when: {{project: [P01, 读书月]}}
    then: {{project: P2024-01, keys: {{event: 读书月}}}}
    cases:
      - {{code: "50101", project: 读书月活动, summary: 购书}}
  - name: 二级工会活动
    when: {{code: "501"}}
    then: {{unit: from-text, fund: "10"}}
    cases:
      - {{code: "50102", department: 机械学院, summary: 拔河}}
      - {{code: "507", summary: 电脑, decides: false}}
"""
HEADER = (
    "日期,凭证号,附单据,摘要,科目编码,科目名称,借方金额,贷方金额,"
    "部门编码,部门名称,项目编码,项目名称,制单人,审核人"
)
NOVEMBER = [
    "2024-11-04,记-0001,1,收到拨缴经费,10201,银行存款\\基本户,2000.00,,,,,,张甲,李乙",
    "2024-11-04,记-0001,1,收到拨缴经费,402,拨缴经费收入,,2000.00,,,,,张甲,李乙",
    "2024-11-08,记-0002,3,拔河比赛,50102,文体活动,300.00,,07,机械学院,,,,",
    "2024-11-08,记-0002,3,读书月购书,50101,职工教育,120.50,,07,机械学院,P01,读书月,,",
    "2024-11-08,记-0002,3,支付活动费用,10201,银行存款\\基本户,,420.50,,,,,,",
    "2024-11-20,记-0003,2,中秋慰问品,50105,职工活动支出\\会员活动,800.00,,07,机械学院,,,,",
    "2024-11-20,记-0003,2,付款,10201,银行存款\\基本户,,800.00,,,,,,",
    "2024-11-25,记-0004,1,供应商退款,50105,职工活动支出\\会员活动,-50.00,,07,机械学院,,,,",
    "2024-11-25,记-0004,1,供应商退款,10201,银行存款\\基本户,,-50.00,,,,,,",
    "2024-11-28,记-0005,2,笔记本电脑,50702,资本性支出\\办公设备购置,600.00,,,,,,,",
    "2024-11-28,记-0005,2,笔记本电脑,10201,银行存款\\基本户,,600.00,,,,,,",
    "2024-11-28,记-0005,2,笔记本电脑,16203,固定资产\\通用设备,600.00,,,,,,,",
    "2024-11-28,记-0005,2,笔记本电脑,30104,资产基金\\固定资产,,600.00,,,,,,",
]
DECEMBER = [
    "2024-12-31,记-0001,,年末结转,402,拨缴经费收入,2000.00,,,,,,,",
    "2024-12-31,记-0001,,年末结转,50101,职工活动支出\\职工教育,,120.50,,,,,,",
    "2024-12-31,记-0001,,年末结转,50102,职工活动支出\\文体活动,,300.00,,,,,,",
    "2024-12-31,记-0001,,年末结转,50105,职工活动支出\\会员活动,,750.00,,,,,,",
    "2024-12-31,记-0001,,年末结转,50702,资本性支出\\办公设备购置,,600.00,,,,,,",
    "2024-12-31,记-0001,,年末结转,32103,工会资金结转\\本年收支结转,,-120.50,,,,,,",
    "2024-12-31,记-0001,,年末结转,32203,工会资金结余\\本年收支结转,,350.00,,,,,,",
    "2024-12-31,记-0002,,转入累计,32103,工会资金结转\\本年收支结转,-120.50,,,,,,,",
    "2024-12-31,记-0002,,转入累计,32104,工会资金结转\\累计结转,,-120.50,,,,,,",
    "2024-12-31,记-0002,,转入累计,32203,工会资金结余\\本年收支结转,350.00,,,,,,,",
    "2024-12-31,记-0002,,转入累计,32205,工会资金结余\\累计结余,,350.00,,,,,,",
]
BALANCES = [
    "科目余额表,,,,,,,",
    "期间：2024.11-2024.12,,,,,,,",
    "科目代码,科目名称,期初余额方向,期初余额,借方发生额,贷方发生额,期末余额方向,期末余额",
    "10201,银行存款\\基本户,借,5000.00,2000.00,1770.50,借,5229.50",
    "16203,固定资产\\通用设备,平,0.00,600.00,0.00,借,600.00",
    "30104,资产基金\\固定资产,平,0.00,0.00,600.00,贷,600.00",
    "32103,工会资金结转\\本年收支结转,平,0.00,-120.50,-120.50,平,0.00",
    "32104,工会资金结转\\累计结转,贷,500.00,0.00,-120.50,贷,379.50",
    "32203,工会资金结余\\本年收支结转,平,0.00,350.00,350.00,平,0.00",
    "32205,工会资金结余\\累计结余,贷,4500.00,0.00,350.00,贷,4850.00",
    "402,拨缴经费收入,平,0.00,2000.00,2000.00,平,0.00",
    "501,职工活动支出,平,0.00,1170.50,1170.50,平,0.00",
    "50101,职工活动支出\\职工教育,平,0.00,120.50,120.50,平,0.00",
    "50102,职工活动支出\\文体活动,平,0.00,300.00,300.00,平,0.00",
    "50105,职工活动支出\\会员活动,平,0.00,750.00,750.00,平,0.00",
    "50702,资本性支出\\办公设备购置,平,0.00,600.00,600.00,平,0.00",
    "合计,,,,6600.00,6600.00,,",
]


@pytest.fixture
def books(tmp_path: Path) -> Path:
    folder = tmp_path / "books"
    (folder / "2024").mkdir(parents=True)
    for name, text in (
        ("main.beancount", MAIN),
        ("2024/01.beancount", OPENING),
        ("classify.yaml", CLASSIFY),
        ("mapping.yaml", MAPPING),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def export(tmp_path: Path) -> Callable[..., Path]:
    def write(lines: list[str], name: str = "序时账.csv") -> Path:
        path = tmp_path / name
        path.write_bytes("\r\n".join([*lines, ""]).encode("gb18030"))
        return path

    return write


@pytest.fixture
def journal(export: Callable[..., Path]) -> Callable[..., Path]:
    """Return a writer of a journal of some lines; all of both months by default."""

    def write(lines: list[str] | None = None, name: str = "序时账.csv") -> Path:
        return export([HEADER, *(lines or [*NOVEMBER, *DECEMBER])], name)

    return write


@pytest.fixture
def november() -> list[str]:
    return list(NOVEMBER)


@pytest.fixture
def december() -> list[str]:
    return list(DECEMBER)


@pytest.fixture
def balances() -> list[str]:
    return list(BALANCES)


@pytest.fixture
def text_of() -> Callable[[Path, str], str]:
    def read(books: Path, pattern: str) -> str:
        found = sorted((books / "2024").glob(pattern))
        return "\n".join(path.read_text(encoding="utf-8") for path in found)

    return read
