"""Traits 1 to 10 of real exports, each through the reader and the proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.importers.exports import ICBC
from tests.importers.exports import IN
from tests.importers.exports import OUT
from tests.importers.exports import OWN
from tests.importers.exports import PLAIN
from tests.importers.exports import record
from tests.importers.exports import signed
from tests.importers.exports import text_file

from union_ledger.core.errors import InputError
from union_ledger.importers.families import statement_layouts
from union_ledger.importers.identity import import_ids
from union_ledger.importers.proof import prove
from union_ledger.importers.reading import read_statement

if TYPE_CHECKING:
    from pathlib import Path

    from tests.importers.conftest import Bank


def test_trait_01_padding_and_tab(tmp_path: Path) -> None:
    """Cells are padded and end in a TAB inside the quotes, or have TABs outside."""

    def row(*texts: str) -> str:
        return ",".join(f'"{text:<20}\t"' for text in texts)

    labels = "交易日期 摘要 用途 收入金额 支出金额 币种 余额 对方户名 对方账号"
    path = text_file(
        tmp_path,
        f"账号: {OWN}\t",
        row(*labels.split()),
        row("2024-12-01", "拨款", "-", "100.00", "-", "人民币", "100.00", "甲", "6222"),
        '2024-12-02,消费,餐费,-,"30.00"\t\t,人民币,"70.00"\t,某店,6222',
        row("人民币合计", "-", "-", "100.00", "30.00"),
    )
    found = record(path)
    assert (found["layout"], found["own_account"]) == ("icbc_e", OWN)
    assert (found["rows"], found["closing"], found["why"]) == (2, "70.00", None)


def test_trait_02_extension_lies(tmp_path: Path, bank: Bank) -> None:
    """What a file is, its first bytes say: TSV named .xls, a workbook named .CSV."""
    wrapped = ["\t".join(f'="{cell}"' for cell in t.split(",")) for t in (IN, OUT)]
    header = ICBC.replace(",", "\t")
    path = text_file(tmp_path, header, *wrapped, name="明细.xls", code="gb18030")
    assert record(path)["verdict"] == "proven"
    book = bank.icbc()
    other = book.rename(book.with_suffix(".CSV"))
    assert record(other)["rows"] == 6


def test_trait_03_header_row_moves(tmp_path: Path) -> None:
    """Two rows of totals above push the header down, and are no dates but totals."""
    header = "交易日期,支出金额,收入金额,账户余额,对方名称,对方账号,摘要,流水号"
    rows = [
        "20241201,,100.00,100.00,财务处,4200777,拨款,1",
        "20241202,30.00,,70.00,甲,6222,报销,2",
    ]
    above = [f"账号,{OWN}", *["" for _ in range(7)]]
    totals = ["支出总金额,30.00", "收入总金额,100.00"]
    at_9 = text_file(tmp_path, *above, header, *rows, name="9.csv")
    at_11 = text_file(tmp_path, *above, *totals, header, *rows, name="11.csv")
    assert [read_statement(path).header_line for path in (at_9, at_11)] == [9, 11]
    assert record(at_9)["verdict"] == record(at_11)["verdict"] == "proven"
    totals[0] = "支出总金额,14928.64"
    wrong = text_file(tmp_path, *above, *totals, header, *rows)
    assert "表头上方写的支出总额 14,928.64" in record(wrong)["why"]
    below = text_file(tmp_path, *above, header, *rows, "合计,41268.00,100.00,,,,,")
    assert "支出合计 41,268.00" in record(below)["why"]
    below = text_file(tmp_path, *above, header, *rows, "41268.64,,,,,,合计,")
    assert record(below)["verdict"] == "proven"
    assert [item["what"] for item in record(below)["skip"]] == ["合计"]


def test_trait_04_header_in_two_rows(tmp_path: Path) -> None:
    """借方 and 贷方 stand in a second row below 发生额, and again at a page break."""
    upper = "交易时间,发生额/元, ,余额/元,对方户名,对方账号,摘要"
    lower = "      ,借方    ,贷方    , , , ,"
    path = text_file(
        tmp_path,
        f"账　　号：,{OWN}",
        upper,
        lower,
        "20241201 08:00:00,,100.00,100.00,财务处,4200777,拨款",
        upper,
        lower,
        "20241202 08:00:00,30.00,,70.00,甲,6222,报销",
    )
    found = record(path)
    assert (found["layout"], found["verdict"]) == ("ccb", "proven")
    assert (found["sum_out"], found["sum_in"]) == ("30.00", "100.00")
    assert [item["line"] for item in found["skip"]] == [5, 6]


def test_trait_05_several_labels_in_one_cell(bank: Bank, tmp_path: Path) -> None:
    """Pairs below each other in one cell, beside each other, or three in a row."""
    header, rows = PLAIN.split(","), [["2024-12-01", "付", "30.00", "", "70.00"]]
    one = f"户名：某大学工会\n账号：{OWN}\n币种：人民币\n查询时间：20241201-20241231"
    statement = read_statement(
        bank.save("甲.xlsx", [[one], ["期初余额：100.00 元"], header, *rows])
    )
    assert statement.stated == {
        "own_account": OWN,
        "currency": "人民币",
        "period_from": "2024-12-01",
        "period_to": "2024-12-31",
        "opening": 10000,
    }
    side = f"存款账号： [{OWN}]  起止日期： 2024-12-01 至 2024-12-31  期初余额：100.00"
    path = text_file(tmp_path, side, PLAIN, "2024-12-01,付,30.00,,70.00")
    assert read_statement(path).stated == {
        key: value for key, value in statement.stated.items() if key != "currency"
    }
    three = f"标题,,,公司名称,,,账号,{OWN},期初余额,100.00"
    path = text_file(tmp_path, three, PLAIN, "2024-12-01,付,30.00,,70.00")
    assert read_statement(path).rows[0].own_account == OWN


def test_trait_06_same_header_another_spelling(tmp_path: Path) -> None:
    """Width, blanks, line ends, hidden characters, a second language: one label."""
    header = (
        "银行流水号,账　　号,户 名,借方金额（支出）,贷方金额(收入)   ,账户余额\u200b,"
        "摘要[ Reference ],对方账号,对方户名：,交易时间"
    )
    row = f"2024120100001,{OWN},某大学工会,,100.00,100.00,拨款,4200777,财务处,20241201"
    found = record(text_file(tmp_path, header, row))
    assert (found["layout"], found["verdict"]) == ("cib", "proven")


def test_trait_07_duplicate_or_empty_header_cells(tmp_path: Path) -> None:
    """A label needed that stands twice is refused; other columns stand in the way
    of nothing, named or not.
    """
    with pytest.raises(InputError, match="两列都叫“摘要”"):
        read_statement(text_file(tmp_path, f"{ICBC},摘要", f"{IN},甲"))
    path = text_file(tmp_path, f",{ICBC},备用,备用", f"无名,{IN},甲,乙")
    statement = read_statement(path)
    assert (signed(statement), prove(statement).why) == ([10000], [])
    assert "无名" in statement.rows[0].raw


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        (["2026-05-03,回款,30000,,130000", "2026-05-04,付,,50,129950"], "借方是收入"),
        (["2026-05-03,付,30000,,130000", "2026-05-04,收,,50,130050"], "贷方是收入"),
    ],
)
def test_trait_08_debit_may_mean_out_or_in(
    tmp_path: Path, rows: list[str], word: str
) -> None:
    """借 is out in a bank file and in in a cash book: the balance chain tells."""
    path = text_file(tmp_path, PLAIN, *rows)
    statement = read_statement(path, own_account=OWN)
    assert statement.layout.id == "generic"
    assert word in statement.notes[-1]
    assert prove(statement).why == []
    assert (statement.rows[0].side == "in") == (word == "借方是收入")


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        (["2026-05-03,客户回款,,30000,130000"], "两种读法余额都接得上"),
        (["2026-05-03,甲,5,,100", "2026-05-03,乙,5,,105"], "两种读法余额都接得上"),
        (["2026-05-03,甲,5,,100", "2026-05-04,乙,5,,999"], "两种读法余额都接不上"),
    ],
)
def test_trait_08_debit_that_nothing_settles_is_refused(
    tmp_path: Path, rows: list[str], word: str
) -> None:
    """One row, or rows that add up both ways or neither way, are not guessed."""
    with pytest.raises(InputError, match=word):
        read_statement(text_file(tmp_path, PLAIN, *rows), own_account=OWN)
    first = "期初余额,100000.00"
    if len(rows) == 1:
        found = record(text_file(tmp_path, first, PLAIN, *rows), OWN)
        assert (found["rows_in"], found["verdict"]) == (1, "proven")


@pytest.mark.parametrize(
    ("name", "out", "into"), [("czb", "2", "1"), ("cbhb", "支出", "收入"),
                              ("jsb", "D", "C"), ("icbc_d", "借", "贷")],
)  # fmt: skip
def test_trait_08_flags(tmp_path: Path, name: str, out: str, into: str) -> None:
    """1/2, 支出/收入, D/C and 借/贷 beside one amount; another word is refused."""
    layout = next(each for each in statement_layouts() if each.id == name)
    values = {
        "date": "2024-12-01", "amount": "5.00", "balance": "5.00", "serial": "17",
    }  # fmt: skip
    roles = layout.required()
    header = ",".join(column.labels[0] for column in roles.values())
    lines = [
        ",".join((values | {"flag": flag, "balance": balance}).get(role, "")
                 for role in roles)
        for flag, balance in ((into, "5.00"), (out, "0.00"), ("?", "9.00"))
    ]  # fmt: skip
    statement = read_statement(text_file(tmp_path, header, *lines), own_account=OWN)
    assert signed(statement) == [500, -500]
    assert "借贷标志“?”认不出来" in statement.rejected[0].why


def test_trait_09_reversal_on_the_same_side(tmp_path: Path) -> None:
    """红字 is a negative amount in its own column and lowers that column's sum."""
    undone = f"2024-12-03,借,-30.00,,100.00,{OWN},甲,6222,隔日冲账"
    found = record(text_file(tmp_path, ICBC, IN, OUT, undone))
    assert (found["rows_out"], found["sum_out"], found["sum_in"]) == (
        2,
        "0.00",
        "100.00",
    )
    assert (found["verdict"], found["closing"]) == ("proven", "100.00")


def test_trait_10_one_payment_in_several_rows(tmp_path: Path) -> None:
    """A payment and its fees share one voucher and one second, and stay three rows."""
    rows = [
        f"2024-12-01 16:06:05,借,{amount},,{balance},{OWN},甲,6222,付款,07376314"
        for amount, balance in (("926.48", "9073.52"), ("22.78", "9050.74"),
                                ("38.93", "9011.81"))
    ]  # fmt: skip
    statement = read_statement(text_file(tmp_path, f"{ICBC},凭证号", *rows))
    proof = prove(statement)
    assert (signed(statement), proof.why) == ([-92648, -2278, -3893], [])
    assert {row.text["bank_voucher"] for row in statement.rows} == {"07376314"}
    assert len(set(import_ids(proof.chains.values()).values())) == 3
