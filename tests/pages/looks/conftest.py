"""A few words of Chromium's DevTools protocol over a pipe; no driver is needed."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import time

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-pipe",
)
BUILD_UP = 15


_LEFT = "Inspected target navigated or closed"


class PageLeftError(Exception):
    """The page went to another address while it was asked."""


class Browser:
    """One tab. ``complaints`` are console errors and refusals of the page's policy."""

    def __init__(self, profile):
        to_read, self._commands = os.pipe()
        self._answers, to_write = os.pipe()
        # The protocol's ends are descriptors 3 and 4.
        self._process = subprocess.Popen(
            [
                "bash",
                "-c",
                f'exec "$@" 3<&{to_read} 4>&{to_write}',
                "bash",
                CHROMIUM,
                *FLAGS,
                f"--user-data-dir={profile}",
            ],
            pass_fds=(to_read, to_write),
            stderr=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(to_write)
        self._number = 0
        self._left = b""
        self._session = None
        self.complaints = []
        target = self.say("Target.createTarget", url="about:blank")["targetId"]
        attached = self.say("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.say(f"{domain}.enable")

    def say(self, method, **params):
        """Send one command, return its result; what happens meanwhile is kept."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while True:
            heard = self._next()
            if heard.get("id") == self._number:
                if heard.get("error", {}).get("message") == _LEFT:
                    raise PageLeftError
                assert "error" not in heard, heard
                return heard["result"]
            self._keep(heard)

    def show(self, url, width, *, dark=False, height=900):
        """Open an address as a screen of this width shows it."""
        self.say(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.say("Emulation.setEmulatedMedia", features=[scheme])
        self.say("Page.navigate", url=url)
        self.wait_for("document.readyState == 'complete'")
        self.wait_for("document.querySelector('aside a') != null")

    def run(self, expression):
        """Return what an expression of the page is worth."""
        done = self.say(
            "Runtime.evaluate",
            expression=expression,
            returnByValue=True,
            awaitPromise=True,
        )
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    def wait_for(self, condition):
        """Wait until a condition holds in the page."""
        until = time.monotonic() + BUILD_UP
        while not self._holds(condition):
            assert time.monotonic() < until, f"never came true: {condition}"
            time.sleep(0.05)

    def _holds(self, condition):
        """Ask once; a page that is just being left cannot say so yet."""
        try:
            return self.run(f"!!({condition})")
        except PageLeftError:
            return False

    def heard(self, words):
        """Wait until one of the complaints holds these words."""
        until = time.monotonic() + BUILD_UP
        while not any(words in complaint for complaint in self.complaints):
            assert time.monotonic() < until, self.complaints
            self.run("1")
            time.sleep(0.05)
        return True

    def picture(self, *, whole=False):
        """Return what is seen as PNG."""
        shot = self.say("Page.captureScreenshot", captureBeyondViewport=whole)
        return base64.b64decode(shot["data"])

    def close(self):
        """End the browser."""
        self._session = None
        self.say("Browser.close")
        self._process.wait(10)
        os.close(self._commands)
        os.close(self._answers)

    def _next(self):
        while b"\0" not in self._left:
            part = os.read(self._answers, 1 << 16)
            assert part, "the browser has gone"
            self._left += part
        message, self._left = self._left.split(b"\0", 1)
        return json.loads(message)

    def _keep(self, heard):
        params = heard.get("params", {})
        match heard.get("method"):
            case "Log.entryAdded" if params["entry"]["level"] in {"error", "warning"}:
                self.complaints.append(params["entry"]["text"])
            case "Runtime.exceptionThrown":
                self.complaints.append(params["exceptionDetails"]["text"])
            case "Runtime.consoleAPICalled" if params["type"] in {"error", "warning"}:
                self.complaints.append(str(params["args"]))


@pytest.fixture
def browser(tmp_path):
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    opened = Browser(tmp_path / "profile")
    yield opened
    opened.close()
