"""A sheet of persons: what is read of it, and what is refused without telling."""

from __future__ import annotations

import subprocess

import pytest
from openpyxl import Workbook
from tests.desk.vault.conftest import people

from union_ledger.core.errors import InputError
from union_ledger.desk.vault_people import Person
from union_ledger.desk.vault_sheet import read_sheet

ONE, TWO = people(2)


def csv(folder, text):
    path = folder / "名册.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_csv_with_a_title_and_other_columns(tmp_path):
    text = (
        "某某大学工会困难职工名册,,,\n序号,姓 名,身份证号码,困难原因\n"
        f"1,{ONE.name},{ONE.number},大病\n,,,\n2,{TWO.name},{TWO.number.lower()},\n"
    )
    assert read_sheet(csv(tmp_path, text)) == [
        (3, Person(ONE.name, ONE.number, "", "大病")),
        (5, Person(TWO.name, TWO.number.lower(), "", "")),
    ]


def test_a_workbook_with_numbers_as_text(tmp_path):
    book = Workbook()
    book.active.append(["姓名", "身份证号", "银行卡号"])
    book.active.append([ONE.name, ONE.number, "6222021234567890128"])
    path = tmp_path / "名册.xlsx"
    book.save(path)
    ((line, person),) = read_sheet(path)
    assert (line, person.card) == (2, "6222021234567890128")


def test_numbers_that_excel_has_cut_are_refused(tmp_path):
    book = Workbook()
    book.active.append(["姓名", "身份证号"])
    book.active.append([ONE.name, 110105194912310021])
    path = tmp_path / "名册.xlsx"
    book.save(path)
    with pytest.raises(InputError) as caught:
        read_sheet(path)
    assert caught.value.line == 2
    assert "110105" not in str(caught.value)


@pytest.mark.parametrize(
    ("rows", "said", "line"),
    [
        (f"甲,{ONE.number[:-1]}\n", "不是 18 位", 2),
        (
            f"甲,{ONE.number[:-2]}{(int(ONE.number[-2]) + 1) % 10}{ONE.number[-1]}\n",
            "校验码",
            2,
        ),
        (f"甲,{ONE.number}\n,{TWO.number}\n", "没有写姓名", 3),
        ("", "没有找到名册", None),
    ],
)
def test_a_wrong_row_is_named_by_its_line(tmp_path, rows, said, line):
    with pytest.raises(InputError, match=said) as caught:
        read_sheet(csv(tmp_path, f"姓名,身份证号\n{rows}"))
    assert caught.value.line == line
    assert ONE.number[:12] not in str(caught.value)


def test_a_sheet_in_a_repository_is_refused(tmp_path):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    path = csv(tmp_path, f"姓名,身份证号\n甲,{ONE.number}\n")
    with pytest.raises(InputError, match="名册不能放在 git 仓库里"):
        read_sheet(path)
