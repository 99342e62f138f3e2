"""报表: every report is in the list, is shown, and can be taken along."""

from __future__ import annotations

import html
import io
import json
import re
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import pytest
from openpyxl import load_workbook

from union_ledger.core.period import parse_period
from union_ledger.reports.catalogue import REPORTS
from union_ledger.reports.formats.as_html import render_body
from union_ledger.reports.pages.report_groups import GROUPS

PAGE = "extension/UnionReports/"
FORMATS = ("xlsx", "docx", "html", "md", "json")


def hrefs(page, text):
    """Return where the links with this text lead."""
    found = re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>([^<]*)</a>', page)
    return [html.unescape(href) for href, shown in found if shown.strip() == text]


def test_every_report_stands_in_one_group():
    """A report that is added to the catalogue fails here until it has a place."""
    names = [name for _, reports in GROUPS for name, _ in reports]
    assert sorted(names) == sorted(REPORTS)


def test_the_list_leads_to_every_report(guarded):
    page = guarded.text(PAGE)
    assert "期间：2024 年度" in page
    for name, (title, _) in REPORTS.items():
        (link,) = hrefs(page, title)
        asked = parse_qs(urlsplit(link).query)
        assert asked == {"report": [name], "time": ["2024"]}


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_shown_as_it_is_written(guarded, name):
    """Its tables stand on the page; its figures are those of the Report."""
    page = guarded.text(PAGE, report=name, time="2024")
    books = guarded.ledger.extensions._instances["UnionReports"].books
    report = REPORTS[name][1](books, parse_period("2024"))
    for table in report.tables:
        assert f"<h2>{html.escape(table.title)}</h2>" in page
    bare = re.sub(r"<[^>]*>", "", str(render_body(report)))
    amounts = set(re.findall(r"\d[\d,]*\.\d\d", bare))
    assert amounts <= set(re.findall(r"\d[\d,]*\.\d\d", page))


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_taken_along(guarded, name):
    answer = guarded.get(f"{PAGE}xlsx", report=name, time="2024-05")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert load_workbook(io.BytesIO(answer.data)).sheetnames


@pytest.mark.parametrize("format_name", FORMATS)
def test_every_format_is_a_file_to_keep(guarded, format_name):
    """A page of the books is never opened in place, whatever it holds."""
    answer = guarded.get(f"{PAGE}{format_name}", report="notes", time="2024")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_data_are_those_of_the_report(guarded):
    answer = guarded.get(f"{PAGE}json", report="utilisation", time="2024")
    assert json.loads(answer.data)["report"] == REPORTS["utilisation"][0]


def test_word_is_offered_for_prose_only(guarded):
    assert hrefs(guarded.text(PAGE, report="notes"), "下载 Word")
    assert not hrefs(guarded.text(PAGE, report="balance-sheet"), "下载 Word")


def test_an_unknown_report_is_said(guarded):
    page = guarded.text(PAGE, report="<b>")
    assert "没有“&lt;b&gt;”这份报表" in page
    assert guarded.get(f"{PAGE}xlsx", report="<b>").status_code == 404
    assert guarded.get(f"{PAGE}xlsx").status_code == 404


def test_the_period_is_the_time_filter(guarded):
    page = guarded.text(PAGE, report="income-statement", time="2024-05")
    assert "2024 年 5 月" in page
    (link,) = hrefs(page, "下载 Excel")
    assert parse_qs(urlsplit(link).query)["time"] == ["2024-05"]


def test_other_filters_are_said_not_heeded(guarded):
    page = guarded.text(PAGE, report="balance-sheet", account="Assets")
    assert "本页不按“科目”筛选" in page


def test_form_01_is_two_clicks_from_the_overview(guarded):
    """总览 leads to it, and there its first button hands out the workbook."""
    (first,) = hrefs(guarded.text("extension/UnionOverview/"), "01表 资产负债表")
    asked = parse_qs(urlsplit(first).query)
    page = guarded.text(PAGE, **{key: value[0] for key, value in asked.items()})
    (second,) = hrefs(page, "下载 Excel")
    answer = guarded.client.get(second, base_url="http://127.0.0.1:5000")
    book = load_workbook(io.BytesIO(answer.data))
    cells = {str(c.value) for sheet in book for row in sheet for c in row if c.value}
    assert any("工会01表" in cell or "01表" in cell for cell in cells)


@pytest.mark.parametrize("name", REPORTS)
def test_hostile_names_stay_text(guarded, name):
    page = guarded.text(PAGE, report=name).split("</style>")[1]
    assert "<script>probe()" not in page
    assert "<img src=x" not in page
