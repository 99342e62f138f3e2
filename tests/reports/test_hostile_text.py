"""Imported text is anyone's: it stays text in every format."""

from __future__ import annotations

import io
import json

import pytest
from openpyxl import load_workbook

from union_ledger.reports.formats import render
from union_ledger.reports.formats.as_markdown import escape
from union_ledger.reports.formats.as_markdown import paragraph
from union_ledger.reports.formats.workbook.text import LONGEST
from union_ledger.reports.formats.workbook.text import sheet_name
from union_ledger.reports.model import Chart
from union_ledger.reports.model import Column
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table

SCRIPT = "<script>alert('工会')</script>\"><img src=x onerror=alert(1)>"
LEADS = {
    "equals": "=",
    "plus": "+",
    "minus": "-",
    "at": "@",
    "wide-equals": "＝",
    "wide-plus": "＋",
    "wide-minus": "－",
    "wide-at": "＠",
    "blank": " =",
    "no-break-space": "\u00a0=",
    "ideographic-space": "\u3000=",
    "tab": "\t=",
    "carriage-return": "\r=",
    "new-line": "\n=",
    "zero-width": "\u200b=",
    "byte-order-mark": "\ufeff=",
    "quote": "'=",
    "control": "\x01=",
}
BODIES = ("1+1", "cmd|'/c calc'!A1", 'HYPERLINK("http://x.invalid","点")')


@pytest.fixture
def workbook_cell(made_up):
    """Return a function: a payee's cell as read back, and the workbook's bytes."""

    def written(payload):
        content = render(made_up.report(made_up.findings(payload)), "xlsx")
        sheet = load_workbook(io.BytesIO(content))["检查发现"]
        return sheet["C4"], content

    return written


@pytest.mark.parametrize("lead", LEADS.values(), ids=LEADS)
@pytest.mark.parametrize("body", BODIES, ids=["sum", "dde", "hyperlink"])
def test_no_text_becomes_a_formula(workbook_cell, lead, body):
    """Stored as a string and marked as text, so that editing keeps it text."""
    cell, content = workbook_cell(lead + body)
    assert cell.data_type == "s"
    assert cell.value.endswith(body)
    assert cell.quotePrefix
    sheets = load_workbook(io.BytesIO(content)).worksheets
    cells = (cell for sheet in sheets for row in sheet for cell in row)
    formulas = [cell.value for cell in cells if cell.data_type == "f"]
    assert formulas == ["=SUM(E4:E5)"]


def test_plain_text_is_not_marked(workbook_cell):
    """The control of the test above: an ordinary payee carries no mark."""
    cell, _ = workbook_cell("武汉某某公司")
    assert (cell.data_type, bool(cell.quotePrefix)) == ("s", False)


@pytest.mark.parametrize("text", ["#N/A", "#DIV/0!", "2024-01-01", "1e5", "TRUE"])
def test_no_text_becomes_another_type(workbook_cell, text):
    cell, _ = workbook_cell(text)
    assert (cell.data_type, cell.value) == ("s", text)


def test_text_too_long_for_a_cell_says_so(workbook_cell):
    cell, _ = workbook_cell("长" * (LONGEST + 5))
    assert len(cell.value) == LONGEST
    assert cell.value.endswith("（原文共 32772 字，表格放不下，以下略）")


@pytest.fixture
def hostile(made_up):
    """The payload in every place that a text can stand in."""
    table = Table(
        SCRIPT,
        (Column("a", SCRIPT, group=SCRIPT), Column("b", "数", "count", total="sum")),
        (Row((SCRIPT, 1)),),
        total_label=SCRIPT,
        note=SCRIPT,
    )
    chart = Chart("bar", SCRIPT, SCRIPT, "a", ("b",))
    return made_up.report(made_up.findings(SCRIPT), table, charts=(chart,))


def test_html_shows_a_script_and_does_not_run_it(hostile):
    page = render(hostile, "html").decode()
    assert "<script" not in page
    assert "<img" not in page
    assert page.count("&lt;script&gt;") >= 8


def test_markdown_and_json_keep_it_text(hostile):
    text = render(hostile, "md").decode()
    assert "<" not in text
    assert "&lt;script&gt;" in text
    document = json.loads(render(hostile, "json"))
    assert document["tables"][0]["rows"][0]["payee"] == SCRIPT


def test_a_pipe_or_new_line_breaks_no_markdown_table(made_up):
    report = made_up.report(made_up.findings("甲|乙\n| 丙 | [x](http://x.invalid) `*_"))
    rows = [r for r in render(report, "md").decode().splitlines() if "R33" in r]
    assert len(rows) == 1
    assert rows[0].replace("\\|", "").count("|") == 7
    assert "\\[x\\](http://x.invalid) \\`\\*\\_" in rows[0]


def test_markdown_paragraphs_start_nothing():
    assert paragraph("# 标题") == "\\# 标题"
    assert paragraph("1. 第一") == "1\\. 第一"
    assert paragraph("- 项") == "\\- 项"
    assert escape("-12.00") == "-12.00"


def test_sheet_names_are_what_excel_accepts():
    taken = set()
    long = "二级工会经费使用情况（含思想政治引领工程与阵地平台建设工程）明细表之一"
    names = [
        sheet_name(title, taken)
        for title in ("收入/支出[1]:*?\\", long, long, "'引号'", "", "ABC", "abc")
    ]
    assert names[0] == "收入-支出-1"
    assert len(names[1]) == 31
    assert names[2].endswith("(2)")
    assert len(names[2]) <= 31
    assert names[3:] == ["引号", "表", "ABC", "abc(2)"]


def test_hostile_titles_make_a_readable_workbook(hostile):
    workbook = load_workbook(io.BytesIO(render(hostile, "xlsx")))
    assert len(workbook.sheetnames) == 4
