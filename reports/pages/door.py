"""The outermost door of the web pages: method, host name and headers.

It stands before Fava's own code, so that a refused request reaches nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.datastructures import Headers
from werkzeug.wrappers import Response

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType
    from wsgiref.types import StartResponse
    from wsgiref.types import WSGIApplication
    from wsgiref.types import WSGIEnvironment

# Fava's editor is WebAssembly, and its components set style attributes.
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"
    " style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; base-uri 'none'; form-action 'self';"
    " frame-ancestors 'none'; object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_METHODS = ("GET", "HEAD")


class Door:
    """A WSGI application that lets only readers of the right address through.

    ``hosts`` are the values of the Host header that are ours, with the port; another
    name that leads to this machine is a foreign page's try to read the books.
    """

    def __init__(self, inside: WSGIApplication, hosts: frozenset[str]) -> None:
        """Stand before ``inside``."""
        self.inside = inside
        self.hosts = hosts

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer a request: refuse it, or hand it on and add the headers."""
        method = environ["REQUEST_METHOD"]
        application = self._refusal(environ, method) or self.inside
        if method == "HEAD":
            # Fava's read-only mode knows GET alone.
            environ = environ | {"REQUEST_METHOD": "GET"}
        # The browser may keep what is Fava's own, and nothing of the books.
        keep = environ.get("PATH_INFO", "").startswith("/static/")
        answer = application(environ, _with_headers(start_response, keep=keep))
        if method != "HEAD":
            return answer
        close = getattr(answer, "close", None)
        if close is not None:
            close()
        return ()

    def _refusal(self, environ: WSGIEnvironment, method: str) -> Response | None:
        if environ.get("HTTP_HOST", "").lower() not in self.hosts:
            return refusal(400, "请用启动时显示的网址打开。")
        if method not in _METHODS:
            answer = refusal(405, "网页只读，不接受改动。")
            answer.headers["Allow"] = ", ".join(_METHODS)
            return answer
        return None


def refusal(status: int, message: str) -> Response:
    """Return an answer of one Chinese line."""
    return Response(f"{message}\n", status, content_type="text/plain; charset=utf-8")


def _with_headers(start_response: StartResponse, *, keep: bool) -> StartResponse:
    def start(
        status: str,
        headers: list[tuple[str, str]],
        exc_info: tuple[type[BaseException], BaseException, TracebackType]
        | tuple[None, None, None]
        | None = None,
        /,
    ) -> object:
        ours = Headers(headers)
        for name, value in HEADERS.items():
            ours.setdefault(name, value)
        if not keep:
            ours["Cache-Control"] = "no-store"
        return start_response(status, ours.to_wsgi_list(), exc_info)

    return start  # type: ignore[return-value]
