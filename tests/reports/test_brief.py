"""经费简报 and 经费使用通报: sentences made of figures, and on one page."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from union_ledger.core.ledger import load_ledger
from union_ledger.core.period import parse_period
from union_ledger.reports.brief import brief
from union_ledger.reports.brief import points
from union_ledger.reports.brief import wan
from union_ledger.reports.cells import value_of
from union_ledger.reports.formats import FORMATS
from union_ledger.reports.formats import render
from union_ledger.reports.utilisation_notice import RANKING
from union_ledger.reports.utilisation_notice import notice

YEAR = (Path(__file__).parent / "small_year.beancount").read_text(encoding="utf-8")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture
def made(write_books):
    """Make a report of a period, from books that say the same everywhere."""

    def make(report, period="2024", text=YEAR):
        ledger = load_ledger(write_books(text))
        ledger = replace(ledger, revision=None, rulebook="测试规则")
        return report(ledger, parse_period(period))

    return make


def ranked(report):
    """Return rank, name and rate of every unit."""
    rows = [
        [value_of(cell) for cell in row.cells] for row in report.table(RANKING).rows
    ]
    return [(row[0], row[1], row[6]) for row in rows]


@pytest.mark.parametrize("report", [brief, notice])
def test_golden(made, report, file_regression):
    """The whole report, as text that a reviewer can read."""
    text = render(made(report, "2024Q3"), "md").decode()
    file_regression.check(text, extension=".md", encoding="utf-8")


def test_a_brief_is_three_figures_one_picture_five_sentences(made):
    """And nothing else; all five tell something."""
    report = made(brief)
    assert len(report.figures) == 3
    assert len(report.charts) == 1
    assert len(report.notes) == 5
    assert all(note.endswith("。") for note in report.notes)


def test_the_sentences_say_the_figures(made):
    """3030.01 of 10300 yuan, 70.6 points behind the year."""
    first = made(brief).notes[0]
    assert "额度 1.03 万元，已使用 0.30 万元，执行率 29.4%" in first
    assert "比时间进度慢 70.6 个百分点" in first
    assert "账簿里没有上年数据" in first


def test_last_year_is_compared_where_the_books_have_it(made):
    """1000 of 2000 yuan used in 2023, by the end of June."""
    before = """
2023-01-02 * "批复"
  id: "Q91"
  quota: "approve"
  Equity:Q00-预算批复          -2000.00 QUOTA
  Equity:Q01-可用额度:007:10    2000.00 QUOTA
2023-06-02 * "某店" "活动"
  id: "V91"
  unit: "007"
  fund: "10"
  Expenses:501-职工活动支出:50102-文体活动   1000.00 CNY
  Assets:102-银行存款:01-基本户             -1000.00 CNY
"""
    assert (
        "上年同期使用 0.10 万元，执行率 50.0%"
        in made(brief, text=YEAR + before).notes[0]
    )
    early = made(brief, "2024Q1", YEAR + before).notes[0]
    assert "上年同期使用 0.00 万元，执行率 0.0%" in early


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (0, "0.00 万元"),
        (4999, "0.00 万元"),
        (5000, "0.01 万元"),
        (123456789000, "123,456.79 万元"),
        (-5000, "-0.01 万元"),
    ],
)
def test_ten_thousands_are_rounded_half_up(fen, said):
    assert wan(fen) == said


def test_a_difference_too_small_to_say_is_none():
    """Less than a twentieth of a point is no lead."""
    assert points(Fraction(1, 1000)) == "比时间进度快 0.1 个百分点"
    assert points(Fraction(-1, 2500)) == "与时间进度持平"


def test_units_are_ranked_by_rate_the_centre_aside(made):
    """009 used all it had, 008 half, 007 less; the same rate, the same rank."""
    assert ranked(made(notice)) == [
        (1, "档案馆工会", Fraction(50001, 50000)),
        (2, "电气学院工会", Fraction(1, 2)),
        (3, "机械学院工会", Fraction(3, 10)),
    ]
    same = YEAR.replace("1200.00 CNY", "2000.00 CNY").replace(
        "-2400.00 Q", "-1600.00 Q"
    )
    same = same.replace("2400.00 QUOTA", "1600.00 QUOTA")
    assert [rank for rank, *_ in ranked(made(notice, text=same))] == [1, 2, 2]


def test_a_unit_that_was_merged_by_then_is_not_ranked(made):
    """It used all it had left and handed over the rest: that is no merit."""
    merged = YEAR + (
        '2024-07-01 custom "unit-change" "merge"\n  from: "009"\n  to: "008"\n'
        '  decision: "校"\n'
    )
    assert ranked(made(notice, text=merged))[-1] == (None, "档案馆工会", None)
    assert ranked(made(notice, "2024Q1", merged))[0][0] == 1


def test_the_notice_is_of_a_quarter_and_blames_nobody(made):
    """A month and a year give the quarter they end in; only who leads is named."""
    report = made(notice, "2024-05")
    assert report.period == "2024 年第二季度"
    assert made(notice).period == "2024 年第四季度"
    text = "".join(made(notice).passages[0].paragraphs)
    assert not re.search("落后|批评|最后|不力|较差|缓慢", text)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("report", [brief, notice])
def test_empty_books_give_a_report_that_says_so(made, name, report):
    """No division by nothing; every format is written."""
    assert render(made(report, text=""), name)


@pytest.mark.looks
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_the_brief_prints_on_one_page(made, tmp_path):
    """A4 portrait, twelve months and all."""
    page = tmp_path / "brief.html"
    page.write_bytes(render(made(brief), "html"))
    pdf = tmp_path / "brief.pdf"
    subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu",
         "--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    info = subprocess.run(
        ["pdfinfo", str(pdf)], check=True, capture_output=True
    ).stdout.decode()
    assert re.search(r"Pages:\s+1\n", info)
    assert "594.96 x 841.92" in info
