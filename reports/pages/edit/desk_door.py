"""The door of ``serve --edit``: the desk's own addresses, and Fava read-only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from union_ledger.reports.pages.door import HEADERS
from union_ledger.reports.pages.door import refusal
from union_ledger.reports.pages.edit.importing import ROOT
from union_ledger.reports.pages.gate.roles import BAR_KEY

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse
    from wsgiref.types import WSGIApplication
    from wsgiref.types import WSGIEnvironment

_BAR = Markup(
    "<style>.ul-who{{position:fixed;right:0;bottom:0;z-index:9;padding:.15rem .6rem;"
    "font-size:.85rem;background:var(--background,#fff);"
    "border:1px solid var(--border,#ccc);border-radius:4px 0 0 0}}"
    "@media print{{.ul-who{{display:none}}}}</style>"
    '<div class="ul-who"><a href="{}" data-remote>导入流水</a></div>'
)


class DeskDoor:
    """A WSGI application of two: the desk below ``/desk/``, else the guarded Fava.

    ``hosts`` are the values of the Host header that are ours, with the port.
    """

    def __init__(
        self, fava: WSGIApplication, desk: WSGIApplication, hosts: frozenset[str]
    ) -> None:
        """Stand before both."""
        self._fava = fava
        self._desk = desk
        self._hosts = hosts

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer a request."""
        if not environ.get("PATH_INFO", "").startswith(ROOT):
            return self._fava(environ | {BAR_KEY: _BAR.format(ROOT)}, start_response)
        if environ.get("HTTP_HOST", "").lower() not in self._hosts:
            return refusal(400, "请用启动时显示的网址打开。")(environ, start_response)

        def start(status: str, headers: list[tuple[str, str]], *more: object) -> object:
            ours = [*headers, *HEADERS.items(), ("Cache-Control", "no-store")]
            return start_response(status, ours, *more)  # type: ignore[arg-type]

        return self._desk(environ, start)  # type: ignore[arg-type]
