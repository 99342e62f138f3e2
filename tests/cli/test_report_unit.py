"""`report utilisation --unit`: one sub-union's workbook."""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import load_workbook

HUST = Path(__file__).parents[2] / "ledgers" / "hust"


def test_a_unit_s_workbook(run, tmp_path):
    """Its sheets, and nothing of the other units."""
    code, out, errors = run(
        "report", "utilisation", HUST, "--unit", "007", "-o", "007.xlsx"
    )
    assert (code, out.strip()) == (0, "已写出 007.xlsx"), errors
    book = load_workbook(io.BytesIO((tmp_path / "007.xlsx").read_bytes()))
    assert book.sheetnames[1:4] == ["额度情况", "按用途的余额", "项目支出"]


def test_a_unit_nobody_registered(run):
    """A sentence and a hint."""
    code, _, errors = run("report", "utilisation", HUST, "--unit", "7")
    assert code == 2
    assert "没有登记单位 7" in errors


def test_reports_without_a_unit_say_so(run):
    """The option is not passed over in silence."""
    code, _, errors = run("report", "balance-sheet", HUST, "--unit", "007")
    assert code == 2
    assert "--unit 只用于经费使用情况" in errors
