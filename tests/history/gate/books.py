"""Small books with a closed month, a rule in force and a review policy with keys."""

from __future__ import annotations

from pathlib import Path

import union_ledger
from union_ledger.core.seal import Seal
from union_ledger.core.seal import said_digest

SHIPPED = Path(union_ledger.__file__).parent / "ledgers" / "hust" / "rules"

MAIN = """\
option "title" "示例工会"
option "operating_currency" "CNY"
plugin "union_ledger.plugins" "rules/index.yaml"
include "chart.beancount"
include "registers/*.beancount"
include "2024/*.beancount"
"""

CHART = """\
2022-01-01 open Assets:101-库存现金 CNY
2022-01-01 open Assets:102-银行存款:01-基本户:1-自有 CNY
2022-01-01 open Income:408-其他收入 CNY
2022-01-01 open Expenses:501-职工活动支出:50102-文体活动 CNY
"""

UNITS = """\
2020-01-01 custom "unit" "000" "校工会本级"
2020-01-01 custom "unit" "007" "机械学院工会"
2020-01-01 custom "fund" "10" "基础活动经费"
2024-01-01 custom "members" "007" 412
"""

PERSONS = "".join(
    f'2022-01-01 custom "person" "T{number:04d}"\n  unit: "000"\n\n'
    for number in range(1, 11)
)

ANSWERS = """\
2024-02-20 custom "answer" "R31-ba385aed"
  owner: "T0008"
  state: "核实"
"""

INDEX = """\
title: 本会规则
version: "2024.1"
parts:
  - local.yaml
"""

LOCAL = """\
document:
  document: 校工会经费办法

parameters:
  - key: own_cap
    title: 每次活动每人上限
    values:
      - {from: 2023-01-01, value: "200.00"}

rules:
  - id: R901
    title: 活动每人不超过上限
    kind: per_head
    severity: 违规
    where: {codes: ["50102"]}
    parameters: {cap: own_cap}
    effective: 2023-01-01
    reviewed_on: 2023-01-01
    message: 每人超过上限
"""


def spend(
    day: str = "2024-03-06",
    amount: str = "800.00",
    *,
    payee: str = "示例羽毛球馆",
    key: str = "V0301",
    papers: str = 'invoice: "24420000826871729464"',
    handler: str = "T0006",
    reviewer: str = "T0003",
    approver: str = "T0001",
    bookkeeper: str = "T0004",
    cashier: str = "T0005",
) -> str:
    """Return the entry of a purchase."""
    return f"""\
{day} * "{payee}" "场地租用"
  id: "{key}"
  unit: "007"
  fund: "10"
  {papers}
  handler: "{handler}"
  reviewer: "{reviewer}"
  approver: "{approver}"
  bookkeeper: "{bookkeeper}"
  cashier: "{cashier}"
  Expenses:501-职工活动支出:50102-文体活动    {amount} CNY
  Assets:102-银行存款:01-基本户:1-自有       -{amount} CNY

"""


JANUARY = spend("2024-01-15", "500.00", key="V0101") + spend(
    "2024-01-20", "650.00", key="V0102"
)
FEBRUARY = spend("2024-02-16", "700.00", key="V0201")
QUOTA = """\
2024-02-01 * "额度下达"
  id: "Q0001"
  quota: "allot"
  Equity:Q01-可用额度:000:10   -5000.00 QUOTA
  Equity:Q01-可用额度:007:10    5000.00 QUOTA
"""


def seal(
    month: str,
    number: int,
    previous: str,
    entries: dict[str, str],
    aside: tuple[str, str, str] = ("", "", ""),
) -> Seal:
    """Return the seal of a month; what it holds is checked by others.

    ``aside`` is what was let pass, why, and by whom.
    """
    return Seal(
        month=month,
        number=number,
        previous=previous,
        entries=entries,
        registers="",
        balances="",
        options="",
        documents={},
        rulebook="2024.1",
        said=said_digest("T0004", *aside),
    )


FIRST = seal("2024-01", 1, "", {"d": "2024-01-15 V0101"})
ASIDE = ("bank", "对账单未到", "T0001")
SECOND_ASIDE = seal("2024-02", 2, FIRST.head, {"e": "2024-02-16 V0201"}, ASIDE)
SECOND = seal("2024-02", 2, FIRST.head, {"e": "2024-02-16 V0201"})


def close_line(day: str, held: Seal, aside: tuple[str, str, str] = ("", "", "")) -> str:
    """Return the register line of a closing."""
    keys = zip(("accepted", "reason", "approver"), aside, strict=True)
    more = "".join(f'  {key}: "{value}"\n' for key, value in keys if value)
    return f"""\
{day} custom "close" {day}
  seal: "{held.head}"
  number: {held.number}
  file: "seals/{held.month}.json"
  by: "T0004"
{more}"""


def reopen_line(day: str, held: Seal) -> str:
    """Return the line that opens a month again."""
    return f"""\
2024-03-20 custom "reopen" {day}
  number: {held.number}
  after: "{held.head}"
  reason: "补记发票"
  approver: "T0001"
"""


def policy(keys: dict[str, str], signatures: str = "required") -> str:
    """Return the shipped policy with keys; T0005 has one that is out of use as well."""
    text = (SHIPPED / "review.yaml").read_text(encoding="utf-8")
    text = text.replace("signatures: optional", f"signatures: {signatures}")
    for person in sorted(keys.keys() - {"old"}):
        mark = f"  - {{id: {person}, "
        here = text.index(mark)
        end = text.index("}\n", here)
        keyed = [f'{{key: "{keys[person]}", from: 2020-01-01}}']
        if person == "T0005" and "old" in keys:
            keyed.append(f'{{key: "{keys["old"]}", to: 2025-01-01}}')
        text = f"{text[:end]}, keys: [{', '.join(keyed)}]{text[end:]}"
    return text


def books(review: str) -> dict[str, str]:
    """Return the files of the books by their path."""
    return {
        "main.beancount": MAIN,
        "chart.beancount": CHART,
        "import_config.py": "CONFIG = []\n",
        "registers/units.beancount": UNITS,
        "registers/persons.beancount": PERSONS,
        "registers/answers.beancount": ANSWERS,
        "registers/close-0001-2024-01.beancount": close_line("2024-01-31", FIRST),
        "2024/01.beancount": JANUARY,
        "2024/02.beancount": FEBRUARY,
        "2024/quota.beancount": QUOTA,
        "documents/2024-02-16.invoice.pdf": "%PDF invoice\n",
        "exports/bank-202402.csv": "date,amount\n2024-02-16,-700.00\n",
        "rules/index.yaml": INDEX,
        "rules/local.yaml": LOCAL,
        "rules/review.yaml": review,
        "seals/2024-01.json": FIRST.text(),
    }
