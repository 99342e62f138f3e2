"""Text files: encodings, separators, and what Excel leaves in them."""

from __future__ import annotations

import openpyxl
import pytest

from union_ledger.core.errors import InputError
from union_ledger.core.tables import read_tables


def read(folder, data, name="流水.csv"):
    path = folder / name
    path.write_bytes(data)
    (table,) = read_tables(path)
    return table


@pytest.mark.parametrize("code", ["utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_text_of_excel(tmp_path, code):
    """What Excel calls Unicode text is UTF-16 with a mark, and tabs."""
    mark = "" if code == "utf-16" else "\ufeff"
    table = read(tmp_path, f"{mark}日期\t金额\r\n2024\t1.5\r\n".encode(code))
    assert (table.container, table.encoding) == ("tsv", "utf-16")
    assert table.rows == ((1, ("日期", "金额")), (2, ("2024", "1.5")))


def test_half_a_character_of_unicode_text_is_refused(tmp_path):
    with pytest.raises(InputError, match="文字编码认不出来"):
        read(tmp_path, "日期\t金额".encode("utf-16")[:-1])


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;", "sep=;,,"])
def test_separator_told_in_the_first_line(tmp_path, first):
    """Excel's own line names the separator; it holds no data and keeps its number."""
    table = read(tmp_path, f"{first}\r\n日期;金额\r\n2024;1,5\r\n".encode("gbk"))
    assert table.rows == ((1, ()), (2, ("日期", "金额")), (3, ("2024", "1,5")))


@pytest.mark.parametrize("separator", ["|", ";", "\t", ","])
def test_separator_that_every_line_has_alike(tmp_path, separator):
    """Commas inside amounts, more of them than there are bars, do not split a row."""
    amount = '"1,234,567,890.00"' if separator == "," else "1,234,567,890.00"
    lines = [["日期", "摘要", "借方", "贷方"], ["2024-01-01", "转账", amount, amount]]
    text = "".join(separator.join(line) + "\n" for line in lines)
    table = read(tmp_path, f"账号：42000111222233334444\n{text}".encode())
    assert [len(cells) for _, cells in table.rows] == [1, 4, 4]
    assert table.rows[2][1][2] == "1,234,567,890.00"


def test_tabs_behind_quotes_are_padding(tmp_path):
    """More tabs than commas, all of them behind quoted cells: still commas."""
    table = read(tmp_path, b'"2024"\t\t,"x"\t\t,"-18.00"\t\t\n' * 2)
    assert table.rows[0][1] == ("2024", "x", "-18.00")


def test_end_mark_of_dos_is_no_row(tmp_path):
    table = read(tmp_path, b"a,b\r\n1,2\r\n\x1a")
    assert [line for line, _ in table.rows] == [1, 2]


def test_number_that_excel_shortened_is_damaged(tmp_path):
    """4.2E+19 saved as text is no account any more; a word with E+ is only a word."""
    table = read(tmp_path, "账号,备注\n4.20002E+19,E+12\n".encode())
    assert table.damaged == {(2, 0)}


def test_line_without_end_is_refused(tmp_path):
    with pytest.raises(InputError, match="太长"):
        read(tmp_path, b"a,b\n" + b"1," * 60_000)


def test_workbook_of_one_column_of_commas_is_refused(tmp_path):
    """A CSV pasted into one column would give an amount of 6.79e21."""
    book = openpyxl.Workbook()
    for line in ("账户明细", "日期,金额,摘要", "2024,1,x", "2024,2,y"):
        book.active.append([line])
    book.save(tmp_path / "流水.xlsx")
    with pytest.raises(InputError, match="只有一列"):
        read_tables(tmp_path / "流水.xlsx")


def test_workbook_of_one_column_of_words_is_read(tmp_path):
    """Control: one column alone is no fault."""
    book = openpyxl.Workbook()
    for line in ("说明", "一、请先登录，再下载", "Wang, Li"):
        book.active.append([line])
    book.save(tmp_path / "说明.xlsx")
    (table,) = read_tables(tmp_path / "说明.xlsx")
    assert len(table.rows) == 3
