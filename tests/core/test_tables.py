"""The table reader: by content, every cell as text, every row on its line."""

from __future__ import annotations

from datetime import date
from datetime import datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest
from tests.core.hostile.oldexcel import old_excel

from union_ledger.core.errors import InputError
from union_ledger.core.tables import read_tables

if TYPE_CHECKING:
    from pathlib import Path


def test_utf8_with_bom_and_windows_line_ends(tmp_path: Path) -> None:
    """Marks and line ends leave no trace in the cells; lines count from 1."""
    path = tmp_path / "a.csv"
    path.write_bytes("\ufeff日期,金额\r\n2024-12-01,1.00\r\n".encode())
    (table,) = read_tables(path)
    assert (table.container, table.encoding, table.sheet) == ("csv", "utf-8-sig", None)
    assert table.rows == ((1, ("日期", "金额")), (2, ("2024-12-01", "1.00")))


def test_gb18030_with_a_rare_character(tmp_path: Path) -> None:
    """A name of four bytes in GB18030 comes through."""
    path = tmp_path / "a.csv"
    path.write_bytes("对方,金额\n王𬭎,1.00\n".encode("gb18030"))
    (table,) = read_tables(path)
    assert table.encoding == "gb18030"
    assert table.rows[1] == (2, ("王𬭎", "1.00"))


def test_extension_lies_tsv_named_xls(tmp_path: Path) -> None:
    """Text with tabs named .xls is read as what it is; ="…" keeps its zeros."""
    path = tmp_path / "流水.xls"
    path.write_bytes('日期\t流水号\n="20241201"\t="00012"\n'.encode("gbk"))
    (table,) = read_tables(path)
    assert table.container == "tsv"
    assert table.rows[1] == (2, ("20241201", "00012"))


def test_padding_with_tab_inside_quotes_stays_one_table(tmp_path: Path) -> None:
    """Cells that end in blanks and a TAB do not make commas into text."""
    path = tmp_path / "a.csv"
    path.write_text('日期,摘要\n"2024-12-01   \t","报销   \t" \n', encoding="utf-8")
    (table,) = read_tables(path)
    assert table.rows[1] == (2, ("2024-12-01   \t", "报销   \t"))


def test_empty_lines_keep_their_numbers(tmp_path: Path) -> None:
    """A line is the line of the file, empty ones counted."""
    path = tmp_path / "a.csv"
    path.write_text("标题\n\n日期,金额\n", encoding="utf-8")
    (table,) = read_tables(path)
    assert [line for line, _ in table.rows] == [1, 2, 3]
    assert table.rows[1][1] == ()


@pytest.mark.parametrize(
    "line",
    ['2024-12-02,"坏行,200.00', '2024-12-02,"坏"行,200.00'],
    ids=["never-closed", "text-behind"],
)
def test_stray_quote_never_swallows_rows(tmp_path: Path, line: str) -> None:
    """An odd quote is refused on its own line instead of eating the rows below."""
    path = tmp_path / "a.csv"
    path.write_text(
        f'日期,摘要,金额\n{line}\n2024-12-03,"好行",1.00\n', encoding="utf-8"
    )
    with pytest.raises(InputError, match="引号不配对") as caught:
        read_tables(path)
    assert caught.value.line == 2


def test_quote_inside_a_plain_cell_is_text(tmp_path: Path) -> None:
    """A quote in the middle of an unquoted cell is kept and harms no other row."""
    path = tmp_path / "a.csv"
    path.write_text('a,b\n坏行"引号不配对,200\nc,d\n', encoding="utf-8")
    (table,) = read_tables(path)
    assert [cells for _, cells in table.rows] == [
        ("a", "b"),
        ('坏行"引号不配对', "200"),
        ("c", "d"),
    ]


def test_xlsx_cells_become_exact_text(tmp_path: Path) -> None:
    """Dates are ISO, whole numbers have no point, and binary noise is gone."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "流水"
    sheet.append(["日期", None, "x"])
    moment = datetime.fromisoformat("2024-12-01 09:05:07")
    sheet.append([date(2024, 12, 1), moment, "0012"])
    sheet.append([69, 1271300.27, 0.1 + 0.2])
    sheet.append([1e-05, 3.14159, -0.5])
    path = tmp_path / "a.csv"
    book.save(path)
    (table,) = read_tables(path)
    assert (table.container, table.sheet) == ("xlsx", "流水")
    assert [cells for _, cells in table.rows] == [
        ("日期", "", "x"),
        ("2024-12-01", "2024-12-01 09:05:07", "0012"),
        ("69", "1271300.27", "0.3"),
        ("0.00001", "3.14159", "-0.5"),
    ]
    assert not table.damaged


def test_rows_above_the_first_filled_cell_are_counted(tmp_path: Path) -> None:
    """An empty first row or column moves no line number."""
    book = openpyxl.Workbook()
    book.active["B3"] = "日期"
    path = tmp_path / "a.xlsx"
    book.save(path)
    (table,) = read_tables(path)
    assert table.rows[2] == (3, ("", "日期"))


def test_long_number_is_known_to_be_damaged(tmp_path: Path) -> None:
    """A 20-digit number that Excel kept as a float is marked, not believed."""
    book = openpyxl.Workbook()
    book.active.append(["账号", "金额"])
    book.active.append([42000188600901234567, 12.5])
    path = tmp_path / "a.xlsx"
    book.save(path)
    (table,) = read_tables(path)
    assert table.damaged == {(2, 0)}


def test_every_sheet_is_read(tmp_path: Path) -> None:
    """The caller picks; nothing is dropped here."""
    book = openpyxl.Workbook()
    book.active.append(["示范样例"])
    book.create_sheet("数据").append(["日期"])
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert [table.sheet for table in read_tables(path)] == ["Sheet", "数据"]


def test_old_excel_by_its_content(tmp_path: Path) -> None:
    """A BIFF workbook is read, whatever it is called."""
    path = tmp_path / "明细.CSV"
    path.write_bytes(old_excel([["交易时间", "余额"], ["20241201", 2176.91]]))
    (table,) = read_tables(path)
    assert (table.container, table.sheet) == ("xls", "流水")
    assert table.rows == ((1, ("交易时间", "余额")), (2, ("20241201", "2176.91")))
