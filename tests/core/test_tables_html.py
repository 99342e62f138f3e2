"""Web pages that are called .xls: each table of theirs, cell by cell."""

from __future__ import annotations

import pytest

from union_ledger.core.errors import InputError
from union_ledger.core.tables import read_tables


@pytest.fixture
def read(tmp_path):
    """Write a page and read its tables."""

    def tables(page, code="utf-8"):
        path = tmp_path / "明细.xls"
        path.write_bytes(page.encode(code))
        return read_tables(path)

    return tables


def cells(table):
    return [list(row) for _, row in table.rows]


def test_unclosed_cells_and_a_script(read):
    """Banks leave tags open; a script is no text."""
    (table,) = read(
        "<html><head><style>td{}</style></head><body><table><tr><td>日期<td>金额"
        "<tr><td>2024-01-01<td><script>alert(1)</script>&nbsp;1,234.50</table>"
    )
    assert (table.container, table.sheet) == ("html", None)
    assert cells(table) == [["日期", "金额"], ["2024-01-01", "1,234.50"]]


@pytest.mark.parametrize(
    ("code", "told", "found"),
    [
        ("gb18030", "gb2312", "gb18030"),
        ("gb18030", "utf-8", "gb18030"),
        ("utf-8", "gb2312", "utf-8-sig"),
        ("utf-16", "gb2312", "utf-16"),
    ],
)
def test_encoding_is_found_whatever_the_page_says(read, code, told, found):
    """A page saved anew often keeps the name of its old encoding."""
    page = f'<meta charset="{told}"><table><tr><td>交易日期<tr><td>十二月</table>'
    (table,) = read(page, code)
    assert table.encoding == found
    assert cells(table) == [["交易日期"], ["十二月"]]


def test_encoding_we_do_not_read_is_refused(read):
    """Taken for Chinese of the mainland, it would turn into other characters."""
    with pytest.raises(InputError, match="big5"):
        read('<meta charset="big5"><table><tr><td>日<tr><td>月</table>', "big5")


def test_cells_over_columns_and_rows(read):
    """Empty cells stand where a cell reaches, so that columns stay in line."""
    (table,) = read(
        "<table><tr><td rowspan=2>日期<td colspan=2>发生额<td rowspan=2>余额"
        "<tr><td>借方<td>贷方<tr><td>1<td>2<td>3<td>4</table>"
    )
    assert cells(table) == [
        ["日期", "发生额", "", "余额"],
        ["", "借方", "贷方", ""],
        ["1", "2", "3", "4"],
    ]


def test_table_in_a_cell_is_a_table_of_its_own(read):
    outer, inner = read(
        "<table><tr><td>账号<td>42000111222233334444<tr><td>明细<td>"
        "<table><tr><td>日期<tr><td>一月</table></table>"
    )
    assert cells(outer) == [["账号", "42000111222233334444"], ["明细", ""]]
    assert cells(inner) == [["日期"], ["一月"]]
    assert [outer.sheet, inner.sheet] == ["第 1 个表", "第 2 个表"]


def test_break_in_a_cell(read):
    (table,) = read("<table><tr><td>交易<br>日期<td>a  b\n c<tr><td>1<td>2</table>")
    assert cells(table)[0] == ["交易\n日期", "a b c"]


def test_shortened_number_is_damaged(read):
    (table,) = read("<table><tr><td>账号<tr><td>4.20002E+19</table>")
    assert table.damaged == {(2, 0)}


def test_formula_is_refused(read):
    with pytest.raises(InputError, match="有公式"):
        read('<table><tr><td>金额<tr><td x:fmla="=SUM(A1)">5</table>')
