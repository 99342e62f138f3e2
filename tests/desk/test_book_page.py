"""A page of the legal books: compared row by row, and never booked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.desk.intake import run
from union_ledger.desk.intake_text import summary

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """\
银行存款明细账
科目：102 银行存款,,,,,,,,
年,月,日,凭证号数,摘要,对方科目,借方,贷方,方向,余额
2024,11,5,记-1,期初余额,,,,借,1000.00
2024,11,5,记-1,拨缴经费,402,26500.00,,借,27500.00
2024,11,8,记-2,报销,501,,88.00,借,27412.00
2024,11,8,记-3,报销,501,,88.00,借,27324.00
2024,11,30,记-4,手续费,510,,{fee},借,{left}
,,,,本月合计,,26500.00,{sum},借,{left}
"""


def page(
    tmp_path: Path, fee: str = "3.00", left: str = "27321.00", total: str = "179.00"
):
    """Write the page of November, one row of it changed."""
    path = tmp_path / "银行存款明细账.csv"
    text = PAGE.format(fee=fee, left=left, sum=total)
    head, _, rest = text.partition("2024,11,5,记-1,期初余额")
    path.write_text(f"{head},,,,期初余额{rest}", encoding="gb18030")
    return path


def test_a_page_that_agrees_is_said_to(books: Path, export, rows, tmp_path) -> None:
    """The books hold the same rows, made from the bank's statement."""
    run([export(rows[:4])], books)
    before = sorted(books.rglob("*"))
    (result,) = run([page(tmp_path)], books)
    assert result.record["of"] == "book"
    assert (result.booked, result.written, result.failed) == (0, [], False)
    assert result.details == ["与账簿的 " + OWN + " 每天相符，期初期末余额相等"]
    assert sorted(books.rglob("*")) == before


def test_a_voucher_may_hold_several_payments(books, export, rows, tmp_path) -> None:
    """Two rows of 88 yuan stand in the legal books as one voucher of 176."""
    run([export(rows[:4])], books)
    path = page(tmp_path)
    text = path.read_text(encoding="gb18030")
    one = "2024,11,8,记-2,报销,501,,176.00,借,27324.00\n"
    lines = [line for line in text.splitlines(keepends=True) if "2024,11,8" not in line]
    lines.insert(5, one)
    path.write_text("".join(lines), encoding="gb18030")
    (result,) = run([path], books)
    assert result.record["rows"] == 3
    assert "每天相符" in result.details[0]


OWN = "Assets:102-银行存款:01-工行基本户:1-自有"


def test_what_only_one_side_has_is_listed(books: Path, export, rows, tmp_path) -> None:
    """The fee is another one there: both amounts and the balance are named."""
    run([export(rows[:4])], books)
    path = page(tmp_path, "5.00", "27319.00", "181.00")
    (result,) = run([path], books)
    told = "\n".join(result.details)
    assert "2024-11-30 -5.00 手续费：账簿里没有" in told
    assert "（2024-11-30，-3.00）：明细账里没有" in told
    assert "期末余额：明细账 27,319.00，账簿 27,321.00，相差 -2.00" in told
    text = summary([result], dry_run=False, rows=False)
    assert "102 银行存款" in text
