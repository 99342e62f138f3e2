"""经费使用 as stock Fava shows it."""

from __future__ import annotations

import html
import io
import json
import re
import subprocess
import sys
from urllib.parse import parse_qs
from urllib.parse import unquote
from urllib.parse import urlsplit

import pytest
from openpyxl import load_workbook

SCRIPT = "<script>probe()</script>"


def figure_of(page, label):
    return re.search(rf"<dt>{label}</dt><dd[^>]*>([^<]*)</dd>", page)[1]


def links_of(page, text):
    """Return where the links with this text lead."""
    found = re.findall(r'<a href="([^"]*)">([^<]*)</a>', page)
    return [urlsplit(html.unescape(href)) for href, shown in found if shown == text]


def test_all_pages_are_in_the_sidebar(stock):
    """Fava's own menu names them, in this order."""
    data = json.loads(stock.text("api/ledger_data"))["data"]
    shown = [(each["name"], each["report_title"]) for each in data["extensions"]]
    assert shown == [
        ("UnionOverview", "总览"),
        ("UnionFunds", "经费使用"),
        ("UnionUnit", "分会"),
        ("UnionProjects", "项目"),
        ("UnionResults", "检查结果"),
        ("UnionRules", "制度"),
        ("UnionSupervision", "监督"),
        ("UnionAudit", "审计"),
        ("UnionAssets", "资产台账"),
        ("UnionAccount", "明细账"),
        ("UnionStatements", "银行对账"),
        ("UnionReports", "报表"),
        ("UnionTable01", "01 资产负债表"),
        ("UnionTable02", "02 收入支出表"),
    ]


def test_the_year_of_the_last_entry_is_shown(stock):
    page = stock.funds()
    assert "期间：2024 年度" in page
    assert figure_of(page, "本期额度") == "30,000.00"
    assert figure_of(page, "已使用") == "3,800.00"
    assert "新年音乐会" in page


@pytest.mark.parametrize(
    ("time", "label", "used"),
    [
        ("2024-Q1", "2024 年第一季度", "1,500.00"),
        ("2024-05", "2024 年 5 月", "2,000.00"),
        ("2024", "2024 年度", "3,800.00"),
        ("2024-04 - 2024-06", "2024 年第二季度", "2,000.00"),
        ("2030", "2030 年度", "0.00"),
    ],
)
def test_the_time_filter_is_the_period(stock, time, label, used):
    page = stock.funds(time=time)
    assert f"期间：{label}" in page
    assert figure_of(page, "已使用") == used
    assert "ul-notice" not in page.split("</style>")[1]


@pytest.mark.parametrize(
    ("time", "told"),
    [
        ("2024-02-03", "“2024-02-03”不是，下面是2024 年度。"),
        ("2023-11 - 2024-02", "不是，下面是2024 年度。"),
        ("无此时间", "看不懂时间筛选“无此时间”，下面是2024 年度。"),
        ("2024-13", "看不懂时间筛选“2024-13”，下面是2024 年度。"),
        ("9999", "看不懂时间筛选“9999”，下面是2024 年度。"),
    ],
)
def test_a_range_of_another_kind_is_said(stock, time, told):
    assert told in stock.funds(time=time)


def test_filters_that_are_not_heeded_are_said(stock):
    """The figures are of all entries, so the page must not look filtered."""
    page = stock.funds(account="Assets", filter='payee:"x"')
    assert "本页不按“科目”和“标签、收付款人等”筛选" in page
    assert figure_of(page, "已使用") == "3,800.00"


def test_a_number_leads_to_the_journal_it_is_made_of(stock):
    """The page's own filters do not go along, the period does."""
    page = stock.funds(time="2024-Q1", account="Assets:101", filter="x")
    (target,) = [
        each
        for each in links_of(page, "1,500.00")
        if "Q09" in each.path and "007" in each.path
    ]
    assert unquote(target.path).endswith("/account/Equity:Q09-已用额度:007:10/")
    assert parse_qs(target.query) == {"time": ["2024-q1"]}
    journal = stock.text(
        "api/account_report",
        a="Equity:Q09-已用额度:007:10",
        r="journal",
        time="2024-q1",
    )
    assert "1500.00 QUOTA" in json.loads(journal)["data"]["journal"]


def test_the_months_are_drawn_in_chinese(stock):
    """Fava's own charts name the months in English, so these are the report's."""
    page = stock.funds()
    drawn = page.split("各月使用额度", 1)[1].split("</figure>")[0]
    assert "1 月" in drawn
    assert "12 月" in drawn
    assert "<svelte-component" not in page


def test_the_workbook_has_a_chinese_name_and_the_period(stock):
    page = stock.funds(time="2024-05")
    href = re.search(r'href="([^"]*xlsx[^"]*)"[^>]*>下载 Excel', page)[1]
    answer = stock.client.get(html.unescape(href))
    assert answer.status_code == 200
    told = unquote(answer.headers["Content-Disposition"])
    assert "filename*=UTF-8''经费使用情况_2024年5月.xlsx" in told
    book = load_workbook(io.BytesIO(answer.data))
    cells = [str(cell.value) for row in book.worksheets[0] for cell in row]
    assert any("2024 年 5 月" in cell for cell in cells)


def test_names_from_the_books_stay_text(stock):
    page = stock.funds()
    assert SCRIPT not in page
    assert html.escape(SCRIPT) in page


def test_a_change_of_the_books_is_seen(stock_site, books):
    """What was computed is forgotten when Fava loads again."""
    site = stock_site()
    assert figure_of(site.funds(), "本期额度") == "30,000.00"
    text = books.read_text(encoding="utf-8")
    books.write_text(text.replace("30000.00", "40000.00"), encoding="utf-8")
    site.ledger.load_file()
    assert figure_of(site.funds(), "本期额度") == "40,000.00"


def test_books_without_quota_say_so(stock_site):
    site = stock_site(
        '2024-01-01 custom "fava-extension" "union_ledger.reports.pages"\n'
    )
    page = site.funds()
    assert "本期没有额度记录。" in page
    assert "<svelte-component" not in page


def test_books_without_the_plugin_are_not_taken_for_checked(stock_site, books):
    text = books.read_text(encoding="utf-8")
    site = stock_site()
    main = site.ledger.beancount_file_path
    without = re.sub(r'^plugin "union.*$', "", text, flags=re.MULTILINE)
    books.write_text(without, encoding="utf-8")
    assert main == str(books)
    site.ledger.load_file()
    for page in (site.funds(), site.results()):
        assert "监督插件没有运行" in page
    assert "没有检查，所以没有结果。" in site.results()


def test_the_pages_do_without_pandas():
    """Fava starts as fast as before."""
    code = "import union_ledger.reports.pages, sys; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
