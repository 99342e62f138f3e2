"""预决算公开: sums by account for members, nobody named, published or not."""

from __future__ import annotations

import html
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from union_ledger.core.ledger import load_ledger
from union_ledger.core.period import parse_period
from union_ledger.reports.cells import value_of
from union_ledger.reports.disclosure import EXPENSE
from union_ledger.reports.disclosure import INCOME
from union_ledger.reports.disclosure import disclosure
from union_ledger.reports.disclosure import plain_words
from union_ledger.reports.disclosure_state import STATE
from union_ledger.reports.formats import FORMATS
from union_ledger.reports.formats import render

YEAR = (Path(__file__).parent / "small_year.beancount").read_text(encoding="utf-8")
PEOPLE = """
2024-01-01 custom "person" "P-00357"
  unit: "007"
2024-03-01 * "张三丰" "慰问张三丰（P-00357）"
  id: "X1"
  voucher: "银付-0009"
  unit: "007"
  fund: "10"
  member: "P-00357"
  handler: "T0412"
  Expenses:501-职工活动支出:50102-文体活动   500.00 CNY
  Assets:102-银行存款:01-基本户             -500.00 CNY
2024-01-01 custom "budget-line" "2024" "401" 800.00 CNY
  version: "V1"
  note: "张三丰 P-00357 提出"
2024-02-01 * "会员李四光" "会费"
  id: "X2"
  voucher: "银收-0009"
  unit: "007"
  fund: "20"
  Assets:102-银行存款:01-基本户   900.00 CNY
  Income:401-会费收入           -900.00 CNY
"""
PRIVATE = (
    "张三丰", "李四光", "P-00357", "T0412", "T0001", "T0007", "某文具店", "银付",
)  # fmt: skip


@pytest.fixture
def made(write_books):
    """Make the page of a year, from books that say the same everywhere."""

    def make(period="2024", text=YEAR + PEOPLE):
        ledger = load_ledger(write_books(text))
        ledger = replace(ledger, revision=None, rulebook="测试规则")
        return disclosure(ledger, parse_period(period))

    return make


def rows_of(table):
    """Return the values of all rows, the total last."""
    return [[value_of(cell) for cell in row.cells] for row in table.shown_rows]


def text_of(report, name):
    """Return all text of a report in a format, packed parts unpacked."""
    content = render(report, name)
    if name not in {"xlsx", "docx"}:
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [package.read(part) for part in package.namelist()]
    return html.unescape("".join(part.decode(errors="ignore") for part in parts))


def test_golden(made, file_regression):
    """The whole page, as text that a reviewer can read."""
    text = render(made(), "md").decode()
    file_regression.check(text, extension=".md", encoding="utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_no_person_voucher_or_payee_is_told(made, name):
    """Payees, members, handlers, and what notes of the budget say of them."""
    text = text_of(made(), name)
    assert "职工活动支出" in text
    assert [word for word in PRIVATE if word in text] == []


def test_the_sums_are_those_of_the_books(made):
    """3030.01 of the small year and 500 more; 900 of dues against 800 planned."""
    report = made()
    assert rows_of(report.table(EXPENSE))[-1][2:4] == [900000, 353001]
    # The version in force is the second one, and plans no income.
    assert rows_of(report.table(INCOME))[-1][2:4] == [0, 90000]
    assert {figure.label: figure.value for figure in report.figures}[
        "全年收入"
    ] == 90000


def test_each_version_says_when_it_was_published(made):
    """The neighbours: published, published too early, not published."""
    state = YEAR.replace(
        "  approved: 2023-12-20\n", "  approved: 2023-12-20\n  published: 2024-01-09\n"
    ).replace(
        "  approved: 2024-06-10\n", "  approved: 2024-06-10\n  published: 2024-06-01\n"
    )
    said = [
        (row[0], row[3], row[4]) for row in rows_of(made(text=state).table(STATE))[:2]
    ]
    assert said == [
        ("2024 年预算 V1", 20, "已公布"),
        ("2024 年预算 V2", -9, "早于批准"),
    ]
    plain = [row[4] for row in rows_of(made().table(STATE))]
    assert plain[:2] == ["没有登记公布日期"] * 2
    assert "公布日期" in plain[2]


def test_a_quarter_asks_for_its_year(made):
    """Budget and final accounts are of a year."""
    assert made("2024Q2").period == "2024 年度"
    assert made("2024Q2").figures == made("2024").figures


def test_every_account_has_plain_words():
    """Income and expenses of a 基层工会, as the chart numbers them."""
    assert {"401", "402", "501", "503", "504", "505", "507", "510"} <= set(
        plain_words()
    )


@pytest.mark.parametrize("name", FORMATS)
def test_empty_books_give_a_page_that_says_so(made, name):
    """Every format is written."""
    assert render(made(text=""), name)
