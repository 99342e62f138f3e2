"""The reference year in Chromium: figures, links, downloads, and a stranger's errands.

What each page looks like at two widths is kept in ``build/pictures``.
"""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from openpyxl import load_workbook
from tests.pages.looks.conftest import HUST

from union_ledger.core.ledger import load_ledger
from union_ledger.core.period import parse_period
from union_ledger.reports import pages
from union_ledger.reports.catalogue import REPORTS
from union_ledger.reports.cells import value_of
from union_ledger.reports.cells import value_text
from union_ledger.reports.unit_use import unit_use

NAMES = [getattr(pages, name).__name__ for name in pages.__all__]
WIDTHS = (1280, 390)
OF_PAGE = {
    "UnionOverview": "overview",
    "UnionFunds": "utilisation",
    "UnionProjects": "projects",
    "UnionResults": "findings",
    "UnionSupervision": "supervision",
    "UnionStatements": "reconciliation",
    "UnionAssets": "asset-register",
}
YEAR = parse_period("2024")


@pytest.fixture(scope="module")
def ledger():
    return load_ledger(HUST)


@pytest.mark.looks
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", NAMES)
def test_a_page_of_the_year_stands_and_is_pictured(browser, hust_site, page, width):
    browser.show(f"{hust_site}extension/{page}/", width)
    browser.picture(f"{page}-{width}")
    assert browser.run("document.documentElement.scrollWidth") == width
    assert browser.run("document.querySelector('article').innerText.length") > 200
    assert browser.complaints == []


@pytest.mark.looks
@pytest.mark.parametrize(("page", "report"), OF_PAGE.items())
def test_the_figures_are_the_reports(browser, hust_site, ledger, page, report):
    """Label by label, as the same Report has them."""
    browser.show(f"{hust_site}extension/{page}/?time=2024")
    shown = browser.run(
        "[...document.querySelectorAll('.ul-figures > div')].map(d =>"
        " [d.querySelector('dt').innerText, d.querySelector('dd').innerText])"
    )
    made = REPORTS[report][1](ledger, YEAR)
    assert shown
    wanted = {
        figure.label: value_text(figure.value, figure.kind) for figure in made.figures
    }
    assert {label: text.replace("\xa0", " ") for label, text in shown} == wanted


@pytest.mark.looks
@pytest.mark.parametrize("page", [n for n in NAMES if n != "UnionReports"])
def test_a_download_opens(browser, hust_site, tmp_path, page):
    """The file of each page is a workbook with the year in its name."""
    browser.show(f"{hust_site}extension/{page}/?time=2024")
    link = browser.page.locator("a", has_text="下载 Excel").first
    with browser.page.expect_download() as waiting:
        link.click()
    path = tmp_path / "file.xlsx"
    waiting.value.save_as(path)
    assert waiting.value.suggested_filename.endswith(".xlsx")
    assert load_workbook(path).sheetnames


@pytest.mark.looks
def test_a_number_leads_to_its_entries(browser, hust_site):
    """From a unit's row to Fava's journal, narrowed to what the number adds up."""
    browser.show(f"{hust_site}extension/UnionUnit/?unit=007&time=2024")
    links = browser.run(
        "[...document.querySelectorAll('article a')].map(a => a.href)"
        ".filter(h => h.includes('/journal/') && h.includes('filter='))"
    )
    assert links
    browser.show(links[0])
    browser.wait_for("document.querySelectorAll('ol.journal > li').length > 1")
    assert browser.complaints == []


class Stranger:
    """Somebody who has never seen the product, and counts clicks."""

    def __init__(self, tab, start):
        self.tab = tab
        self.clicks = 0
        tab.show(start)

    def click(self, locator):
        locator.click()
        self.clicks += 1
        self.tab.page.wait_for_timeout(300)
        self.tab.built()

    def menu(self, name):
        self.click(
            self.tab.page.locator("aside").get_by_role("link", name=name, exact=True)
        )

    def seen(self):
        return self.tab.page.locator("article").inner_text()


@pytest.mark.looks
def test_three_errands_in_under_ten_clicks(browser, hust_site, ledger, tmp_path):
    """From the start page: 007's 疗休养 money, the largest violation, 01表.

    Choosing in a list is counted as a click.
    """
    who = Stranger(browser, hust_site)
    assert "UnionOverview" in browser.page.url

    who.menu("分会")
    browser.page.select_option("select[name=unit]", "007")
    who.clicks += 1
    who.click(browser.page.locator(".ul-form button"))
    rows = browser.page.locator("tr", has_text="50104").all_inner_texts()
    made = unit_use(ledger, YEAR, "007", None).table("按用途的余额")
    (row,) = [r for r in made.rows if "50104" in str(r.cells[0])]
    left = value_text(value_of(row.cells[5]), "money")
    assert any(left in text for text in rows), (left, rows)

    who.menu("审计")
    first = browser.page.locator(".ul-finding").first
    assert "违规" in first.inner_text()
    assert "《工会会计制度》" in first.inner_text()
    who.click(first.locator("a", has_text="银付").first)
    assert "/journal/" in unquote(browser.page.url)
    assert "校工会教代会会务费" in who.seen()

    who.menu("01 资产负债表")
    with browser.page.expect_download() as waiting:
        browser.page.locator("a", has_text="下载 Excel").first.click()
        who.clicks += 1
    path = tmp_path / "01.xlsx"
    waiting.value.save_as(path)
    assert "资产负债表" in str(load_workbook(path).worksheets[0]["A1"].value)
    assert who.clicks < 10
