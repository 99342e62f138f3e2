"""Every column order of a trial balance gives the same figures, and must add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from union_ledger.core.errors import InputError
from union_ledger.core.tables import read_tables
from union_ledger.importers.balances.proof import prove_balances
from union_ledger.importers.balances.reading import trial_balance_of
from union_ledger.importers.families import load_layouts
from union_ledger.importers.header import find_header

if TYPE_CHECKING:
    from pathlib import Path

    from union_ledger.importers.balances.table import TrialBalance

FIGURES = {
    "102": (100000, 30000, 50000, 80000),
    "10201": (100000, 30000, 50000, 80000),
    "163": (-4000, 0, 1000, -5000),
    "30104": (-56000, 1000, 0, -55000),
    "401": (-40000, 0, 30000, -70000),
    "50102": (0, 50000, 0, 50000),
}
SHAPES = {
    "balances_flag": [
        "期间：2024.11,,,,,,,",
        "科目代码,科目名称,期初余额方向,期初余额,借方发生额,贷方发生额,期末余额方向,期末余额",
        "102,银行存款,借,1000.00,300.00,500.00,借,800.00",
        "10201,银行存款\\基本户,借,1000.00,300.00,500.00,借,800.00",
        "163,累计折旧,贷,40.00,,10.00,贷,50.00",
        "30104,固定资产,贷,560.00,10.00,,贷,550.00",
        "401,会费收入,贷,400.00,,300.00,贷,700.00",
        "50102,文体活动,平,,500.00,,借,500.00",
    ],
    "balances_gov": [
        "KJND,KJQJ,KMBH,KMMC,QCYE,QCYEFX,JFFSE,DFFSE,QMYE,QMYEFX",
        "2024,11,102,银行存款,1000.00,借,300.00,500.00,800.00,借",
        "2024,11,10201,基本户,1000.00,借,300.00,500.00,800.00,借",
        "2024,11,163,累计折旧,40.00,贷,0.00,10.00,50.00,贷",
        "2024,11,30104,固定资产,560.00,贷,10.00,0.00,550.00,贷",
        "2024,11,401,会费收入,400.00,贷,0.00,300.00,700.00,贷",
        "2024,11,50102,文体活动,0.00,平,500.00,0.00,500.00,借",
    ],
    "balances_signed": [
        "2024年11月 科目余额表,,,,,",
        "会计期间：2024年11月,,,,,",
        "科目编码,科目名称,期初余额,借方发生额,贷方发生额,期末余额",
        "102,银行存款,1000.00,300.00,500.00,800.00",
        "10201,银行存款/基本户,1000.00,300.00,500.00,800.00",
        "163,累计折旧,40.00,,10.00,50.00",
        "30104,资产基金/固定资产,560.00,10.00,,550.00",
        "401,会费收入,400.00,,300.00,700.00",
        "50102,职工活动支出/文体活动,,500.00,,500.00",
    ],
    "balances_six": [
        "科目编码,科目名称,会计年度,会计期间,期初借方余额,期初贷方余额,"
        "本期借方发生额,本期贷方发生额,期末借方余额,期末贷方余额",
        "102,银行存款,2024,11,1000.00,,300.00,500.00,800.00,",
        "10201,基本户,2024,11,1000.00,,300.00,500.00,800.00,",
        "163,累计折旧,2024,11,,40.00,,10.00,,50.00",
        "30104,固定资产,2024,11,,560.00,10.00,,,550.00",
        "401,会费收入,2024,11,,400.00,,300.00,,700.00",
        "50102,文体活动,2024,11,,,500.00,,500.00,",
        "合计,,,,1000.00,1000.00,810.00,810.00,1300.00,1300.00",
    ],
}


def read(path: Path, period: str = "") -> TrialBalance:
    tables = read_tables(path)
    return trial_balance_of(tables, find_header(tables, load_layouts()), period)


def write(folder: Path, lines: list[str]) -> Path:
    path = folder / "余额表.csv"
    path.write_bytes("\r\n".join([*lines, ""]).encode("gb18030"))
    return path


@pytest.mark.parametrize("layout", sorted(SHAPES))
def test_every_shape_gives_the_same_figures(tmp_path: Path, layout: str) -> None:
    """Signed from the debit side, whatever column or sign the file uses."""
    found = read(write(tmp_path, SHAPES[layout]))
    assert found.layout.id == layout
    assert {a.code: a.figures for a in found.accounts} == FIGURES
    assert (str(found.months.start), str(found.months.end)) == (
        "2024-11-01",
        "2024-11-30",
    )
    assert prove_balances(found).why == []


def test_a_sign_from_the_debit_side_is_understood(tmp_path: Path) -> None:
    """Where credits are negative for all accounts, the rows add up only that way."""
    lines = [
        *SHAPES["balances_signed"][:5],
        "163,累计折旧,-40.00,,10.00,-50.00",
        "30104,资产基金/固定资产,-560.00,10.00,,-550.00",
        "401,会费收入,-400.00,,300.00,-700.00",
        "50102,职工活动支出/文体活动,,500.00,,500.00",
    ]
    found = read(write(tmp_path, lines))
    assert {a.code: a.figures for a in found.accounts}["401"] == FIGURES["401"]
    assert found.notes == ["余额没有方向列，按正数为借方余额理解"]


def test_a_header_of_two_rows_is_read(tmp_path: Path) -> None:
    """The usual print: 期初余额、本期发生额、期末余额, with 借方 and 贷方 below."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["科目余额表"])
    sheet.append(["期间：", "2024.11"])
    sheet.append([
        *("科目编码", "科目名称", "期初余额", "", "本期发生额", "", "期末余额", "")
    ])  # fmt: skip
    sheet.append(["", "", *("借方", "贷方") * 3])
    sheet.append(["102", "银行存款", 10.0, "", 3.0, 5.0, 8.0, ""])
    sheet.append(["401", "会费收入", "", 10.0, 5.0, 3.0, "", 8.0])
    path = tmp_path / "余额表.xlsx"
    book.save(path)
    found = read(path)
    assert found.layout.id == "balances_six"
    assert [a.figures for a in found.accounts] == [
        (1000, 300, 500, 800),
        (-1000, 500, 300, -800),
    ]


@pytest.mark.parametrize(
    ("line", "before", "after", "why"),
    [
        (3, "800.00", "801.00", "第 4 行 10201 银行存款\\基本户：期初 借 1,000.00"),
        (2, "102,银行存款,借,1000.00", "102,银行存款,借,900.00", "与下级 1 个科目之和"),
        (5, "10.00", "11.00", "借方发生额 811.00，贷方 810.00，不等"),
        (7, "平,,", "平,3.00,", "余额方向是“平”，却有余额"),
        (4, "163", "401", "科目 401 出现 2 次"),
    ],
)
def test_a_table_that_does_not_add_up_says_where(
    tmp_path: Path, line: int, before: str, after: str, why: str
) -> None:
    """Rows, parents, the two sides and the words of a side are all looked at."""
    lines = list(SHAPES["balances_flag"])
    assert before in lines[line]
    lines[line] = lines[line].replace(before, after)
    proof = prove_balances(read(write(tmp_path, lines)))
    assert any(why in each for each in proof.why)


def test_a_totals_row_is_checked(tmp_path: Path) -> None:
    """A footer that says another sum means that rows are missing."""
    lines = list(SHAPES["balances_six"])
    lines[-1] = lines[-1].replace("810.00", "910.00", 1)
    (why,) = prove_balances(read(write(tmp_path, lines))).why
    assert why.startswith("第 8 行写的借方发生额合计 910.00")


def test_the_period_must_be_known(tmp_path: Path) -> None:
    """It stands in a column, above the header, or is given; it is never guessed."""
    path = write(tmp_path, SHAPES["balances_flag"][1:])
    with pytest.raises(InputError, match="没有写明是哪一年哪几个月"):
        read(path)
    assert str(read(path, "2024-11").months.end) == "2024-11-30"


@pytest.mark.parametrize("year", ["30000", "300\x0c00", "0", "甲"])
def test_a_year_that_is_none_is_asked_for(tmp_path: Path, year: str) -> None:
    """A number under 会计年度 need not be a year."""
    rows = SHAPES["balances_gov"]
    lines = [rows[0], *(row.replace("2024,", f"{year},", 1) for row in rows[1:])]
    with pytest.raises(InputError, match="没有写明是哪一年哪几个月"):
        read(write(tmp_path, lines))


def test_a_year_missing_is_asked_for(tmp_path: Path) -> None:
    """A month without its year is half a period."""
    lines = ["期间：11月,,,,,,,", *SHAPES["balances_flag"][1:]]
    path = write(tmp_path, lines)
    with pytest.raises(InputError, match="--period 2024-12"):
        read(path)
    assert str(read(path, "2024-11").months.start) == "2024-11-01"


def test_two_periods_in_one_file_are_refused(tmp_path: Path) -> None:
    """Two months below each other would double every account."""
    lines = list(SHAPES["balances_gov"])
    lines[2] = lines[2].replace("2024,11", "2024,12")
    with pytest.raises(InputError, match="文件里有 2 个会计期间"):
        read(write(tmp_path, lines))
