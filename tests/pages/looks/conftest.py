"""Chromium by playwright: a tab that complains, and the reference year's server."""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Error
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[3]
HUST = ROOT / "ledgers" / "hust" / "main.beancount"
PICTURES = ROOT / "build" / "pictures"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WAIT = 15
TALLEST = 6000
SIGN = "hostileTextRan"


class Tab:
    """One page of a browser without a past.

    ``complaints`` are console errors, exceptions, refusals of the page's policy and
    requests that failed; ``ran`` is what hostile text said when it ran.
    """

    def __init__(self, context):
        self.context = context
        self.complaints = []
        self.ran = []
        context.expose_binding(SIGN, lambda _, said="": self.ran.append(said))
        # So that `alert(1)` and the like are known by the same sign.
        context.add_init_script(
            f"for (const name of ['alert', 'probe', 'confirm', 'prompt'])"
            f" window[name] = () => window.{SIGN}(name);"
        )
        self.page = context.new_page()
        self.page.set_default_timeout(WAIT * 1000)
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._asked)
        self.page.on("response", self._answered)

    def show(self, url, width=1280, *, dark=False):
        """Open an address as a screen of this width shows it, to its end."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme="dark" if dark else "light")
        self.page.goto(url, wait_until="load")
        self.built()

    def built(self):
        """Wait until Fava's own code has put the page together."""
        self.page.wait_for_selector("aside a", state="attached")
        self.wait_for("document.querySelector('article') != null")

    def run(self, expression):
        """Return what an expression of the page is worth."""
        return self.page.evaluate(expression)

    def wait_for(self, condition):
        """Wait until a condition holds in the page.

        Playwright's own waiting is a script of text, which the page's policy refuses.
        """
        until = time.monotonic() + WAIT
        while not self._holds(condition):
            assert time.monotonic() < until, f"never came true: {condition}"
            self.page.wait_for_timeout(50)

    def _holds(self, condition):
        """Ask once; a page that is just being left cannot say so yet."""
        try:
            return self.run(f"!!({condition})")
        except Error:
            return False

    def picture(self, name):
        """Keep what the page looks like as a build artefact."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        # Fava scrolls within the page: only a taller window shows all of it.
        size = self.page.viewport_size
        tall = self.run("document.querySelector('article').scrollHeight") + 80
        self.page.set_viewport_size(size | {"height": min(tall, TALLEST)})
        self.page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
        self.page.set_viewport_size(size)

    def _heard(self, message):
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def _asked(self, dialog):
        self.ran.append(dialog.message)
        dialog.dismiss()

    def _answered(self, response):
        if response.status >= 400:
            self.complaints.append(f"{response.status} {response.url}")


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=list(FLAGS), headless=True
        )
        yield browser
        browser.close()


@pytest.fixture
def browser(chromium):
    context = chromium.new_context(accept_downloads=True, locale="zh-CN")
    yield Tab(context)
    context.close()


@pytest.fixture(scope="session")
def hust_site():
    """The reference year as ``union-ledger serve`` puts it up; gives its address."""
    from cheroot.wsgi import Server

    from union_ledger.reports.pages.serving import loopback_hosts
    from union_ledger.reports.pages.serving import make_app

    serving = Server(("127.0.0.1", 0), None, numthreads=4)
    serving.prepare()
    port = serving.bind_addr[1]
    app = make_app(HUST, loopback_hosts(port))
    serving.wsgi_app = app
    thread = threading.Thread(target=serving.serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{port}/{quote(app.config['LEDGERS'].first_slug())}/"
    serving.stop()
    thread.join(10)
