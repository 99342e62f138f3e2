"""The stocktaking commands as an accountant types them, on the reference year."""

from __future__ import annotations

import json

import pytest
from openpyxl import load_workbook

from union_ledger.desk.template import copy_books

BOOKS = ("--books", "books")


@pytest.fixture
def books(tmp_path):
    copy_books("hust", tmp_path / "books")
    return tmp_path / "books"


@pytest.mark.usefixtures("books")
def test_a_form_goes_out_and_comes_back(run, tmp_path):
    """Print, fill, import, look at the progress; the form is never overwritten."""
    sheet = ("asset", "count-sheet", "--unit", "007", "--day", "2024-12-20", *BOOKS)
    code, said, _ = run(*sheet, "-o", "盘点表.xlsx")
    assert (code, said.split("：")[0]) == (0, "已写出 盘点表.xlsx")
    path = tmp_path / "盘点表.xlsx"
    book = load_workbook(path)
    for cells in book["盘点表"].iter_rows(min_row=6, max_row=8):
        cells[11].value = "损毁"
    book.save(path)
    code, _, error = run(*sheet, "-o", "盘点表.xlsx")
    assert code == 2
    assert "同名文件已经存在，内容不同，没有改动它" in error
    code, said, _ = run("asset", "count-import", "盘点表.xlsx", *BOOKS)
    assert code == 0, said
    assert "差异 3 项（损毁 3）" in said
    code, said, _ = run("asset", "count-status", "--year", "2024", *BOOKS)
    assert code == 0
    assert "应盘 3，已盘 3（100.0%），相符 0（0.0%），差异 3，未处理 3" in said
    code, said, _ = run("asset", "count-status", "--format", "json", *BOOKS)
    unit = next(u for u in json.loads(said)["own"] if u["unit"] == "007")
    assert [d["result"] for d in unit["differences"]] == ["损毁"] * 3
    assert run("check", "books")[0] in {0, 1}


@pytest.mark.usefixtures("books")
def test_all_units_get_a_form_each(run, tmp_path):
    code, said, _ = run("asset", "count-sheet", *BOOKS, "-o", "全部")
    assert code == 0
    files = list((tmp_path / "全部").glob("盘点表_*.xlsx"))
    assert len(files) == len(said.splitlines()) > 20


@pytest.mark.usefixtures("books")
def test_an_unclear_form_ends_with_two_and_partial_does_not(run):
    run("asset", "count-sheet", "--unit", "007", *BOOKS, "-o", "空.xlsx")
    code, said, _ = run("asset", "count-import", "空.xlsx", *BOOKS, "--dry-run")
    assert code == 2
    assert "未盘 3" in said
    code, said, _ = run(
        *("asset", "count-import", "空.xlsx", *BOOKS),
        *("--dry-run", "--partial", "--format", "json"),
    )
    assert code == 0
    assert json.loads(said)[0]["states"]["未盘"] == 3


@pytest.mark.usefixtures("books")
def test_labels_are_a_page(run, tmp_path):
    code, said, _ = run("asset", "labels", "--unit", "007", *BOOKS, "-o", "标签.html")
    assert (code, said) == (0, "已写出 标签.html：3 个标签\n")
    assert (tmp_path / "标签.html").read_text(encoding="utf-8").count("<svg") == 3


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("labels", "-o", "标签.pdf"), "用浏览器打开后“打印—另存为 PDF”"),
        (("labels", "-o", "标签.html", "--skip", "24"), "一页只有 24 个标签"),
        (("labels", "FA-9", "-o", "标签.html"), "登记册里没有这个编号"),
        (("labels", "FA-9", "--unit", "007", "-o", "a.html"), "写了编号就不写 --unit"),
        (("count-sheet", "--unit", "099", "-o", "a.xlsx"), "单位 099 没有登记"),
        (("count-sheet", "--unit", "007", "-o", "a.csv"), "扩展名应是 .xlsx"),
        (("count-sheet", "--day", "2001-01-01", "-o", "a"), "没有登记的资产"),
        (("count-import", "没有.xlsx"), "没有.xlsx"),
    ],
)
def test_wrong_usage_is_one_chinese_line(run, args, said):
    code, output, error = run("asset", *args, *BOOKS)
    assert code == 2
    assert said in output + error
