"""The pages in Chromium, through the real server, wide and narrow, light and dark."""

from __future__ import annotations

import pytest

from union_ledger.reports import pages

NAMES = [getattr(pages, name).__name__ for name in pages.__all__]
WIDTHS = (1280, 390)


@pytest.mark.looks
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", NAMES)
def test_a_page_fits_and_nothing_complains(browser, server, page, width):
    """No console error, no refusal of the policy, no sideways scrolling."""
    browser.show(f"{server}extension/{page}/", width)
    if page == "UnionFunds":
        browser.wait_for("document.querySelector('figure svg rect')")
    article = "document.querySelector('article')"
    assert browser.run(f"{article}.scrollWidth <= {article}.clientWidth")
    assert browser.run("document.documentElement.scrollWidth") == width
    assert browser.complaints == []
    assert browser.ran == []


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
    browser.page.select_option("select[name=rule]", "R31")
    browser.page.click(".ul-form button")
    browser.wait_for("location.search.includes('rule=R31')")
    browser.wait_for("document.querySelectorAll('.ul-finding').length == 1")
    browser.page.click(".ul-finding .ul-facts a")
    shown = "document.querySelector('article').innerText"
    browser.wait_for(f"{shown}.includes('宴请')")
    assert "器材" not in browser.run(shown)
    assert browser.complaints == []


@pytest.mark.looks
@pytest.mark.parametrize("page", ["UnionOverview", "UnionUnit", "UnionResults"])
def test_the_keyboard_is_enough(browser, server, page):
    """Tab comes to the links and fields of the page, and what has it is marked."""
    browser.show(f"{server}extension/{page}/", 1280)
    browser.run("document.querySelector('article').setAttribute('tabindex', '-1')")
    browser.run("document.querySelector('article').focus()")
    reached = set()
    for _ in range(12):
        browser.page.keyboard.press("Tab")
        reached.add(browser.run("document.activeElement.outerHTML"))
        assert browser.run(
            "document.querySelector('article').contains(document.activeElement)"
        )
        ring = browser.run("getComputedStyle(document.activeElement).outlineStyle")
        assert ring != "none"
    assert len(reached) == 12


@pytest.mark.looks
def test_a_printed_page_leaves_out_what_is_favas(browser, server):
    """On paper there is no menu, and the page is as wide as the sheet."""
    browser.show(f"{server}extension/UnionUnit/", 1280)
    browser.page.emulate_media(media="print")
    assert not browser.page.is_visible("aside")
    assert browser.page.is_visible(".ul-figures")
