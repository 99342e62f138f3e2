"""`report sample`: the auditor's sample from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

HUST = Path(__file__).parents[2] / "ledgers" / "hust"
HOW = ("--above", "50000", "--size", "60", "--seed", "20241231")


def test_the_same_seed_gives_the_same_file(run, tmp_path):
    """Two runs write the same bytes."""
    for name in ("1.xlsx", "2.xlsx"):
        code, _, errors = run(
            "report", "抽样", HUST, "--period", "2024", *HOW, "-o", name
        )
        assert code == 0, errors
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("sample", HUST, "--above", "50000"), "抽样要写明金额界限、件数和种子"),
        (("sample", HUST, *HOW[2:], "--above", "许多"), "金额“许多”不对"),
        (("sample", HUST, *HOW[2:], "--above", "Infinity"), "金额“Infinity”不对"),
        (("sample", HUST, *HOW[2:], "--above", "0.001"), "金额“0.001”不对"),
        (("findings", HUST, "--seed", "1"), "报表 findings 不抽样"),
        (("sample", HUST, *HOW, "--unit", "x"), "没有登记单位“x”"),
    ],
)
def test_what_cannot_be_drawn_is_said(run, arguments, said):
    """A sentence, never a traceback."""
    code, _, errors = run("report", *arguments)
    assert code == 2
    assert said in errors


def test_a_sample_of_one_unit_says_so(run):
    """The page and the command draw from one unit alike."""
    code, text, errors = run("report", "sample", HUST, *HOW, "--unit", "007")
    assert code == 0, errors
    assert "只在007 机械科学与工程学院工会的支出分录中抽取" in text
    assert "| 008 |" not in text
