"""Every column order of a voucher journal gives the same vouchers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from union_ledger.core.errors import InputError
from union_ledger.core.tables import read_tables
from union_ledger.importers.families import load_layouts
from union_ledger.importers.header import find_header
from union_ledger.importers.vouchers.proof import prove_vouchers
from union_ledger.importers.vouchers.reading import vouchers_of
from union_ledger.importers.vouchers.record import voucher_record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from union_ledger.importers.vouchers.voucher import VoucherList

    Read = Callable[..., VoucherList]

SHAPES = {
    "journal_dc": [
        "凭证号,凭证日期,摘要,科目编码,科目名称,借方金额,贷方金额,会计年度,会计期间",
        "0001,2024-11-05,买奖品,50102,文体活动,300.00,,2024,11",
        "0001,2024-11-05,买奖品,10201,基本户,,300.00,2024,11",
        "0002,2024-11-06,退回,10201,基本户,20.00,,2024,11",
        "0002,2024-11-06,退回,50102,文体活动,-20.00,0.00,2024,11",
        "0002,2024-11-06,退回,408,其他收入,,40.00,2024,11",
    ],
    "journal_flag": [
        "日期,凭证号数,科目编码,科目名称,摘要,方向,数量,外币,金额",
        "2024.11.05,记-0001,50102,职工活动支出\\文体活动,买奖品,借,,,300.00",
        "2024.11.05,记-0001,10201,银行存款\\基本户,买奖品,贷,,,300.00",
        "2024.11.06,记-0002,10201,银行存款\\基本户,退回,借,,,20.00",
        "2024.11.06,记-0002,50102,职工活动支出\\文体活动,退回,借,,,-20.00",
        "2024.11.06,记-0002,408,其他收入,退回,贷,,,40.00",
    ],
    "journal_subject": [
        "日期,凭证字号,摘要,科目,借方金额,贷方金额",
        "2024/11/5,记-1,买奖品,50102 文体活动,300.00,",
        "2024/11/5,记-1,买奖品,10201 基本户,,300.00",
        "2024/11/6,记-2,退回,10201 基本户,20.00,",
        "2024/11/6,记-2,退回,50102 文体活动,-20.00,",
        "2024/11/6,记-2,退回,408 其他收入,,40.00",
    ],
    "journal_period": [
        "2024年度,,,,,,,",
        "月份,凭证号,行号,摘要,科目编码,科目名称,借方金额,贷方金额",
        "11,记-1,1,买奖品,50102,文体活动,300.00,",
        "11,记-1,2,买奖品,10201,基本户,,300.00",
        "11,记-2,1,退回,10201,基本户,20.00,",
        "11,记-2,2,退回,50102,文体活动,-20.00,",
        "11,记-2,3,退回,408,其他收入,,40.00",
    ],
    "u8": [
        "填制凭证,V800",
        "2024-11-05,记,1,2,买奖品,50102,300.00,0,0,0,0,甲" + "," * 36,
        "2024-11-05,记,1,2,买奖品,10201,0,300.00,0,0,0,甲" + "," * 36,
        "2024-11-06,记,2,0,退回,10201,20.00,0,0,0,0,甲" + "," * 36,
        "2024-11-06,记,2,0,退回,50102,-20.00,0,0,0,0,甲" + "," * 36,
        "2024-11-06,记,2,0,退回,408,0,40.00,0,0,0,甲" + "," * 36,
    ],
}


@pytest.mark.parametrize("layout", sorted(SHAPES))
def test_every_shape_gives_the_same_lines(journal: Read, layout: str) -> None:
    """Two vouchers of five lines; the second is out of balance in every shape."""
    found = journal(*SHAPES[layout])
    assert found.layout.id == layout
    lines = [(x.code, x.side, x.amount, x.summary) for x in found.lines]
    assert lines == [
        ("50102", "借", 30000, "买奖品"),
        ("10201", "贷", 30000, "买奖品"),
        ("10201", "借", 2000, "退回"),
        ("50102", "借", -2000, "退回"),
        ("408", "贷", 4000, "退回"),
    ]
    assert [voucher.name for voucher in found.vouchers] == ["记-0001", "记-0002"]
    last = date(2024, 11, 30)
    day = last if layout == "journal_period" else date(2024, 11, 5)
    assert found.vouchers[0].day == day
    proof = prove_vouchers(found)
    assert [voucher.name for voucher in proof.unbalanced] == ["记-0002"]
    assert "记-0002 借贷不平：借方 0.00，贷方 40.00" in proof.why[0]


def test_the_template_of_27_columns_is_read(tmp_path: Path) -> None:
    """One merged instruction row above, a newline in a label, days as numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["凭证导入说明：\n1、按日期、凭证号匹配\n2、金额最多两位小数"])
    sheet.append([
        *("日期", "公司名称", "凭证号", "附单据", "票据类型", "摘要", "科目编码"),
        *("科目名称\n", "数量", "单价", "借方金额", "贷方金额", "原币金额", "币别"),
        *("汇率", "客户编码", "客户名称", "供应商编码", "供应商名称", "职员编码"),
        *("职员名称", "项目编码", "项目名称", "部门编码", "部门名称", "存货编码"),
        "存货名称",
    ])  # fmt: skip
    tail = ["", "CNY", 1.0, "", "", "", "", "", "", "P01", "读书月", "0007", "机械学院"]
    common = [45601.0, "某工会", "0001", 2.0, "普票", "读书月购书"]
    sheet.append([*common, "50304", "职工服务支出/职工书屋", "", "", 85.5, "", *tail])
    sheet.append([*common, "10201", "银行存款/基本户", "", "", "", 85.5, *tail])
    path = tmp_path / "凭证.xlsx"
    book.save(path)
    tables = read_tables(path)
    found = vouchers_of(tables, find_header(tables, load_layouts()))
    assert prove_vouchers(found).why == []
    (voucher,) = found.vouchers
    assert (voucher.day, voucher.name) == (date(2024, 11, 5), "记-0001")
    assert voucher.first("attachments") == "2"
    first = voucher.lines[0].text
    assert (first["project_code"], first["department_code"]) == ("P01", "0007")
    assert first["department"] == "机械学院"


HEADER = "日期,凭证号,摘要,科目编码,科目名称,借方金额,贷方金额"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("2024-11-05,1,报销,50102,文体活动,5.00,5.00", "借方和贷方两列都有金额"),
        ("2024-11-05,1,报销,,文体活动,5.00,", "没有科目代码"),
        ("2024-11-05,1,报销,,,5.00,", "没有科目"),
        ("2024-11-05,1,报销,50102,文体活动,,", "没有金额"),
        ("2024-11-05,1,报销,50102,文体活动,五元,", "金额“五元”认不出来"),
        ("11-05,1,报销,50102,文体活动,5.00,", "没有年份"),
        ("2024-11-05,壹号,报销,50102,文体活动,5.00,", "凭证号“壹号”认不出来"),
        ("2024-11-05,1,报销,50102,文体活动,5.00,,多一格", "单元格比表头多"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(journal: Read, row: str, why: str) -> None:
    """It is rejected with its line, its voucher is not whole, the file unproven."""
    found = journal(HEADER, row, "2024-11-05,2,报销,10201,基本户,,5.00")
    (noted,) = found.rejected
    assert (noted.line, why in noted.why) == (2, True)
    proof = prove_vouchers(found)
    assert proof.verdict == "unproven"
    assert not any(v.whole for v in found.vouchers if v.number == 1)


def test_a_voucher_of_two_days_is_refused(journal: Read) -> None:
    """One number in one month is one voucher; it has one date."""
    found = journal(
        HEADER,
        "2024-11-05,1,报销,50102,文体活动,5.00,",
        "2024-11-06,1,报销,10201,基本户,,5.00",
    )
    assert "日期有 2024-11-05 和 2024-11-06 两个" in found.rejected[0].why


def test_lines_below_may_leave_date_and_number_out(journal: Read) -> None:
    """Merged cells give them on the first line of a voucher only."""
    found = journal(
        HEADER,
        "2024-11-05,记-1,报销,50102,文体活动,5.00,",
        ",,报销,10201,基本户,,5.00",
        "合计,,,,,5.00,5.00",
    )
    assert prove_vouchers(found).why == []
    assert [n.why for n in found.skipped] == ["合计"]


def test_a_totals_row_is_checked(journal: Read) -> None:
    """A line lost between export and import shows in the total."""
    found = journal(
        HEADER,
        "2024-11-05,记-1,报销,50102,文体活动,5.00,",
        ",,报销,10201,基本户,,5.00",
        "合计,,,,,8.00,8.00",
    )
    assert "第 4 行写的借方合计 8.00，与明细的 5.00 不符" in prove_vouchers(found).why


def test_a_voucher_pasted_twice_is_seen(journal: Read) -> None:
    """Two exports in one file: doubled, each voucher would still balance."""
    rows = [
        "2024-11-05,记-1,报销,50102,文体活动,5.00,",
        "2024-11-05,记-1,报销,10201,基本户,,5.00",
        "2024-11-06,记-2,报销,50102,文体活动,7.00,",
        "2024-11-06,记-2,报销,10201,基本户,,7.00",
    ]
    proof = prove_vouchers(journal(HEADER, *rows, *rows))
    assert proof.why[0] == "凭证 2024-11 记-0001 在第 2 行和第 6 行各出现一遍"
    assert prove_vouchers(journal(HEADER, *rows)).why == []


def test_months_without_a_year_need_one(journal: Read) -> None:
    """The year is never guessed: it is refused, or given with ``--period``."""
    shape = SHAPES["journal_period"][1:]
    with pytest.raises(InputError, match=r"只有月份，没有年度.*--period 2024"):
        journal(*shape)
    assert journal(*shape, period="2024").vouchers[0].day == date(2024, 11, 30)


def test_a_date_outside_its_period_is_refused(journal: Read) -> None:
    """会计期间 and 凭证日期 must name one month."""
    row = "0001,2024-11-05,报销,50102,文体活动,5.00,,2024,10"
    found = journal(SHAPES["journal_dc"][0], row)
    assert "不在会计期间 2024 10 月之内" in found.rejected[0].why


def test_two_sets_of_books_in_one_file_are_refused(journal: Read) -> None:
    """An audit export may hold several units; numbers would run into each other."""
    with pytest.raises(InputError, match="有 2 个核算单位：甲工会、乙工会"):
        journal(
            "被审计单位,记账时间,凭证编号,摘要,科目编号,借方金额,贷方金额",
            "甲工会,2024-11-05,1,报销,50102,5.00,",
            "乙工会,2024-11-05,1,报销,10201,,5.00",
        )


def test_u8_fields_of_unknown_meaning_are_told(journal: Read) -> None:
    """Nothing is left unread in silence."""
    text = "2024-11-05,记,1,1,报销,50102,5.00,0,0,0,0,甲,,,,07" + "," * 32
    found = journal("填制凭证,V800", text)
    assert found.notes == ["每行第 16 栏有内容，栏目含义不明，未读"]


def test_the_record_counts_red_rows(journal: Read) -> None:
    """红字 keeps its column, its sign and is counted."""
    found = journal(*SHAPES["journal_flag"])
    record = voucher_record(found, prove_vouchers(found))
    assert (record["rows"], record["vouchers"], record["red_rows"]) == (5, 2, 1)
    assert (record["sum_debit"], record["sum_credit"]) == ("300.00", "340.00")
    assert record["unbalanced_vouchers"] == ["202411-记-0002"]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (
            "凭证号,日期,摘要,科目编码,科目名称,借方,贷方,对方单位",
            "记-001,2024-11-05,报销,50102,文体活动,5.00,,某店",
        ),
        (
            "月份,凭证日期,凭证字号,行号,摘要,科目编码,科目名称,借方金额,贷方金额,辅助核算",
            "11,2024-11-05,记-1,1,报销,50102,文体活动,5.00,,某店",
        ),
        (
            "日期,凭证字,凭证号,附单据数,摘要,科目代码,科目名称,借方金额,贷方金额,币别,"
            "汇率,数量,单价,制单人,审核人,过账人",
            "2024-11-05,记,1,2,报销,50102,文体活动,5.00,,RMB,1,,,甲,乙,丙",
        ),
        (
            "日期,凭证号,摘要,科目编码,科目名称,外币代码,借方数量,借方金额,贷方金额",
            "2024-11-05,1,报销,50102,文体活动,,,5.00,",
        ),
        (
            "凭证号,凭证日期,摘要,科目编码,科目名称,借方金额,贷方金额,会计年度,会计期间,"
            "辅助核算类型,辅助核算编码,辅助核算名称,账款类型,来源单号",
            "1,2024-11-05,报销,50102,文体活动,5.00,,2024,11,部门,07,某院,,",
        ),
        (
            "被审计单位,记账时间,凭证编号,摘要,科目编号,科目名称,借方金额,贷方金额",
            "甲工会,2024-11-05,1,报销,50102,文体活动,5.00,",
        ),
    ],
)
def test_known_headers_are_all_journals(journal: Read, header: str, row: str) -> None:
    """No other layout takes them, and none fits as well as this one."""
    found = journal(header, row)
    assert found.layout.id == "journal_dc"
    ((line,), (voucher,)) = found.lines, found.vouchers
    assert (line.code, line.signed, voucher.name) == ("50102", 500, "记-0001")
