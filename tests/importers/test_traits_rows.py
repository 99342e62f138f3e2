"""Traits 11 to 20 of real exports, each through the reader and the proof."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zipfile import ZipFile

import openpyxl
import pytest
from tests.importers.conftest import SHAPE_A
from tests.importers.exports import ICBC
from tests.importers.exports import IN
from tests.importers.exports import OUT
from tests.importers.exports import OWN
from tests.importers.exports import PLAIN
from tests.importers.exports import record
from tests.importers.exports import signed
from tests.importers.exports import text_file
from tests.importers.invoices.conftest import archive
from tests.importers.invoices.conftest import ofd

from union_ledger.core.errors import InputError
from union_ledger.importers.families import statement_layouts
from union_ledger.importers.identity import import_ids
from union_ledger.importers.invoices.reading import read_invoices
from union_ledger.importers.proof import prove
from union_ledger.importers.reading import read_statement
from union_ledger.importers.record import record_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.importers.conftest import Bank

    from union_ledger.importers.invoices.reading import InvoiceFile
    from union_ledger.importers.statement_layout import StatementLayout


def test_trait_11_twins_and_duplicates(tmp_path: Path) -> None:
    """Equal payments are both real; two rows with one bank serial are two rows."""
    header = "交易日期,借贷标记,交易金额,账户余额,对方户名,对方账号,摘要,交易流水号"
    rows = [
        "2026-09-02,借,56.30,443.70,某超市,,消费,",
        "2026-09-02,借,56.30,387.40,某超市,,消费,",
        "2026-09-03,贷,156.22,543.62,甲,,往来,BSN20260903",
        "2026-09-03,借,43.62,500.00,乙,,往来,BSN20260903",
    ]
    statement = read_statement(text_file(tmp_path, header, *rows), own_account=OWN)
    proof = prove(statement)
    assert proof.why == []
    assert len(set(import_ids(proof.chains.values()).values())) == 4


def test_trait_12_footers_shaped_like_data(tmp_path: Path) -> None:
    """Totals and remarks below the rows are no rows; what they add up is checked."""
    header = "交易时间,收入金额,支出金额,账户余额,对方账号,对方户名,交易用途,摘要"
    rows = [
        '20241201 08:00:00,"91,007,400.00",,"91,007,400.00",4200,甲,,收',
        '20241202 08:00:00,97.02,,"91,007,497.02",4200,甲,,收',
    ]
    right = ['"2 收 91,007,497.02"', "以上数据仅供参考|具体内容请以柜台为准"]
    path = text_file(tmp_path, f"账号:{OWN}", header, *rows, *right)
    found = record(path)
    assert (found["rows"], found["verdict"]) == (2, "proven")
    assert [item["what"] for item in found["skip"]] == ["收入笔数合计", "说明文字"]
    wrong = '5 收,"91,007,497.03"'
    why = record(text_file(tmp_path, f"账号:{OWN}", header, *rows, wrong))["why"]
    assert "收入合计 91,007,497.03" in why
    assert "收入笔数 5" in why
    column = f"人民币合计,,30.00,100.00,,{OWN},,,"
    assert record(text_file(tmp_path, ICBC, IN, OUT, column))["verdict"] == "proven"
    column = "人民币合计,,30.00,999.00,,,,,"
    why = record(text_file(tmp_path, ICBC, IN, OUT, column))["why"]
    assert "收入合计 999.00" in why


def test_trait_12_totals_of_in_and_out_together(tmp_path: Path) -> None:
    """With one amount column the total is in and out together, not the difference."""
    header = "交易日期,收支标识,交易金额,账户余额,对方户名,对方账号,摘要,交易流水号"
    rows = [
        "2024-12-01,收入,100.00,100.00,甲,1,收,1",
        "2024-12-02,支出,30.00,70.00,乙,2,付,2",
    ]
    good = text_file(tmp_path, header, *rows, "合计,,130.00", name="a.csv")
    bad = text_file(tmp_path, header, *rows, "合计,,131.00", name="b.csv")
    assert record(good, OWN)["verdict"] == "proven"
    assert "合计 131.00" in record(bad, OWN)["why"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20250101", "2025-01-01"),
        ("41268.0", "2012-12-25"),
        ("2025/12/03  14:06:51", "2025-12-03"),
        ("2010-5-31 ", "2010-05-31"),
        ("2022年05月05日", "2022-05-05"),
        ("20260227172851000", "2026-02-27"),
    ],
)
def test_trait_13_dates(tmp_path: Path, text: str, day: str) -> None:
    """Every layout reads the shapes of a date that banks print."""
    path = text_file(tmp_path, ICBC, IN.replace("2024-12-01", text))
    assert record(path)["first_date"] == day


def test_trait_13_dates_that_may_be_two_are_refused(tmp_path: Path) -> None:
    """Day first needs a declaration, a date without year the year above."""
    path = text_file(tmp_path, ICBC, IN.replace("2024-12-01", "09/04/2025"))
    assert "分不清日在前还是月在前" in record(path)["why"]
    icbc = next(layout for layout in statement_layouts() if layout.id == "icbc_a")
    declared = icbc.model_copy(update={"dates": ("%d/%m/%Y",)})
    assert record(path, layouts=[declared])["first_date"] == "2025-04-09"
    rows = ["12/29,付,1.00,,99.00", "01/02,收,,5.00,104.00"]
    lone = text_file(tmp_path, PLAIN, *rows, name="无年份.csv")
    why = record(lone, OWN, layouts=[_dated_generic()])["why"]
    assert "没有年份，表头上方也没有写明年份" in why
    for title in ("对账单（2025年01月）", "起止日期：20241220-20250119"):
        path = text_file(tmp_path, title, PLAIN, *rows)
        found = record(path, OWN)
        assert (found["first_date"], found["last_date"]) == ("2024-12-29", "2025-01-02")
        assert found["verdict"] == "proven"


def _dated_generic() -> StatementLayout:
    """Return the generic layout, 借 being out: without dates no chain can tell."""
    generic = next(each for each in statement_layouts() if each.id == "generic")
    return generic.model_copy(update={"direction": "declared"})


def test_trait_14_number_turned_into_a_date(bank: Bank) -> None:
    """201610 that a cell format shows as a day of 2451 is no amount and no number."""
    layout = next(each for each in statement_layouts() if each.id == "cqrcb")
    assert "serial" in layout.identifiers
    header = (
        "交易流水号 交易日期 收入金额 支出金额 余额 交易账号 对方账户名 对方账号 摘要"
    )
    rows = [
        [201610, "2024-12-01", 100, "", 100, OWN, "甲", "6222", "拨款"],
        ["18", "2024-12-02", "", 30, 70, OWN, "甲", "6222", "报销"],
    ]
    path = bank.save("明细.xlsx", [header.split(), *rows])
    assert record(path)["verdict"] == "proven"
    book = openpyxl.load_workbook(path)
    book.active["A2"].number_format = "yyyy-mm-dd"
    book.active["D3"].number_format = "yyyy-mm-dd"
    book.save(path)
    found = record(path)
    assert found["rows"] == 0
    assert "交易流水号“2451-12-26" in found["reject"][0]["why"]
    assert "单元格格式把号码变成了日期" in found["reject"][0]["why"]
    assert "单元格格式把数字变成了日期" in found["reject"][1]["why"]


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("CNY13.50", 1350), ("CNY 123.18", 12318), ("¥28.16", 2816), ("￥1", 100),
        ("+0.10", 10), ("(1234.56)", -123456), ("人民币 伍拾圆整", 5000),
        ("2176.91", 217691), ('"8,000.00"', 800000),
    ],
)  # fmt: skip
def test_trait_15_amounts(tmp_path: Path, text: str, fen: int) -> None:
    """Marks, signs, commas, brackets and capitals; fillers on the other side."""
    row = IN.replace(",,100.00,100.00", f",-------------------,{text},{fen / 100:.2f}")
    statement = read_statement(text_file(tmp_path, ICBC, row))
    assert (signed(statement), prove(statement).why) == ([fen], [])


@pytest.mark.parametrize("text", ["xx,yyyy.zz", "-3.90(CN)", "***", "6.79e21", "5.005"])
def test_trait_15_what_is_no_amount_is_refused(tmp_path: Path, text: str) -> None:
    """Masked, foreign or without a figure: the row is refused with its line."""
    row = IN.replace(",,100.00,100.00", f',,"{text}",100.00')
    statement = read_statement(text_file(tmp_path, ICBC, row))
    assert [noted.line for noted in statement.rejected] == [2]
    assert "金额" in statement.rejected[0].why


def test_trait_16_identifiers(tmp_path: Path, bank: Bank) -> None:
    """A float's point and blanks go, zeros stay, lost digits are refused."""
    row = f"2024-12-01,贷,,9.00,9.00,{OWN},甲,%s,拨款"
    for text, number in (
        ("1234567.0", "1234567"),
        ("082774772672958 858573704", "082774772672958858573704"),
        ("00008006", "00008006"),
    ):
        statement = read_statement(text_file(tmp_path, ICBC, row % text))
        assert statement.rows[0].text["counter_account"] == number
    table = [SHAPE_A, ["", 42000999888877776666, "2024-12-01", "贷", *[""] * 9, OWN]]
    with pytest.raises(InputError, match=r"“对方账号”列.*末几位已经丢失"):
        read_statement(bank.save("丢.xlsx", table))


@pytest.mark.parametrize(
    ("name", "sheet", "own"),
    [
        (f"历史明细（N{OWN}账号）.xlsx", "Sheet1", OWN),
        (f"历史明细({OWN}).xlsx", "Sheet1", OWN),
        ("历史明细(20240101113242).xlsx", f"{OWN}.xls", OWN),
        ("历史明细(20240101-20241231).xlsx", "Sheet1", None),
    ],
)
def test_trait_16_account_in_the_name_only(
    bank: Bank, name: str, sheet: str, own: str | None
) -> None:
    """Where no cell has the account, the file's name or the sheet's may."""
    header = "对方账号 交易时间 对方单位 用途 摘要 附言 余额 转出金额 转入金额"
    row = ["6222", "2024-12-01", "甲", "", "拨款", "", "9.00", "", "9.00"]
    path = bank.save(name, [["[HISTORYDETAIL]"], header.split(), row])
    book = openpyxl.load_workbook(path)
    book.active.title = sheet
    book.save(path)
    if own is None:
        with pytest.raises(InputError, match="文件里没有本方账号"):
            read_statement(path)
        return
    assert record(path)["own_account"] == own
    with pytest.raises(InputError, match="不是指定的"):
        read_statement(path, own_account="42000999888877776666")


def test_trait_17_ragged_rows(tmp_path: Path) -> None:
    """Short rows lack their last cells, long ones are shifted, quotes must pair."""
    short = f"2024-12-02,借,30.00,,70.00,{OWN}"
    found = record(text_file(tmp_path, f"{ICBC},", IN, short))
    assert (found["rows"], found["verdict"]) == (2, "proven")
    long = f"2024-12-02,借,3,0.00,,70.00,{OWN},甲,6222,报销"
    assert "比表头多" in record(text_file(tmp_path, ICBC, IN, long))["why"]
    with pytest.raises(InputError, match="引号不配对") as told:
        read_statement(text_file(tmp_path, ICBC, IN, '2025-01-02,坏行"引号,"2', OUT))
    assert told.value.line == 3


# Four rows in one second: 100 → 200 → 170 → 200 → 195, with a genuine twin.
STEPS = [
    ("2024-12-01 08:00:00", "贷", "", "100.00", "200.00"),
    ("2024-12-01 08:00:00", "借", "30.00", "", "170.00"),
    ("2024-12-01 08:00:00", "贷", "", "30.00", "200.00"),
    ("2024-12-01 08:00:00", "借", "5.00", "", "195.00"),
    ("2024-12-03 08:00:00", "借", "5.00", "", "190.00"),
    ("2024-12-05 08:00:00", "贷", "", "1.00", "191.00"),
]


@pytest.mark.parametrize(
    "order",
    [(0, 1, 2, 3, 4, 5), (5, 4, 3, 2, 1, 0), (3, 1, 0, 2, 4, 5), (5, 4, 0, 1, 2, 3),
     (4, 0, 3, 5, 2, 1)],
)  # fmt: skip
def test_trait_18_any_order_gives_the_same(tmp_path: Path, order: list[int]) -> None:
    """Oldest first, newest first or neither: same balances, same ids, a proof."""

    def written(places: tuple[int, ...] | list[int]) -> Path:
        rows = [f"{','.join(STEPS[place])},{OWN},甲,6222,往来" for place in places]
        return text_file(tmp_path, ICBC, *rows)

    plain = read_statement(written(range(6)))
    same = set(import_ids(prove(plain).chains.values()).values())
    statement = read_statement(written(order))
    proof = prove(statement)
    found = record_of(statement, proof)
    assert (found["verdict"], found["opening"], found["closing"]) == (
        "proven", "100.00", "191.00",
    )  # fmt: skip
    assert set(import_ids(proof.chains.values()).values()) == same
    ordered = [row.balance for chain in proof.chains.values() for row in chain.rows]
    assert ordered == [20000, 17000, 20000, 19500, 19000, 19100]


def test_trait_18_shuffled_with_a_row_missing(tmp_path: Path) -> None:
    """Putting rows in order must not hide that one is missing."""
    for gone in range(1, 5):
        places = [place for place in (4, 0, 3, 5, 2, 1) if place != gone]
        rows = [f"{','.join(STEPS[place])},{OWN},甲,6222,往来" for place in places]
        found = record(text_file(tmp_path, ICBC, *rows))
        assert (found["verdict"], found["chain_holds"]) == ("unproven", False)
        assert "余额接不上" in found["why"]


def test_trait_18_shuffled_rows_that_tell_no_opening(tmp_path: Path) -> None:
    """Days that come back to where they began may begin anywhere: not proven."""
    steps = ["贷,,5.00,105.00", "贷,,5.00,103.00", "借,7.00,,98.00", "借,3.00,,100.00"]
    rows = [f"2024-12-01,{step},{OWN},甲,6222,往来" for step in steps]
    found = record(text_file(tmp_path, ICBC, *rows))
    assert (found["verdict"], found["chain_holds"]) == ("unproven", False)
    assert "看不出期初是多少" in found["why"]
    later = f"2024-12-02,贷,,1.00,101.00,{OWN},甲,6222,往来"
    found = record(text_file(tmp_path, ICBC, *rows, later))
    assert (found["verdict"], found["opening"]) == ("proven", "100.00")


def test_trait_18_what_never_moved_money(bank: Bank) -> None:
    """交易关闭 is listed and not booked; 不计收支 is not guessed."""
    header = "交易时间 交易类型 交易对方 商品 收/支 金额(元) 支付方式 当前状态 交易单号"
    table = [
        ["起始时间：[2024-12-01 00:00:00] 终止时间：[2024-12-31 23:59:59]"],
        ["共66笔记录"],
        header.split(),
        [
            "2024-12-01 08:00:00",
            "收款",
            "甲",
            "费",
            "收入",
            "¥9.00",
            "/",
            "已收钱",
            "1",
        ],
        [
            "2024-12-01 09:00:00",
            "收款",
            "乙",
            "费",
            "收入",
            "¥9.00",
            "/",
            "交易关闭",
            "2",
        ],
        [
            "2024-12-01 09:30:00",
            "提现",
            "/",
            "/",
            "不计收支",
            "¥9.00",
            "/",
            "成功",
            "3",
        ],
    ]
    statement = read_statement(bank.save("微信.xlsx", table), own_account="WX2024")
    assert signed(statement) == [900]
    assert [(n.line, n.why) for n in statement.skipped] == [(5, "交易关闭，没有收付")]
    assert "借贷标志“不计收支”认不出来" in statement.rejected[0].why
    assert "表头上方写的总笔数 66，与明细的 3 不符" in prove(statement).why


def test_trait_19_sample_and_instruction_rows(bank: Bank) -> None:
    """A sheet of samples is not imported, an instruction row is no header."""
    path = bank.icbc()
    book = openpyxl.load_workbook(path)
    sample = book.copy_worksheet(book.active)
    sample.title = "示范样例"
    book.active.insert_rows(1)
    book.active["A1"] = "红色字段必输，示范样例，\n请勿填写\n请在sheet2填写--->"
    book.save(path)
    found = record(path)
    assert (found["rows"], found["verdict"]) == (6, "proven")
    assert "工作表 示范样例" in found["notes"][0]
    del book[book.active.title]
    book.save(path)
    with pytest.raises(InputError, match=r"示范样例.*是样例"):
        read_statement(path)


def test_trait_20_xml_that_is_not(tmp_path: Path) -> None:
    """A broken CustomTag harms no invoice that has its XML, and refuses one that
    has not; text in pieces behind references is put together.
    """
    broken = '<:eInvoice xmlns:=""><:Buyer>6931</:Buyer></:eInvoice>'

    def read(data: bytes, tag: str = "") -> InvoiceFile:
        path = tmp_path / "发票.ofd"
        with ZipFile(io.BytesIO(data)) as old:
            parts = {name: old.read(name) for name in old.namelist()}
        if tag:
            parts["Doc_0/Tags/CustomTag.xml"] = tag.encode()
        path.write_bytes(archive(parts))
        (found,) = read_invoices(path)
        return found

    whole = read(ofd(attached=False)).invoice
    assert whole is not None
    assert whole.seller == "武汉某体育用品有限公司"
    assert read(ofd(), broken).invoice is not None
    lost = read(ofd(attached=False), broken)
    assert lost.invoice is None
    assert "不是合法的 XML" in lost.why
