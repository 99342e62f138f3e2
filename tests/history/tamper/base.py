"""Books of four months, three of them sealed, rich enough to be tampered with."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from union_ledger.desk.closing import Accepted
from union_ledger.desk.closing import close

if TYPE_CHECKING:
    from pathlib import Path

BALLS = "Expenses:501-职工活动支出:50102-文体活动"
BANK = "Assets:102-银行存款:01-基本户"
CASH = "Assets:101-库存现金"
MONTHS = ("2024-01", "2024-02", "2024-03")

_MAIN = """;; 示例工会的账，人员、公司、金额都是虚构的
option "title" "示例工会"
option "operating_currency" "CNY"

plugin "union_ledger.plugins" "rules/index.yaml"

include "chart.beancount"
include "registers/*.beancount"
include "2024/*.beancount"
"""
_CHART = f"""2020-01-01 open {CASH} CNY
2020-01-01 open {BANK} CNY
2020-01-01 open {BALLS} CNY
2020-01-01 open Income:402-拨缴经费收入 CNY
2020-01-01 open Expenses:505-业务支出:50504-其他业务 CNY
2020-01-01 open Equity:322-工会资金结余:32205-累计结余 CNY
2020-01-01 open Equity:301-资产基金:30104-固定资产 CNY
2020-01-01 open Assets:162-固定资产:03-通用设备:2024 PC "STRICT"
"""
_REGISTERS = {
    "units": """2020-01-01 custom "unit" "000" "校工会本级"
2020-01-01 custom "unit" "007" "机械学院工会"
  short: "机械"
2020-01-01 custom "unit" "008" "电气学院工会"
""",
    "members": """2023-12-01 custom "members" "007" 120
2023-12-01 custom "members" "008" 90
""",
    "funds": """2020-01-01 custom "fund" "10" "基础活动经费"
  accounts: "501 505"
2020-01-01 custom "fund" "60" "资产购置"
""",
    "persons": """2020-01-01 custom "person" "T0001"
  unit: "000"
  roles: "approver"
2020-01-01 custom "person" "T0004"
  unit: "000"
  roles: "bookkeeper"
2020-01-01 custom "person" "T0006"
  unit: "007"
  roles: "handler"
""",
    "projects": """2023-12-01 custom "project" "P2024-01" "新年球赛"
  unit: "007"
  fund: "10"
  start: 2023-12-01
  end: 2024-12-31
""",
    "budget": """2023-12-01 custom "budget-version" "2024" "V1"
  stage: "备案"
  reviewed: 2023-11-20
  approved: 2023-12-01
  filed: 2023-12-01
  minutes: "经审会〔2023〕8号"
2023-12-01 custom "budget-line" "2024" "50102" 50000.00 CNY
  version: "V1"
2023-12-01 custom "budget-line" "2024" "50504" 5000.00 CNY
  version: "V1"
""",
    "answers": """2023-12-20 custom "answer" "R37-00000000"
  owner: "T0006"
  state: "核实"
""",
    "assets": """2024-02-10 custom "asset" "FA-2024-0001" "电脑"
  class: "通用设备"
  cost: 5000.00 CNY
  unit: "007"
  life: 72
""",
}


def _month(number: int) -> str:
    """Return a month's vouchers: spending with everything, and what else there is."""
    day = f"2024-{number:02d}"
    more = ""
    if number == 1:
        more = f"""
2024-01-01 * "上年结转"
  id: "OPEN"
  {BANK}  90000.00 CNY
  {CASH}  10000.00 CNY
  Equity:322-工会资金结余:32205-累计结余  -100000.00 CNY

2024-01-02 * "预算批复"
  id: "Q-1"
  quota: "approve"
  Equity:Q00-预算批复  -50000.00 QUOTA
  Equity:Q01-可用额度:000:10  50000.00 QUOTA

2024-01-02 * "下达"
  id: "Q-2"
  quota: "allot"
  Equity:Q01-可用额度:000:10  -30000.00 QUOTA
  Equity:Q01-可用额度:007:10  30000.00 QUOTA
"""
    if number == 2:
        more = """
2024-02-10 * "示例捐赠人" "受赠电脑"
  id: "FA-IN"
  unit: "007"
  fund: "60"
  Assets:162-固定资产:03-通用设备:2024  1 PC {5000.00 CNY, 2024-02-10, "FA-2024-0001"}
  Equity:301-资产基金:30104-固定资产  -5000.00 CNY
"""
    return f""";; {number} 月
{more}
{day}-08 * "示例体育用品店" "球赛器材" #ball ^c-{number}
  id: "A{number}"
  voucher: "银付-0001"
  unit: "007"
  fund: "10"
  project: "P2024-01"
  invoice: "2442000000000000000{number}"
  attachments: 2
  handler: "T0006"
  approver: "T0001"
  bookkeeper: "T0004"
  headcount: 30
  event-date: {day}-07
  {BALLS}  {number}200.00 CNY
    note: "第{number}次"
  {BANK}  -{number}200.00 CNY

{day}-12 * "示例打印店" "打印通知"
  id: "B{number}"
  voucher: "银付-0002"
  unit: "000"
  fund: "10"
  invoice: "2442000000000000001{number}"
  attachments: 1
  handler: "T0006"
  approver: "T0001"
  Expenses:505-业务支出:50504-其他业务  3{number}0.00 CNY
  {BANK}  -3{number}0.00 CNY

{day}-20 * "学校财务处" "拨缴经费"
  id: "C{number}"
  voucher: "银收-0001"
  unit: "000"
  fund: "10"
  {BANK}  8000.00 CNY
  Income:402-拨缴经费收入  -8000.00 CNY

{day}-15 document {BANK} "../documents/{number}月回单.pdf"
{day}-25 note {BANK} "对过账"
{day}-26 event "会议" "{number}月例会"
{day}-28 balance {CASH} 10000.00 CNY
{day}-18 custom "members" "008" 9{number}
"""


_INDEX = """title: 示例工会规则
version: "1"
parts: [own.yaml]
"""
_RULES = """document: {document: 示例工会经费办法, basis: 待核对}
parameters:
  - key: own_prize_limit
    title: 奖品上限
    unit: 元
    tighter: lower
    values:
      - {from: 2023-01-01, value: "500.00", state: illustrative}
rules:
  - id: LX01
    title: 活动支出归属有效
    kind: dimension
    severity: 违规
    where: {codes: ["501"]}
    effective: 2023-01-01
    reviewed_on: 2023-06-01
    message: "{voucher} 的 {account} {amount} 元：{problem}"
"""


def write_books(folder: Path) -> Path:
    """Write the books without a seal; return their folder."""
    texts = {
        "main.beancount": _MAIN,
        "chart.beancount": _CHART,
        "rules/index.yaml": _INDEX,
        "rules/own.yaml": _RULES,
        **{f"registers/{name}.beancount": text for name, text in _REGISTERS.items()},
        **{f"2024/{number:02d}.beancount": _month(number) for number in range(1, 5)},
        **{f"documents/{number}月回单.pdf": f"%PDF {number}" for number in range(1, 5)},
    }
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def seal_books(folder: Path) -> list[str]:
    """Close the first three months; return the heads as a committee would keep them."""
    return seal_months(folder, 1)


def seal_months(folder: Path, first: int) -> list[str]:
    """Close the months from one on, to the third."""
    heads = []
    for number in range(first, 4):
        points = ("bank",) if number == 1 else ("bank", "depreciation", "violations")
        accepted = Accepted(points, "示例账", "T0001")
        done = close(folder, date(2024, number, 1), accepted, "T0004", dry_run=False)
        heads.append(done.seal.head)
    return heads


def late_entry(day: str, identity: str) -> str:
    """Return an entry that somebody books afterwards."""
    return f"""{day} * "补记" "补记一笔"
  id: "{identity}"
  invoice: "24420000000000000099"
  attachments: 1
  handler: "T0006"
  approver: "T0001"
  unit: "000"
  fund: "10"
  Expenses:505-业务支出:50504-其他业务  10.00 CNY
  {BANK}  -10.00 CNY
"""
