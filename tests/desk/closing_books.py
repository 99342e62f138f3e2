"""Small books to seal, and what may be done to them behind the seal."""

from __future__ import annotations

MAIN = """\
option "title" "示例工会"
option "operating_currency" "CNY"
plugin "union_ledger.plugins" ""
include "chart.beancount"
include "registers/*.beancount"
include "2024/*.beancount"
"""
CHART = """\
2020-01-01 open Assets:101-库存现金 CNY
2020-01-01 open Assets:102-银行存款:01-基本户 CNY
2020-01-01 open Assets:135-其他应收款:13599-待查 CNY
2020-01-01 open Equity:322-工会资金结余:32205-累计结余 CNY
2020-01-01 open Expenses:501-职工活动支出:50102-文体活动 CNY
"""
UNITS = """\
2020-01-01 custom "unit" "000" "校本级"
2020-01-01 custom "unit" "007" "机械学院工会"
2020-01-01 custom "fund" "10" "基础活动经费"
2020-01-01 custom "person" "T0001"
  unit: "007"
"""
JANUARY = """\
2024-01-02 * "年初余额"
  id: "K0"
  Assets:101-库存现金                       90000.00 CNY
  Equity:322-工会资金结余:32205-累计结余  -90000.00 CNY

; 一月的活动
2024-01-10 * "某店" "器材" #ball ^c-1
  id: "K1"
  voucher: "现付-0001"
  unit: "007"
  fund: "10"
  handler: "T0001"
  headcount: 30
  Expenses:501-职工活动支出:50102-文体活动    300.00 CNY
    note: "篮球"
  Assets:101-库存现金                        -300.00 CNY

2024-01-15 document Assets:101-库存现金 "../documents/a.pdf"
2024-01-20 note Assets:101-库存现金 "盘点过"
2024-01-31 balance Assets:101-库存现金 89700.00 CNY
"""
FEBRUARY = """\
2024-02-03 * "某店" "茶叶"
  id: "K2"
  unit: "007"
  fund: "10"
  Expenses:501-职工活动支出:50102-文体活动    200.00 CNY
  Assets:101-库存现金                        -200.00 CNY
"""

TAMPERED = {
    "an amount": ("2024/01.beancount", "300.00 CNY\n", "301.00 CNY\n"),
    "a payee": ("2024/01.beancount", '"某店" "器材"', '"某公司" "器材"'),
    "one letter": ("2024/01.beancount", '"器材"', '"噐材"'),
    "an invisible letter": ("2024/01.beancount", '"器材"', '"器\u200b材"'),
    "a blank within text": ("2024/01.beancount", '"器材"', '"器 材"'),
    "a tag": ("2024/01.beancount", "#ball", "#chess"),
    "a link": ("2024/01.beancount", "^c-1", "^c-2"),
    "no tag": ("2024/01.beancount", " #ball", ""),
    "the flag": ("2024/01.beancount", "2024-01-10 *", "2024-01-10 !"),
    "the handler": ("2024/01.beancount", '  handler: "T0001"', '  handler: "T0002"'),
    "the headcount": ("2024/01.beancount", "headcount: 30", "headcount: 31"),
    "a number as text": ("2024/01.beancount", "headcount: 30", 'headcount: "30"'),
    "a voucher": ("2024/01.beancount", "现付-0001", "现付-0002"),
    "the unit": ("2024/01.beancount", '  unit: "007"', '  unit: "000"'),
    "a key more": ("2024/01.beancount", '  id: "K1"', '  id: "K1"\n  event: "x"'),
    "a key less": ("2024/01.beancount", '  handler: "T0001"\n', ""),
    "a posting's key": ("2024/01.beancount", '"篮球"', '"足球"'),
    "the date": ("2024/01.beancount", "2024-01-10 *", "2024-01-11 *"),
    "into the next month": ("2024/01.beancount", "2024-01-10 *", "2024-02-10 *"),
    "a note": ("2024/01.beancount", "盘点过", "没有盘点"),
    "a balance": ("2024/01.beancount", "89700.00 CNY", "89700.00 ~ 5 CNY"),
    "a balance less": (
        "2024/01.beancount",
        "2024-01-31 balance Assets:101-库存现金 89700.00 CNY\n",
        "",
    ),
    "a document less": (
        "2024/01.beancount",
        '2024-01-15 document Assets:101-库存现金 "../documents/a.pdf"\n',
        "",
    ),
    "the seal's file": ("seals/2024-01.json", "现付-0001", "现付-0009"),
    "the seal's number": ("seals/2024-01.json", '"number": 1', '"number": 2'),
    "the seal's version": ("seals/2024-01.json", '"version": 1', '"version": 9'),
    "no JSON": ("seals/2024-01.json", "{", "["),
    "the head": ("registers/close-0001-2024-01.beancount", 'seal: "', 'seal: "0'),
    "the number": ("registers/close-0002-2024-02.beancount", "number: 2", "number: 3"),
    "another file": (
        "registers/close-0001-2024-01.beancount",
        "seals/2024-01.json",
        "seals/2024-02.json",
    ),
    "the closed day": (
        "registers/close-0002-2024-02.beancount",
        '"close" 2024-02-29',
        '"close" 2024-03-31',
    ),
}

ADDED = {
    "an entry": '2024-01-20 * "补记"\n  id: "X"\n  Assets:101-库存现金  1.00 CNY\n'
    "  Equity:322-工会资金结余:32205-累计结余  -1.00 CNY\n",
    "with a slash": '2024/01/20 * "补记"\n  id: "X"\n  Assets:101-库存现金  1.00 CNY\n'
    "  Equity:322-工会资金结余:32205-累计结余  -1.00 CNY\n",
    "a note": '2024-01-20 note Assets:101-库存现金 "x"\n',
    "a twin": JANUARY.split("\n\n", maxsplit=1)[0].replace('"K0"', '"K9"') + "\n",
    "a register line": '2024-01-20 custom "members" "007" 99\n',
    "an event": '2024-02-20 event "x" "y"\n',
}
