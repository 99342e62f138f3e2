"""From file to statement: header by labels, every row read, skipped or rejected."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from union_ledger.core.errors import InputError
from union_ledger.importers.families import statement_layouts
from union_ledger.importers.proof import prove
from union_ledger.importers.reading import read_statement
from union_ledger.importers.record import record_of
from union_ledger.importers.statement_layout import StatementLayout
from union_ledger.importers.text import clean

HEADER = "交易时间,借贷标志,转出金额,转入金额,余额,本方账号,对方单位,对方账号,摘要"
GOOD = "2024-12-01 08:00:00,借,5.00,,95.00,42008888,甲,6222,报销"


def write(tmp_path: Path, *lines: str, name: str = "a.csv") -> Path:
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_shape_a(bank) -> None:
    """转出/转入 columns with a flag; the own account from its column."""
    statement = read_statement(bank.icbc())
    assert statement.layout.id == "icbc_a"
    assert [(row.line, row.signed) for row in statement.rows] == [
        (3, 2650000), (4, -32050), (5, -8800), (6, -8800), (7, -300), (8, 8800),
    ]  # fmt: skip
    first = statement.rows[0]
    assert (str(first.date), str(first.time)) == ("2024-11-05", "09:10:11")
    assert first.own_account == "42001234560000008888"
    assert first.text["counterparty"] == "财务处"
    assert first.text["bank_voucher"] == "01"


def test_same_marker_line_other_columns(bank) -> None:
    """[HISTORYDETAIL] decides nothing; 0.00 on the other side is no second amount."""
    statement = read_statement(bank.icbc(shape="b"))
    assert statement.layout.id == "icbc_b"
    assert [row.signed for row in statement.rows][:2] == [2650000, -32050]


def test_ccb_with_lines_above_the_header(bank) -> None:
    """Account, balances, totals and counts above the header; padded labels."""
    statement = read_statement(bank.ccb())
    assert statement.layout.id == "ccb"
    assert statement.stated == {
        "own_account": "42001234560000008888",
        "opening": 100000,
        "closing": 2708850,
        "sum_out": 49950,
        "count_out": 4,
        "sum_in": 2658800,
        "count_in": 2,
    }
    assert statement.rows[0].text["serial"] == "42000000000000000000"


def test_campus_cards(campus) -> None:
    """Cards one after another; 借 takes money from the card, 贷 brings it."""
    statement = read_statement(campus())
    record = record_of(statement, prove(statement))
    assert (record["layout"], record["rows"]) == ("campus_project", 6)
    assert record["projects"] == {
        "0550001": {
            "unit": "机械学院工会", "rows": 4, "opening": "100.00",
            "sum_debit": "45.00", "sum_credit": "500.00", "closing": "555.00",
            "open_advances": {},
        },
        "0550002": {
            "unit": "水电学院工会", "rows": 2, "opening": "0.00",
            "sum_debit": "20.00", "sum_credit": "300.00", "closing": "280.00",
            "open_advances": {"J2": "20.00"},
        },
    }  # fmt: skip
    assert [item["line"] for item in record["skip"]] == [4, 9, 10, 13]


def test_header_may_stand_anywhere(tmp_path: Path) -> None:
    """Lines above the header move nothing."""
    path = write(tmp_path, "标题", "", "说明,x", "", HEADER, GOOD)
    statement = read_statement(path)
    assert (statement.header_line, statement.rows[0].line) == (5, 6)


def test_columns_may_stand_in_any_order_and_spelling(tmp_path: Path) -> None:
    """Columns are found by normalised label; unknown ones do not matter."""
    header = (
        "摘 要,余额：,多余,转入金额\u3000,转出金额,借贷标志,交易时间,本方账号,对方单位"
    )
    row = "报销,95.00,x,,5.00,借,2024-12-01 08:00:00,42008888,甲"
    statement = read_statement(write(tmp_path, header, row))
    assert statement.rows[0].balance == 9500


def test_footer_and_repeated_header_are_listed(tmp_path: Path) -> None:
    """What is no movement is skipped with its line and a reason."""
    path = write(
        tmp_path,
        HEADER,
        GOOD,
        ",,5.00,,,,,,本页合计",
        HEADER,
        "2024-12-02 08:00:00,借,5.00,,90.00,42008888,甲,6222,报销",
        "人民币合计,,10.00,0.00,,,,,",
        "以上数据仅供参考|具体内容请以柜台为准",
        "",
        " , , ",
    )
    statement = read_statement(path)
    assert [(noted.line, noted.why) for noted in statement.skipped] == [
        (3, "小计"),
        (4, "重复的表头"),
        (6, "合计"),
        (7, "说明文字"),
    ]
    assert (len(statement.rows), statement.rejected) == (2, [])
    assert statement.data_rows == 6


def test_a_dated_row_is_a_movement_whatever_its_words(tmp_path: Path) -> None:
    """A payment to a firm called 合计… or about a 合计 is not a totals row."""
    row = GOOD.replace("甲", "合计广告公司").replace("报销", "合计报销")
    statement = read_statement(write(tmp_path, HEADER, row))
    assert len(statement.rows) == 1


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("2024-12-01,借,,,95.00,42008888,甲,6222,报销", "没有金额"),
        ("2024-12-01,借,5.00,6.00,95.00,42008888,甲,6222,报销", "两列都有金额"),
        ("2024-12-01,贷,5.00,,95.00,42008888,甲,6222,报销", "与金额所在的列不符"),
        ("2024-12-01,收,5.00,,95.00,42008888,甲,6222,报销", "借贷标志“收”认不出来"),
        ("2024-12-01,借,5.00,,,42008888,甲,6222,报销", "没有余额"),
        ("2024-12-01,借,xx.yy,,95.00,42008888,甲,6222,报销", "金额“xx.yy”认不出来"),
        ("2024-12-01,借,5.001,,95.00,42008888,甲,6222,报销", "多于两位小数"),
        ("bad,借,5.00,,95.00,42008888,甲,6222,报销", "日期“bad”认不出来"),
        (",借,5.00,,95.00,42008888,甲,6222,报销", "没有日期"),
        ("2024-12-01,借,5.00,,95.00,,甲,6222,报销", "没有本方账号"),
        ("2024-12-01,借,5.00,,95.00,42008888,甲,6222,报销,多了一格", "比表头多"),
    ],
)
def test_unreadable_rows_are_rejected_on_their_line(
    tmp_path: Path, row: str, why: str
) -> None:
    """No row is dropped or half read; the file does not prove out."""
    statement = read_statement(write(tmp_path, HEADER, GOOD, row))
    (noted,) = statement.rejected
    assert noted.line == 3
    assert why in noted.why
    proof = prove(statement)
    assert proof.verdict == "unproven"
    assert "第 3 行读不懂" in proof.why[0]


def test_foreign_currency_is_rejected(bank) -> None:
    """A dollar row in a renminbi account is not read as renminbi."""
    path = bank.ccb()
    book = openpyxl.load_workbook(path)
    book.active.cell(10, 5).value = "美元"
    book.save(path)
    (noted,) = read_statement(path).rejected
    assert noted.line == 10
    assert "币种是 美元" in noted.why


def test_unknown_layout_shows_header_and_nearest(tmp_path: Path) -> None:
    """The user sees the row found, the nearest layout and what it misses."""
    path = write(tmp_path, "某某银行", HEADER.replace("转入金额,", ""), GOOD)
    with pytest.raises(InputError) as caught:
        read_statement(path)
    text = str(caught.value)
    assert caught.value.line == 2
    assert "交易时间 | 借贷标志 | 转出金额" in text
    assert "icbc_a" in text
    assert "缺少列：转入金额" in text


def test_nothing_like_a_header(tmp_path: Path) -> None:
    """The widest row is shown, and the layouts that are known."""
    with pytest.raises(InputError, match=r"甲 \| 乙 \| 丙") as caught:
        read_statement(write(tmp_path, "标题", "甲,乙,丙"))
    assert "中国建设银行" in (caught.value.hint or "")


@pytest.mark.parametrize("extra", [(), ("", ",,,")])
def test_header_only(tmp_path: Path, extra: tuple[str, ...]) -> None:
    """A template without rows is said to be one."""
    with pytest.raises(InputError, match="没有数据行"):
        read_statement(write(tmp_path, HEADER, *extra))


def test_two_columns_of_one_name(tmp_path: Path) -> None:
    """A label that stands twice is never resolved by guessing."""
    path = write(tmp_path, f"{HEADER},摘要", f"{GOOD},x")
    with pytest.raises(InputError, match="两列都叫“摘要”"):
        read_statement(path)


def test_two_layouts_that_match_equally(tmp_path: Path) -> None:
    """A tie is an error that names both."""
    one = next(layout for layout in statement_layouts() if layout.id == "icbc_a")
    two = StatementLayout.model_validate(
        one.model_dump(by_alias=True) | {"id": "other"}
    )
    with pytest.raises(InputError, match="icbc_a 和 other"):
        read_statement(write(tmp_path, HEADER, GOOD), [one, two])


def test_two_sheets_that_match(bank) -> None:
    """Two statements in one workbook are not mixed or picked from."""
    path = bank.icbc()
    book = openpyxl.load_workbook(path)
    book.copy_worksheet(book.active).title = "副本"
    book.save(path)
    with pytest.raises(InputError, match="副本"):
        read_statement(path)


def test_other_sheets_are_mentioned(bank) -> None:
    """A sheet left unread is said to be."""
    path = bank.icbc()
    book = openpyxl.load_workbook(path)
    book.create_sheet("说明", 0).append(["红色字段必输，示范样例"])
    book.save(path)
    statement = read_statement(path)
    assert len(statement.rows) == 6
    assert "工作表 说明 有 1 行内容" in statement.notes[0]


def test_account_that_excel_destroyed(bank) -> None:
    """A 20-digit account kept as a float is refused; the column is named."""
    with pytest.raises(InputError, match="末几位已经丢失") as caught:
        read_statement(bank.icbc(本方账号=42001234560000008888))
    assert caught.value.line == 3
    assert "本方账号" in str(caught.value)


def test_account_above_the_header_that_excel_destroyed(bank) -> None:
    """The same above the header."""
    path = bank.ccb()
    book = openpyxl.load_workbook(path)
    book.active["B4"] = 42001234560000008888
    book.save(path)
    with pytest.raises(InputError, match="末几位已经丢失"):
        read_statement(path)


def test_account_missing_above_the_header(bank) -> None:
    """Without its own account a statement cannot be booked anywhere."""
    path = bank.ccb()
    book = openpyxl.load_workbook(path)
    book.active["A4"] = "账户"
    book.save(path)
    with pytest.raises(InputError, match="文件里没有本方账号"):
        read_statement(path)


def test_label_and_value_in_one_cell(bank) -> None:
    """账号：… in one cell gives the account as well."""
    path = bank.ccb()
    book = openpyxl.load_workbook(path)
    book.active["A4"] = "账号：42008888"
    book.active["B4"] = None
    book.save(path)
    assert read_statement(path).stated["own_account"] == "42008888"


ODD = st.sampled_from([
    *("", " ", "2024-12-01", "2024-12-01 08:00:00", "借", "贷", "5.00", "-5", "合计"),
    *("42008888", "9" * 30, "交易时间", "=1+1", "xx.yy", "1e9", "\u200b", "٣", "5.001"),
])  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(ODD, max_size=11), min_size=1, max_size=8))
def test_every_row_of_any_file_is_in_one_list(rows: list[list[str]]) -> None:
    """Whatever stands in the cells: read, skipped or rejected, or a refusal."""
    with TemporaryDirectory() as folder:
        path = write(Path(folder), HEADER, *map(",".join, rows))
        filled = [n for n, row in enumerate(rows, 2) if any(map(clean, row))]
        if not filled:
            with pytest.raises(InputError, match="没有数据行"):
                read_statement(path)
            return
        statement = read_statement(path)
        lines = [
            noted.line
            for part in (statement.rows, statement.skipped, statement.rejected)
            for noted in part
        ]
        assert sorted(lines) == filled
        record_of(statement, prove(statement))
