"""A page of the union's own books: read and proved, and known for what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.importers.conftest import cells

from union_ledger.importers.proof import prove
from union_ledger.importers.reading import read_statement
from union_ledger.importers.record import record_of

if TYPE_CHECKING:
    from tests.importers.conftest import Bank

LEDGER_PAGE = [
    ["明细账"],
    ["科目：10201 银行存款\\基本户", "", "", "期间：2024.10-2024.11"],
    cells("年 月 日 凭证号数 摘要 结算号 对方科目 借方 贷方 方向 余额"),
    ["", "", "", "", "期初余额", "", "", "", "", "借", "100.00"],
    ["2024", "10", "8", "记-0001", "拨缴经费", "", "402", "50.00", "", "借", "150.00"],
    ["2024", "10", "9", "记-0002", "报销", "", "50105", "", "150.00", "平", ""],
    ["2024", "10", "", "", "本月合计", "", "", "50.00", "150.00", "平", "0.00"],
    ["2024", "10", "", "", "本年累计", "", "", "900.00", "950.00", "平", "0.00"],
    ["2024", "11", "2", "记-0001", "报销", "", "50105", "", "20.00", "贷", "20.00"],
    ["2024", "11", "", "", "本月合计", "", "", "", "20.00", "贷", "20.00"],
    ["2024", "11", "", "", "本年累计", "", "", "900.00", "970.00", "贷", "20.00"],
]


def test_a_page_of_the_books_is_read_and_marked_as_one(bank: Bank) -> None:
    """Debit means money in; the side gives the balance its sign."""
    statement = read_statement(bank.save("明细账.xlsx", LEDGER_PAGE))
    record = record_of(statement, prove(statement))
    assert (record["verdict"], record["why"]) == ("proven", None)
    assert (record["of"], record["own_account"]) == ("book", None)
    assert record["subject"] == "10201 银行存款\\基本户"
    assert (record["opening"], record["closing"]) == ("100.00", "-20.00")
    assert (record["sum_in"], record["sum_out"]) == ("50.00", "170.00")
    assert [item["line"] for item in record["skip"]] == [4, 7, 8, 10, 11]
    assert statement.stated["period_to"] == "2024-11-30"


@pytest.mark.parametrize(
    ("line", "column", "value", "word"),
    [
        (4, 10, "99.00", "结转余额 99.00"),
        (7, 8, "149.00", "支出合计 149.00"),
        (10, 7, "1.00", "收入合计 1.00"),
        (11, 8, "971.00", "本年累计支出比第 8 行多 21.00"),
        (11, 10, "21.00", "余额 -21.00"),
        (9, 9, "借", "余额接不上"),
        (9, 1, "12", "期间以外"),
        (6, 9, "左", "余额的方向“左”认不出来"),
    ],
)
def test_what_a_page_of_the_books_adds_up_is_checked(
    bank: Bank, line: int, column: int, value: str, word: str
) -> None:
    table = [list(row) for row in LEDGER_PAGE]
    table[line - 1][column] = value
    proof = prove(read_statement(bank.save("明细账.xlsx", table)))
    assert word in "；".join(proof.why)
