"""The pages in Chromium, through the real server, wide and narrow, light and dark."""

from __future__ import annotations

import pytest

FORMS = ("UnionTable01", "UnionTable02")
PAGES = (
    *("UnionOverview", "UnionFunds", "UnionUnit", "UnionProjects", "UnionResults"),
    *("UnionSupervision", "UnionAssets", "UnionStatements", *FORMS),
)
WIDTHS = (1280, 390)


@pytest.mark.looks
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_fits_and_nothing_complains(browser, server, page, width):
    """No console error, no refusal of the policy, no sideways scrolling."""
    browser.show(f"{server}extension/{page}/", width)
    if page == "UnionFunds":
        browser.wait_for("document.querySelector('figure svg rect')")
    shown = ".ul-signers" if page in FORMS else ".ul-figures dd"
    assert browser.run(f"document.querySelector('{shown}').innerText")
    article = "document.querySelector('article')"
    assert browser.run(f"{article}.scrollWidth <= {article}.clientWidth")
    assert browser.run("document.documentElement.scrollWidth") == width
    assert browser.complaints == []


@pytest.mark.looks
def test_dark_is_as_fava_does_it(browser, server):
    """Text and ground are Fava's own colours in both schemes."""
    colours = {}
    for dark in (False, True):
        browser.show(f"{server}extension/UnionResults/", 1280, dark=dark)
        colours[dark] = browser.run(
            "[getComputedStyle(document.querySelector('.ul-message')).color,"
            " getComputedStyle(document.body).color]"
        )
        assert colours[dark][0] == colours[dark][1]
    assert colours[False] != colours[True]


@pytest.mark.looks
def test_the_form_filters_and_a_voucher_leads_to_the_journal(browser, server):
    """What a reader does: choose a rule, then open the entry in Fava's journal."""
    browser.show(f"{server}extension/UnionResults/", 1280)
    browser.run("document.querySelector('select[name=rule]').value = 'R31'")
    browser.run("document.querySelector('.ul-form button').click()")
    browser.wait_for("location.search.includes('rule=R31')")
    browser.wait_for("document.querySelectorAll('.ul-finding').length == 1")
    browser.wait_for("document.querySelector('aside a') != null")
    browser.run("document.querySelector('.ul-facts a').click()")
    shown = "document.querySelector('article').innerText"
    browser.wait_for(f"{shown}.includes('宴请')")
    assert "器材" not in browser.run(shown)
    assert browser.complaints == []


@pytest.mark.looks
@pytest.mark.parametrize(
    "path",
    [
        "journal/",
        "account/Assets:102-银行存款:01-基本户/",
        "errors/",
        "query/",
        "editor/",
        "income_statement/",
    ],
)
def test_hostile_text_stays_text_in_favas_pages(browser, server, path):
    """The books hold markup as payee, narration, note, query and unit name."""
    browser.show(f"{server}{path}", 1280)
    browser.wait_for("document.querySelector('article').innerText.trim() != ''")
    assert browser.run("document.querySelector('article img[onerror]') == null")
    assert browser.complaints == []


@pytest.mark.looks
def test_the_browser_hears_complaints(browser, server):
    """The control: what the policy refuses does reach the list."""
    browser.show(f"{server}journal/", 1280)
    browser.run(
        "document.querySelector('article').innerHTML ="
        ' \'<img src="http://x.invalid/" onerror="probe()">\''
    )
    assert browser.heard("Content Security Policy")
