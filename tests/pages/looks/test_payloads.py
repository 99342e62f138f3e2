"""Whoever writes the books' text writes text: no page runs a word of it."""

from __future__ import annotations

import threading
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.pages.looks.payloads import PAYLOADS
from tests.pages.looks.payloads import hostile_books

from union_ledger.reports import pages

NAMES = [getattr(pages, name).__name__ for name in pages.__all__]
OWN = [f"extension/{name}/" for name in NAMES]
CHOSEN = [
    "extension/UnionUnit/?unit=118",
    "extension/UnionProjects/?project=P2024-118",
    "extension/UnionAssets/?asset=FA-118",
    "extension/UnionResults/?severity=%3Cimg%20src=x%20onerror=probe()%3E",
]
FAVAS = [
    *("journal/", "events/", "errors/", "statistics/", "documents/", "query/"),
    *("income_statement/", "balance_sheet/", "trial_balance/", "commodities/"),
    "account/Assets:102-银行存款:01-基本户/",
    "journal/?filter=%3Cimg%20src=x%20onerror=probe()%3E",
]


def serve(app, port):
    from cheroot.wsgi import Server

    serving = Server(("127.0.0.1", port), app, numthreads=4)
    serving.prepare()
    thread = threading.Thread(target=serving.serve, daemon=True)
    thread.start()
    return serving, thread


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    main = tmp_path_factory.mktemp("hostile") / "main.beancount"
    registers = Path(__file__).parents[2] / "small.beancount"
    plugin = 'plugin "union_ledger.plugins" ""\noption "title" "<b>示例</b>工会"\n'
    parts = (hostile_books(), registers.read_text("utf-8"), plugin)
    main.write_text("\n".join(parts), encoding="utf-8")
    return main


@pytest.fixture(scope="module")
def site(books):
    from union_ledger.reports.pages.serving import loopback_hosts
    from union_ledger.reports.pages.serving import make_app

    serving, thread = serve(None, 0)
    port = serving.bind_addr[1]
    app = make_app(books, loopback_hosts(port))
    serving.wsgi_app = app
    yield f"http://127.0.0.1:{port}/{quote(app.config['LEDGERS'].first_slug())}/"
    serving.stop()
    thread.join(10)


@pytest.fixture(scope="module")
def stock_site(books):
    """Fava as its own command serves it."""
    from fava.application import create_app

    app = create_app([str(books)], load=True, poll_watcher=True)
    serving, thread = serve(app, 0)
    port = serving.bind_addr[1]
    yield f"http://127.0.0.1:{port}/{quote(app.config['LEDGERS'].first_slug())}/"
    serving.stop()
    thread.join(10)


def act(browser):
    """Do what makes lazy handlers run: open, point at and leave every element."""
    browser.run("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    browser.run(
        "document.querySelectorAll('article *').forEach(e => {"
        " for (const kind of ['mouseover', 'focus', 'toggle', 'error'])"
        " if (e.getAttribute('on' + kind)) e.dispatchEvent(new Event(kind)); })"
    )
    browser.page.wait_for_timeout(100)


def test_there_are_enough():
    assert len(set(PAYLOADS)) >= 60


@pytest.mark.looks
@pytest.mark.parametrize("path", [*OWN, *CHOSEN, *FAVAS])
def test_no_text_runs(browser, site, path):
    """Every payload is in the books at a dozen places; the page stands all the same."""
    browser.show(f"{site}{path}")
    act(browser)
    assert browser.ran == []
    assert [c for c in browser.complaints if "Content Security" in c] == []
    assert browser.run("document.querySelectorAll('article [onerror]').length") == 0
    assert browser.run("document.querySelector('article') != null")


@pytest.mark.looks
def test_control_stock_fava_runs_them(browser, stock_site):
    """The same books in Fava alone: the hunt is able to find something."""
    browser.page.goto(f"{stock_site}journal/")
    for _ in range(100):
        browser.page.wait_for_timeout(50)
        if browser.ran:
            return
    pytest.fail("nothing ran")
